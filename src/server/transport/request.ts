import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ApiRequest, tooLarge } from '../request.ts'
import { routeMethod } from '../routes.ts'

/** A socket's request. Nothing is made before somebody asks for it: most requests are a line and some headers. */
export class SocketRequest implements ApiRequest {
  readonly method: string
  readonly target: string
  readonly #incoming: IncomingMessage
  readonly #outgoing: ServerResponse

  constructor(incoming: IncomingMessage, outgoing: ServerResponse) {
    this.#incoming = incoming
    this.#outgoing = outgoing
    this.method = routeMethod(incoming.method ?? 'GET')
    const url = incoming.url ?? '/'
    // A proxy's client writes the whole URL; `*` is OPTIONS about the server itself.
    const path = url.startsWith('/') ? url : url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '')
    this.target = path.startsWith('/') ? path : `/${path}`
  }

  /** The host is a fixed one: what clients send as theirs (`/var/run/docker.sock`, nothing) is often no host at all. */
  get url(): string {
    return `http://docker${this.target}`
  }

  header(name: string): string | undefined {
    const value = this.#incoming.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }

  get hasBody(): boolean {
    const { headers } = this.#incoming
    if (headers['transfer-encoding'] !== undefined) return true
    const length = headers['content-length']
    return length !== undefined && Number(length) !== 0
  }

  get signal(): AbortSignal {
    const controller = new AbortController()
    const outgoing = this.#outgoing
    const gone = () => {
      if (!outgoing.writableFinished) controller.abort(new Error('the client went away'))
    }
    if (outgoing.destroyed || outgoing.closed) gone()
    else outgoing.once('close', gone)
    return controller.signal
  }

  bytes(limitBytes: number): Promise<Uint8Array> {
    const incoming = this.#incoming
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = []
      let size = 0
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > limitBytes) reject(tooLarge(limitBytes))
        else chunks.push(chunk)
      })
      incoming.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
      incoming.on('error', reject)
      incoming.on('close', () => reject(new Error('the client went away before its request had ended')))
    })
  }

  stream(): ReadableStream<Uint8Array> {
    const incoming = this.#incoming
    incoming.pause()
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          incoming.on('data', (chunk: Buffer) => {
            controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length))
            if ((controller.desiredSize ?? 0) <= 0) incoming.pause()
          })
          let over = false
          const finish = (end: () => void) => () => {
            if (over) return
            over = true
            end()
          }
          const failed = finish(() => controller.error(new Error('the client went away before its request had ended')))
          incoming.on(
            'end',
            finish(() => controller.close()),
          )
          incoming.on('error', failed)
          incoming.on('close', failed)
          incoming.pause()
        },
        pull() {
          incoming.resume()
        },
        cancel() {
          incoming.removeAllListeners('data')
          incoming.resume()
        },
      },
      { highWaterMark: 262_144, size: chunk => chunk?.byteLength ?? 0 },
    )
  }
}
