import { type ApiRequest, tooLarge } from '../request.ts'
import type { RequestBody } from './body.ts'
import type { Connection } from './connection.ts'
import { fieldOf, type RequestHead } from './head.ts'

const unreadBytesMax = 262_144

/** A socket's request. Nothing is made before somebody asks for it: most requests are a line and some headers. */
export class SocketRequest implements ApiRequest {
  readonly method: string
  readonly target: string
  readonly overNetwork: boolean
  readonly #connection: Connection
  readonly #head: RequestHead
  readonly #body: RequestBody | undefined

  constructor(connection: Connection, head: RequestHead, overNetwork: boolean) {
    this.#connection = connection
    this.overNetwork = overNetwork
    this.#head = head
    this.#body = connection.body
    this.method = head.method
    const { target } = head
    // A proxy's client writes the whole URL; `*` is OPTIONS about the server itself.
    const path = target.startsWith('/') ? target : target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '')
    this.target = path.startsWith('/') ? path : `/${path}`
  }

  header(name: string): string | undefined {
    return fieldOf(this.#head.fields, name)
  }

  get hasBody(): boolean {
    return this.#body !== undefined
  }

  get signal(): AbortSignal {
    const controller = new AbortController()
    this.#connection.onGone(() => controller.abort(new Error('the client went away')))
    return controller.signal
  }

  bytes(limitBytes: number): Promise<Uint8Array> {
    const body = this.#body
    if (!body) return Promise.resolve(new Uint8Array())
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = []
      let size = 0
      body.read({
        data(chunk) {
          size += chunk.length
          if (size > limitBytes) reject(tooLarge(limitBytes))
          else chunks.push(chunk)
        },
        end: () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
        failed: reject,
      })
    })
  }

  stream(): ReadableStream<Uint8Array> {
    const body = this.#body
    if (!body) return new ReadableStream({ start: controller => controller.close() })
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          body.rest()
          body.read({
            data(chunk) {
              controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length))
              if ((controller.desiredSize ?? 0) <= 0) body.rest()
            },
            end: () => controller.close(),
            failed: error => controller.error(error),
          })
        },
        pull: () => body.resume(),
        cancel: () => body.read({ data: () => {}, end: () => {}, failed: () => {} }),
      },
      { highWaterMark: unreadBytesMax, size: chunk => chunk?.byteLength ?? 0 },
    )
  }
}
