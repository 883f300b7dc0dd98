import type { Engine } from '../state/engine.ts'
import { DockerError, type ErrorKind } from '../state/error.ts'
import type { ByteSource } from '../state/pipe.ts'
import { microsecondsPerMillisecond } from '../state/time.ts'
import type { Answer, Exchange, Headers, Session } from './answer.ts'

/** The only table from a failure to a status (moby daemon/server/httpstatus/status.go). */
export const statuses: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'not-modified': 304,
  'too-many-requests': 429,
  unavailable: 503,
  'not-implemented': 501,
  internal: 500,
}

const reasons: Readonly<Record<number, string>> = {
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
}

/** An answer on its way out: what remains is to put it on a wire or into a `Response`. */
export interface Encoded {
  readonly status: number
  /** Names and values in turn, in the order and spelling of the wire; the length of a text is the transport's. */
  readonly headers: string[]
  readonly body: EncodedBody
}

export type EncodedBody = string | undefined | EncodedStream | EncodedLater | EncodedRaw | EncodedWebSocket

export interface EncodedStream {
  readonly kind: 'stream'
  readonly source: ByteSource
}

export interface EncodedLater {
  readonly kind: 'later'
  readonly text: Promise<string>
}

/** The connection leaves HTTP: this head goes out as it is, then the session has the socket. */
export interface EncodedRaw {
  readonly kind: 'raw'
  readonly head: string
  /** Without one the connection ends after the head. */
  readonly session: Session | undefined
}

export interface EncodedWebSocket {
  readonly kind: 'websocket'
  readonly session: Session
  readonly binary: boolean
}

/** How far a request came: the daemon's headers are set on the way in, one middleware after the other. */
export type Depth = 'unrouted' | 'unversioned' | 'routed'

export interface Encoder {
  answer(answer: Answer, exchange: Pick<Exchange, 'upgrade'>): Encoded
  refusal(error: DockerError, depth: Depth, plainText: boolean): Encoded
  redirect(location: string): Encoded
  /** A path that cannot be read: Go's server answers before any router is asked. */
  unreadable(): Encoded
  /** A JSON answer from outside the Engine API: none of the daemon's headers. */
  plain(status: number, body: unknown): Encoded
}

const jsonType = 'application/json'
const plainType = 'text/plain; charset=utf-8'

/** Go escapes the two separators that JavaScript once choked on; HTML's characters stay. */
export const goJson = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'null'
  // Looking for one character is next to free in a text of Latin-1, which most answers are; a pattern is not.
  const has = text.includes('\u2028') || text.includes('\u2029')
  return has ? text.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029') : text
}

const jsonLine = (value: unknown): string => `${goJson(value)}\n`

/** The `Date` header, formatted once a second. */
const createDate = (engine: Engine): (() => string) => {
  let second = Number.NaN
  let formatted = ''
  return () => {
    const now = Math.floor(engine.clock.now() / (1000 * microsecondsPerMillisecond))
    if (now !== second) {
      second = now
      formatted = new Date(now * 1000).toUTCString()
    }
    return formatted
  }
}

interface DaemonHeaders {
  readonly api: string
  readonly experimental: string
  readonly ostype: string
  readonly server: string
}

/** Sorted by name, as Go writes them, with `Date` behind. */
const sorted = (entries: readonly (readonly [string, string])[], date: string): string[] =>
  [...entries.toSorted(([left], [right]) => (left < right ? -1 : 1)), ['Date', date] as const].flat()

const headersAt = (daemon: DaemonHeaders, depth: Depth): (readonly [string, string])[] => {
  if (depth === 'unrouted') return []
  const versioned: (readonly [string, string])[] = [
    ['Api-Version', daemon.api],
    ['Ostype', daemon.ostype],
    ['Server', daemon.server],
  ]
  return depth === 'routed' ? [...versioned, ['Docker-Experimental', daemon.experimental]] : versioned
}

const typeHeader = (contentType: string | undefined): (readonly [string, string])[] =>
  contentType === undefined ? [] : [['Content-Type', contentType]]

