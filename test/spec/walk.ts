import { type Operation, operations, type Schema, schemas } from '../../spec/index.ts'

/** A schema and every schema inside it, each with its path. */
export function* walkSchema(schema: Schema, path: string): Generator<readonly [path: string, schema: Schema]> {
  yield [path, schema]
  for (const [name, property] of Object.entries(schema.properties ?? {})) yield* walkSchema(property, `${path}.${name}`)
  if (schema.items) yield* walkSchema(schema.items, `${path}[]`)
  if (typeof schema.additionalProperties === 'object') yield* walkSchema(schema.additionalProperties, `${path}{*}`)
  for (const part of [...(schema.allOf ?? []), ...(schema.anyOf ?? [])]) yield* walkSchema(part, path)
}

function* schemasOf(operation: Operation): Generator<readonly [path: string, schema: Schema]> {
  for (const parameter of operation.parameters) {
    yield* walkSchema(parameter.schema, `${operation.id} ${parameter.in} ${parameter.name}`)
  }
  if (operation.body?.schema) yield* walkSchema(operation.body.schema, `${operation.id} body`)
  for (const [status, reply] of Object.entries(operation.replies)) {
    if (reply.schema) yield* walkSchema(reply.schema, `${operation.id} ${status}`)
    if (reply.item) yield* walkSchema(reply.item, `${operation.id} ${status}`)
  }
}

/** Every schema of the description. */
export function* everySchema(): Generator<readonly [path: string, schema: Schema]> {
  for (const [name, schema] of Object.entries<Schema>(schemas)) yield* walkSchema(schema, name)
  for (const operation of Object.values(operations)) yield* schemasOf(operation)
}
