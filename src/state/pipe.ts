import { Notifier, type Wait } from './wait.ts'

/** Where bytes come from. Reading never blocks: it says that it would. */
export interface ByteSource {
  /** Up to `max` bytes; an empty array at the end of the stream; undefined when nothing is there yet. */
  read(max?: number): Uint8Array | undefined
  readonly readable: Wait
  /** The consumer is gone: nobody will read again. */
  close(): void
}

/** Where bytes go to. Writing never blocks: it says how much was taken. */
export interface ByteSink {
  /** How many bytes were taken: fewer than given means that the sink is full. Throws `BrokenPipe` when nobody will read. */
  write(bytes: Uint8Array): number
  readonly writable: Wait
  /** The producer is done: readers see the end after what is buffered. */
  end(): void
}

/** Thrown by a write that nobody will ever read (EPIPE). */
export class BrokenPipe extends Error {
  constructor() {
    super('broken pipe')
    this.name = 'BrokenPipe'
  }
}

export const endOfStream: Uint8Array = new Uint8Array(0)

/** What Linux gives a pipe. */
export const pipeCapacityBytes = 65_536

/** A bounded first-in-first-out byte stream: the only kind of stream in the engine. */
export class Pipe implements ByteSource, ByteSink {
  readonly readable = new Notifier()
  readonly writable = new Notifier()
  readonly capacity: number
  #chunks: Uint8Array[] = []
  #head = 0
  #size = 0
  #ended = false
  #closed = false

  constructor(capacity: number = pipeCapacityBytes) {
    this.capacity = capacity
  }

  get size(): number {
    return this.#size
  }

  get ended(): boolean {
    return this.#ended
  }

  get closed(): boolean {
    return this.#closed
  }

  /** How many bytes a write would take now. */
  get room(): number {
    return this.#closed || this.#ended ? 0 : Math.max(0, this.capacity - this.#size)
  }

  write(bytes: Uint8Array): number {
    if (this.#closed || this.#ended) throw new BrokenPipe()
    if (bytes.length === 0) return 0
    const taken = Math.min(bytes.length, this.room)
    if (taken === 0) return 0
    this.#chunks.push(bytes.slice(0, taken))
    this.#size += taken
    this.readable.notify()
    return taken
  }

  /** Takes all of `bytes` or nothing; a message larger than the whole pipe is taken when the pipe is empty. */
  writeWhole(bytes: Uint8Array): boolean {
    if (this.#closed || this.#ended) throw new BrokenPipe()
    if (bytes.length > this.room && this.#size > 0) return false
    this.#chunks.push(bytes)
    this.#size += bytes.length
    this.readable.notify()
    return true
  }

  read(max: number = Number.POSITIVE_INFINITY): Uint8Array | undefined {
    if (this.#size === 0) return this.#ended || this.#closed ? endOfStream : undefined
    const first = this.#chunks[this.#head] as Uint8Array
    let bytes = first
    if (first.length > max) {
      bytes = first.subarray(0, max)
      this.#chunks[this.#head] = first.subarray(max)
    } else {
      this.#chunks[this.#head++] = endOfStream
      if (this.#head === this.#chunks.length || this.#head > 1024) {
        this.#chunks = this.#chunks.slice(this.#head)
        this.#head = 0
      }
    }
    this.#size -= bytes.length
    this.writable.notify()
    return bytes
  }

  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.readable.notify()
    this.writable.notify()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#chunks = []
    this.#head = 0
    this.#size = 0
    this.readable.notify()
    this.writable.notify()
  }
}
