import { ensureStatus, jsonOf } from '../observation.ts'
import { goTime } from '../pattern.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../violation.ts'
import { ignoreTerm, sleepForever, trapTerm } from '../workload.ts'
import type { World } from '../world.ts'

type Fields = Readonly<Record<string, unknown>>

/** As Go writes times. */

const listed = async (world: World, filters: Fields): Promise<string[]> => {
  const answer = await world.ask('ContainerList', { query: { all: true, filters } })
  ensureStatus(answer, 200)
  return jsonOf<{ Id: string }[]>(answer).map(({ Id }) => Id)
}

/** The states that containers have are the values that the filter takes. */
const statusFilters = (['restarting', 'dead', 'removing', 'paused'] as const).map(status =>
  requirement({
    id: `ContainerList.takes-status-${status}`,
    operation: 'ContainerList',
    claim: `${status} is a status that can be asked for`,
    evidence: ['/containers/json; moby daemon/container/state.go', 'docuum#346'],
    check: async world =>
      ensureEqual(await listed(world, { name: ['mkc-nobody-at-all'], status: [status] }), [], 'the list'),
  }),
)

const emptyLists = (['NetworkList', 'ImageList'] as const).map(operation =>
  requirement({
    id: `${operation}.empty`,
    operation,
    claim: 'Nothing found is an empty list, never null',
    evidence: ['the description', 'podman#9293, podman release notes 3.2.1, moby#16406'],
    check: async world => {
      const key = operation === 'ImageList' ? 'reference' : 'name'
      const answer = await world.ask(operation, { query: { filters: { [key]: ['mkc-nobody-at-all'] } } })
      ensureStatus(answer, 200)
      ensureEqual(jsonOf(answer), [], 'the list')
    },
  }),
)

const stats = async (world: World): Promise<Fields> => {
  const { id } = await world.start(sleepForever)
  const answer = await world.ask('ContainerStats', { path: { id }, query: { stream: false } })
  ensureStatus(answer, 200)
  const sample = jsonOf<Fields>(answer)
  ensureEqual(sample.id, id, 'id')
  return sample
}

const running: readonly Requirement[] = [
  requirement({
    id: 'ContainerStats.describes',
    operation: 'ContainerStats',
    needs: ['run'],
    claim: 'Stats tell the id, the limit of memory, the processors and each interface',
    evidence: ['/containers/{id}/stats; moby daemon/stats.go', 'podman#17869, #14676, #15754, release notes 5.0.0'],
    check: async world => {
      const { memory_stats, cpu_stats, networks } = (await stats(world)) as Readonly<Record<string, Fields>>
      ensure(Number(memory_stats?.limit) > 0, 'memory_stats.limit', 'a number of bytes', memory_stats?.limit)
      ensure(Number(cpu_stats?.online_cpus) > 0, 'cpu_stats.online_cpus', 'a number', cpu_stats?.online_cpus)
      ensureEqual(Object.keys(networks ?? {}), ['eth0'], 'the names in networks')
    },
  }),
  requirement({
    id: 'ContainerStop.heeds-t',
    operation: 'ContainerStop',
    needs: ['run'],
    claim: 'What does not listen is killed after the seconds that stop is given, whatever the container says',
    evidence: ['/containers/{id}/stop; moby daemon/stop.go', 'podman#17542'],
    check: async world => {
      const { id } = await world.start(ignoreTerm, { StopTimeout: 3600 })
      await world.sleep(0.5)
      const stopping = world.ask('ContainerStop', { path: { id }, query: { t: 1 } })
      const isOver = async () => ((await world.stateOf(id)) === 'exited' ? true : undefined)
      await Promise.race([stopping, world.comes('the end of the container', isOver, 15)])
      ensureEqual((await world.inspect(id)).State.ExitCode, 137, 'ExitCode')
    },
  }),
  requirement({
    id: 'ContainerStop.waits-with-minus-one',
    operation: 'ContainerStop',
    needs: ['run'],
    claim: 'A negative number of seconds waits for as long as it takes',
    evidence: [
      'the description: -1 to wait indefinitely; moby daemon/stop.go',
      'podman#17542, podman release notes 3.1.0',
    ],
    check: async world => {
      const { id } = await world.start(trapTerm(7))
      await world.sleep(0.5)
      ensureStatus(await world.ask('ContainerStop', { path: { id }, query: { t: -1 } }), 204)
      ensureEqual((await world.inspect(id)).State.ExitCode, 7, 'ExitCode')
    },
  }),
  requirement({
    id: 'ContainerUpdate.changes-restart-policy',
    operation: 'ContainerUpdate',
    needs: ['image'],
    claim: 'A restart policy can be changed, and inspect shows the new one',
    evidence: ['/containers/{id}/update; moby daemon/update.go', 'gordon#192'],
    check: async world => {
      const { id } = await world.create(sleepForever)
      const RestartPolicy = { Name: 'on-failure', MaximumRetryCount: 3 }
      ensureStatus(await world.ask('ContainerUpdate', { path: { id }, body: { RestartPolicy } }), 200)
      ensureEqual((await world.inspect(id)).HostConfig.RestartPolicy, RestartPolicy, 'RestartPolicy')
    },
  }),
  requirement({
    id: 'ContainerRename.renames',
    operation: 'ContainerRename',
    needs: ['image'],
    claim: 'A renamed container has the new name, and the old one is free',
    evidence: ['/containers/{id}/rename; moby daemon/rename.go'],
    check: async world => {
      const made = await world.create(sleepForever)
      const name = world.name()
      ensureStatus(await world.ask('ContainerRename', { path: { id: made.id }, query: { name } }), 204)
      ensureEqual((await world.inspect(made.id)).Name, `/${name}`, 'Name')
      ensureEqual(await world.stateOf(made.name), 'missing', 'what has the old name')
      // Under the name that the ledger has it is found again and taken away.
      ensureStatus(await world.ask('ContainerRename', { path: { id: made.id }, query: { name: made.name } }), 204)
    },
  }),
  requirement({
    id: 'ContainerInspect.times',
    operation: 'ContainerInspect',
    needs: ['run'],
    claim: 'Times are texts as Go writes them',
    evidence: ['/containers/{id}/json; moby daemon/inspect.go', 'podman#7860, #8329'],
    check: async world => {
      const { Created, State } = await world.inspect((await world.shared('exited')).id)
      for (const each of [Created, State.StartedAt, State.FinishedAt]) ensureMatch(each, goTime, 'a time')
    },
  }),
  requirement({
    id: 'ContainerInspect.shows-ephemeral-port',
    operation: 'ContainerInspect',
    needs: ['run', 'networks'],
    claim: 'A port that is published as 0 is given a number when the container runs',
    evidence: [
      '/containers/{id}/json; moby daemon/network.go',
      'socktainer#293, podman release notes 3.0.1, dockerode#730',
    ],
    check: async world => {
      const { id } = await world.start(sleepForever, {
        ExposedPorts: { '80/tcp': {} },
        HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '0' }] } },
      })
      const { Ports } = (await world.inspect(id)).NetworkSettings as { Ports: Record<string, { HostPort: string }[]> }
      ensureMatch(Ports['80/tcp']?.[0]?.HostPort, /^[1-9]\d*$/, 'HostPort')
    },
  }),
]

