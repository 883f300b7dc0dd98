import { ensureRefusal, ensureStatus, jsonOf } from '../observation.ts'
import { type Requirement, requirement } from '../requirement.ts'
import { ensure, ensureEqual, ensureMatch } from '../violation.ts'
import { exit, healthy, sleepForever } from '../workload.ts'
import type { Made, World } from '../world.ts'

const evidence = ['/containers/json; moby daemon/list.go']

interface Listed {
  readonly Id: string
  readonly Names: readonly string[]
  readonly Image: string
  readonly Command: string
  readonly Created: number
  readonly State: string
  readonly Status: string
  readonly Labels: Readonly<Record<string, string>>
  readonly Ports: unknown
  readonly Mounts: unknown
}

type Filters = Readonly<Record<string, readonly string[]>>

const list = async (world: World, filters: Filters, query: object = {}): Promise<Listed[]> => {
  const answer = await world.ask('ContainerList', { query: { all: true, ...query, filters } })
  ensureStatus(answer, 200)
  return jsonOf<Listed[]>(answer)
}

interface Group {
  /** A label that only the containers of this world have. */
  readonly mark: string
  readonly created: Made
  readonly running: Made
  readonly exited: Made
}

/** Three containers in three states, made in this order. */
const createGroup = async (world: World): Promise<Group> => {
  const mark = `mkc.group=${world.name()}`
  const [key = '', value = ''] = mark.split('=')
  const labels = (kind: string) => ({ Labels: { [key]: value, kind } })
  const created = await world.create(sleepForever, labels('created'))
  const running = await world.start(sleepForever, labels('running'))
  const exited = await world.start(exit(3), labels('exited'))
  // Lists are told of an end a moment after those who wait for it.
  const hasEnded = async () => ((await list(world, { id: [exited.id] }))[0]?.State === 'exited' ? true : undefined)
  await world.comes('the end of a container in the list', hasEnded, 30)
  return { mark, created, running, exited }
}

type Kind = 'created' | 'running' | 'exited'

/** Which of the three a filter finds. Values get the group, because names and ids are only known then. */
const filters: readonly (readonly [id: string, filter: (group: Group) => Filters, found: readonly Kind[]])[] = [
  ['status', () => ({ status: ['exited'] }), ['exited']],
  ['two-statuses', () => ({ status: ['exited', 'created'] }), ['exited', 'created']],
  ['name', ({ running }) => ({ name: [running.name] }), ['running']],
  ['name-with-slash', ({ running }) => ({ name: [`^/${running.name}$`] }), ['running']],
  ['two-names', ({ running, created }) => ({ name: [`${running.name}$`, `${created.name}$`] }), ['running', 'created']],
  ['id', ({ running }) => ({ id: [running.id] }), ['running']],
  ['id-prefix', ({ running }) => ({ id: [running.id.slice(0, 12)] }), ['running']],
  ['label', () => ({ label: ['kind=created'] }), ['created']],
  ['label-key', () => ({ label: ['kind'] }), ['exited', 'running', 'created']],
  ['two-labels', () => ({ label: ['kind=created', 'kind=running'] }), []],
  ['exited', () => ({ exited: ['3'] }), ['exited']],
  ['before', ({ running }) => ({ before: [running.name] }), ['created']],
  ['since', ({ running }) => ({ since: [running.name] }), ['exited']],
  ['status-and-label', () => ({ status: ['exited'], label: ['kind=running'] }), []],
  ['nobody', () => ({ name: ['mkc-nobody-at-all'] }), []],
]

const filterRequirements = filters.map(([id, filter, found]) =>
  requirement({
    id: `ContainerList.filters-by-${id}`,
    operation: 'ContainerList',
    needs: ['run'],
    claim: `The filter ${id} finds what it should: values of one key are alternatives, keys add up`,
    evidence: [...evidence, 'podman#8860, #18092, #18412, socktainer#302, #257'],
    check: async world => {
      const group = await createGroup(world)
      const given = filter(group)
      const rows = await list(world, { ...given, label: [group.mark, ...(given.label ?? [])] })
      ensureEqual(rows.map(({ Id }) => Id).toSorted(), found.map(kind => group[kind].id).toSorted(), 'the ids')
    },
  }),
)

const refusedFilters: readonly (readonly [id: string, filters: unknown, status: number])[] = [
  ['unknown', { nonsense: ['x'] }, 400],
  ['unknown-status', { status: ['sleeping'] }, 400],
  ['unknown-health', { health: ['fine'] }, 400],
  ['exited-without-number', { exited: ['x'] }, 400],
  ['no-json', '{', 400],
  ['before-nobody', { before: ['mkc-nobody-at-all'] }, 404],
]

const refusals = refusedFilters.map(([id, given, status]) =>
  requirement({
    id: `ContainerList.refuses-filter-${id}`,
    operation: 'ContainerList',
    claim: `A filter that is ${id.replaceAll('-', ' ')} is refused with ${status}`,
    evidence: [...evidence, 'socktainer#349'],
    check: async world =>
      ensureRefusal(await world.ask('ContainerList', { query: { all: true, filters: given } }), status),
  }),
)