export const createEncoder = (engine: Engine): Encoder => {
  const { profile } = engine
  const date = createDate(engine)
  const daemon: DaemonHeaders = {
    api: profile.apiVersion,
    experimental: String(profile.experimental),
    ostype: profile.os,
    server: `Docker/${profile.engineVersion} (${profile.os})`,
  }
  const { api, experimental, ostype, server } = daemon
  const routed = (contentType: string | undefined, extra: Headers | undefined): string[] => {
    if (extra)
      return sorted([...headersAt(daemon, 'routed'), ...typeHeader(contentType), ...Object.entries(extra)], date())
    const now = date()
    return contentType === undefined
      ? ['Api-Version', api, 'Docker-Experimental', experimental, 'Ostype', ostype, 'Server', server, 'Date', now]
      : // biome-ignore format: one header, one pair
        ['Api-Version', api, 'Content-Type', contentType, 'Docker-Experimental', experimental, 'Ostype', ostype,
         'Server', server, 'Date', now]
  }
  return {
    answer: (answer, exchange) => encoders[answer.kind](answer as never, exchange, routed),
    refusal(error, depth, plainText) {
      const status = statuses[error.kind]
      if (status === 304) return { status, headers: sorted(headersAt(daemon, depth), date()), body: undefined }
      const entries = headersAt(daemon, depth)
      if (plainText) entries.push(['Content-Type', plainType], ['X-Content-Type-Options', 'nosniff'])
      else entries.push(['Content-Type', jsonType])
      const body = plainText ? `${error.message}\n` : jsonLine({ message: error.message })
      return { status, headers: sorted(entries, date()), body }
    },
    unreadable: () => ({
      status: 400,
      headers: ['Content-Type', plainType, 'Connection', 'close'],
      body: '400 Bad Request',
    }),
    redirect: location => ({ status: 301, headers: ['Location', location, 'Date', date()], body: '' }),
    plain: (status, body) => ({
      status,
      headers: ['Content-Type', jsonType, 'Date', date()],
      body: jsonLine(body),
    }),
  }
}

type HeadersFor = (contentType: string | undefined, extra: Headers | undefined) => string[]
type EncoderOf<Kind extends Answer['kind']> = (
  answer: Extract<Answer, { kind: Kind }>,
  exchange: Pick<Exchange, 'upgrade'>,
  headers: HeadersFor,
) => Encoded

/** The head has gone: an error can only be what the body says. */
const lateRefusal = (error: unknown): string => {
  if (error instanceof DockerError) return jsonLine({ message: error.message })
  throw error
}

/** Statuses that carry no body and say no length. */
const bodiless: readonly number[] = [204, 304]

const rawHead = (first: string, headers: readonly string[]): string => {
  let head = `HTTP/1.1 ${first}\r\n`
  for (let index = 0; index < headers.length; index += 2) head += `${headers[index]}: ${headers[index + 1]}\r\n`
  return `${head}\r\n`
}

/** What moby copies from the reply it had begun: its own headers, without `Date`. */
const copied = (headers: readonly string[]): string[] => headers.slice(0, headers.indexOf('Date'))

const encoders: { readonly [Kind in Answer['kind']]: EncoderOf<Kind> } = {
  json: ({ status, body, headers: extra }, _, headers) => ({
    status,
    headers: headers(jsonType, extra),
    body: jsonLine(body),
  }),
  empty: ({ status, headers: extra }, _, headers) => ({
    status,
    headers: headers(undefined, extra),
    body: bodiless.includes(status) ? undefined : '',
  }),
  text: ({ status, contentType, body, headers: extra }, _, headers) => ({
    status,
    headers: headers(contentType, extra),
    body,
  }),
  stream: ({ status, contentType, source, headers: extra }, _, headers) => ({
    status,
    headers: headers(contentType, extra),
    body: { kind: 'stream', source },
  }),
  later: ({ contentType, body }, _, headers) => ({
    status: 200,
    headers: headers(contentType, undefined),
    body: { kind: 'later', text: body.then(jsonLine, lateRefusal) },
  }),
  hijack: ({ contentType, copyHeaders, session }, { upgrade }, headers) => {
    const own = ['Content-Type', contentType]
    if (upgrade !== undefined) own.push('Connection', 'Upgrade', 'Upgrade', 'tcp')
    if (copyHeaders) own.push(...copied(headers(undefined, undefined)))
    const head = rawHead(upgrade === undefined ? '200 OK' : '101 UPGRADED', own)
    return { status: 200, headers: headers(contentType, undefined), body: { kind: 'raw', head, session } }
  },
  switch: ({ protocol, session }) => {
    const headers = ['Connection', 'Upgrade', 'Upgrade', protocol]
    return { status: 200, headers, body: { kind: 'raw', head: rawHead('101 Switching Protocols', headers), session } }
  },
  'hijack-refusal': ({ contentType, error }) => {
    const status = statuses[error.kind]
    const headers = ['Content-Type', contentType]
    const head = `${rawHead(`${status} ${reasons[status] ?? ''}`, headers)}${error.message}\r\n`
    return { status, headers, body: { kind: 'raw', head, session: undefined } }
  },
  websocket: ({ session, binary }) => ({ status: 101, headers: [], body: { kind: 'websocket', session, binary } }),
}
