import type { OperationId } from '../../../spec/index.ts'
import type { Ask } from '../client.ts'
import { ensureRefusal, ensureStatus, jsonOf, textOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensureEqual } from '../violation.ts'
import { sleepForever } from '../workload.ts'
import type { Made, World } from '../world.ts'

const asked = 'asked of dockerd 20.10, 26.1 and 28.5'

/** What is said of a signal that does not exist. */
export const unknownSignal = /Invalid signal: nonsense/i

/** What is asked of a running container, and refused. */
const refused: readonly (readonly [
  id: string,
  operation: OperationId,
  what: string,
  ask: (made: Made) => Ask,
  text: RegExp,
  file: string,
])[] = [
  [
    'same-name',
    'ContainerRename',
    'the name that it has',
    ({ name }) => ({ query: { name } }),
    /same name as its current name/,
    'rename.go',
  ],
  [
    'unknown-signal',
    'ContainerKill',
    'a signal that does not exist',
    () => ({ query: { signal: 'nonsense' } }),
    unknownSignal,
    'kill.go',
  ],
  ['no-size', 'ContainerResize', 'no size', () => ({}), /./, 'server/router/container/container_routes.go'],
]

const refusals = refused.map(([id, operation, what, ask, text, file]) =>
  requirement({
    id: `${operation}.refuses-${id}`,
    operation,
    needs: ['run'],
    claim: `${operation} with ${what} is refused with 400`,
    evidence: [`moby daemon/${file}`, asked],
    check: async world => {
      const made = await world.shared('running')
      ensureRefusal(await world.ask(operation, { ...ask(made), path: { id: made.id } }), 400, text)
    },
  }),
)

/** With filters that nothing has. */
const prunes = (['ContainerPrune', 'NetworkPrune', 'VolumePrune'] as const).map(operation =>
  requirement({
    id: `${operation}.refuses-unknown-filter`,
    operation,
    claim: 'A prune with a filter that does not exist is refused with 400',
    evidence: [`the description of ${operation}; moby daemon/prune.go`, asked],
    check: async world => {
      const filters = { label: [world.label, `mkc.nothing=${world.name()}`], nonsense: ['x'] }
      ensureRefusal(await world.ask(operation, { query: { filters } }), 400, /invalid filter/i)
    },
  }),
)

/** Filters that lists take, although nothing may fit. */
const taken: readonly (readonly [operation: OperationId, key: string, value: string])[] = [
  ['ContainerList', 'publish', '80'],
  ['ContainerList', 'expose', '80'],
  ['ContainerList', 'is-task', 'false'],
  ['ContainerList', 'isolation', 'default'],
  ['ContainerList', 'volume', 'mkc-nobody-at-all'],
  ['ContainerList', 'ancestor', 'mkc-nobody-at-all'],
  ['ContainerList', 'health', 'none'],
]

const filters = taken.map(([operation, key, value]) =>
  requirement({
    id: `${operation}.takes-filter-${key}`,
    operation,
    claim: `The filter ${key} is known`,
    evidence: [`the description of ${operation}`, asked],
    check: async world => {
      const answer = await world.ask(operation, { query: { filters: { [key]: [value], name: ['mkc-nobody-at-all'] } } })
      ensureStatus(answer, 200)
      ensureEqual(jsonOf(answer), [], 'the list')
    },
  }),
)

const namesOf = async (world: World, given: object): Promise<string[]> => {
  const answer = await world.ask('NetworkList', { query: { filters: given } })
  ensureStatus(answer, 200)
  return jsonOf<{ Name: string }[]>(answer).map(({ Name }) => Name)
}

const networks: readonly Requirement[] = [
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
    id: 'NetworkCreate.refuses-overlap',
    operation: 'NetworkCreate',
    level: 'should',
    needs: ['networks'],
    claim: 'A subnet that another network has is refused with 403',
    evidence: ['/networks/create; moby libnetwork/ipams/defaultipam', asked],
    check: async world => {
      const IPAM = { Config: [{ Subnet: '10.213.78.0/24' }] }
      await world.network({ IPAM })
      ensureRefusal(await world.ask('NetworkCreate', { body: { Name: world.name(), IPAM } }), 403, /overlaps/)
    },
  }),
  requirement({
    id: 'NetworkInspect.keeps-options',
    operation: 'NetworkInspect',
    needs: ['networks'],
    claim: 'A network is inspected with the options that it was made with, known or not',
    evidence: ['/networks/{id}; moby daemon/network.go', asked],
    check: async world => {
      const Options = { 'mkc.option': 'x' }
      const { id } = await world.network({ Options })
      const inspected = jsonOf<{ Options: unknown }>(await world.ask('NetworkInspect', { path: { id } }))
      ensureEqual(inspected.Options, Options, 'Options')
    },
  }),
  requirement({
    id: 'NetworkConnect.keeps-what-was-asked-for',
    operation: 'NetworkConnect',
    needs: ['image', 'networks'],
    claim: 'A container that has not started yet is inspected with the address that it asked for',
    evidence: ['/networks/{id}/connect; moby daemon/container_operations.go', asked],
    check: async world => {
      const network = await world.network({ IPAM: { Config: [{ Subnet: '10.213.79.0/24' }] } })
      const { id } = await world.create(sleepForever)
      const IPAMConfig = { IPv4Address: '10.213.79.50' }
      const body = { Container: id, EndpointConfig: { IPAMConfig } }
      ensureStatus(await world.ask('NetworkConnect', { path: { id: network.id }, body }), 200)
      const { Networks } = (await world.inspect(id)).NetworkSettings as {
        Networks: Record<string, { IPAMConfig: unknown }>
      }
      ensureEqual(Networks[network.name]?.IPAMConfig, IPAMConfig, 'IPAMConfig')
    },
  }),
]

