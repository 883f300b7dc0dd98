/**
 * Writes the TypeScript types of the description. Run as `node spec/generate.ts`; the test that compares the file
 * with what this returns keeps it current.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Operation, Parameter, ReplyDescription } from './operation.ts'
import { operations } from './operations.ts'
import { refName, type Schema } from './schema.ts'
import { schemas } from './schemas.ts'

const head = `// Written by spec/generate.ts from the description. Do not edit: change the description and run it again.
//
// Every property is optional and may be null, for two reasons: Go decodes null as the zero value in requests, and in
// replies daemons write null for what is nil and leave out what an API version does not have. Numbers of 64 bits are
// numbers; unknown properties are in no type, so that a misspelt one does not compile.

`

const bytesType = 'ReadableStream<Uint8Array>'
const identifier = /^[A-Za-z_$][\w$]*$/

function key(name: string): string {
  return identifier.test(name) ? name : JSON.stringify(name).replaceAll('"', "'")
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n  ')
}

function comment(description: string | undefined, schema: Schema): string {
  const since = schema['x-since']
  const until = schema['x-until']
  const range = since && until ? `${since} to ${until}.` : since ? `Since ${since}.` : until ? `Until ${until}.` : ''
  const first = description && (description.endsWith('.') ? description : `${description}.`)
  const text = [first, range].filter(Boolean).join(' ')
  return text ? `/** ${text} */\n` : ''
}

function literal(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

function withNull(type: string): string {
  return type === 'unknown' || type.endsWith('| null') ? type : `${type} | null`
}

/** Go writes a nil list or struct as null inside a dictionary too; its strings and numbers are never nil. */
function mapValue(type: string): string {
  return type === 'string' || type === 'number' || type === 'boolean' ? type : withNull(type)
}

function arrayOf(type: string): string {
  return /^[\w.]+(\[\])*$/.test(type) ? `${type}[]` : `Array<${type}>`
}

function objectType(schema: Schema): string {
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length > 0)
    return `{\n  ${properties.map(([name, property]) => propertyOf(name, property)).join('\n  ')}\n}`
  const values = schema.additionalProperties
  if (values === false) return 'EmptyObject'
  return `{ [key: string]: ${typeof values === 'object' ? mapValue(typeOf(values)) : 'unknown'} }`
}

function propertyOf(name: string, schema: Schema): string {
  const type = withNull(typeOf(schema))
  return `${indent(comment(schema.description, schema))}${key(name)}?: ${indent(type)} | undefined`
}

/** The TypeScript type of a schema. */
function typeOf(schema: Schema): string {
  if (schema.$ref) return refName(schema.$ref)
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ')
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(' | ')
  if (schema.enum) return withNullOf(schema, schema.enum.map(literal).join(' | '))
  const types = [schema.type ?? []].flat().filter(type => type !== 'null')
  if (types.length === 0) return schema.type === 'null' ? 'null' : 'unknown'
  return withNullOf(schema, types.map(type => typeNamed(type, schema)).join(' | '))
}

function withNullOf(schema: Schema, type: string): string {
  return [schema.type ?? []].flat().includes('null') ? `${type} | null` : type
}

function typeNamed(type: string, schema: Schema): string {
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'array') return arrayOf(typeOf(schema.items ?? {}))
  if (type === 'object') return objectType(schema)
  if (schema.format === 'binary') return bytesType
  return type
}

function namedType(name: string, schema: Schema): string {
  const note = comment(schema.description, {})
  return schema.properties
    ? `${note}export interface ${name} ${objectType(schema)}\n`
    : `${note}export type ${name} = ${typeOf(schema)}\n`
}

function parametersType(parameters: readonly Parameter[], place: Parameter['in']): string {
  const lines = new Map<string, string>()
  for (const { name, in: at, description, required, schema, since, until } of parameters) {
    if (at !== place) continue
    const range: Schema = { ...(since && { 'x-since': since }), ...(until && { 'x-until': until }) }
    const type = typeOf(schema)
    lines.set(name, `${comment(description, range)}${key(name)}${required ? `: ${type}` : `?: ${type} | undefined`}`)
  }
  return lines.size === 0 ? '{}' : `{\n  ${indent([...lines.values()].join('\n'))}\n}`
}

function bodyType(body: Operation['body']): string {
  if (!body) return 'undefined'
  if (!body.schema) return `${bytesType} | undefined`
  return body.required ? typeOf(body.schema) : `${typeOf(body.schema)} | undefined`
}

function replyType(reply: ReplyDescription): string {
  const schema = reply.schema ?? reply.item
  if (schema) return typeOf(schema)
  return reply.contentTypes.length > 0 ? bytesType : 'undefined'
}

function operationType(operation: Operation): string {
  const input = [
    `path: ${parametersType(operation.parameters, 'path')}`,
    `query: ${parametersType(operation.parameters, 'query')}`,
    `headers: ${parametersType(operation.parameters, 'header')}`,
    `body: ${bodyType(operation.body)}`,
  ]
  const replies = Object.entries(operation.replies).map(([status, reply]) => `${status}: ${replyType(reply)}`)
  const members = [`input: {\n  ${indent(input.join('\n'))}\n}`, `replies: {\n  ${indent(replies.join('\n'))}\n}`]
  return `/** \`${operation.method} ${operation.path}\` */\n${operation.id}: {\n  ${indent(members.join('\n'))}\n}`
}

const tail = `
/** The name of an operation, as the published description has it, such as ContainerStart. */
export type OperationId = keyof Operations

/** What a decoded request holds. */
export type Input<Id extends OperationId> = Operations[Id]['input']

type Success<Replies> = Replies[Extract<keyof Replies, 101 | 200 | 201 | 204>]

/** What a successful reply says; \`undefined\` where it has no body, one value of the stream where it is a stream. */
export type Reply<Id extends OperationId> = Exclude<Success<Operations[Id]['replies']>, undefined> extends never
  ? undefined
  : Exclude<Success<Operations[Id]['replies']>, undefined>
`

/** The whole text of \`spec/generated/types.ts\`. */
export function generateTypes(): string {
  const named = Object.entries<Schema>(schemas).map(([name, schema]) => namedType(name, schema))
  const rows = Object.values(operations).map(operationType)
  const empty =
    '/** The `{}` with which Go spells a member of a set. */\nexport type EmptyObject = { [key: string]: never }\n'
  return `${head}${empty}\n${named.join('\n')}\nexport interface Operations {\n  ${indent(rows.join('\n'))}\n}\n${tail}`
}

/** Where the types are kept. */
export const typesFile = fileURLToPath(new URL('./generated/types.ts', import.meta.url))

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(typesFile, generateTypes())
