import type { DockerError } from '../state/error.ts'
import { invalid } from '../state/error.ts'

/**
 * A request as every step but the transport sees it: the part of a web `Request` that the daemon needs, without the
 * cost of making one. A socket's request and an in-process `Request` both become this.
 */
export interface ApiRequest {
  readonly method: string
  /** Path and query as the client wrote them. */
  readonly target: string
  header(name: string): string | undefined
  /** False: `Content-Length: 0` or no body at all. */
  readonly hasBody: boolean
  /** The whole body; rejects when it is larger than `limitBytes`. */
  bytes(limitBytes: number): Promise<Uint8Array>
  stream(): ReadableStream<Uint8Array>
  readonly signal: AbortSignal
  /** Whether it came over TCP, where others than this machine's user may ask. */
  readonly overNetwork: boolean
}

/** A body that cannot be read to its end: what is wrong with it, as Go says it. */
export class BrokenBody extends Error {}

export const tooLarge = (limitBytes: number): DockerError =>
  invalid(`request body too large: size exceeds ${limitBytes} bytes`)

/** The in-process request of `app.fetch`. */
export class FetchRequest implements ApiRequest {
  readonly method: string
  readonly target: string
  readonly overNetwork = false
  readonly #request: Request

  constructor(request: Request) {
    this.#request = request
    this.method = request.method
    const [url = ''] = request.url.split('#', 1)
    const start = url.indexOf('/', url.indexOf('://') + 3)
    this.target = start < 0 ? '/' : url.slice(start)
  }

  header(name: string): string | undefined {
    return this.#request.headers.get(name) ?? undefined
  }

  get hasBody(): boolean {
    return this.#request.body !== null && this.header('content-length') !== '0'
  }

  get signal(): AbortSignal {
    return this.#request.signal
  }

  async bytes(limitBytes: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(await this.#request.arrayBuffer())
    if (bytes.length > limitBytes) throw tooLarge(limitBytes)
    return bytes
  }

  stream(): ReadableStream<Uint8Array> {
    return this.#request.body ?? new ReadableStream({ start: controller => controller.close() })
  }
}
