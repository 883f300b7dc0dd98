import type { OperationId } from '../../../spec/index.ts'
import { replyJson } from '../exchange.ts'
import { at, type Fields, fieldsOf, isFields } from '../fields.ts'
import type { Route } from '../route.ts'
import { ensure } from '../violation.ts'
import { ensureSame } from './fields.ts'
import type { Known, Monitor } from './monitor.ts'
import type { Kind } from './past.ts'

interface Listing {
  readonly kind: Kind
  readonly rows: (body: unknown) => unknown
  readonly id: string
  /** What rows and inspect must say alike, of what no command changes: `[in the row, in inspect]`. */
  readonly alike: readonly (readonly [row: string, inspected: string])[]
  /** Whether everything there is must be listed. */
  readonly isWhole: (query: URLSearchParams) => boolean
}

const isTrue = (value: string | null): boolean => value !== null && /^(1|true)$/i.test(value)

const isUnfiltered = (query: URLSearchParams): boolean => !query.has('filters')

const alike = (...names: readonly string[]) => names.map(name => [name, name] as const)

const listings: Readonly<Partial<Record<OperationId, Listing>>> = {
  ContainerList: {
    kind: 'container',
    rows: body => body,
    id: 'Id',
    alike: [
      ['Labels', 'Config.Labels'],
      ['HostConfig.NetworkMode', 'HostConfig.NetworkMode'],
    ],
    isWhole: query => isUnfiltered(query) && isTrue(query.get('all')) && !query.has('limit'),
  },
  NetworkList: {
    kind: 'network',
    rows: body => body,
    id: 'Id',
    alike: alike('Name', 'Driver', 'Scope', 'Internal', 'Attachable', 'EnableIPv6', 'Labels', 'Created'),
    isWhole: isUnfiltered,
  },
  VolumeList: {
    kind: 'volume',
    rows: body => at(body, 'Volumes'),
    id: 'Name',
    alike: alike('Driver', 'Mountpoint', 'Scope', 'Labels', 'Options', 'CreatedAt'),
    isWhole: isUnfiltered,
  },
}

const lists = Object.keys(listings) as OperationId[]

/** The rows of a good list; undefined of anything else. */
const rowsOf = (exchange: Known): readonly Fields[] | undefined => {
  const listing = listings[exchange.route.operation]
  if (!listing || exchange.reply.status !== 200 || !exchange.isWhole) return undefined
  const rows = listing.rows(replyJson(exchange)) ?? []
  return Array.isArray(rows) && rows.every(isFields) ? rows : undefined
}

const agreement: Monitor = {
  name: 'says-what-inspect-says',
  level: 'must',
  claim: 'A row of the list says what inspect said of the object, where nothing has changed it',
  evidence: ['the description of both operations', 'dockerd 20.10, 26.1 and 28.5, asked'],
  operations: lists,
  watch: past => exchange => {
    const listing = listings[exchange.route.operation]
    const rows = listing && rowsOf(exchange)
    if (!rows) return false
    let compared = false
    for (const row of rows) {
      const inspected = past.settled(listing.kind, String(row[listing.id]), exchange)?.inspected
      if (!inspected) continue
      compared = true
      for (const [here, there] of listing.alike)
        if (at(row, here) !== undefined)
          ensureSame(at(row, here), at(inspected, there), `${here} of ${row[listing.id]}`)
    }
    return compared
  },
}

const completeness: Monitor = {
  name: 'lists-what-is-there',
  level: 'must',
  claim: 'A list without filters has everything that was created, and no list has what was removed',
  evidence: ['the description of the operation', 'dockerd 20.10, 26.1 and 28.5, asked'],
  operations: lists,
  watch: past => exchange => {
    const listing = listings[exchange.route.operation]
    const rows = listing && rowsOf(exchange)
    if (!rows) return false
    const listed = new Set(rows.map(row => row[listing.id]))
    const isWhole = listing.isWhole(exchange.route.query)
    const known = past.allSettled(listing.kind, exchange)
    for (const { id, name, isGone, mayVanish } of known) {
      if (isGone) ensure(!listed.has(id), 'the list', `without ${name ?? id}, which was removed`, id)
      else if (isWhole && !mayVanish)
        ensure(listed.has(id), 'the list', `with ${name ?? id}, which is there`, 'nothing')
    }
    return known.length > 0
  },
}

/** The values of each key, in whichever way they were written; undefined when they cannot be read. */
const filtersOf = ({ query }: Route): Readonly<Record<string, readonly string[]>> | undefined => {
  try {
    const given: unknown = JSON.parse(query.get('filters') ?? '{}')
    const entries = Object.entries(fieldsOf(given)).map(([key, values]) => [
      key,
      Array.isArray(values) ? values.map(String) : Object.keys(fieldsOf(values)),
    ])
    return Object.fromEntries(entries)
  } catch {
    return undefined
  }
}

/** Values of names and ids are patterns. */
const isLike = (text: unknown, pattern: string): boolean => {
  if (String(text).includes(pattern)) return true
  try {
    return new RegExp(pattern).test(String(text))
  } catch {
    return true
  }
}

const hasLabel = (row: Fields, wanted: string): boolean => {
  const labels = fieldsOf(row.Labels)
  const [key = '', ...value] = wanted.split('=')
  return Object.hasOwn(labels, key) && (value.length === 0 || labels[key] === value.join('='))
}

const namesOf = (row: Fields): readonly unknown[] =>
  Array.isArray(row.Names) ? row.Names.flatMap(name => [name, String(name).replace(/^\//, '')]) : [row.Name]

type Fits = (row: Fields, values: readonly string[]) => boolean

/** Values of one key are alternatives, those of labels add up. */
const filterRules: Readonly<Record<string, Fits>> = {
  label: (row, values) => values.every(value => hasLabel(row, value)),
  'label!': (row, values) => values.every(value => !hasLabel(row, value)),
  name: (row, values) => values.some(value => namesOf(row).some(name => isLike(name, value))),
  id: (row, values) => values.some(value => isLike(row.Id, value)),
  status: (row, values) => values.includes(String(row.State)),
  driver: (row, values) => values.includes(String(row.Driver)),
  scope: (row, values) => values.includes(String(row.Scope)),
}

const fitting: Monitor = {
  name: 'rows-fit-the-filters',
  level: 'must',
  claim: 'Every row fits the filters: one value of each key, and all labels',
  evidence: [
    'the description of the operation',
    'podman#8860, #18412, socktainer#302, #257: filters that were not looked at',
  ],
  operations: lists,
  watch: () => exchange => {
    const rows = rowsOf(exchange)
    const filters = Object.entries(filtersOf(exchange.route) ?? {}).filter(([, values]) => values.length > 0)
    const known = filters.filter(([key]) => Object.hasOwn(filterRules, key))
    if (!rows || known.length === 0) return false
    for (const row of rows)
      for (const [key, values] of known)
        ensure(filterRules[key]?.(row, values) === true, `a row by ${key}`, values.join(' or '), row)
    return rows.length > 0
  },
}

/** Lists, held against what is known of the objects and against what was asked for. */
export const listMonitors: readonly Monitor[] = [agreement, completeness, fitting]
