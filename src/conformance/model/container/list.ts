import { at, type Fields, fieldsOf, isFields, listOf } from '../../fields.ts'
import { demand, demandEqual, demandRefusal, demandStatus, replyOf } from '../breach.ts'
import { isTrue } from '../fields.ts'
import type { Judge, Judged } from '../judge.ts'
import type { Condition, Container, States } from '../states.ts'
import { findContainer, withContainer } from './find.ts'
import { prune } from './inspect.ts'
import { mustBe, withPossible } from './moves.ts'

type Filters = Readonly<Record<string, readonly string[]>>

/** Filters as they were given: as lists, or as maps of booleans as old clients write them. */
export const filtersOf = (given: unknown): Filters =>
  Object.fromEntries(
    Object.entries(fieldsOf(given)).map(([key, values]) => [
      key,
      isFields(values) ? Object.keys(values) : listOf(values).map(String),
    ]),
  )

export const hasLabel = (labels: Fields, wanted: string): boolean => {
  const [key = '', value] = wanted.split(/=(.*)/s)
  return key in labels && (value === undefined || labels[key] === value)
}

/** Undefined for what Go and we may read differently. */
const fitsPattern = (text: string, pattern: string): boolean | undefined =>
  /^[\w/.^$-]*$/.test(pattern) ? new RegExp(pattern).test(text) : undefined

/** Whether any of several is true, as far as all are known. */
const some = (judgements: readonly (boolean | undefined)[]): boolean | undefined =>
  judgements.includes(true) ? true : judgements.includes(undefined) ? undefined : false

/** Whether a container in this condition is found by the values of one key; undefined: the model cannot tell. */
type Test = (
  container: Container,
  condition: Condition,
  values: readonly string[],
  states: States,
) => boolean | undefined

const order = ({ containers }: States, reference: string): number =>
  [...containers.keys()].indexOf(findContainer({ containers } as States, reference)?.id ?? '')

const tests: Readonly<Record<string, Test>> = {
  id: ({ id }, _, values) => values.some(value => id.startsWith(value)),
  name: ({ name }, _, values) =>
    name === '' ? undefined : some(values.map(value => fitsPattern(value.includes('/') ? `/${name}` : name, value))),
  label: ({ body }, _, values, { isClosed }) => {
    const labels = fieldsOf(body.Labels)
    if (isClosed) return values.every(value => value.startsWith('dev.mockerd.') || hasLabel(labels, value))
    // It may have further ones of its image.
    if (!values.every(value => (value.split('=')[0] ?? '') in labels)) return undefined
    return values.every(value => hasLabel(labels, value))
  },
  status: (_, { status }, values) => values.includes(status),
  exited: (_, { status, code }, values) =>
    status !== 'exited' ? false : code === undefined ? undefined : values.map(Number).includes(code),
  before: ({ id }, _, values, states) =>
    states.isClosed ? order(states, id) < order(states, values[0] ?? '') : undefined,
  since: ({ id }, _, values, states) =>
    states.isClosed ? order(states, id) > order(states, values[0] ?? '') : undefined,
  volume: ({ volumes }, _, values) => (values.some(value => volumes.includes(value)) ? true : undefined),
  ancestor: ({ body }, _, values) => (values.includes(String(body.Image)) ? true : undefined),
  'is-task': (_, __, values) => !values.some(isTrue),
}

/** Keys of which it is claimed that they find what they should; of the others, only that they are known. */
const finding: readonly string[] = ['exited', 'before', 'since', 'id', 'name', 'label', 'status']

/** What is broken when a filter finds what it should not, or does not find what it should. */
const requirementFor = (key: string): string =>
  finding.includes(key) ? `ContainerList.filters-by-${key}` : `ContainerList.takes-filter-${key}`

const runs: readonly string[] = ['running', 'paused', 'restarting']

interface Query {
  readonly filters: Filters
  readonly limit: number
  readonly all: boolean
}

const queryOf = ({ query = {} }: Judged['call']): Query => {
  const filters = filtersOf(query.filters)
  const limit = Number(query.limit ?? 0)
  return {
    filters,
    limit,
    all: isTrue(query.all ?? false) || limit > 0 || 'status' in filters,
  }
}

