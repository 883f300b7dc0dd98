import type { ByteSource } from '../state/pipe.ts'
import type { Encoded, EncodedBody } from './encode.ts'
import { textSource } from './faults/shape.ts'
import type { Breach, Loss, Way } from './way.ts'

/** An answer that was lost on purpose: what a fetch rejects with whose connection broke. */
export class LostAnswer extends TypeError {
  constructor(how: Loss) {
    const cause = Object.assign(new Error(causes[how]), { code: how === 'reset' ? 'ECONNRESET' : 'UND_ERR_SOCKET' })
    super('fetch failed', { cause })
  }
}

const causes: Readonly<Record<Loss, string>> = {
  reset: 'read ECONNRESET',
  cut: 'other side closed',
  hang: 'other side closed',
  malformed: 'Invalid character in chunk size',
}

const respond = ({ status, headers, body, breach }: Encoded, withBody: boolean): Response => {
  const pairs = headers
    .split('\r\n')
    .slice(0, -1)
    .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])
  if (typeof body === 'string') pairs.push(['Content-Length', String(encoder.encode(body).length)])
  return new Response(withBody ? webBody(body, breach) : null, {
    status: status === 101 ? 200 : status,
    headers: pairs,
  })
}

/** Answers as web `Response`s: for requests that came without a socket. */
export const fetchWay: Way<Response> = {
  send: encoded => respond(encoded, true),
  fail: () => new Response(null, { status: 500 }),
  lose: how => Promise.reject(new LostAnswer(how)),
}

/** The same for HEAD, whose answers say how long the body would be and have none. */
export const headWay: Way<Response> = { ...fetchWay, send: encoded => respond(encoded, false) }

const encoder = new TextEncoder()

/**
 * A `Response` cannot be 101 and has no socket to give away: a session shows its output, and its input is at its end.
 * Texts are given as bytes, because some runtimes add a type of their own to a text that has none.
 */
const webBody = (
  body: EncodedBody,
  breach: Breach | undefined,
): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> | null => {
  if (typeof body === 'string') return breach ? webStream(textSource(body), breach) : encoder.encode(body)
  if (body === undefined) return null
  if (body.kind === 'stream') return webStream(body.source, breach)
  if (body.kind === 'later') return laterStream(body.text)
  if (!body.session)
    return body.kind === 'raw' ? encoder.encode(body.head.slice(body.head.indexOf('\r\n\r\n') + 4)) : null
  body.session.input.end()
  return webStream(body.session.output, breach)
}

const laterStream = (text: Promise<string>): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    async start(controller) {
      controller.enqueue(encoder.encode(await text))
      controller.close()
    },
  })

/** Pulled: nothing is read from the source before somebody reads the stream. */
export const webStream = (source: ByteSource, breach?: Breach): ReadableStream<Uint8Array<ArrayBuffer>> => {
  let cancelled = false
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        while (!cancelled) {
          const bytes = source.read()
          if (bytes === undefined) await new Promise<void>(resolve => source.readable.subscribe(resolve))
          else if (bytes.length === 0) return controller.close()
          else if (!breach) return controller.enqueue(new Uint8Array(bytes))
          else {
            const taken = breach.cutter.take(bytes)
            if (taken > 0) controller.enqueue(new Uint8Array(bytes.subarray(0, taken)))
            if (breach.cutter.isThere) return breakOff(controller, source, breach.how)
            return
          }
        }
      },
      cancel() {
        cancelled = true
        source.close()
      },
    },
    { highWaterMark: 0 },
  )
}

/** There is no connection to break: the body ends with the error that a broken one gives, or not at all. */
const breakOff = (
  controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>,
  source: ByteSource,
  how: Loss,
): Promise<void> | undefined => {
  source.close()
  if (how === 'hang') return new Promise(() => undefined)
  controller.error(new LostAnswer(how))
  return undefined
}