const rest: readonly Requirement[] = [
  requirement({
    id: 'ContainerList.newest-first',
    operation: 'ContainerList',
    needs: ['image'],
    claim: 'The list begins with what was created last, and ends with what was created first',
    evidence: [...evidence, 'moby daemon/list.go and daemon/container/view.go'],
    check: async world => {
      const mark = world.name()
      const made: Made[] = []
      for (let count = 0; count < 6; count++) made.push(await world.create(sleepForever, { Labels: { mark } }))
      const rows = await list(world, { label: [`mark=${mark}`] })
      ensureEqual(
        rows.map(({ Id }) => Id),
        made.map(({ id }) => id).toReversed(),
        'the ids',
      )
    },
  }),
  requirement({
    id: 'ContainerList.agrees-with-inspect',
    operation: 'ContainerList',
    needs: ['run'],
    claim: 'A row of the list says what inspect says',
    evidence,
    check: async world => {
      const group = await createGroup(world)
      const rows = await list(world, { label: [group.mark] })
      ensureEqual(rows.length, 3, 'the number of rows')
      for (const row of rows) {
        const { Name, State, Config } = await world.inspect(row.Id)
        ensureEqual([row.Names, row.State, row.Image], [[Name], State.Status, Config.Image], 'Names, State and Image')
      }
    },
  }),
  requirement({
    id: 'ContainerList.running-only',
    operation: 'ContainerList',
    needs: ['run'],
    claim: 'Without `all` only what runs is listed',
    evidence,
    check: async world => {
      const group = await createGroup(world)
      const rows = await list(world, { label: [group.mark] }, { all: false })
      ensureEqual(
        rows.map(({ Id }) => Id),
        [group.running.id],
        'the ids',
      )
    },
  }),
  requirement({
    id: 'ContainerList.limit',
    operation: 'ContainerList',
    needs: ['run'],
    claim: 'A limit gives the newest of all',
    evidence,
    check: async world => {
      const group = await createGroup(world)
      const rows = await list(world, { label: [group.mark] }, { limit: 2, all: false })
      ensureEqual(
        rows.map(({ Id }) => Id),
        [group.exited.id, group.running.id],
        'the ids',
      )
    },
  }),
  requirement({
    id: 'ContainerList.empty',
    operation: 'ContainerList',
    claim: 'Nothing found is an empty list, never null',
    evidence: [...evidence, 'podman#9293, moby#16406, docker-client#499'],
    check: async world => ensureEqual(await list(world, { name: ['mkc-nobody-at-all'] }), [], 'the list'),
  }),
  requirement({
    id: 'ContainerList.lists-not-null',
    operation: 'ContainerList',
    needs: ['run'],
    claim: 'Ports, Mounts, Names and Labels are lists and objects, never null',
    evidence,
    check: async world => {
      const group = await createGroup(world)
      for (const row of await list(world, { label: [group.mark] }))
        for (const key of ['Ports', 'Mounts', 'Names'] as const)
          ensure(Array.isArray(row[key]), key, 'a list', row[key])
    },
  }),
  requirement({
    id: 'ContainerList.human-status',
    operation: 'ContainerList',
    needs: ['run'],
    level: 'should',
    claim: 'Status says in words what a container is and for how long',
    evidence: [...evidence, 'moby daemon/container/state.go, String'],
    check: async world => {
      const group = await createGroup(world)
      const rows = await list(world, { label: [group.mark] })
      const [exited, running, created] = (['exited', 'running', 'created'] as const).map(kind =>
        rows.find(({ Id }) => Id === group[kind].id),
      )
      ensureEqual(created?.Status, 'Created', 'Status of what was created')
      ensureMatch(running?.Status, /^Up (Less than a second|\d+ seconds?|About a minute)$/, 'Status of what runs')
      ensureMatch(
        exited?.Status,
        /^Exited \(3\) (Less than a second|\d+ seconds?|About a minute) ago$/,
        'Status of what ended',
      )
    },
  }),
  requirement({
    id: 'ContainerList.health-in-status',
    operation: 'ContainerList',
    needs: ['health'],
    claim: 'Status tells the health of what has a health check',
    evidence: [...evidence, 'dockhand#737'],
    check: async world => {
      const { id, name } = await world.start(healthy)
      const look = async (): Promise<string> => (await list(world, { name: [name] }))[0]?.Status ?? ''
      ensureMatch(await look(), /\(health: starting\)$|\(healthy\)$/, 'Status at first')
      await world.comes(
        'health',
        async () => ((await world.inspect(id)).State.Health?.Status === 'healthy' ? 1 : undefined),
        10,
      )
      ensureMatch(await look(), /\(healthy\)$/, 'Status afterwards')
    },
  }),
  requirement({
    id: 'ContainerInspect.counts-restarts',
    operation: 'ContainerInspect',
    needs: ['image'],
    claim: 'A container that was never started has not been restarted either: the count is 0',
    evidence: ['/containers/{id}/json; moby daemon/inspect.go'],
    check: async world =>
      ensureEqual((await world.inspect((await world.shared('created')).id)).RestartCount, 0, 'RestartCount'),
  }),
  requirement({
    id: 'ContainerInspect.by-every-name',
    operation: 'ContainerInspect',
    needs: ['image'],
    claim: 'Id, short id and name lead to the same container',
    evidence: ['moby daemon/container.go, GetContainer'],
    check: async world => {
      const { id, name } = await world.shared('created')
      for (const each of [id, id.slice(0, 12), name])
        ensureEqual((await world.inspect(each)).Id, id, `the id of ${each}`)
    },
  }),
]

/** Lists: what is found, and what is said of it. */
export const listRequirements: readonly Requirement[] = [...filterRequirements, ...refusals, ...rest]
