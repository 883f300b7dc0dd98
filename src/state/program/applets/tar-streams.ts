import { read, write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Invocation } from './applet.ts'
import { toBinary } from './binary.ts'
import { type Codec, gunzipCodec, pieceBytes } from './gzip.ts'
import { applyExtension, blockBytes, decodeHeader, type Member, padding, TarError } from './tar-format.ts'

/** Bytes out, through a codec when the archive is compressed. */
export class Sink {
  readonly #invocation: Invocation
  readonly #descriptor: number
  readonly #codec: Codec | undefined

  constructor(invocation: Invocation, descriptor: number, codec: Codec | undefined) {
    this.#invocation = invocation
    this.#descriptor = descriptor
    this.#codec = codec
  }

  *put(bytes: Uint8Array, last = false): Step<void> {
    const pieces = this.#codec ? this.#codec.push(bytes, last) : [bytes]
    for (const piece of pieces) yield* write(this.#invocation.process, this.#descriptor, piece)
  }
}

/** Bytes in, decompressed when they begin as gzip does. */
export class Source {
  readonly #invocation: Invocation
  readonly #descriptor: number
  #codec: Codec | undefined
  #pieces: Uint8Array[] = []
  #held = 0
  #started = false
  #ended = false

  constructor(invocation: Invocation, descriptor: number) {
    this.#invocation = invocation
    this.#descriptor = descriptor
  }

  *#fill(): Step<void> {
    const chunk = yield* read(this.#invocation.process, this.#descriptor, pieceBytes)
    if (!this.#started && chunk[0] === 0x1f && chunk[1] === 0x8b) this.#codec = gunzipCodec()
    this.#started = true
    if (chunk.length === 0) this.#ended = true
    for (const piece of this.#codec ? this.#codec.push(chunk, this.#ended) : [chunk]) {
      this.#pieces.push(piece)
      this.#held += piece.length
    }
    yield undefined
  }

  /** Up to `most` bytes, at least one unless the archive has ended. */
  *some(most: number): Step<Uint8Array> {
    while (this.#held === 0 && !this.#ended) yield* this.#fill()
    const first = this.#pieces.find(piece => piece.length > 0)
    if (!first) return new Uint8Array(0)
    this.#pieces.splice(0, this.#pieces.indexOf(first) + 1)
    if (first.length > most) this.#pieces.unshift(first.subarray(most))
    const taken = first.subarray(0, most)
    this.#held -= taken.length
    return taken
  }

  *exactly(length: number): Step<Uint8Array> {
    const all = new Uint8Array(length)
    for (let offset = 0; offset < length; ) {
      const piece = yield* this.some(length - offset)
      if (piece.length === 0) {
        if (offset === 0) return piece
        throw new TarError('short read')
      }
      all.set(piece, offset)
      offset += piece.length
    }
    return all
  }

  *skip(length: number): Step<void> {
    for (let left = length; left > 0; ) {
      const piece = yield* this.some(left)
      if (piece.length === 0) throw new TarError('short read')
      left -= piece.length
    }
  }
}

/** Leading slashes and everything up to the last `..` are cut off a name (archival/libarchive/unsafe_prefix.c). */
export const safeName = (name: string): string => name.replace(/^.*(?:^|\/)\.\.(?:\/|$)/, '').replace(/^\/+/, '')

export function* nextMember(archive: Source): Step<Member | undefined> {
  let extension: Partial<Member> = {}
  for (;;) {
    const block = yield* archive.exactly(blockBytes)
    if (block.length === 0) return undefined
    const header = decodeHeader(block)
    if (header.kind === 'end') return undefined
    if (header.kind === 'member') return { ...header.member, ...extension }
    if (header.sizeBytes > 1_048_576) throw new TarError('corrupted octal value in tar header')
    const content = toBinary(yield* archive.exactly(header.sizeBytes))
    yield* archive.skip(padding(header.sizeBytes))
    extension = { ...extension, ...applyExtension(header.flag, content) }
  }
}
