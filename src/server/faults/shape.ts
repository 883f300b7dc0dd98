import { type ByteSource, endOfStream } from '../../state/pipe.ts'
import { anyOf, type Cancel, Notifier, type Wait } from '../../state/wait.ts'
import type { Cutter } from './frames.ts'

/** Calls `open` when what is behind it may pass. */
export type Gate = (open: () => void) => Cancel

/** What becomes of a stream: bytes that leave together, a gate that holds what follows, or an early end. */
export type Piece = Uint8Array | Gate | 'end'

export interface Shaper {
  take(bytes: Uint8Array): readonly Piece[]
  /** What is left when the stream has ended. */
  flush?(): readonly Piece[]
}

/** A stream that leaves in other pieces, or at other times, than it came. */
class ShapedSource implements ByteSource {
  readonly readable: Wait
  readonly #source: ByteSource
  readonly #shaper: Shaper
  readonly #opened = new Notifier()
  #pieces: Piece[] = []
  #atGate: Cancel | undefined
  #isOver = false

  constructor(source: ByteSource, shaper: Shaper) {
    this.#source = source
    this.#shaper = shaper
    this.readable = anyOf(source.readable, this.#opened)
  }

  read(max: number = Number.POSITIVE_INFINITY): Uint8Array | undefined {
    while (!this.#isOver) {
      const piece = this.#pieces[0]
      if (piece === undefined) {
        if (!this.#fill()) return undefined
      } else if (piece === 'end') this.close()
      else if (typeof piece === 'function') {
        if (!this.#pass(piece)) return undefined
      } else return this.#give(piece, max)
    }
    return endOfStream
  }

  close(): void {
    this.#isOver = true
    this.#atGate?.()
    this.#source.close()
  }

  #fill(): boolean {
    const bytes = this.#source.read()
    if (bytes === undefined) return false
    if (bytes.length > 0) this.#pieces.push(...this.#shaper.take(bytes))
    else this.#pieces.push(...(this.#shaper.flush?.() ?? []), 'end')
    return true
  }

  /** False: the gate is closed, and tells when it opens. */
  #pass(gate: Gate): boolean {
    if (this.#atGate) return false
    let isOpen = false
    const cancel = gate(() => {
      isOpen = true
      this.#pieces.shift()
      this.#atGate = undefined
      this.#opened.notify()
    })
    if (!isOpen) this.#atGate = cancel
    return isOpen
  }

  #give(bytes: Uint8Array, max: number): Uint8Array {
    if (bytes.length <= max) this.#pieces.shift()
    else this.#pieces[0] = bytes.subarray(max)
    return bytes.length <= max ? bytes : bytes.subarray(0, max)
  }
}

export const shaped = (source: ByteSource, shaper: Shaper): ByteSource => new ShapedSource(source, shaper)

/** Lets a stream through to a position, and puts something there. What that ends, nothing follows. */
export const atPosition = (cutter: Cutter, put: readonly Piece[]): Shaper => {
  let isPut = false
  const take = (bytes: Uint8Array): readonly Piece[] => {
    if (isPut) return [bytes]
    const taken = cutter.take(bytes)
    if (!cutter.isThere) return [bytes]
    isPut = true
    const pieces: Piece[] = taken === 0 ? [...put] : [bytes.subarray(0, taken), ...put]
    return taken === bytes.length ? pieces : [...pieces, bytes.subarray(taken)]
  }
  return { take }
}

/** So many bytes at a time, each behind a gate of its own but for the first. */
export const inPieces = (sizeBytes: number, gate: Gate): Shaper => {
  let isFirst = true
  return {
    take(bytes) {
      const pieces: Piece[] = []
      for (let at = 0; at < bytes.length; at += sizeBytes) {
        if (!isFirst) pieces.push(gate)
        isFirst = false
        pieces.push(bytes.subarray(at, at + sizeBytes))
      }
      return pieces
    },
  }
}

/** A text as a stream, so that it can be shaped. A text that never comes is an end. */
export const textSource = (text: string | Promise<string>): ByteSource => {
  const readable = new Notifier()
  let state: { readonly bytes: Uint8Array } | 'coming' | 'over' = 'coming'
  const arrive = (come: string): void => {
    if (state === 'over') return
    state = come === '' ? 'over' : { bytes: new TextEncoder().encode(come) }
    readable.notify()
  }
  if (typeof text === 'string') arrive(text)
  else text.then(arrive, () => arrive(''))
  return {
    readable,
    read() {
      if (state === 'coming') return undefined
      if (state === 'over') return endOfStream
      const { bytes } = state
      state = 'over'
      return bytes
    },
    close() {
      state = 'over'
    },
  }
}
