import type { Route } from './route.ts'
import { decodeText, type WireReply, type WireRequest } from './wire.ts'

/** One request and all that came back, as somebody saw it who only watched. */
export interface Exchange {
  readonly request: WireRequest
  readonly reply: WireReply
  /** Absent: no operation that is described. */
  readonly route?: Route
  /** False: the body was cut off, because the client left, or it was too long to be kept. */
  readonly isWhole: boolean
  /** Places in one count of everything that began and ended: what ended before another began cannot have seen it. */
  readonly begun: number
  /** As `begun`, at its end. */
  readonly ended: number
  /** From the request to the head of the reply, and to its end. */
  readonly headMilliseconds: number
  /** From the request to the end of the reply. */
  readonly milliseconds: number
  /** When the connection left HTTP: what went either way since. */
  readonly conversation?: { readonly sent: Uint8Array; readonly received: Uint8Array }
}

/** Who is shown what goes by. */
export interface Audience {
  /** A request that has begun: whatever it does may be done from now on. */
  begins(asked: Pick<Exchange, 'route' | 'begun'>): void
  /** An exchange that has ended. */
  see(exchange: Exchange): void
}

/** The body of the reply as JSON; undefined when it is none. */
export const replyJson = ({ reply }: Exchange): unknown => parsed(reply.body)

/** The body of the request as JSON; undefined when it is none. */
export const requestJson = ({ request }: Exchange): unknown => (request.body ? parsed(request.body) : undefined)

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(decodeText(bytes))
  } catch {
    return undefined
  }
}

/** The media type without its parameters, in lower case. */
export const contentTypeOf = ({ reply }: Exchange): string | undefined =>
  reply.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
