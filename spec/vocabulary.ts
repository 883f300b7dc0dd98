/**
 * The words in which the description is written. Each returns plain data; a modifier takes the schema last, so that a
 * property reads from the outside in: `since('1.44', nullable(array(string())))`.
 */
import { refTo, type Schema, type SchemaType } from './schema.ts'
import type { ApiVersion } from './version.ts'

/** Marks a property as one the description requires; `object` moves the mark into its list of required names. */
const requiredMark: unique symbol = Symbol('required')

interface Marked extends Schema {
  readonly [requiredMark]?: true
}

function scalar(type: SchemaType, description?: string, format?: string): Schema {
  return { type, ...(format && { format }), ...(description && { description }) }
}

export const string = (description?: string): Schema => scalar('string', description)
export const boolean = (description?: string): Schema => scalar('boolean', description)
export const number = (description?: string): Schema => scalar('number', description)
export const integer = (description?: string): Schema => scalar('integer', description)
export const int64 = (description?: string): Schema => scalar('integer', description, 'int64')
export const uint64 = (description?: string): Schema => scalar('integer', description, 'uint64')
export const uint32 = (description?: string): Schema => scalar('integer', description, 'uint32')
export const uint16 = (description?: string): Schema => scalar('integer', description, 'uint16')
/** An instant in RFC 3339, with nanoseconds where the daemon has them. */
export const instant = (description?: string): Schema => scalar('string', description, 'date-time')
/** Bytes that are not JSON: a tar, a log, a terminal. */
export const bytes = (description?: string): Schema => scalar('string', description, 'binary')
export const anything = (description?: string): Schema => (description ? { description } : {})

export function choice(values: readonly (string | number)[], description?: string): Schema {
  return { ...scalar(typeof values[0] === 'number' ? 'integer' : 'string', description), enum: values }
}

export function array(items: Schema, description?: string): Schema {
  return { ...scalar('array', description), items }
}

/** An object used as a dictionary. */
export function map(values: Schema, description?: string): Schema {
  return { ...scalar('object', description), additionalProperties: values }
}

/** The `{}` with which Go spells a set: only the key that holds it counts. */
export const member = (): Schema => ({ type: 'object', additionalProperties: false })

export function object(properties?: Readonly<Record<string, Schema>>, description?: string): Schema {
  const shell = scalar('object', description)
  if (!properties) return shell
  const required: string[] = []
  const plain: Record<string, Schema> = {}
  for (const [name, property] of Object.entries(properties)) {
    const { [requiredMark]: isRequired, ...schema } = property as Marked
    plain[name] = schema
    if (isRequired) required.push(name)
  }
  return { ...shell, properties: plain, ...(required.length > 0 && { required }) }
}

export function ref(name: string, description?: string): Schema {
  return { $ref: refTo(name), ...(description && { description }) }
}

export function allOf(...parts: readonly Schema[]): Schema {
  return { allOf: parts }
}

export function required(schema: Schema): Schema {
  const marked: Marked = { ...schema, [requiredMark]: true }
  return marked
}

export function nullable(schema: Schema): Schema {
  if (schema.$ref) return { anyOf: [schema, { type: 'null' }] }
  if (typeof schema.type !== 'string') throw new Error('Only a schema of one type can be made nullable')
  return { ...schema, type: [schema.type, 'null'] }
}

export const withDefault = (value: unknown, schema: Schema): Schema => ({ ...schema, default: value })
export const withFormat = (format: string, schema: Schema): Schema => ({ ...schema, format })
export const withPattern = (pattern: string, schema: Schema): Schema => ({ ...schema, pattern })
export const atLeast = (minimum: number, schema: Schema): Schema => ({ ...schema, minimum })
export const atMost = (maximum: number, schema: Schema): Schema => ({ ...schema, maximum })

export const since = (version: ApiVersion, schema: Schema): Schema => ({ ...schema, 'x-since': version })
export const until = (version: ApiVersion, schema: Schema): Schema => ({ ...schema, 'x-until': version })
export const between = (first: ApiVersion, last: ApiVersion, schema: Schema): Schema =>
  since(first, until(last, schema))
