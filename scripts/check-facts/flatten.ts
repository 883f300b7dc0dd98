/** Reads the description as the tables do: every value by its path, every type by a word. */
import { refName, type Schema } from '../../spec/index.ts'
import { compact, type Facts } from './tables.ts'

export type Named = Readonly<Record<string, Schema>>

/** Follows references and takes a "or null" apart. */
export function resolve(schema: Schema, named: Named): { schema: Schema; nullable: boolean } {
  if (schema.$ref) {
    const target = named[refName(schema.$ref)]
    if (!target) throw new Error(`${schema.$ref} leads nowhere`)
    return resolve(target, named)
  }
  if (schema.anyOf) {
    const [only] = schema.anyOf.filter(part => part.type !== 'null')
    if (only) return { ...resolve(only, named), nullable: true }
  }
  return { schema, nullable: Array.isArray(schema.type) && schema.type.includes('null') }
}

export function factsOf(schema: Schema, named: Named, required: boolean): Facts {
  const { schema: own, nullable } = resolve(schema, named)
  const types = [own.type ?? []].flat().filter(type => type !== 'null')
  return compact({
    type: types[0] ?? (own.allOf ? 'object' : 'any'),
    fmt: own.format,
    enum: own.enum,
    default: 'default' in schema ? schema.default : own.default,
    min: own.minimum,
    max: own.maximum,
    nullable,
    required,
  })
}

/** Every value inside a schema, by the path the tables give it. */
export function flatten(schema: Schema, path: string, required: boolean, named: Named, into: Map<string, Facts>): void {
  if (path !== '') into.set(path, factsOf(schema, named, required))
  const { schema: own } = resolve(schema, named)
  for (const part of own.allOf ?? []) flatten(part, '', false, named, into)
  const prefix = path === '' ? '' : `${path}.`
  for (const [name, property] of Object.entries(own.properties ?? {})) {
    flatten(property, prefix + name, own.required?.includes(name) ?? false, named, into)
  }
  if (own.items) flatten(own.items, `${path}[]`, false, named, into)
  if (typeof own.additionalProperties === 'object') flatten(own.additionalProperties, `${path}{*}`, false, named, into)
}

export interface Described {
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: Schema }[]
  readonly requestBody?: { content: Readonly<Record<string, { schema?: Schema }>> }
  readonly responses: Readonly<Record<string, Reply>>
}

export interface Reply {
  readonly headers?: Readonly<Record<string, { schema: Schema }>>
  readonly content?: Readonly<Record<string, { schema?: Schema }>>
}

export function firstSchema(content: Reply['content']): Schema | undefined {
  return Object.values(content ?? {})[0]?.schema
}

export function flattenOperation(
  described: Described,
  named: Named,
): Record<'params' | 'body' | 'resp', Map<string, Facts>> {
  const params = new Map<string, Facts>()
  for (const parameter of described.parameters ?? []) {
    const facts = factsOf(parameter.schema, named, parameter.required ?? false)
    const items = parameter.schema.items?.type
    params.set(`${parameter.in}:${parameter.name}`, compact({ ...facts, items }))
  }
  const body = new Map<string, Facts>()
  const bodySchema = firstSchema(described.requestBody?.content)
  if (bodySchema) flatten(bodySchema, '', false, named, body)
  const resp = new Map<string, Facts>()
  for (const [status, reply] of Object.entries(described.responses)) {
    if (!status.startsWith('2')) continue
    for (const [name, header] of Object.entries(reply.headers ?? {})) {
      params.set(`respheader:${name}`, factsOf(header.schema, named, false))
    }
    const schema = firstSchema(reply.content)
    if (schema) flatten(schema, '$', false, named, resp)
  }
  return { params, body, resp }
}

/** Writes the type of a property as the table of schemas does. */
export function typeText(schema: Schema): string {
  if (schema.$ref) return refName(schema.$ref)
  const [only] = (schema.anyOf ?? []).filter(part => part.type !== 'null')
  if (only) return typeText(only)
  if (schema.items) return `${typeText(schema.items)}[]`
  if (typeof schema.additionalProperties === 'object') return `map<${typeText(schema.additionalProperties)}>`
  return [schema.type ?? 'any'].flat().filter(type => type !== 'null')[0] ?? 'any'
}
