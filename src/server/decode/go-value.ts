import { type ApiVersion, existsIn, refName, type Schema, type SchemaName, schemaOf } from '../../../spec/index.ts'
import { invalid } from '../../state/error.ts'

/**
 * Fits a JSON value to a schema the way Go's encoding/json fits it to a struct: keys match whatever their case, unknown
 * keys vanish, null is the zero value, and a wrong type is refused in Go's words. Keys that the API version does not
 * have vanish as well: the daemon's older structs did not have them. Without a version, every key stays.
 */
export const fitGoValue = (value: unknown, schema: Schema, version: ApiVersion | undefined, root: string): unknown =>
  adapt(value, schema, { version, struct: root, path: [] })

interface Place {
  readonly version: ApiVersion | undefined
  /** The Go struct that holds the field. */
  readonly struct: string
  readonly path: readonly string[]
}

/** A schema with its `$ref`, `allOf` and nullable `anyOf` opened. */
interface Shape {
  readonly name: string | undefined
  readonly types: readonly string[]
  readonly schema: Schema
  /** By lower-case name: Go ignores the case of keys. */
  readonly properties: ReadonlyMap<string, Property> | undefined
}

interface Property {
  readonly name: string
  readonly schema: Schema
}

const shapes = new WeakMap<Schema, Shape>()

export const shapeOf = (schema: Schema): Shape => {
  const known = shapes.get(schema)
  if (known) return known
  const shape = openShape(schema)
  shapes.set(schema, shape)
  return shape
}

const openShape = (schema: Schema): Shape => {
  if (schema.$ref) {
    const name = refName(schema.$ref)
    return { ...shapeOf(schemaOf(name as SchemaName)), name }
  }
  const nonNull = schema.anyOf?.filter(part => part.type !== 'null')
  if (nonNull?.length === 1 && nonNull[0]) return shapeOf(nonNull[0])
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])
  const parts = schema.allOf?.map(shapeOf) ?? []
  const properties = new Map<string, Property>(parts.flatMap(part => [...(part.properties ?? [])]))
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    properties.set(name.toLowerCase(), { name, schema: property })
  const isObject = parts.length > 0 || types.includes('object')
  return {
    name: undefined,
    types: isObject && types.length === 0 ? ['object'] : types,
    schema,
    properties: properties.size > 0 ? properties : undefined,
  }
}

const goTypes: Readonly<Record<string, string>> = { string: 'string', boolean: 'bool', number: 'float64' }
const goIntegers: Readonly<Record<string, string>> = {
  int64: 'int64',
  uint64: 'uint64',
  uint32: 'uint32',
  uint16: 'uint16',
}

/** The Go type that a schema stands for, as far as an error message shows it. */
const goType = (schema: Schema): string => {
  const shape = shapeOf(schema)
  const type = shape.types.find(each => each !== 'null')
  if (type === 'integer') return goIntegers[shape.schema.format ?? ''] ?? 'int'
  if (type === 'array') return `[]${goType(shape.schema.items ?? {})}`
  if (type !== 'object') return goTypes[type ?? ''] ?? 'interface {}'
  const values = shape.schema.additionalProperties
  if (!shape.properties && typeof values === 'object') return `map[string]${goType(values)}`
  return shape.name ?? 'struct {}'
}

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'boolean') return 'bool'
  return typeof value
}

const refuse = (value: unknown, schema: Schema, place: Place, shown: string = kindOf(value)): never => {
  const target =
    place.path.length > 0
      ? `Go struct field ${place.struct}.${place.path.join('.')} of type ${goType(schema)}`
      : `Go value of type ${place.struct}`
  throw invalid(`invalid JSON: json: cannot unmarshal ${shown} into ${target}`)
}

const integerRanges: Readonly<Record<string, readonly [number, number]>> = {
  uint64: [0, 2 ** 64],
  uint32: [0, 2 ** 32 - 1],
  uint16: [0, 2 ** 16 - 1],
}

const fitNumber = (value: number, type: string, schema: Schema, place: Place): number => {
  const [low, high] = integerRanges[shapeOf(schema).schema.format ?? ''] ?? [-(2 ** 63), 2 ** 63]
  if (type === 'integer' && (!Number.isInteger(value) || value < low || value > high))
    return refuse(value, schema, place, `number ${value}`)
  return value
}

const adapt = (value: unknown, schema: Schema, place: Place): unknown => {
  if (value === null || value === undefined) return null
  const shape = shapeOf(schema)
  const type = shape.types.find(each => each !== 'null')
  const kind = kindOf(value)
  if (type === undefined) return value
  if (type === 'array') {
    if (Array.isArray(value)) return fitArray(value, shape, place)
    const field = `${place.struct}.${place.path.at(-1)}`
    return kind === 'string' && stringOrList.includes(field) ? [value] : refuse(value, schema, place)
  }
  if (type === 'object') {
    if (kind !== 'object') return refuse(value, schema, place)
    return fitObject(value as Readonly<Record<string, unknown>>, shape, place)
  }
  if (type === 'integer' || type === 'number')
    return typeof value === 'number' ? fitNumber(value, type, schema, place) : refuse(value, schema, place)
  return kind === (type === 'boolean' ? 'bool' : type) ? value : refuse(value, schema, place)
}

/** Fields that take one string for a list of one (moby api/types/strslice). */
const stringOrList: readonly string[] = ['CreateRequest.Cmd', 'CreateRequest.Entrypoint', 'CreateRequest.Shell']

const fitArray = (value: readonly unknown[], shape: Shape, place: Place): unknown[] => {
  const items = shape.schema.items
  return items ? value.map(item => adapt(item, items, place)) : [...value]
}

const fitObject = (value: Readonly<Record<string, unknown>>, shape: Shape, place: Place): Record<string, unknown> => {
  const result: Record<string, unknown> = {}
  const put = (name: string, fitted: unknown): void => {
    if (name !== '__proto__') result[name] = fitted
  }
  if (!shape.properties) {
    const values = shape.schema.additionalProperties
    const each = typeof values === 'object' ? values : undefined
    for (const [name, item] of Object.entries(value)) put(name, each ? adapt(item, each, place) : item)
    return result
  }
  // Go names the struct that it decodes into; what that embeds has no name of its own.
  const struct = shape.name ?? place.struct
  for (const [key, item] of Object.entries(value)) {
    const property = shape.properties.get(key.toLowerCase())
    if (!property) continue
    const { 'x-since': since, 'x-until': until } = property.schema
    if (place.version !== undefined && !existsIn(place.version, since, until)) continue
    put(property.name, adapt(item, property.schema, { ...place, struct, path: [...place.path, property.name] }))
  }
  return result
}
