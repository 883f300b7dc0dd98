import { type ApiVersion, existsIn, type Operation, type Parameter, type Schema } from '../../../spec/index.ts'
import { closestTo } from '../closest.ts'
import { shapeOf } from '../decode/go-value.ts'

/** What is wrong with a request by the description of the API, whatever a daemon forgives: a line each. */
export const findingsOf = (
  operation: Operation,
  version: ApiVersion,
  query: URLSearchParams,
  body: unknown,
): readonly string[] => [
  ...queryFindings(operation, version, query),
  ...(operation.body?.schema && body !== undefined ? bodyFindings(operation.body.schema, body, version, 'body') : []),
]

const age = (
  what: string,
  since: ApiVersion | undefined,
  until: ApiVersion | undefined,
  version: ApiVersion,
): string =>
  since !== undefined && !existsIn(version, since, undefined)
    ? `${what} is not there before API ${since}, and ${version} was asked`
    : `${what} is not there after API ${until}, and ${version} was asked`

function* queryFindings(operation: Operation, version: ApiVersion, query: URLSearchParams): Iterable<string> {
  const known = operation.parameters.filter(parameter => parameter.in === 'query')
  for (const name of new Set(query.keys())) {
    const parameter = known.find(each => each.name === name)
    const what = `query parameter ${name}`
    if (!parameter)
      yield `${what} is unknown to ${operation.id}${hint(
        name,
        known.map(each => each.name),
      )}`
    else if (!existsIn(version, parameter.since, parameter.until))
      yield age(what, parameter.since, parameter.until, version)
    else yield* valueFindings(parameter, what, query.getAll(name))
  }
  for (const { name, required } of known) if (required && !query.has(name)) yield `query parameter ${name} is missing`
}

const hint = (wanted: string, names: readonly string[]): string => {
  const closest = closestTo(wanted, names)
  return closest === undefined ? '' : `; closest: ${closest}`
}

function* valueFindings({ name, schema }: Parameter, what: string, values: readonly string[]): Iterable<string> {
  const types = shapeOf(schema).types
  for (const value of values) {
    if (types.includes('integer') && !/^-?\d+$/.test(value)) yield `${what} is no integer: ${JSON.stringify(value)}`
    if (types.includes('boolean') && !/^(0|1|true|false)$/i.test(value))
      yield `${what} is no boolean: ${JSON.stringify(value)}`
    if (name === 'filters' && !isJson(value)) yield `${what} is no JSON: ${JSON.stringify(value)}`
  }
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const typeOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return value === null ? 'null' : typeof value
}

const fits = (value: unknown, types: readonly string[]): boolean => {
  const type = typeOf(value)
  // Go takes null for the zero value of anything.
  return (
    types.length === 0 || type === 'null' || types.includes(type) || (type === 'integer' && types.includes('number'))
  )
}

function* bodyFindings(schema: Schema, value: unknown, version: ApiVersion, where: string): Iterable<string> {
  const shape = shapeOf(schema)
  if (!fits(value, shape.types)) {
    yield `${where} is ${shape.types.filter(type => type !== 'null').join(' or ')}, not ${typeOf(value)}`
    return
  }
  const values = shape.schema.enum
  if (values && value !== null && !values.includes(value as never))
    yield `${where} is one of ${values.map(each => JSON.stringify(each)).join(', ')}, not ${JSON.stringify(value)}`
  if (Array.isArray(value)) {
    const { items } = shape.schema
    if (items)
      for (const [index, item] of value.entries()) yield* bodyFindings(items, item, version, `${where}[${index}]`)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) yield* fieldFindings(shape, key, item, version, `${where}.${key}`)
}

function* fieldFindings(
  shape: ReturnType<typeof shapeOf>,
  key: string,
  item: unknown,
  version: ApiVersion,
  where: string,
): Iterable<string> {
  const { additionalProperties } = shape.schema
  if (!shape.properties) {
    if (typeof additionalProperties === 'object') yield* bodyFindings(additionalProperties, item, version, where)
    return
  }
  const property = shape.properties.get(key.toLowerCase())
  if (!property) {
    yield `${where} is unknown${hint(
      key,
      [...shape.properties.values()].map(({ name }) => name),
    )}`
    return
  }
  const { 'x-since': since, 'x-until': until } = property.schema
  if (property.name !== key) yield `${where} is spelled ${property.name}`
  if (existsIn(version, since, until)) yield* bodyFindings(property.schema, item, version, where)
  else yield age(where, since, until, version)
}
