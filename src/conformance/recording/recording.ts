import type { Audience, Exchange } from '../exchange.ts'
import type { Fingerprint } from '../probe.ts'
import { routeOf } from '../route.ts'

/** Bytes as JSON has them: a text, or base 64 of what is none. */
type Encoded = string | { readonly base64: string }

/** The first line of a recording. */
export interface RecordingHead {
  readonly recording: 1
  /** As the user named it. */
  readonly target: string
  readonly fingerprint: Fingerprint
}

/** An exchange, and when its request came: milliseconds of Unix time. */
export interface Recorded {
  readonly at: number
  readonly exchange: Exchange
}

/** What went between clients and a daemon, in the order in which it ended. */
export interface Recording extends RecordingHead {
  readonly exchanges: readonly Recorded[]
}

/** A file that is no recording: one line that says why. */
export class RecordingError extends Error {}

const encode = (bytes: Uint8Array): Encoded => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    let binary = ''
    for (const byte of bytes) binary += String.fromCharCode(byte)
    return { base64: btoa(binary) }
  }
}

const decode = (encoded: Encoded): Uint8Array =>
  typeof encoded === 'string'
    ? new TextEncoder().encode(encoded)
    : Uint8Array.from(atob(encoded.base64), character => character.charCodeAt(0))

/** The first line of a recording. */
export const headLineOf = (target: string, fingerprint: Fingerprint): string => {
  const head: RecordingHead = { recording: 1, target, fingerprint }
  return JSON.stringify(head)
}

/** One exchange as a line of a recording. */
export const lineOf = ({ at, exchange }: Recorded): string => {
  const { request, reply, conversation, route: _route, ...rest } = exchange
  return JSON.stringify({
    at,
    ...rest,
    request: { ...request, ...(request.body && { body: encode(request.body) }) },
    reply: { ...reply, body: encode(reply.body) },
    ...(conversation && {
      conversation: { sent: encode(conversation.sent), received: encode(conversation.received) },
    }),
  })
}

/** A line as it was written. */
interface Line extends Omit<Exchange, 'request' | 'reply' | 'route' | 'conversation'> {
  readonly at: number
  readonly request: Omit<Exchange['request'], 'body'> & { readonly body?: Encoded }
  readonly reply: Omit<Exchange['reply'], 'body'> & { readonly body: Encoded }
  readonly conversation?: { readonly sent: Encoded; readonly received: Encoded }
}

const exchangeOf = ({ at, request: { body, ...request }, reply, conversation, ...rest }: Line): Recorded => {
  const route = routeOf(request.method, request.target)
  return {
    at,
    exchange: {
      ...rest,
      request: { ...request, ...(body !== undefined && { body: decode(body) }) },
      reply: { ...reply, body: decode(reply.body) },
      ...(route && { route }),
      ...(conversation && {
        conversation: { sent: decode(conversation.sent), received: decode(conversation.received) },
      }),
    },
  }
}

/** Reads a recording; a last line that was cut off while it was written is left out. Throws `RecordingError`. */
export const readRecording = (text: string): Recording => {
  const [first = '', ...lines] = text.split('\n')
  try {
    const head: RecordingHead = JSON.parse(first)
    if (head.recording !== 1) throw new RecordingError('its first line is that of no recording')
    const whole = lines.slice(0, -1).filter(line => line !== '')
    return { ...head, exchanges: whole.map(line => exchangeOf(JSON.parse(line))) }
  } catch (error) {
    throw error instanceof RecordingError ? error : new RecordingError('it is no recording')
  }
}

/** Shows a recording to somebody as if it went by now: what begins and ends, in the order in which it did. */
export const replay = ({ exchanges }: Recording, audience: Audience): void => {
  const acts = exchanges.flatMap(({ exchange }) => [
    { place: exchange.begun, act: () => audience.begins(exchange) },
    { place: exchange.ended, act: () => audience.see(exchange) },
  ])
  for (const { act } of acts.sort((one, other) => one.place - other.place)) act()
}
