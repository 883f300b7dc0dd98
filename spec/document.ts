import type { OpenAPIV3_1 } from 'openapi-types'
import type { Operation, Parameter, ReplyDescription } from './operation.ts'
import { operations } from './operations.ts'
import { projectSchema } from './project.ts'
import type { PublishedSchema, Schema } from './schema.ts'
import { schemas } from './schemas.ts'
import { type ApiVersion, existsIn } from './version.ts'

export interface DocumentOptions {
  /** Also the routes, parameters and replies that no published description has. */
  readonly unpublished?: boolean
}

type Paths = Record<string, OpenAPIV3_1.PathItemObject>

/** A projected schema is one of OpenAPI's; only its lists are read-only here. */
function published(schema: Schema, version: ApiVersion): PublishedSchema {
  return projectSchema(schema, version) as PublishedSchema
}

/** The types of parameters and headers still hold the schemas of OpenAPI 3.0, which know no list of types. */
type ParameterSchema = NonNullable<OpenAPIV3_1.ParameterObject['schema']>

function parameterSchema(schema: Schema, version: ApiVersion): ParameterSchema {
  return projectSchema(schema, version) as ParameterSchema
}

function parameterObject(parameter: Parameter, version: ApiVersion): OpenAPIV3_1.ParameterObject {
  return {
    name: parameter.name,
    in: parameter.in,
    ...(parameter.description && { description: parameter.description }),
    ...(parameter.required && { required: true }),
    ...(parameter.style !== 'single' && { style: 'form', explode: parameter.style === 'multi' }),
    schema: parameterSchema(parameter.schema, version),
  }
}

function contentOf(
  contentTypes: readonly string[],
  schema: Schema | undefined,
  version: ApiVersion,
): Record<string, OpenAPIV3_1.MediaTypeObject> {
  const media: OpenAPIV3_1.MediaTypeObject = schema ? { schema: published(schema, version) } : {}
  return Object.fromEntries(contentTypes.map(type => [type, media]))
}

function headersOf(reply: ReplyDescription, version: ApiVersion): Record<string, OpenAPIV3_1.HeaderObject> {
  const present = Object.entries(reply.headers ?? {}).filter(([, { since, until }]) => existsIn(version, since, until))
  return Object.fromEntries(
    present.map(([name, header]) => [name, { schema: parameterSchema(header.schema, version) }]),
  )
}

function replyObject(reply: ReplyDescription, version: ApiVersion): OpenAPIV3_1.ResponseObject {
  const headers = headersOf(reply, version)
  return {
    description: reply.description,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(reply.contentTypes.length > 0 && { content: contentOf(reply.contentTypes, reply.schema, version) }),
  }
}

function operationObject(
  operation: Operation,
  version: ApiVersion,
  options: DocumentOptions,
): OpenAPIV3_1.OperationObject {
  const parameters = operation.parameters
    .filter(({ since, until }) => existsIn(version, since, until))
    .filter(parameter => parameter.published || options.unpublished)
    .map(parameter => parameterObject(parameter, version))
  const replies = Object.entries(operation.replies)
    .filter(([, reply]) => reply.published || options.unpublished)
    .map(([status, reply]) => [status, replyObject(reply, version)])
  const { body } = operation
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: body.required, content: contentOf(body.contentTypes, body.schema, version) },
    }),
    responses: Object.fromEntries(replies),
  }
}

function pathsOf(version: ApiVersion, options: DocumentOptions): Paths {
  const paths: Paths = {}
  for (const operation of Object.values(operations)) {
    if (!existsIn(version, operation.since, operation.until)) continue
    if (!operation.published && !options.unpublished) continue
    const method = operation.method.toLowerCase()
    paths[operation.path] = {
      ...paths[operation.path],
      [method]: operationObject(operation, version, options),
    }
  }
  return paths
}

/** The names that the description of one version has. */
function schemasOf(version: ApiVersion): Record<string, OpenAPIV3_1.SchemaObject> {
  const named = Object.entries<Schema>(schemas).filter(([, schema]) =>
    existsIn(version, schema['x-since'], schema['x-until']),
  )
  return Object.fromEntries(
    named.map(([name, schema]) => [name, published(schema, version) as OpenAPIV3_1.SchemaObject]),
  )
}

/** The description as one API version has it, without any version key. */
export function document(version: ApiVersion, options: DocumentOptions = {}): OpenAPIV3_1.Document {
  return {
    openapi: '3.1.0',
    info: { title: 'Docker Engine API', version },
    servers: [{ url: `/v${version}` }],
    paths: pathsOf(version, options),
    components: { schemas: schemasOf(version) },
  }
}
