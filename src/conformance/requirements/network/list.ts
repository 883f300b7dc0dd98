import { ensureRefusal, ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensure, ensureEqual } from '../../violation.ts'
import type { World } from '../../world.ts'
import { asked, evidenceOf } from '../evidence.ts'
import type { InspectedNetwork } from './inspect.ts'

/** The names of what these filters find. */
const namesOf = async (world: World, given: object): Promise<string[]> => {
  const answer = await world.ask('NetworkList', { query: { filters: given } })
  ensureStatus(answer, 200)
  return jsonOf<{ Name: string }[]>(answer).map(({ Name }) => Name)
}

/** Which networks are listed, and at which paths. */
export const networkListRequirements: readonly Requirement[] = [
  requirement({
    id: 'NetworkList.has-the-defaults',
    operation: 'NetworkList',
    claim: 'Bridge, host and none are there from the beginning',
    evidence: evidenceOf('/networks', 'network.go'),
    check: async world => {
      const names = jsonOf<InspectedNetwork[]>(await world.ask('NetworkList')).map(({ Name }) => Name)
      for (const name of ['bridge', 'host', 'none']) ensure(names.includes(name), 'the names', name, names)
    },
  }),
  ...(['name', 'id', 'label', 'driver'] as const).map(key =>
    requirement({
      id: `NetworkList.filters-by-${key}`,
      operation: 'NetworkList',
      needs: ['networks'],
      claim: `Networks are found by ${key}`,
      evidence: evidenceOf('/networks', 'network/filter.go'),
      check: async world => {
        const mark = world.name()
        const made = await world.network({ Labels: { [mark]: '' } })
        const other = await world.network()
        const find = async (value: string): Promise<string[]> => {
          const filters = { [key]: [value], ...(key === 'driver' ? { label: [mark] } : {}) }
          const found = jsonOf<InspectedNetwork[]>(await world.ask('NetworkList', { query: { filters } }))
          return found.map(({ Id }) => Id).filter(id => id === made.id || id === other.id)
        }
        const value = { name: made.name, id: made.id, label: mark, driver: 'bridge' }[key]
        ensureEqual(await find(value), [made.id], 'the ids')
        if (key === 'driver') ensureEqual(await find('host'), [], 'the ids of another driver')
      },
    }),
  ),
  requirement({
    id: 'NetworkList.filters-by-type',
    operation: 'NetworkList',
    needs: ['networks'],
    claim: 'Networks that somebody made are of the type custom, those of the daemon are builtin',
    evidence: ['/networks; moby daemon/network/filter.go', asked],
    check: async world => {
      const { name } = await world.network()
      ensureEqual(await namesOf(world, { name: [name], type: ['custom'] }), [name], 'the custom ones')
      ensureEqual(await namesOf(world, { name: [name], type: ['builtin'] }), [], 'the builtin ones')
    },
  }),
  requirement({
    id: 'NetworkList.filters-by-scope',
    operation: 'NetworkList',
    needs: ['networks'],
    claim: 'Networks of a bridge have the scope local',
    evidence: ['/networks; moby daemon/network/filter.go', asked],
    check: async world => {
      const { name } = await world.network()
      ensureEqual(await namesOf(world, { name: [name], scope: ['local'] }), [name], 'the local ones')
      ensureEqual(await namesOf(world, { name: [name], scope: ['swarm'] }), [], 'those of a swarm')
    },
  }),
  requirement({
    id: 'NetworkList.refuses-doubtful-dangling',
    operation: 'NetworkList',
    claim: 'Dangling is true or false; anything else is refused with 400',
    evidence: ['/networks; moby daemon/network/filter.go', asked],
    check: async world =>
      ensureRefusal(
        await world.ask('NetworkList', { query: { filters: { dangling: ['maybe'] } } }),
        400,
        /invalid (value for )?filter '?dangling/i,
      ),
  }),
  requirement({
    id: 'NetworkList.empty',
    operation: 'NetworkList',
    claim: 'Nothing found is an empty list, never null',
    evidence: ['the description', 'podman#9293, podman release notes 3.2.1, moby#16406'],
    check: async world => {
      const answer = await world.ask('NetworkList', { query: { filters: { name: ['mkc-nobody-at-all'] } } })
      ensureStatus(answer, 200)
      ensureEqual(jsonOf(answer), [], 'the list')
    },
  }),
  requirement({
    id: 'NetworkList.with-trailing-slash',
    operation: 'NetworkList',
    claim: 'The list of networks is found at a path with a slash at its end, too',
    evidence: ['moby 2680a0fe2c: a regression test asks so; asked of dockerd 28.5'],
    check: async world => {
      const answer = await world.ask('NetworkInspect', { path: { id: '' } })
      ensureStatus(answer, 200)
      ensure(Array.isArray(jsonOf(answer)), 'the body', 'a list', jsonOf(answer))
    },
  }),
  requirement({
    id: 'NetworkListSlash.lists',
    operation: 'NetworkListSlash',
    needs: ['networks'],
    claim: 'The path with a slash at its end lists the same networks',
    evidence: ['moby daemon/server/router/network/network.go registers both', asked],
    check: async world => {
      const { name } = await world.network()
      const query = { filters: { name: [name] } }
      const [plain, slash] = [await world.ask('NetworkList', { query }), await world.ask('NetworkListSlash', { query })]
      ensureStatus(slash, 200)
      const namesIn = (answer: typeof plain) => jsonOf<{ Name: string }[]>(answer).map(({ Name }) => Name)
      ensureEqual(namesIn(slash), namesIn(plain), 'the names')
    },
  }),
]
