import type { Input, Operation, OperationId } from '../../spec/index.ts'
import type { ApiVersion } from '../../spec/version.ts'
import type { Engine } from '../state/engine.ts'
import type { DockerError } from '../state/error.ts'
import type { ByteSink, ByteSource } from '../state/pipe.ts'

/** What a handler may know of a request beyond its decoded input. */
export interface Exchange {
  readonly engine: Engine
  /** The version of the URL, or the newest the profile speaks. */
  readonly apiVersion: ApiVersion
  readonly operation: Operation
  header(name: string): string | undefined
  /** Aborts when the client goes away. Made on first use, so that requests which never wait never pay for it. */
  readonly signal: AbortSignal
  /** The protocol of an `Upgrade` request, such as `tcp` or `h2c`. */
  readonly upgrade: string | undefined
}

export type Handler<Id extends OperationId> = (exchange: Exchange, input: Input<Id>) => Answer | Promise<Answer>

/** Total on purpose: an operation without a handler does not compile. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> }

/** Header names in the spelling that goes on the wire. */
export type Headers = Readonly<Record<string, string>>

/** What a handler answers, as plain data. The transport decides how it becomes bytes. */
export type Answer =
  | JsonAnswer
  | EmptyAnswer
  | TextAnswer
  | StreamAnswer
  | LaterAnswer
  | HijackAnswer
  | SwitchAnswer
  | HijackRefusal
  | WebSocketAnswer

export interface JsonAnswer {
  readonly kind: 'json'
  readonly status: number
  readonly body: unknown
  readonly headers?: Headers
}

export interface EmptyAnswer {
  readonly kind: 'empty'
  readonly status: number
  readonly headers?: Headers
}

export interface TextAnswer {
  readonly kind: 'text'
  readonly status: number
  readonly contentType: string
  readonly body: string
  readonly headers?: Headers
}

export interface StreamAnswer {
  readonly kind: 'stream'
  readonly status: number
  readonly contentType?: string
  readonly source: ByteSource
  readonly headers?: Headers
}

export interface LaterAnswer {
  readonly kind: 'later'
  readonly contentType: string
  readonly body: Promise<unknown>
  /** Whether it tells of something that another connection should hear the end of first. */
  readonly isLastWord: Promise<boolean>
}

/** Both directions of a connection, as the engine sees them. */
export interface Session {
  /** What the client types. It ends when the client closes its half or is gone. */
  readonly input: ByteSink
  /** What the client sees. Its end closes the connection; it is closed when the client is gone. */
  readonly output: ByteSource
}

export interface HijackAnswer {
  readonly kind: 'hijack'
  readonly session: Session
  readonly contentType: string
  readonly copyHeaders: boolean
  /** There will be output without another request. */
  readonly speaksAtOnce?: boolean
}

/** A connection that changes its protocol, under the head that HTTP has for it. */
export interface SwitchAnswer {
  readonly kind: 'switch'
  readonly protocol: string
  readonly session: Session
}

export interface HijackRefusal {
  readonly kind: 'hijack-refusal'
  readonly contentType: string
  readonly error: DockerError
}

export interface WebSocketAnswer {
  readonly kind: 'websocket'
  readonly session: Session
  readonly binary: boolean
}

export const rawStream = 'application/vnd.docker.raw-stream'
export const multiplexedStream = 'application/vnd.docker.multiplexed-stream'

/** One JSON value: `json<Reply<'ContainerList'>>(…)`. */
export const json = <Body>(body: Body, status = 200, headers?: Headers): Answer => ({
  kind: 'json',
  status,
  body,
  ...(headers && { headers }),
})

/** No body: 204, 304, or moby's 200 with `Content-Length: 0`. */
export const empty = (status: number, headers?: Headers): Answer => ({
  kind: 'empty',
  status,
  ...(headers && { headers }),
})

export const text = (
  body: string,
  status = 200,
  contentType = 'text/plain; charset=utf-8',
  headers?: Headers,
): Answer => ({ kind: 'text', status, contentType, body, ...(headers && { headers }) })

/** Headers leave at once, even when the source stays silent; the source is closed when the client is gone. */
export const stream = (parts: {
  source: ByteSource
  contentType?: string
  status?: number
  headers?: Headers
}): Answer => ({ kind: 'stream', status: 200, ...parts })

export const tar = (source: ByteSource, headers?: Headers): Answer =>
  stream({ source, contentType: 'application/x-tar', ...(headers && { headers }) })

/** A JSON value that does not exist yet, under headers that leave at once: what `wait` does. */
export const later = (
  contentType: string,
  body: Promise<unknown>,
  isLastWord: Promise<boolean> = Promise.resolve(false),
): Answer => ({
  kind: 'later',
  contentType,
  body,
  isLastWord,
})

/**
 * The connection becomes a raw pipe: after `101 UPGRADED` when the client asked for an upgrade, after `200 OK` when
 * it did not. `copyHeaders` adds Api-Version and its kin to that head: exec does, attach does not.
 */
export const hijack = (parts: Omit<HijackAnswer, 'kind'>): Answer => ({
  kind: 'hijack',
  ...parts,
})

/** The connection speaks another protocol from here on. */
export const switchProtocol = (parts: { protocol: string; session: Session }): Answer => ({ kind: 'switch', ...parts })

/**
 * A refusal on a connection that moby has already taken away from HTTP: the error as bare text under a bare head, and
 * then the end (moby daemon/server/router/container/container_routes.go, postContainersAttach).
 */
export const refuseHijack = (error: DockerError, contentType: string = rawStream): Answer => ({
  kind: 'hijack-refusal',
  contentType,
  error,
})

/** Frames are binary since API 1.28 and text before. */
export const websocket = (parts: { session: Session; binary: boolean }): Answer => ({ kind: 'websocket', ...parts })
