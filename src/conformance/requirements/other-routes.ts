import { ensureRefusal, ensureStatus, jsonOf, textOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../violation.ts'
import { decodeText } from '../wire.ts'
import { sleepForever } from '../workload.ts'

const asked = 'asked of dockerd 20.10, 26.1 and 28.5'
const debugging = [
  'moby daemon/server/router/debug/debug.go; served whether or not the daemon debugs by 28.5, and only if it does by 26.1',
]

/** What Go's debugging routes show, by the package that serves them. */
const debug = [
  ['DebugVars', /"memstats"/],
  ['DebugPprofIndex', /goroutine/],
  ['DebugPprofCmdline', /\S/],
  ['DebugPprofSymbol', /num_symbols: \d/],
] as const

/** What few clients ask: the rest of the routes. */
export const otherRouteRequirements: readonly Requirement[] = [
  requirement({
    id: 'NetworkListSlash.lists',
    operation: 'NetworkListSlash',
    claim: 'The path with a slash at its end lists the same networks',
    evidence: ['moby daemon/server/router/network/network.go registers both', asked],
    check: async world => {
      const { name } = await world.network()
      const query = { filters: { name: [name] } }
      const [plain, slash] = [await world.ask('NetworkList', { query }), await world.ask('NetworkListSlash', { query })]
      ensureStatus(slash, 200)
      const namesOf = (answer: typeof plain) => jsonOf<{ Name: string }[]>(answer).map(({ Name }) => Name)
      ensureEqual(namesOf(slash), namesOf(plain), 'the names')
    },
    needs: ['networks'],
  }),
  requirement({
    id: 'SystemOptions.answers-everywhere',
    operation: 'SystemOptions',
    claim: 'OPTIONS answers 200 and nothing at any path',
    evidence: ['moby daemon/server/router/system/system.go, optionsHandler', asked],
    check: async world => {
      for (const anyroute of ['_ping', 'containers/json', 'mkc/nowhere']) {
        const answer = await world.ask('SystemOptions', { path: { anyroute } })
        ensureEqual([answer.status, textOf(answer)], [200, ''], `status and body at /${anyroute}`)
      }
    },
  }),
  requirement({
    id: 'Session.refuses-no-upgrade',
    operation: 'Session',
    claim: 'A session that asks for no upgrade is refused with 400',
    evidence: ['/session; moby daemon/server/router/session', asked],
    check: async world => ensureRefusal(await world.ask('Session'), 400, /no upgrade proto in request/),
  }),
  requirement({
    id: 'VolumeUpdate.refuses-without-swarm',
    operation: 'VolumeUpdate',
    since: '1.42',
    claim: 'A volume is only updated in a swarm: without one it is refused with 503',
    evidence: ['/volumes/{name}; moby daemon/server/router/volume/volume_routes.go, putVolumesUpdate', asked],
    check: async world => {
      const given = { path: { name: world.name() }, query: { version: 0 }, body: {} }
      ensureRefusal(await world.ask('VolumeUpdate', given), 503, /volume update only valid for cluster volumes/)
    },
  }),
  requirement({
    id: 'BuildCancel.of-nothing',
    operation: 'BuildCancel',
    claim: 'A build that is not going on can be cancelled: 200 and nothing',
    evidence: ['moby builder/builder-next/builder.go, Cancel', asked],
    check: async world => {
      const answer = await world.ask('BuildCancel', { query: { id: world.name() } })
      ensureEqual([answer.status, textOf(answer)], [200, ''], 'status and body')
    },
  }),
  requirement({
    id: 'BuildPrune.tells-what-it-deleted',
    operation: 'BuildPrune',
    claim: 'A prune of the build cache that fits nothing deletes nothing, and says so',
    evidence: ['/build/prune; moby daemon/server/router/build/build_routes.go', asked],
    check: async world => {
      const answer = await world.ask('BuildPrune', { query: { filters: { id: [world.name()] } } })
      ensureStatus(answer, 200)
      const { CachesDeleted, SpaceReclaimed } = jsonOf<{ CachesDeleted: unknown; SpaceReclaimed: unknown }>(answer)
      ensureEqual([CachesDeleted ?? [], SpaceReclaimed], [[], 0], 'CachesDeleted and SpaceReclaimed')
    },
  }),
  requirement({
    id: 'ContainerPrune.removes-what-is-stopped',
    operation: 'ContainerPrune',
    needs: ['run'],
    claim: 'Prune removes containers that do not run, names them, and leaves those that do',
    evidence: ['/containers/prune; moby daemon/prune.go', asked],
    check: async world => {
      const mark = world.name()
      const Labels = { [mark]: '' }
      const [stopped, running] = [
        await world.create(sleepForever, { Labels }),
        await world.start(sleepForever, { Labels }),
      ]
      const answer = await world.ask('ContainerPrune', { query: { filters: { label: [world.label, mark] } } })
      ensureStatus(answer, 200)
      ensureEqual(jsonOf<{ ContainersDeleted: string[] }>(answer).ContainersDeleted, [stopped.id], 'ContainersDeleted')
      ensureEqual(
        [await world.stateOf(stopped.id), await world.stateOf(running.id)],
        ['missing', 'running'],
        'the states',
      )
    },
  }),
  ...debug.map(([operation, pattern]) =>
    requirement({
      id: `${operation}.answers`,
      operation,
      level: 'info',
      since: '1.46',
      claim: `${operation} answers 200 as Go's packages do`,
      evidence: debugging,
      check: async world => {
        const answer = await world.ask(operation)
        ensureStatus(answer, 200)
        ensureMatch(textOf(answer), pattern, 'the body')
      },
    }),
  ),
  requirement({
    id: 'DebugPprofNamed.answers',
    operation: 'DebugPprofNamed',
    level: 'info',
    since: '1.46',
    claim: 'A profile is packed with gzip; one that does not exist answers 404',
    evidence: debugging,
    check: async world => {
      const { status, body } = await world.ask('DebugPprofNamed', { path: { name: 'goroutine' } })
      ensure(status === 200 && body[0] === 0x1f && body[1] === 0x8b, 'the body', 'gzip', decodeText(body.slice(0, 20)))
      ensureStatus(await world.ask('DebugPprofNamed', { path: { name: 'mkc' } }), 404)
    },
  }),
]
