import { decodeText, type WireReply, type WireRequest } from '../wire.ts'
import type { Recorded } from './recording.ts'

interface Pair {
  readonly name: string
  readonly value: string
}

const pairs = (headers: Readonly<Record<string, string>>): Pair[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value }))

const queryOf = (target: string): Pair[] =>
  [...new URLSearchParams(target.split('?')[1] ?? '')].map(([name, value]) => ({ name, value }))

const requestOf = ({ method, target, headers, body }: WireRequest) => ({
  method,
  url: `http://docker${target}`,
  httpVersion: 'HTTP/1.1',
  cookies: [],
  headers: pairs(headers),
  queryString: queryOf(target),
  ...(body && { postData: { mimeType: headers['content-type'] ?? '', text: decodeText(body) } }),
  headersSize: -1,
  bodySize: body?.length ?? 0,
})

const responseOf = ({ status, headers, body }: WireReply) => ({
  status,
  statusText: '',
  httpVersion: 'HTTP/1.1',
  cookies: [],
  headers: pairs(headers),
  content: { size: body.length, mimeType: headers['content-type'] ?? '', text: decodeText(body) },
  redirectURL: '',
  headersSize: -1,
  bodySize: body.length,
})

/** What an entry of an archive is made of. */
export interface Archived {
  /** When the request came, in milliseconds of Unix time. */
  readonly at: number
  readonly request: WireRequest
  readonly reply: WireReply
  readonly headMilliseconds: number
  readonly milliseconds: number
}

export const entryOf = ({ at, request, reply, headMilliseconds, milliseconds }: Archived) => ({
  startedDateTime: new Date(at).toISOString(),
  time: milliseconds,
  request: requestOf(request),
  response: responseOf(reply),
  cache: {},
  timings: { send: 0, wait: headMilliseconds, receive: Math.max(0, milliseconds - headMilliseconds) },
})

/** The recording as an HTTP archive 1.2, which browsers and proxies read; oldest request first. */
export const harOf = (exchanges: readonly Recorded[], version: string): object => ({
  log: {
    version: '1.2',
    creator: { name: 'mockerd', version },
    entries: exchanges
      .toSorted((one, other) => one.exchange.begun - other.exchange.begun)
      .map(({ at, exchange }) => entryOf({ at, ...exchange })),
  },
})
