import { write } from '../../kernel/calls.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { type BinaryText, fromBinary } from './binary.ts'

const encoder = new TextEncoder()
/** Beyond this much unwritten text a program should flush before it produces more. */
const flushBytes = 16_384

/** What a program has printed and not yet written: stdio's buffer. */
export class Output {
  readonly #process: Process
  readonly descriptor: number
  #parts: Uint8Array[] = []
  #size = 0

  constructor(process: Process, descriptor: number) {
    this.#process = process
    this.descriptor = descriptor
  }

  text(text: string): void {
    this.bytes(encoder.encode(text))
  }

  binary(text: BinaryText): void {
    this.bytes(fromBinary(text))
  }

  bytes(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#parts.push(bytes)
    this.#size += bytes.length
  }

  get full(): boolean {
    return this.#size >= flushBytes
  }

  *flush(): Step<void> {
    if (this.#size === 0) return
    const all = new Uint8Array(this.#size)
    let offset = 0
    for (const part of this.#parts) {
      all.set(part, offset)
      offset += part.length
    }
    this.discard()
    yield* write(this.#process, this.descriptor, all)
  }

  /** Flushes once enough has gathered, and gives others a turn. */
  *relieve(): Step<void> {
    if (!this.full) return
    yield* this.flush()
    yield undefined
  }

  discard(): void {
    this.#parts = []
    this.#size = 0
  }
}
