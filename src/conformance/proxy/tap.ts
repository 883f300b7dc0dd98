import { type OperationId, operations } from '../../../spec/index.ts'
import type { Audience, Exchange } from '../exchange.ts'
import { type Route, routeOf } from '../route.ts'
import type { WireRequest } from '../wire.ts'
import { type Kept, keep } from './bytes.ts'
import { createMessageReader, type Framing, type Head, type MessageReader } from './message.ts'

/** Listens to what goes over one connection, both ways, and says what was asked and answered. It changes nothing. */
export interface Tap {
  fromClient(bytes: Uint8Array): void
  fromDaemon(bytes: Uint8Array): void
  /** The daemon has ended its half, or the connection has broken. */
  daemonEnded(): void
  /** Nothing more goes either way. */
  closed(): void
}

export interface TapOptions {
  readonly audience: Audience
  /** Counts what begins and ends, over all connections. */
  readonly nextPlace: () => number
  /** Of every body, request or reply. Default 4 MiB. */
  readonly bodyMaxBytes?: number
}

/** One request that has begun, and its reply as far as it has come. */
interface Pending {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly route: Route | undefined
  readonly begun: number
  readonly start: number
  readonly asked: Kept
  readonly answered: Kept
  status: number
  replyHeaders: Readonly<Record<string, string>>
  headMilliseconds: number
  /** Since the connection has left HTTP. */
  conversation?: { readonly sent: Kept; readonly received: Kept }
}

const lengthOf = ({ headers }: Head): number => Number(headers['content-length'] ?? Number.NaN)

const isChunked = ({ headers }: Head): boolean => /\bchunked\b/i.test(headers['transfer-encoding'] ?? '')

/** Old clients take connections over without a word: the reply is a good one, and its body has no end. */
const isTakenOver = (operation: OperationId | undefined, status: number, framing: Framing): boolean =>
  status === 101 ||
  (status === 200 &&
    framing.kind === 'until-close' &&
    operation !== undefined &&
    operations[operation].stream === 'hijack')

const replyFraming = (head: Head, status: number, method: string): Framing => {
  if (method === 'HEAD' || status === 204 || status === 304) return { kind: 'length', bytes: 0 }
  if (isChunked(head)) return { kind: 'chunked' }
  const bytes = lengthOf(head)
  return bytes >= 0 ? { kind: 'length', bytes } : { kind: 'until-close' }
}

const requestFraming = (head: Head): Framing => {
  if (isChunked(head)) return { kind: 'chunked' }
  const bytes = lengthOf(head)
  return { kind: 'length', bytes: bytes >= 0 ? bytes : 0 }
}

const exchangeOf = (pending: Pending, isWhole: boolean, ended: number): Exchange => {
  const { method, target, headers, route, asked, answered, conversation, status, replyHeaders } = pending
  const body = asked.whole()
  const request: WireRequest = { method, target, headers, ...(body.length > 0 ? { body } : {}) }
  return {
    request,
    reply: { status, headers: replyHeaders, body: answered.whole() },
    isWhole: isWhole && !answered.isCut && !conversation?.received.isCut,
    begun: pending.begun,
    ended,
    headMilliseconds: pending.headMilliseconds,
    milliseconds: performance.now() - pending.start,
    ...(route ? { route } : {}),
    ...(conversation && {
      conversation: { sent: conversation.sent.whole(), received: conversation.received.whole() },
    }),
  }
}

/** What is known of one connection. */
interface Line extends Required<TapOptions> {
  /** Asked and not yet answered to the end, oldest first. */
  readonly pending: Pending[]
  request: MessageReader | undefined
  reply: MessageReader | undefined
  /** What the client has sent after a request that is not answered yet: the next one, or no HTTP any more. */
  waiting: Kept
  /** The exchange by which the connection left HTTP. */
  leftBy: Pending | undefined
}

const finish = (line: Line, isWhole: boolean): void => {
  const first = line.pending.shift()
  if (first && first.status !== 0) line.audience.see(exchangeOf(first, isWhole, line.nextPlace()))
}

