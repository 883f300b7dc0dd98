import { BrokenBody } from '../request.ts'
import { type Framing, framingOf } from './framing.ts'

/** Whoever wants the bytes of a body. */
export interface BodyReader {
  data(bytes: Buffer): void
  end(): void
  failed(error: Error): void
}

/** So much of a body that nobody read is read for the sake of the next request; Go closes when there is more. */
const skippedBytesMax = 262_144

/** What follows a head: given to one reader, at the reader's pace. */
export class RequestBody {
  readonly #framing: Framing
  readonly #wanted: () => void
  #reader: BodyReader | undefined
  #rests = false
  #broken: Error | undefined

  /** `wanted` is called when bytes can be fed again. */
  constructor(length: number | 'chunked', wanted: () => void) {
    this.#framing = framingOf(length)
    this.#wanted = wanted
  }

  get ended(): boolean {
    return this.#framing.ended
  }

  /** Whether so much of it is left, or so little is known of the rest, that no request can be expected behind it. */
  get isHopeless(): boolean {
    return this.#broken !== undefined || this.#framing.remaining >= skippedBytesMax
  }

  read(reader: BodyReader): void {
    this.#reader = reader
    if (this.#broken) reader.failed(this.#broken)
    else this.#wanted()
  }

  rest(): void {
    this.#rests = true
  }

  resume(): void {
    if (!this.#rests) return
    this.#rests = false
    this.#wanted()
  }

  /** Reads to the end what nobody wants, unless it is too much. */
  skip({ end, failed }: Omit<BodyReader, 'data'>): void {
    let skipped = 0
    this.#rests = false
    const data = ({ length }: Buffer): void => {
      skipped += length
      if (skipped > skippedBytesMax) failed(new Error('a body that nobody wants is too large'))
    }
    this.read({ data, end, failed })
  }

  /** Takes its own bytes and answers those behind them. */
  feed(bytes: Buffer): Buffer {
    const reader = this.#reader
    if (this.#broken || this.#rests || !reader) return bytes
    try {
      const behind = this.#framing.feed(bytes, data => reader.data(data))
      if (this.ended) reader.end()
      return behind
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
      return bytes
    }
  }

  /** The client sends no more. */
  cut(): void {
    if (!this.ended && !this.#broken) this.#fail(new BrokenBody('unexpected EOF'))
  }

  #fail(error: Error): void {
    this.#broken = error
    this.#reader?.failed(error)
  }
}
