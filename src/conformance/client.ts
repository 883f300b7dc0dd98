import { type ApiVersion, type OperationId, operations } from '../../spec/index.ts'
import type { Account } from './coverage.ts'
import { type Observation, observe } from './observation.ts'

import { runLabel } from './safety/house.ts'
import {
  decodeText,
  type Target,
  type WireConversation,
  type WireHead,
  type WireRequest,
  type WireStream,
} from './wire.ts'

/** One request, in the words of the API. */
export interface Ask {
  /** The parameters of the path, such as `{ id: 'web' }`. */
  readonly path?: Readonly<Record<string, string>>
  /** Objects become JSON, as filters do. Undefined values are left out. */
  readonly query?: Readonly<Record<string, unknown>>
  /** Bytes and texts go as they are, anything else as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** `none` asks without a version prefix. Default: the newest that daemon and suite both know. */
  readonly version?: ApiVersion | 'none' | (string & {})
}

/** Asks a daemon by operations, and remembers what it asked. */
export interface Client {
  readonly apiVersion: ApiVersion
  /** The whole reply, whatever its status. Rejects with `TargetLost` when none comes. */
  ask(operation: OperationId, ask?: Ask): Promise<Observation>
  /** For replies that may not end. */
  open(operation: OperationId, ask?: Ask): Promise<WireStream>
  /** Asks to leave HTTP, as attach and exec do. */
  upgrade(operation: OperationId, ask?: Ask): Promise<WireConversation>
  /** What was asked and answered since the last call, oldest first. */
  takeTrace(): readonly TraceEntry[]
}

export interface TraceEntry {
  readonly operation: OperationId
  readonly method: string
  readonly target: string
  readonly body?: string
  readonly status: number
  /** How the body of the reply began; of streams nothing, which are read elsewhere. */
  readonly reply?: string
  /** Until the reply, or its head, was there. */
  readonly milliseconds: number
}

export interface ClientOptions {
  /** Guarded: requests that may touch what is not ours are refused there. */
  readonly target: Target
  readonly apiVersion: ApiVersion
  /** Goes into the label of everything that is made. */
  readonly run: string
  /** Hears of every question. */
  readonly account?: Account
}

/** Operations whose bodies carry labels. */
const labelled: readonly OperationId[] = ['ContainerCreate', 'NetworkCreate', 'VolumeCreate']

export const createClient = ({ target, apiVersion, run, account }: ClientOptions): Client => {
  let trace: TraceEntry[] = []
  const prepare = (operation: OperationId, ask: Ask): WireRequest => {
    const body = labelled.includes(operation) ? withLabel(ask.body, run) : ask.body
    return wireRequest(operation, { ...ask, body }, apiVersion)
  }
  /** Sends it by `way`, and remembers what was said. */
  const exchange = async <Reply extends WireHead>(
    operation: OperationId,
    ask: Ask,
    request: WireRequest,
    way: (request: WireRequest) => Promise<Reply>,
  ): Promise<Reply> => {
    const begin = performance.now()
    const reply = await way(request)
    account?.saw(operation, ask, reply.status)
    const { method, target: path, body } = request
    trace.push({
      operation,
      method,
      target: path,
      ...(body && { body: beginningOf(body) }),
      status: reply.status,
      ...('body' in reply && reply.body instanceof Uint8Array && { reply: beginningOf(reply.body) }),
      milliseconds: Math.round(performance.now() - begin),
    })
    return reply
  }
  return {
    apiVersion,
    async ask(operation, ask = {}) {
      const request = prepare(operation, ask)
      const reply = await exchange(operation, ask, request, each => target.send(each))
      return observe(operation, request, reply)
    },
    open: async (operation, ask = {}) => exchange(operation, ask, prepare(operation, ask), each => target.open(each)),
    upgrade: async (operation, ask = {}) =>
      exchange(operation, ask, prepare(operation, ask), each => target.upgrade(each)),
    takeTrace() {
      const taken = trace
      trace = []
      return taken
    },
  }
}

/** Enough to see what was said. */
const beginningOf = (body: Uint8Array): string => decodeText(body.subarray(0, 2000))

const withLabel = (body: unknown, run: string): unknown => {
  if (typeof body !== 'object' || body === null || body instanceof Uint8Array) return body
  const { Labels } = body as { Labels?: unknown }
  if (Labels !== undefined && (typeof Labels !== 'object' || Labels === null)) return body
  return { ...body, Labels: { ...Labels, [runLabel]: run } }
}

/** The request as it goes on the wire. */
export const wireRequest = (operation: OperationId, ask: Ask, newest: ApiVersion): WireRequest => {
  const { method, path, parameters } = operations[operation]
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = ask.path?.[name] ?? ''
    const isLong = parameters.some(parameter => parameter.name === name && parameter.multiSegment)
    return isLong ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value)
  })
  const version = ask.version ?? newest
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(ask.query ?? {})) {
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) query.append(name, typeof each === 'object' ? JSON.stringify(each) : String(each))
  }
  const search = query.size === 0 ? '' : `?${query}`
  return {
    method,
    target: `${version === 'none' ? '' : `/v${version}`}${filled}${search}`,
    ...bodyOf(ask),
  }
}

const bodyOf = ({ body, headers = {} }: Ask): Pick<WireRequest, 'headers' | 'body'> => {
  if (body === undefined) return { headers }
  if (body instanceof Uint8Array) return { headers: { 'Content-Type': 'application/x-tar', ...headers }, body }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { headers: { 'Content-Type': 'application/json', ...headers }, body: new TextEncoder().encode(text) }
}
