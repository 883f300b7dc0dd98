import type { ByteSource } from '../state/pipe.ts'
import type { Encoded, EncodedBody } from './encode.ts'
import type { Way } from './way.ts'

const respond = ({ status, headers, body }: Encoded, withBody: boolean): Response => {
  const pairs = headers
    .split('\r\n')
    .slice(0, -1)
    .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)])
  if (typeof body === 'string') pairs.push(['Content-Length', String(encoder.encode(body).length)])
  return new Response(withBody ? webBody(body) : null, { status: status === 101 ? 200 : status, headers: pairs })
}

/** Answers as web `Response`s: for requests that came without a socket. */
export const fetchWay: Way<Response> = {
  send: encoded => respond(encoded, true),
  fail: () => new Response(null, { status: 500 }),
}

/** The same for HEAD, whose answers say how long the body would be and have none. */
export const headWay: Way<Response> = { ...fetchWay, send: encoded => respond(encoded, false) }

const encoder = new TextEncoder()

/**
 * A `Response` cannot be 101 and has no socket to give away: a session shows its output, and its input is at its end.
 * Texts are given as bytes, because some runtimes add a type of their own to a text that has none.
 */
const webBody = (body: EncodedBody): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> | null => {
  if (typeof body === 'string') return encoder.encode(body)
  if (body === undefined) return null
  if (body.kind === 'stream') return webStream(body.source)
  if (body.kind === 'later') return laterStream(body.text)
  if (!body.session)
    return body.kind === 'raw' ? encoder.encode(body.head.slice(body.head.indexOf('\r\n\r\n') + 4)) : null
  body.session.input.end()
  return webStream(body.session.output)
}

const laterStream = (text: Promise<string>): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    async start(controller) {
      controller.enqueue(encoder.encode(await text))
      controller.close()
    },
  })

/** Pulled: nothing is read from the source before somebody reads the stream. */
export const webStream = (source: ByteSource): ReadableStream<Uint8Array<ArrayBuffer>> => {
  let cancelled = false
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        while (!cancelled) {
          const bytes = source.read()
          if (bytes === undefined) await new Promise<void>(resolve => source.readable.subscribe(resolve))
          else if (bytes.length === 0) return controller.close()
          else return controller.enqueue(new Uint8Array(bytes))
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
