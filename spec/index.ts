/** The description of the Docker Engine API: the one source of types, routes, validation and coverage. */
export { type Correction, corrections } from './corrections.ts'
export { type DocumentOptions, document } from './document.ts'
export type * from './generated/types.ts'
export type {
  Body,
  Method,
  Operation,
  Parameter,
  ParameterStyle,
  ReplyDescription,
  ReplyHeader,
} from './operation.ts'
export { operations, unpublished } from './operations.ts'
export { refName, refTo, type Schema, type SchemaType } from './schema.ts'
export { type SchemaName, schemaOf, schemas } from './schemas.ts'
export { type ApiVersion, apiVersions, compareVersions, existsIn } from './version.ts'
