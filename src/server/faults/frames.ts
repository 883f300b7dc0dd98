import { frameHeaderBytes, streamNumbers } from '../../state/stdcopy.ts'

/**
 * Where a position in a stream is: so many bytes of it, or so many of its first, second … frame. Frames are those of
 * the multiplexed format, header included; in every other stream they are lines.
 */
export type Position = { readonly bytes: number } | { readonly frame: number; readonly byte?: number }

const lineFeed = 10

/** Finds the ends of frames in a stream that comes in any pieces. */
export class FrameReader {
  /** Of the byte that comes next: the number of its frame, from 1, and its place in it. */
  frame = 1
  byte = 0
  #isFramed: boolean | undefined
  #payloadBytes = 0

  /** Moves on in `bytes` to the end of the current frame, or theirs; answers where that is. */
  advance(bytes: Uint8Array, from: number): number {
    const first = bytes[from]
    this.#isFramed ??= first !== undefined && first <= streamNumbers.systemerr
    const to = this.#isFramed ? this.#throughFrame(bytes, from) : this.#throughLine(bytes, from)
    return to
  }

  /** Whether the last move ended a frame. */
  get isBetween(): boolean {
    return this.byte === 0
  }

  #throughLine(bytes: Uint8Array, from: number): number {
    const end = bytes.indexOf(lineFeed, from)
    const to = end < 0 ? bytes.length : end + 1
    if (end < 0) this.byte += to - from
    else this.#next()
    return to
  }

  #throughFrame(bytes: Uint8Array, from: number): number {
    let at = from
    for (; at < bytes.length && this.byte < frameHeaderBytes; at++, this.byte++)
      if (this.byte >= 4) this.#payloadBytes = this.#payloadBytes * 256 + (bytes[at] ?? 0)
    if (this.byte < frameHeaderBytes) return at
    const left = frameHeaderBytes + this.#payloadBytes - this.byte
    const taken = Math.min(left, bytes.length - at)
    this.byte += taken
    if (taken === left) this.#next()
    return at + taken
  }

  #next(): void {
    this.frame++
    this.byte = 0
    this.#payloadBytes = 0
  }
}

/** Lets a stream through to a position. */
export interface Cutter {
  /** How many of these bytes come before the position: fewer than there are means that it is here. */
  take(bytes: Uint8Array): number
  /** The position is reached, with or without another byte. */
  readonly isThere: boolean
}

export const cutterAt = (position: Position): Cutter => {
  if ('bytes' in position) {
    let left = position.bytes
    return {
      take(bytes) {
        const taken = Math.min(left, bytes.length)
        left -= taken
        return taken
      },
      get isThere() {
        return left === 0
      },
    }
  }
  const { frame, byte = 0 } = position
  const reader = new FrameReader()
  let isThere = frame === 1 && byte === 0
  return {
    take(bytes) {
      for (let at = 0; at < bytes.length && !isThere; ) {
        const before = reader.byte
        const to =
          reader.frame === frame ? reader.advance(bytes.subarray(0, at + byte - before), at) : reader.advance(bytes, at)
        at = to
        isThere = reader.frame > frame || (reader.frame === frame && reader.byte === byte)
        if (isThere || at === bytes.length) return at
      }
      return isThere ? 0 : bytes.length
    },
    get isThere() {
      return isThere
    },
  }
}
