/**
 * How Go reads and writes the structures of the API. What a client leaves out is the field's zero value, and the daemon
 * writes every field in its own order, zeros included, unless the field is marked to be omitted when it is empty.
 * Containers keep only what differs from zero: a hundred thousand of them share everything that nobody said.
 */

type Plain = Readonly<Record<string, unknown>>

export interface Field {
  /** What the field is when nothing was said. */
  readonly zero: unknown
  readonly omitted?: boolean
  /** Tidies a value that was said; undefined means that it says nothing. */
  readonly read: (value: unknown) => unknown
  readonly write: (value: unknown) => unknown
}

export type Fields = Readonly<Record<string, Field>>

/** Shared by every container that has an empty list or set: never written to. */
export const emptyList: never[] = Object.freeze([]) as unknown as never[]
export const emptyRecord: { [key: string]: never } = Object.freeze({})

const same = (value: unknown): unknown => value

const scalar = (zero: '' | 0 | false): Field => ({
  zero,
  read: value => (value === zero ? undefined : value),
  write: same,
})

export const text = scalar('')
export const number = scalar(0)
export const flag = scalar(false)
/** A pointer: zero and false say something, only null does not. */
export const pointer: Field = { zero: null, read: same, write: same }

const readList = (value: unknown): unknown => {
  if (!Array.isArray(value)) return undefined
  return value.length === 0 ? emptyList : value.map(item => item ?? '')
}

export const list: Field = { zero: null, read: readList, write: same }

const isRecord = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same entries with their keys in order, as Go's encoder writes a map. */
export const sorted = <Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> => {
  const keys = Object.keys(record)
  if (keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') < key)) return record
  return Object.fromEntries(keys.sort().map(key => [key, record[key] as Value]))
}

const mapOf = (none: () => unknown): Field => ({
  zero: null,
  read: value => {
    if (!isRecord(value)) return undefined
    const entries = Object.entries(value)
    return entries.length === 0 ? emptyRecord : Object.fromEntries(entries.map(([key, each]) => [key, each ?? none()]))
  },
  write: value => (isRecord(value) ? sorted(value) : value),
})

/** Text by key. */
export const map = mapOf(() => '')
/** A set of keys, written `{"80/tcp": {}}`. */
export const set = mapOf(() => emptyRecord)

/** Lists of structures by key; null is no list. */
export const listMap = (fields: Fields): Field => ({
  ...mapOf(() => null),
  write: value => {
    if (!isRecord(value)) return value
    const items = structureList(fields)
    return sorted(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, items.write(each)])))
  },
})

/** The same map with its keys spelled by `spell`. */
export const keyed = (spell: (key: string) => string, field: Field): Field => ({
  ...field,
  read: value => {
    if (!isRecord(value)) return undefined
    return field.read(Object.fromEntries(Object.entries(value).map(([key, each]) => [spell(key), each])))
  },
})

export const omitted = (field: Field): Field => ({ ...field, omitted: true })

/** A structure inside another: always written. */
export const structure = (fields: Fields): Field => ({
  zero: writeFields(fields, {}),
  read: value => (isRecord(value) ? readFields(fields, value) : undefined),
  write: value => writeFields(fields, isRecord(value) ? value : {}),
})

/** A pointer to a structure: null when nothing was said. */
export const structurePointer = (fields: Fields): Field => ({ ...structure(fields), zero: null })

export const structureList = (fields: Fields): Field => ({
  zero: null,
  read: value => {
    if (!Array.isArray(value)) return undefined
    return value.length === 0 ? emptyList : value.map(item => readFields(fields, isRecord(item) ? item : {}))
  },
  write: value => (Array.isArray(value) ? value.map(item => writeFields(fields, isRecord(item) ? item : {})) : value),
})

/** Keeps what `source` says about known fields; what equals the zero value is left out. */
export function readFields(fields: Fields, source: object): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  const plain = source as Plain
  for (const name in fields) {
    const value = plain[name]
    if (value === undefined || value === null) continue
    const read = fields[name]?.read(value)
    if (read !== undefined) result[name] = read
  }
  return result
}

/** The whole structure, in Go's order. */
export function writeFields(fields: Fields, source: object): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  const plain = source as Plain
  for (const [name, field] of Object.entries(fields)) {
    const value = plain[name]
    const isSaid = value !== undefined && value !== null
    if (field.omitted && (!isSaid || isEmpty(value, field))) continue
    result[name] = isSaid ? field.write(value) : field.zero
  }
  return result
}

const isEmpty = (value: unknown, { zero }: Field): boolean => {
  if (Array.isArray(value)) return value.length === 0
  // A pointer to a structure is empty only when it is nil: mapOf and structures differ in their zero's meaning.
  if (value === emptyRecord) return true
  return value === zero
}