/** Which requirement says that a container in this condition is, or is not, in the list; undefined: it is there. */
const exclusion = (
  states: States,
  container: Container,
  condition: Condition,
  { filters, all }: Query,
): string | undefined | 'unclear' => {
  if (condition.status === 'missing') return container.changedBy
  let isUnclear = false
  for (const [key, values] of Object.entries(filters)) {
    const fits = values.length === 0 ? true : tests[key]?.(container, condition, values, states)
    if (fits === undefined) isUnclear = true
    if (fits === false) return requirementFor(key)
  }
  if (!all && !runs.includes(condition.status)) return 'ContainerList.running-only'
  return isUnclear ? 'unclear' : undefined
}

const refusedFilters = (filters: Filters, states: States): readonly [id: string, status: number] | undefined => {
  const { status = [], health = [], exited = [] } = filters
  const known = [
    'ancestor',
    'before',
    'exited',
    'expose',
    'health',
    'id',
    'is-task',
    'isolation',
    'label',
    'name',
    'network',
    'publish',
    'since',
    'status',
    'volume',
  ]
  if (Object.keys(filters).some(key => !known.includes(key))) return ['unknown', 400]
  if (status.some(each => !['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'].includes(each)))
    return ['unknown-status', 400]
  if (health.some(each => !['none', 'starting', 'healthy', 'unhealthy'].includes(each))) return ['unknown-health', 400]
  if (exited.some(each => !/^\d+$/.test(each))) return ['exited-without-number', 400]
  const neighbours = [...(filters.before ?? []), ...(filters.since ?? [])]
  const isGone = (name: string): boolean => {
    const neighbour = findContainer(states, name)
    return !neighbour || (!neighbour.isUnknown && mustBe(neighbour, 'missing'))
  }
  return states.isClosed && neighbours.some(isGone) ? ['before-nobody', 404] : undefined
}

interface Row extends Fields {
  readonly Id: string
  readonly Names: readonly string[] | null
  readonly State: string
  readonly Status: string
}

const statusWords: Readonly<Record<string, RegExp>> = {
  created: /^Created$/,
  running: /^Up (Less than a second|\d+ \w+|About an? \w+)( \((health: starting|healthy|unhealthy)\))?$/,
  paused: /^Up .* \(Paused\)$/,
  restarting: /^Restarting \(\d+\) .* ago$|^Up /,
  exited: /^Exited \(\d+\) .* ago$/,
}

/** What a row says of its container, beside its state. */
const checkRow = ({ name, body, behaviour }: Container, row: Row, isClosed: boolean): void => {
  const agrees = 'ContainerList.agrees-with-inspect'
  demand(listOf(row.Names).includes(`/${name}`), agrees, 'Names', `/${name}`, row.Names)
  demand(typeof row.Image === 'string' && row.Image !== '', agrees, 'Image', 'its name', row.Image)
  if (body.Image !== undefined && isClosed) demandEqual(row.Image, body.Image, 'ContainerList.image-as-asked', 'Image')
  const mode = at(body, 'HostConfig.NetworkMode')
  const shownMode = at(row, 'HostConfig.NetworkMode')
  demand(
    mode === undefined ? shownMode === 'bridge' || shownMode === 'default' : typeof shownMode === 'string',
    'ContainerList.network-mode',
    'HostConfig.NetworkMode',
    String(mode ?? 'bridge or default'),
    shownMode,
  )
  const exposed = Object.keys(fieldsOf(body.ExposedPorts))
  if (row.State === 'running' && exposed.length > 0)
    demandEqual(
      listOf(row.Ports).map(port => `${fieldsOf(port).PrivatePort}/${fieldsOf(port).Type}`),
      exposed,
      'ContainerList.exposed-ports',
      'Ports',
    )
  for (const key of ['Ports', 'Mounts'])
    demand(Array.isArray(row[key]), 'ContainerList.lists-not-null', key, 'a list', row[key])
  const words = statusWords[row.State]
  if (words) demand(words.test(String(row.Status)), 'ContainerList.human-status', 'Status', String(words), row.Status)
  if (behaviour.health !== undefined && row.State === 'running')
    demand(
      /\((health: starting|healthy|unhealthy)\)$/.test(row.Status),
      'ContainerList.health-in-status',
      'Status',
      'with the health',
      row.Status,
    )
  for (const [label, value] of Object.entries(fieldsOf(body.Labels)))
    demandEqual(fieldsOf(row.Labels)[label], value, agrees, `the label ${label}`)
}