const found: readonly Requirement[] = [
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
    id: 'ContainerList.filters-as-map',
    operation: 'ContainerList',
    needs: ['image'],
    claim: 'Filters may be written as maps of booleans, as old clients do',
    evidence: ['moby api/types/filters; every dockerd reads both', 'podman#9526, #18092'],
    check: async world => {
      const { id, name } = await world.shared('created')
      ensureEqual(await listed(world, { name: { [name]: true }, status: { created: true } }), [id], 'the ids')
    },
  }),
]

const pruned: readonly Requirement[] = [
  ...(
    [
      ['until', () => ({ until: ['1'] })],
      ['negated-label', (mark: string) => ({ 'label!': [mark] })],
    ] as const
  ).map(([id, spare]) =>
    requirement({
      id: `NetworkPrune.heeds-${id}`,
      operation: 'NetworkPrune',
      needs: ['networks'],
      claim: `Prune leaves what ${id} spares`,
      evidence: ['/networks/prune; moby daemon/prune.go', 'podman#10579, socktainer#233'],
      check: async world => {
        const mark = world.name()
        const { name } = await world.network({ Labels: { [mark]: '' } })
        const filters = { label: [world.label, mark], ...spare(mark) }
        ensureStatus(await world.ask('NetworkPrune', { query: { filters } }), 200)
        ensureStatus(await world.ask('NetworkInspect', { path: { id: name } }), 200)
      },
    }),
  ),
  requirement({
    id: 'VolumePrune.leaves-named-volumes',
    operation: 'VolumePrune',
    since: '1.42',
    needs: ['volumes'],
    claim: 'Prune takes volumes that were given a name only when it is asked for all',
    evidence: [
      '/volumes/prune; moby volume/service/service.go',
      'moby#44216, podman#24597, socktainer#315: data were lost',
    ],
    check: async world => {
      const mark = world.name()
      const { name } = await world.volume({ Labels: { [mark]: '' } })
      const label = [world.label, mark]
      ensureStatus(await world.ask('VolumePrune', { query: { filters: { label } } }), 200)
      ensureStatus(await world.ask('VolumeInspect', { path: { name } }), 200)
      ensureStatus(await world.ask('VolumePrune', { query: { filters: { label, all: ['true'] } } }), 200)
      ensureStatus(await world.ask('VolumeInspect', { path: { name } }), 404)
    },
  }),
]

/** What users reported of daemons, as far as it stands nowhere else. */
export const reportedRequirements: readonly Requirement[] = [
  ...statusFilters,
  ...emptyLists,
  ...running,
  ...found,
  ...pruned,
]