const others: readonly Requirement[] = [
  requirement({
    id: 'NetworkConnect.answers-nothing',
    operation: 'NetworkConnect',
    level: 'should',
    needs: ['image', 'networks'],
    claim: 'Who connects and disconnects is answered with an empty body',
    evidence: ['moby daemon/server/router/network/network_routes.go', asked],
    check: async world => {
      const [network, made] = [await world.network(), await world.create(sleepForever)]
      for (const operation of ['NetworkConnect', 'NetworkDisconnect'] as const) {
        const answer = await world.ask(operation, { path: { id: network.id }, body: { Container: made.id } })
        ensureStatus(answer, 200)
        ensureEqual(textOf(answer), '', `the body of ${operation}`)
      }
    },
  }),
  requirement({
    id: 'ImageTag.answers-nothing',
    operation: 'ImageTag',
    level: 'should',
    needs: ['image'],
    claim: 'Who tags is answered with an empty body',
    evidence: ['moby daemon/server/router/image/image_routes.go', asked],
    check: async world => {
      const answer = await world.ask('ImageTag', {
        path: { name: world.image },
        query: { repo: world.name(), tag: 'one' },
      })
      ensureStatus(answer, 201)
      ensureEqual(textOf(answer), '', 'the body')
    },
  }),
  requirement({
    id: 'ContainerDelete.force-is-at-once',
    operation: 'ContainerDelete',
    needs: ['run'],
    claim: 'What is removed with force is killed, and not waited for',
    evidence: ['/containers/{id}; moby daemon/delete.go, cleanupContainer', asked],
    check: async world => {
      const { id } = await world.start(sleepForever, { StopTimeout: 3600 })
      const removing = world.ask('ContainerDelete', { path: { id }, query: { force: true } })
      await Promise.race([
        removing,
        world.comes('the removal', async () => ((await world.stateOf(id)) === 'missing' ? 1 : undefined), 8),
      ])
      ensureStatus(await removing, 204)
      ensureEqual(await world.stateOf(id), 'missing', 'the state afterwards')
    },
  }),
  requirement({
    id: 'ContainerLogs.tail-of-nonsense',
    operation: 'ContainerLogs',
    level: 'should',
    needs: ['run'],
    claim: 'A tail that is no number is that of everything',
    evidence: ['moby daemon/logs.go', asked],
    check: async world => {
      const { id } = await world.shared('running')
      ensureStatus(await world.ask('ContainerLogs', { path: { id }, query: { stdout: true, tail: 'many' } }), 200)
    },
  }),
  requirement({
    id: 'ExecInspect.lists-arguments',
    operation: 'ExecInspect',
    level: 'should',
    needs: ['exec'],
    claim: 'A command without arguments is inspected with an empty list of them, not null',
    evidence: ['/exec/{id}/json; moby daemon/exec.go', asked],
    check: async world => {
      const { id } = await world.shared('running')
      const made = jsonOf<{ Id: string }>(await world.ask('ContainerExec', { path: { id }, body: { Cmd: ['true'] } }))
      const { ProcessConfig } = jsonOf<{ ProcessConfig: { arguments: unknown } }>(
        await world.ask('ExecInspect', { path: { id: made.Id } }),
      )
      ensureEqual(ProcessConfig.arguments, [], 'arguments')
    },
  }),
  requirement({
    id: 'ContainerStats.memory-in-detail',
    operation: 'ContainerStats',
    level: 'should',
    needs: ['run'],
    claim: 'Stats tell of what the memory consists',
    evidence: ['/containers/{id}/stats; moby daemon/stats_unix.go', 'docker stats takes the cache away from the usage'],
    check: async world => {
      const { id } = await world.shared('running')
      const sample = jsonOf<{ memory_stats: { stats?: Record<string, number> } }>(
        await world.ask('ContainerStats', { path: { id }, query: { stream: false, 'one-shot': true } }),
      )
      ensureEqual(typeof sample.memory_stats.stats?.inactive_file, 'number', 'memory_stats.stats.inactive_file')
    },
  }),
]

/** What few clients ask, and some of them stumble over. */
export const oddRequirements: readonly Requirement[] = [...refusals, ...prunes, ...filters, ...networks, ...others]
