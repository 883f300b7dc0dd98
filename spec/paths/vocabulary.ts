/** The words in which operations are written, beside those for schemas. */
import type { Body, Method, Operation, Parameter, ParameterStyle, ReplyDescription, ReplyHeader } from '../operation.ts'
import type { Schema } from '../schema.ts'
import type { ApiVersion } from '../version.ts'
import { array, ref, string } from '../vocabulary.ts'

interface OperationParts {
  readonly summary: string
  readonly since?: ApiVersion
  readonly until?: ApiVersion
  readonly routeGate?: ApiVersion
  readonly parameters?: readonly Parameter[]
  readonly body?: Body
  readonly replies: Readonly<Record<number, ReplyDescription>>
  readonly stream?: Operation['stream']
}

type Row = Omit<Operation, 'id' | 'tag'>

/** Gives each row its tag and its name. */
export function operations<Id extends string>(tag: string, rows: Readonly<Record<Id, Row>>): Record<Id, Operation> {
  const entries = Object.entries<Row>(rows).map(([id, row]) => [id, { id, tag, ...row }] as const)
  return Object.fromEntries(entries) as Record<Id, Operation>
}

function row(method: Method, path: string, parts: OperationParts): Row {
  const { parameters = [], stream = 'none', ...rest } = parts
  return { method, path, published: true, parameters, stream, ...rest }
}

export const get = (path: string, parts: OperationParts): Row => row('GET', path, parts)
export const head = (path: string, parts: OperationParts): Row => row('HEAD', path, parts)
export const post = (path: string, parts: OperationParts): Row => row('POST', path, parts)
export const put = (path: string, parts: OperationParts): Row => row('PUT', path, parts)
export const del = (path: string, parts: OperationParts): Row => row('DELETE', path, parts)
export const options = (path: string, parts: OperationParts): Row => row('OPTIONS', path, parts)

/** A route that daemons register and no published description has. */
export const unpublished = (operation: Row): Row => ({ ...operation, published: false })

function parameter(place: Parameter['in'], name: string, schema: Schema, isRequired: boolean): Parameter {
  const { description, 'x-since': since, 'x-until': until, ...plain } = schema
  return {
    name,
    in: place,
    required: isRequired,
    schema: plain,
    style: 'single',
    published: true,
    ...(description && { description }),
    ...(since && { since }),
    ...(until && { until }),
  }
}

export const query = (name: string, schema: Schema): Parameter => parameter('query', name, schema, false)
export const requiredQuery = (name: string, schema: Schema): Parameter => parameter('query', name, schema, true)
export const header = (name: string, schema: Schema): Parameter => parameter('header', name, schema, false)
export const requiredHeader = (name: string, schema: Schema): Parameter => parameter('header', name, schema, true)
/** A path parameter of one segment. */
export const segment = (name: string, schema: Schema): Parameter => parameter('path', name, schema, true)
/** A path parameter that may hold slashes. */
export const segments = (name: string, schema: Schema): Parameter => ({
  ...parameter('path', name, schema, true),
  multiSegment: true,
})

function list(style: ParameterStyle, name: string, item: Schema): Parameter {
  const { description, 'x-since': since, 'x-until': until, ...plain } = item
  const versions = { ...(since && { 'x-since': since }), ...(until && { 'x-until': until }) }
  return { ...query(name, { ...array(plain, description), ...versions }), style }
}

/** A query parameter given once per value. */
export const repeatedQuery = (name: string, item: Schema): Parameter => list('multi', name, item)

/** A parameter that daemons read and no published description names. */
export const undocumented = (described: Parameter): Parameter => ({ ...described, published: false })

export const filters = (description: string): Parameter =>
  query('filters', string(`${description} JSON, as {"name": ["value", …]}`))

/** A reply that is one JSON value. */
export const json = (schema: Schema, description: string): ReplyDescription => ({
  description,
  contentTypes: ['application/json'],
  schema,
  published: true,
})

/** A reply that is a stream of JSON values; the published description says nothing about them. */
export const jsonStream = (item: Schema, description: string): ReplyDescription => ({
  description,
  contentTypes: ['application/json'],
  item,
  published: true,
})

/** A reply whose body is one of these content types. */
export const content = (contentTypes: readonly string[], description: string, schema?: Schema): ReplyDescription => ({
  description,
  contentTypes,
  ...(schema && { schema }),
  published: true,
})

export const empty = (description: string): ReplyDescription => ({
  description,
  contentTypes: [],
  published: true,
})

export const withHeaders = (
  headers: Readonly<Record<string, Schema>>,
  described: ReplyDescription,
): ReplyDescription => {
  const entries = Object.entries(headers).map(([name, schema]): [string, ReplyHeader] => {
    const { 'x-since': since, 'x-until': until, ...plain } = schema
    return [name, { schema: plain, ...(since && { since }), ...(until && { until }) }]
  })
  return { ...described, headers: Object.fromEntries(entries) }
}

const failureDescriptions: Readonly<Record<number, string>> = {
  304: 'Already so',
  400: 'Bad request',
  401: 'Not authorised',
  403: 'Forbidden',
  404: 'Not found',
  409: 'In conflict with the present state',
  500: 'The daemon failed',
  501: 'Not implemented',
  503: 'Not part of a swarm, or part of one already',
}

/** The failures an operation documents, all with the one error body. */
export function failures(...statuses: readonly number[]): Record<number, ReplyDescription> {
  const entries = statuses.map(status => {
    const description = failureDescriptions[status] ?? 'Failure'
    return [status, status === 304 ? empty(description) : json(ref('ErrorResponse'), description)] as const
  })
  return Object.fromEntries(entries)
}

/** A reply that daemons give and the published description does not name. */
export const undocumentedReply = (described: ReplyDescription): ReplyDescription => ({ ...described, published: false })

export function undocumentedFailures(...statuses: readonly number[]): Record<number, ReplyDescription> {
  const entries = Object.entries(failures(...statuses))
  return Object.fromEntries(entries.map(([status, described]) => [status, undocumentedReply(described)]))
}

export const jsonBody = (schema: Schema, contentTypes: readonly string[] = ['application/json']): Body => ({
  required: false,
  contentTypes,
  schema,
})

/** A body of bytes. */
export const rawBody = (...contentTypes: readonly string[]): Body => ({ required: false, contentTypes })

export const requiredBody = (body: Body): Body => ({ ...body, required: true })
