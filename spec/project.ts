import { refName, type Schema } from './schema.ts'
import { schemas } from './schemas.ts'
import { type ApiVersion, existsIn } from './version.ts'

type Mutable = { -readonly [Key in keyof Schema]: Schema[Key] }

function named(name: string): Schema {
  const schema = (schemas as Readonly<Record<string, Schema>>)[name]
  if (!schema) throw new Error(`No schema is named ${name}`)
  return schema
}

/**
 * A version that has no such name still has the shape: many descriptions spelt a schema out before a later one named
 * it. There the reference is replaced by what it points at.
 */
function projectReference(schema: Schema, name: string, version: ApiVersion): Schema {
  const target = named(name)
  if (!existsIn(version, target['x-since'], target['x-until'])) return projectSchema(target, version)
  const { 'x-since': _since, 'x-until': _until, ...kept } = schema
  return kept
}

function projectProperties(schema: Schema, version: ApiVersion): Partial<Schema> {
  if (!schema.properties) return {}
  const present = Object.entries(schema.properties)
    .filter(([, property]) => existsIn(version, property['x-since'], property['x-until']))
    .map(([name, property]) => [name, projectSchema(property, version)] as const)
  const names = new Set(present.map(([name]) => name))
  const required = (schema.required ?? []).filter(name => names.has(name))
  return { properties: Object.fromEntries(present), ...(required.length > 0 && { required }) }
}

/** A schema as one API version has it: what does not exist there is gone, and so are the version keys. */
export function projectSchema(schema: Schema, version: ApiVersion): Schema {
  if (schema.$ref) return projectReference(schema, refName(schema.$ref), version)
  const { 'x-since': _since, 'x-until': _until, properties: _properties, required: _required, ...kept } = schema
  const projected: Mutable = { ...kept, ...projectProperties(schema, version) }
  if (schema.items) projected.items = projectSchema(schema.items, version)
  if (typeof schema.additionalProperties === 'object') {
    projected.additionalProperties = projectSchema(schema.additionalProperties, version)
  }
  if (schema.allOf) projected.allOf = schema.allOf.map(part => projectSchema(part, version))
  if (schema.anyOf) projected.anyOf = schema.anyOf.map(part => projectSchema(part, version))
  return projected
}
