import {
  type ApiVersion,
  existsIn,
  refName,
  type Schema,
  type SchemaName,
  type SchemaType,
  schemaOf,
} from '../../../spec/index.ts'
import { nearMiss } from './near-miss.ts'

/**
 * Where a value does not fit its schema. `wrong`: type, choice, bounds or a required property. `near-miss`: a property
 * that is spelt almost like a described one that is absent. `other-version`: described,
 * for none of the versions that the daemon could mean. `unknown`: in no description.
 */
export interface Misfit {
  readonly kind: 'wrong' | 'near-miss' | 'other-version' | 'unknown'
  /** `[].Ports[].IP`; keys of dictionaries are `*`. */
  readonly path: string
  readonly expected: string
  readonly got: unknown
}

/** One level of a schema with its references and parts put together. */
interface Flat extends Omit<Schema, '$ref' | 'allOf' | 'type'> {
  readonly types: readonly SchemaType[]
}

const flattened = new WeakMap<Schema, Flat>()

const merged = ({ types, properties, required, ...one }: Flat, other: Flat): Flat => ({
  ...one,
  ...other,
  types: other.types.length > 0 ? other.types : types,
  ...(properties || other.properties ? { properties: { ...properties, ...other.properties } } : {}),
  required: [...(required ?? []), ...(other.required ?? [])],
})

const flatten = (schema: Schema): Flat => {
  const known = flattened.get(schema)
  if (known) return known
  const { $ref, allOf = [], type = [], ...own } = schema
  const parts = [...($ref === undefined ? [] : [schemaOf(refName($ref) as SchemaName)]), ...allOf]
  const flat = parts.map(flatten).reduce(merged, { ...own, types: typeof type === 'string' ? [type] : type })
  flattened.set(schema, flat)
  return flat
}

const typeOf = (value: unknown): SchemaType => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value as 'string' | 'boolean' | 'object'
}

/** Go writes null for a slice or a map that is nil, whatever the description says. */
const mayBeNil = (types: readonly SchemaType[]): boolean => types.includes('array') || types.includes('object')

const fitsType = (value: unknown, types: readonly SchemaType[]): boolean => {
  const type = typeOf(value)
  if (types.length === 0 || types.includes(type)) return true
  return (type === 'null' && mayBeNil(types)) || (type === 'integer' && types.includes('number'))
}

/** As Go writes times; what was never set is a time too, or empty. */
const instant = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d))?$/

/** What is wrong with a value that is neither array nor object, beside its type. */
const flaw = (value: unknown, { enum: choices, format, minimum, maximum, pattern }: Flat): string | undefined => {
  if (choices && value !== null && !choices.includes(value as string | number)) return `one of ${choices.join(', ')}`
  if (typeof value === 'string') {
    if (format === 'date-time' && !instant.test(value)) return 'an instant in RFC 3339'
    if (pattern !== undefined && !new RegExp(pattern).test(value)) return `what fits ${pattern}`
  }
  if (typeof value !== 'number') return undefined
  if (minimum !== undefined && value < minimum) return `at least ${minimum}`
  return maximum !== undefined && value > maximum ? `at most ${maximum}` : undefined
}

/**
 * What was asked for, and the newest that the daemon knows: it has what the first requires, and may have what came since
 * then, because daemons leave hardly anything out for older clients.
 */
export interface Versions {
  readonly asked: ApiVersion
  readonly newest: ApiVersion
}

const propertyMisfits = (value: object, flat: Flat, versions: Versions, path: string): Misfit[] => {
  const { properties = {}, additionalProperties } = flat
  const { asked, newest } = versions
  const isDue = (name: string): boolean => {
    const schema = properties[name]
    return schema !== undefined && existsIn(asked, schema['x-since'], schema['x-until'])
  }
  const mayBe = (schema: Schema): boolean =>
    existsIn(newest, schema['x-since'], undefined) && existsIn(asked, undefined, schema['x-until'])
  const misfits: Misfit[] = (flat.required ?? [])
    .filter(name => isDue(name) && !Object.hasOwn(value, name))
    .map(name => ({ kind: 'wrong', path: `${path}.${name}`, expected: 'a property that is required', got: undefined }))
  for (const [name, each] of Object.entries(value)) {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (schema) {
      misfits.push(...misfitsOf(each, schema, versions, `${path}.${name}`))
      if (!mayBe(schema))
        misfits.push({ kind: 'other-version', path: `${path}.${name}`, expected: `nothing at ${asked}`, got: each })
    } else if (typeof additionalProperties === 'object')
      misfits.push(...misfitsOf(each, additionalProperties, versions, `${path}.*`))
    else if (additionalProperties === false)
      misfits.push({ kind: 'wrong', path: `${path}.${name}`, expected: 'an empty object', got: each })
    else if (flat.properties && additionalProperties === undefined) {
      const meant = nearMiss(
        name,
        Object.keys(properties).filter(other => isDue(other) && !Object.hasOwn(value, other)),
      )
      const path_ = `${path}.${name}`
      misfits.push(
        meant === undefined
          ? { kind: 'unknown', path: path_, expected: 'a property that is described', got: each }
          : { kind: 'near-miss', path: path_, expected: meant, got: name },
      )
    }
  }
  return misfits
}

/** Everything in which a value of a reply differs from what one API version says of it. */
export const misfitsOf = (value: unknown, schema: Schema, versions: Versions, path = ''): Misfit[] => {
  const flat = flatten(schema)
  if (flat.anyOf) {
    const ways = flat.anyOf.map(part => misfitsOf(value, part, versions, path))
    return ways.find(way => way.every(({ kind }) => kind !== 'wrong')) ?? ways[0] ?? []
  }
  if (!fitsType(value, flat.types)) return [{ kind: 'wrong', path, expected: flat.types.join(' or '), got: value }]
  if (Array.isArray(value)) {
    const { items } = flat
    return items ? value.flatMap(each => misfitsOf(each, items, versions, `${path}[]`)) : []
  }
  if (typeof value === 'object' && value !== null) return propertyMisfits(value, flat, versions, path)
  const expected = flaw(value, flat)
  return expected === undefined ? [] : [{ kind: 'wrong', path, expected, got: value }]
}