/** Prunes one container by whether it is in the list, and by what its row says. */
const hold = (states: States, container: Container, row: Row | undefined, query: Query, isWhole: boolean): States => {
  if (container.isUnknown) return states
  if (row) {
    checkRow(container, row, states.isClosed)
    const pruned = prune(states, container, { status: row.State as Condition['status'] })
    const left = pruned.containers.get(container.id)?.possible ?? []
    const reasons = left
      .filter(({ status }) => status === row.State)
      .map(each => exclusion(states, container, each, query))
    const allowed = reasons.some(each => each === undefined || each === 'unclear')
    demand(
      allowed,
      reasons[0] ?? container.changedBy,
      `the list for ${JSON.stringify(query.filters)}`,
      `without ${container.name}`,
      `${container.name} ${row.State}`,
    )
    return pruned
  }
  if (!isWhole) return states
  const absent = container.possible.filter(each => exclusion(states, container, each, query) !== undefined)
  const [asked] = Object.keys(query.filters).filter(key => key !== 'label')
  const requirement =
    asked !== undefined
      ? requirementFor(asked)
      : query.filters.label
        ? 'ContainerList.filters-by-label'
        : 'ContainerList.agrees-with-inspect'
  demand(
    absent.length > 0,
    requirement,
    `the list for ${JSON.stringify(query.filters)}`,
    `with ${container.name}`,
    'without it',
  )
  return withContainer(states, withPossible(container, absent))
}

/** What is in the list, in which order, and what is not. */
export const judgeList: Judge = judged => {
  const { states, call, observation } = judged
  const query = queryOf(call)
  const refused = refusedFilters(query.filters, states)
  if (refused) {
    demandRefusal(judged, `ContainerList.refuses-filter-${refused[0]}`, refused[1])
    return states
  }
  if (observation.status === 404 && ('before' in query.filters || 'since' in query.filters)) return states
  const [asked] = Object.keys(query.filters)
  demandStatus(
    judged,
    asked === 'status'
      ? `ContainerList.takes-status-${['dead', 'removing', 'paused'].find(each => query.filters.status?.includes(each)) ?? 'restarting'}`
      : isFields(fieldsOf(call.query?.filters)[asked ?? ''])
        ? 'ContainerList.filters-as-map'
        : asked !== undefined && !finding.includes(asked) && asked !== 'network'
          ? requirementFor(asked)
          : 'ContainerList.empty',
    200,
  )
  const rows = replyOf<Row[] | null>(judged, 'ContainerList.empty')
  demand(Array.isArray(rows), 'ContainerList.empty', 'the reply', 'a list', rows)
  const found = rows ?? []
  if (query.limit > 0)
    demand(
      found.length <= query.limit,
      'ContainerList.limit',
      'the number of rows',
      `at most ${query.limit}`,
      found.length,
    )
  const own = found.filter(({ Id }) => states.containers.has(Id))
  const ids = [...states.containers.keys()].reverse()
  // Who only looks on does not know which of two was made first.
  if (states.isClosed)
    demandEqual(
      own.map(({ Id }) => Id),
      ids.filter(id => own.some(({ Id }) => Id === id)),
      'ContainerList.limit',
      'the order, newest first',
    )
  const isWhole = query.limit === 0 || found.length < query.limit
  return [...states.containers.values()].reduce((left, { id }) => {
    const container = left.containers.get(id)
    return container
      ? hold(
          left,
          container,
          own.find(({ Id }) => Id === id),
          query,
          isWhole,
        )
      : left
  }, states)
}
