import { ensureRefusal, ensureStatus, jsonOf } from '../../observation.ts'
import { type Requirement, requirement } from '../../requirement.ts'
import { ensureEqual } from '../../violation.ts'
import { asked } from '../evidence.ts'
import { createGroup, type Filters, type Group, list, listEvidence } from './group.ts'

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
    evidence: [...listEvidence, 'podman#8860, #18092, #18412, socktainer#302, #257'],
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
    evidence: [...listEvidence, 'socktainer#349'],
    check: async world =>
      ensureRefusal(await world.ask('ContainerList', { query: { all: true, filters: given } }), status),
  }),
)

/** Filters that are taken, although nothing may fit. */
const taken: readonly (readonly [key: string, value: string])[] = [
  ['publish', '80'],
  ['expose', '80'],
  ['is-task', 'false'],
  ['isolation', 'default'],
  ['volume', 'mkc-nobody-at-all'],
  ['ancestor', 'mkc-nobody-at-all'],
  ['health', 'none'],
]

const takenFilters = taken.map(([key, value]) =>
  requirement({
    id: `ContainerList.takes-filter-${key}`,
    operation: 'ContainerList',
    claim: `The filter ${key} is known`,
    evidence: ['the description of ContainerList', asked],
    check: async world => {
      const answer = await world.ask('ContainerList', {
        query: { filters: { [key]: [value], name: ['mkc-nobody-at-all'] } },
      })
      ensureStatus(answer, 200)
      ensureEqual(jsonOf(answer), [], 'the list')
    },
  }),
)

/** The states that containers have are the values that the filter takes. */
const statusFilters = (['restarting', 'dead', 'removing', 'paused'] as const).map(status =>
  requirement({
    id: `ContainerList.takes-status-${status}`,
    operation: 'ContainerList',
    claim: `${status} is a status that can be asked for`,
    evidence: ['/containers/json; moby daemon/container/state.go', 'docuum#346'],
    check: async world =>
      ensureEqual(await list(world, { name: ['mkc-nobody-at-all'], status: [status] }), [], 'the list'),
  }),
)

/** What the filters of the list of containers find, and which are refused. */
export const listFilterRequirements: readonly Requirement[] = [
  ...filterRequirements,
  ...refusals,
  ...takenFilters,
  ...statusFilters,
  requirement({
    id: 'ContainerList.edge-of-filters',
    operation: 'ContainerList',
    claim: 'Filters that are nothing, an empty object or null are none',
    evidence: ['moby api/types/filters/parse.go', asked],
    check: async world => {
      for (const filters of ['', '{}', 'null'])
        ensureStatus(await world.ask('ContainerList', { query: { filters, limit: 1 } }), 200)
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
      const rows = await list(world, { name: { [name]: true }, status: { created: true } })
      ensureEqual(
        rows.map(({ Id }) => Id),
        [id],
        'the ids',
      )
    },
  }),
]
