import type { Engine } from '../state/engine.ts'
import { DockerError, type ErrorKind } from '../state/error.ts'
import type { ByteSource } from '../state/pipe.ts'
import type { Absence } from '../state/profile/podman/absent.ts'
import { causeOf } from '../state/profile/podman/causes.ts'
import { does } from '../state/profile/podman/quirks.ts'
import type { Profile } from '../state/profile/profile.ts'
import { microsecondsPerMillisecond } from '../state/time.ts'
import { absences } from './absences.ts'
import type { Answer, Exchange, Headers, Session } from './answer.ts'
import type { Breach } from './way.ts'

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
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
}

export const reasonOf = (status: number): string => reasons[status] ?? `status code ${status}`

/** An answer on its way out: what remains is to put it on a wire or into a `Response`. */
export interface Encoded {
  readonly status: number
  /** Lines as they go on the wire; the length of a text is the transport's to say. */
  readonly headers: string
  readonly body: EncodedBody
  /** True: nothing more can be said on this connection. */
  readonly isLast?: boolean
  /** Where its body is to break off. */
  readonly breach?: Breach
}

export type EncodedBody = string | undefined | EncodedStream | EncodedLater | EncodedRaw | EncodedWebSocket

export interface EncodedStream {
  readonly kind: 'stream'
  readonly source: ByteSource
}

export interface EncodedLater {
  readonly kind: 'later'
  readonly text: Promise<string>
  readonly isLastWord: Promise<boolean>
}

/** The connection leaves HTTP: this head goes out as it is, then the session has the socket. */
export interface EncodedRaw {
  readonly kind: 'raw'
  readonly head: string
  /** Without one the connection ends after the head. */
  readonly session: Session | undefined
  /** Output must not come in one packet with the head of an upgrade. */
  readonly headAlone?: boolean
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
  /** What is not served, as podman says it; `path` is the one that was asked for. */
  absence(absence: Absence, path: string): Encoded
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

type Entry = readonly [name: string, value: string]

const daemonHeaders = ({ profile }: Engine, depth: Depth): readonly Entry[] => {
  if (depth === 'unrouted') return []
  if (does(profile, 'namesItselfInPingsOnly'))
    return [
      ['Api-Version', profile.apiVersion],
      ['Libpod-Api-Version', profile.engineVersion],
      ['Server', `Libpod/${profile.engineVersion} (${profile.os})`],
    ]
  const versioned: readonly Entry[] = [
    ['Api-Version', profile.apiVersion],
    ['Ostype', profile.os],
    ['Server', `Docker/${profile.engineVersion} (${profile.os})`],
  ]
  return depth === 'routed' ? [...versioned, ['Docker-Experimental', String(profile.experimental)]] : versioned
}

/** What a header's value cannot have: the end of a line, and what is no byte. */
const unwritable = /[\r\n\u0100-\uffff]/g

/** Sorted by name, as Go writes them. */
const linesOf = (entries: readonly Entry[]): string =>
  entries
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}: ${value.replace(unwritable, ' ')}\r\n`)
    .join('')

const rememberedMax = 64

/** Nearly all answers of a daemon have one of a few sets of headers: those are written once, and their date each second. */
const createHeaderWriter = (engine: Engine) => {
  const date = createDate(engine)
  const remembered = new Map<string, string>()
  return (depth: Depth, contentType: string | undefined, extra: Headers = {}): string => {
    let key = `${depth} ${contentType}`
    for (const name in extra) key += `\n${name}: ${extra[name]}`
    let lines = remembered.get(key)
    if (lines === undefined) {
      const type: readonly Entry[] = contentType === undefined ? [] : [['Content-Type', contentType]]
      lines = linesOf([...daemonHeaders(engine, depth), ...type, ...Object.entries(extra)])
      if (remembered.size === rememberedMax) remembered.clear()
      remembered.set(key, lines)
    }
    return `${lines}Date: ${date()}\r\n`
  }
}

export const createEncoder = (engine: Engine): Encoder => {
  const write = createHeaderWriter(engine)
  const routed: HeadersFor = (contentType, extra) => write('routed', contentType, extra)
  return {
    answer: (answer, exchange) => encoders[answer.kind](answer as never, exchange, routed),
    refusal(error, depth, plainText) {
      const status = statuses[error.kind]
      if (status === 304) return { status, headers: write(depth, undefined), body: undefined }
      if (!plainText)
        return { status, headers: write(depth, jsonType), body: jsonLine(bodyOf(engine.profile, error, status)) }
      return plainRefusal(status, write(depth, plainType, plainHeaders), error.message)
    },
    absence(absence, path) {
      const { status, depth, message } = absences[absence]
      if (message === undefined) return plainRefusal(status, write(depth, plainType, plainHeaders), reasonOf(status))
      return { status, headers: write(depth, jsonType), body: jsonLine(message(path)) }
    },
    unreadable: () => ({
      status: 400,
      headers: linesOf([['Content-Type', plainType]]),
      body: '400 Bad Request',
      isLast: true,
    }),
    redirect: location => ({ status: 301, headers: write('unrouted', undefined, { Location: location }), body: '' }),
    plain: (status, body) => ({ status, headers: write('unrouted', jsonType), body: jsonLine(body) }),
  }
}

const plainHeaders: Headers = { 'X-Content-Type-Options': 'nosniff' }

const plainRefusal = (status: number, headers: string, message: string): Encoded => ({
  status,
  headers,
  body: `${message}\n`,
})

const bodyOf = (profile: Profile, { message }: DockerError, response: number): object =>
  does(profile, 'errorsHaveCauses') ? { cause: causeOf(message), message, response } : { message }

type HeadersFor = (contentType: string | undefined, extra: Headers | undefined) => string
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

const rawHead = (first: string, headers: string): string => `HTTP/1.1 ${first}\r\n${headers}\r\n`

/** What moby copies from the reply it had begun: its own headers, without `Date`. */
const copied = (headers: string): string => headers.replace(/^Date: .*\r\n/m, '')

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
  later: ({ contentType, body, isLastWord }, _, headers) => ({
    status: 200,
    headers: headers(contentType, undefined),
    body: { kind: 'later', text: body.then(jsonLine, lateRefusal), isLastWord },
  }),
  hijack: ({ contentType, copyHeaders, session, speaksAtOnce = false }, { upgrade }, headers) => {
    let own = linesOf([['Content-Type', contentType]])
    if (upgrade !== undefined) own += 'Connection: Upgrade\r\nUpgrade: tcp\r\n'
    if (copyHeaders) own += copied(headers(undefined, undefined))
    const head = rawHead(upgrade === undefined ? '200 OK' : '101 UPGRADED', own)
    const headAlone = speaksAtOnce && upgrade !== undefined
    return { status: 200, headers: headers(contentType, undefined), body: { kind: 'raw', head, session, headAlone } }
  },
  switch: ({ protocol, session }) => {
    const headers = linesOf([
      ['Connection', 'Upgrade'],
      ['Upgrade', protocol],
    ])
    return { status: 200, headers, body: { kind: 'raw', head: rawHead('101 Switching Protocols', headers), session } }
  },
  'hijack-refusal': ({ contentType, error }) => {
    const status = statuses[error.kind]
    const headers = linesOf([['Content-Type', contentType]])
    const head = `${rawHead(`${status} ${reasonOf(status)}`, headers)}${error.message}\r\n`
    return { status, headers, body: { kind: 'raw', head, session: undefined } }
  },
  websocket: ({ session, binary }) => ({ status: 101, headers: '', body: { kind: 'websocket', session, binary } }),
}
