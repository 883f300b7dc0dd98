import { joined } from '../state/archive/bytes.ts'
import { RegistryError } from '../state/registry/error.ts'
import { reasonOf } from './reason.ts'

/** How long a registry may take, whatever it does. */
export interface Patience {
  /** Until its answer begins. */
  readonly answerMilliseconds: number
  /** Between two pieces of an answer. */
  readonly pieceMilliseconds: number
}

export const patienceDefault: Patience = { answerMilliseconds: 30_000, pieceMilliseconds: 30_000 }

export interface Request {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer> | string
  readonly signal: AbortSignal
}

/** As Go's client allows. */
const redirectsMax = 10
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
/** Only these are sent again with their body. */
const repeatable: ReadonlySet<number> = new Set([307, 308])

const unreachable = ({ method }: Request, url: string, reason: string): RegistryError =>
  new RegistryError({ kind: 'unreachable', method, url, reason })

/** What was waited for, or a failure after a while. */
const within = async <T>(milliseconds: number, work: Promise<T>, late: () => Error): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const lateness = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), milliseconds)
  })
  try {
    return await Promise.race([work, lateness])
  } finally {
    clearTimeout(timer)
  }
}

const once = async (request: Request, url: string, headers: Headers, patience: Patience): Promise<Response> => {
  const { body, method, signal } = request
  const late = new AbortController()
  try {
    const asked = fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, late.signal]),
      ...(body !== undefined && { body }),
    })
    return await within(
      patience.answerMilliseconds,
      asked,
      () => new Error('net/http: timeout awaiting response headers'),
    )
  } catch (error) {
    late.abort()
    throw unreachable(request, url, reasonOf(error, url))
  }
}

/** Where an answer leads to; undefined when it is to be taken as it is. */
const destination = ({ method }: Request, url: string, { headers, status }: Response): string | undefined => {
  const location = headers.get('location')
  if (!redirects.has(status) || location === null) return undefined
  if (method !== 'GET' && method !== 'HEAD' && !repeatable.has(status)) return undefined
  return URL.parse(location, url)?.href
}

/** Asks, and follows redirects: to HTTP alone, not for ever, and without showing other hosts who asks. */
export const ask = async (request: Request, patience: Patience): Promise<Response> => {
  // Bytes are wanted as they are named.
  const headers = new Headers({ 'accept-encoding': 'identity', 'user-agent': 'mockerd', ...request.headers })
  let { url } = request
  for (let followed = 0; ; followed++) {
    const response = await once(request, url, headers, patience)
    const next = destination(request, url, response)
    if (next === undefined) return response
    await response.body?.cancel()
    if (followed === redirectsMax) throw unreachable(request, next, `stopped after ${redirectsMax} redirects`)
    if (!/^https?:/.test(next))
      throw unreachable(request, next, `unsupported protocol scheme "${new URL(next).protocol.slice(0, -1)}"`)
    if (new URL(next).origin !== new URL(url).origin) headers.delete('authorization')
    url = next
  }
}

/** An answer's body, piece by piece. It is over when undefined comes, and breaks off with an error. */
export interface Pieces {
  next(): Promise<Uint8Array | undefined>
  leave(): void
}

export const piecesOf = ({ body }: Response, patience: Patience): Pieces => {
  const reader = body?.getReader()
  return {
    async next() {
      if (!reader) return undefined
      const late = () =>
        new Error('context deadline exceeded (Client.Timeout or context cancellation while reading body)')
      const { done, value } = await within(patience.pieceMilliseconds, reader.read(), late)
      return done ? undefined : value
    },
    leave: () => void reader?.cancel().catch(() => undefined),
  }
}

/** The whole body, unless it has more bytes than that: then as many, and one. */
export const bytesUpTo = async (response: Response, limitBytes: number, patience: Patience): Promise<Uint8Array> => {
  const pieces = piecesOf(response, patience)
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    while (length <= limitBytes) {
      const piece = await pieces.next()
      if (!piece) break
      chunks.push(piece)
      length += piece.length
    }
  } finally {
    pieces.leave()
  }
  return joined(chunks).subarray(0, limitBytes + 1)
}
