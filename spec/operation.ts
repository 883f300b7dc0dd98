import type { OperationId } from './generated/types.ts'
import type { Schema } from './schema.ts'
import type { ApiVersion } from './version.ts'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS'

/** How a query parameter carries more than one value: not at all, comma-separated, or by being repeated. */
export type ParameterStyle = 'single' | 'csv' | 'multi'

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly description?: string
  readonly required: boolean
  readonly schema: Schema
  readonly since?: ApiVersion
  readonly until?: ApiVersion
  /** A path parameter that may hold slashes, such as an image name; moby routes it as `{name:.*}`. */
  readonly multiSegment?: boolean
  readonly style: ParameterStyle
  /** False: daemons read it, but no published description names it. */
  readonly published: boolean
}

export interface Body {
  readonly required: boolean
  readonly contentTypes: readonly string[]
  /** Only JSON bodies have one; a body without it is bytes, such as a tar. */
  readonly schema?: Schema
}

export interface ReplyHeader {
  readonly schema: Schema
  readonly since?: ApiVersion
  readonly until?: ApiVersion
}

export interface ReplyDescription {
  readonly description: string
  /** Empty: the reply has no body. */
  readonly contentTypes: readonly string[]
  readonly schema?: Schema
  /** One JSON value of a stream of them, where the published description is silent about the body. */
  readonly item?: Schema
  readonly headers?: Readonly<Record<string, ReplyHeader>>
  /** False: daemons answer so, but the published description does not say so; a correction does. */
  readonly published: boolean
}

/** One row of the API. */
export interface Operation {
  readonly id: OperationId
  readonly method: Method
  /** With `{name}` for each path parameter and without a version prefix: `/containers/{id}/json`. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  /** False: registered by daemons, yet in no published description. */
  readonly published: boolean
  /** The first published description that has it. Daemons serve it to older versions too, unless `routeGate` is set. */
  readonly since?: ApiVersion
  readonly until?: ApiVersion
  /** Below this version a daemon answers 400 `… requires minimum API version …`. */
  readonly routeGate?: ApiVersion
  readonly parameters: readonly Parameter[]
  readonly body?: Body
  readonly replies: Readonly<Record<number, ReplyDescription>>
  /** `body`: a long or chunked reply body; `hijack`: the connection becomes a raw pipe. */
  readonly stream: 'none' | 'body' | 'hijack' | 'websocket'
}
