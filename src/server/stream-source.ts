import type { ByteSource } from '../state/pipe.ts'
import { endOfStream } from '../state/pipe.ts'
import { Notifier } from '../state/wait.ts'

/** A web stream as the transport reads everything else. It is pulled one chunk ahead, never more. */
class StreamSource implements ByteSource {
  readonly readable = new Notifier()
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  #chunk: Uint8Array | undefined
  #isPulling = false
  #ended = false

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader()
  }

  read(max: number = Number.POSITIVE_INFINITY): Uint8Array | undefined {
    const chunk = this.#chunk
    if (chunk === undefined) {
      if (this.#ended) return endOfStream
      this.#pull()
      return undefined
    }
    this.#chunk = chunk.length > max ? chunk.subarray(max) : undefined
    if (this.#chunk === undefined) this.#pull()
    return chunk.length > max ? chunk.subarray(0, max) : chunk
  }

  close(): void {
    this.#ended = true
    this.#chunk = undefined
    this.#reader.cancel().catch(() => undefined)
  }

  #pull(): void {
    if (this.#isPulling || this.#ended) return
    this.#isPulling = true
    this.#reader.read().then(
      ({ value }) => this.#settle(value),
      // The head has left with a success: all that can be said now is that it ends here.
      () => this.#settle(undefined),
    )
  }

  #settle(value: Uint8Array | undefined): void {
    this.#isPulling = false
    if (value === undefined) this.#ended = true
    else if (value.length > 0 && !this.#ended) this.#chunk = value
    else this.#pull()
    this.readable.notify()
  }
}

export const streamSource = (stream: ReadableStream<Uint8Array>): ByteSource => new StreamSource(stream)
