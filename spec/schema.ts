import type { OpenAPIV3_1 } from 'openapi-types'
import type { ApiVersion } from './version.ts'

export type SchemaType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null'

/**
 * An OpenAPI 3.1 schema object, narrowed to the keywords this description uses and flattened to one shape, so that an
 * interpreter reads a keyword without first finding out which member of a union it holds.
 */
export interface Schema {
  readonly $ref?: string
  readonly type?: SchemaType | readonly SchemaType[]
  readonly description?: string
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly (string | number)[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  /** The first version that has it. On a named schema: the first published description that has the name. */
  readonly 'x-since'?: ApiVersion
  /** The last version that has it. */
  readonly 'x-until'?: ApiVersion
}

/** What a projected schema is once its version keys are gone. */
export type PublishedSchema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject

const refPrefix = '#/components/schemas/'

export function refTo(name: string): string {
  return refPrefix + name
}

/** The name a `$ref` points at. */
export function refName(ref: string): string {
  return ref.slice(refPrefix.length)
}