const begin = ({ audience, nextPlace, bodyMaxBytes }: Line, { line, headers }: Head): Pending => {
  const [method = '', target = ''] = line.split(' ')
  if (!/^[A-Z]+$/.test(method)) throw new Error('no request')
  const route = routeOf(method, target)
  const begun = nextPlace()
  audience.begins({ begun, ...(route ? { route } : {}) })
  return {
    method,
    target,
    headers,
    route,
    begun,
    start: performance.now(),
    asked: keep(bodyMaxBytes),
    answered: keep(bodyMaxBytes),
    status: 0,
    replyHeaders: {},
    headMilliseconds: 0,
  }
}

const readRequest = (line: Line): MessageReader => {
  let current: Pending | undefined
  return createMessageReader({
    head(head) {
      current = begin(line, head)
      line.pending.push(current)
      return requestFraming(head)
    },
    body: bytes => current?.asked.add(bytes),
    end: () => undefined,
  })
}

const hearRequest = (line: Line, bytes: Uint8Array): void => {
  if (!line.request && line.pending.length > 0) {
    line.waiting.add(bytes)
    return
  }
  line.request ??= readRequest(line)
  const rest = line.request.read(bytes)
  if (rest === undefined) return
  line.request = undefined
  if (rest.length > 0) line.waiting.add(rest)
}

const hearWaiting = (line: Line): void => {
  const bytes = line.waiting.whole()
  line.waiting = keep(line.bodyMaxBytes)
  if (bytes.length > 0) hearRequest(line, bytes)
}

/** How the body that follows this head ends. */
const answerWith = (line: Line, head: Head, status: number): Framing => {
  const [first] = line.pending
  if (!first) throw new Error('a reply to nothing')
  first.status = status
  first.replyHeaders = head.headers
  first.headMilliseconds = performance.now() - first.start
  const framing = replyFraming(head, status, first.method)
  if (!isTakenOver(first.route?.operation, status, framing)) return framing
  first.conversation = { sent: keep(line.bodyMaxBytes), received: keep(line.bodyMaxBytes) }
  first.conversation.sent.add(line.waiting.whole())
  line.leftBy = first
  return { kind: 'length', bytes: 0 }
}

const readReply = (line: Line): MessageReader => {
  let isInterim = false
  return createMessageReader({
    head(head) {
      const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(head.line)?.[1] ?? Number.NaN)
      if (Number.isNaN(status)) throw new Error('no reply')
      isInterim = status < 200 && status !== 101
      return isInterim ? { kind: 'length', bytes: 0 } : answerWith(line, head, status)
    },
    body: bytes => line.pending[0]?.answered.add(bytes),
    end() {
      if (!isInterim && !line.leftBy) finish(line, true)
    },
  })
}

const hearReply = (line: Line, bytes: Uint8Array): void => {
  let rest: Uint8Array | undefined = bytes
  while (rest.length > 0) {
    if (line.leftBy) {
      line.leftBy.conversation?.received.add(rest)
      return
    }
    line.reply ??= readReply(line)
    rest = line.reply.read(rest)
    if (rest === undefined) return
    line.reply = undefined
    if (!line.leftBy) hearWaiting(line)
  }
}

const hearEnd = (line: Line): void => {
  if (line.leftBy) finish(line, true)
  else line.reply?.close()
}

export const createTap = ({ bodyMaxBytes = 4 * 1024 * 1024, ...options }: TapOptions): Tap => {
  const line: Line = {
    ...options,
    bodyMaxBytes,
    pending: [],
    request: undefined,
    reply: undefined,
    waiting: keep(bodyMaxBytes),
    leftBy: undefined,
  }
  /** Whatever goes on here is no HTTP: nothing more can be said of it. */
  let isDeaf = false
  /** A watcher that stumbles must not disturb those who are watched. */
  const carefully = (hear: () => void): void => {
    if (isDeaf) return
    try {
      hear()
    } catch {
      isDeaf = true
      line.pending.length = 0
    }
  }
  return {
    fromClient: bytes =>
      carefully(() => (line.leftBy ? line.leftBy.conversation?.sent.add(bytes) : hearRequest(line, bytes))),
    fromDaemon: bytes => carefully(() => hearReply(line, bytes)),
    daemonEnded: () => carefully(() => hearEnd(line)),
    closed: () =>
      carefully(() => {
        while (line.pending.length > 0) finish(line, false)
      }),
  }
}
