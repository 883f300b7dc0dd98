import { BrokenBody } from '../request.ts'
import { isField } from './head.ts'

/** Tells a body's bytes from what comes behind them. */
export interface Framing {
  readonly ended: boolean
  /** So many bytes at least are still to come. */
  readonly remaining: number
  /** Gives the body's bytes to `take` and answers those that are not the body's. */
  feed(bytes: Buffer, take: (data: Buffer) => void): Buffer
}

const nothing = Buffer.alloc(0)

/** A body whose length was said beforehand. */
class CountedBody implements Framing {
  remaining: number

  constructor(length: number) {
    this.remaining = length
  }

  get ended(): boolean {
    return this.remaining === 0
  }

  feed(bytes: Buffer, take: (data: Buffer) => void): Buffer {
    const own = Math.min(this.remaining, bytes.length)
    this.remaining -= own
    if (own > 0) take(own === bytes.length ? bytes : bytes.subarray(0, own))
    return own === bytes.length ? nothing : bytes.subarray(own)
  }
}

/** Go reads a line of a chunked body, and all that follows the last chunk, into a buffer of this size. */
const lineBytesMax = 4096

const lineFeed = 0x0a

/** A body in chunks, read as strictly as Go reads it (net/http/internal/chunked.go), with its complaints. */
class ChunkedBody implements Framing {
  /** What comes next. */
  #state: 'size' | 'data' | 'data-end' | 'trailer' | 'end' = 'size'
  /** The part of a line that has arrived. */
  #line = ''
  #trailerBytes = 0
  remaining = 0

  get ended(): boolean {
    return this.#state === 'end'
  }

  feed(bytes: Buffer, take: (data: Buffer) => void): Buffer {
    let rest = bytes
    while (rest.length > 0 && this.#state !== 'end') {
      if (this.#state === 'data') rest = this.#data(rest, take)
      else rest = this.#lines(rest)
    }
    return rest
  }

  #data(bytes: Buffer, take: (data: Buffer) => void): Buffer {
    const own = Math.min(this.remaining, bytes.length)
    this.remaining -= own
    take(bytes.subarray(0, own))
    if (this.remaining === 0) this.#state = 'data-end'
    return bytes.subarray(own)
  }

  #lines(bytes: Buffer): Buffer {
    const end = bytes.indexOf(lineFeed)
    const own = end < 0 ? bytes.length : end + 1
    this.#line += bytes.toString('latin1', 0, Math.min(own, lineBytesMax + 1))
    if (this.#state === 'data-end' && !'\r\n'.startsWith(this.#line)) throw new BrokenBody('malformed chunked encoding')
    if (this.#line.length > lineBytesMax) throw new BrokenBody('header line too long')
    if (end >= 0) {
      const line = this.#line
      this.#line = ''
      this.#whole(line)
    }
    return bytes.subarray(own)
  }

  #whole(line: string): void {
    if (!line.endsWith('\r\n')) throw new BrokenBody('chunked line ends with bare LF')
    const text = line.slice(0, -2)
    if (this.#state === 'data-end') this.#state = 'size'
    else if (this.#state === 'size') this.#size(text)
    else this.#trailer(text)
  }

  #size(text: string): void {
    if (text.includes('\r')) throw new BrokenBody('invalid CR in chunked line')
    const digits = text.replace(/[ \t]+$/, '').split(';', 1)[0] ?? ''
    if (digits === '') throw new BrokenBody('empty hex number for chunk length')
    if (!/^[0-9a-f]+$/i.test(digits)) throw new BrokenBody('invalid byte in chunk length')
    const size = Number.parseInt(digits, 16)
    if (digits.length > 16 || size > Number.MAX_SAFE_INTEGER) throw new BrokenBody('http chunk length too large')
    this.remaining = size
    this.#state = size === 0 ? 'trailer' : 'data'
  }

  /** Headers behind the body mean nothing to the Engine, but they must be headers. */
  #trailer(text: string): void {
    this.#trailerBytes += text.length
    if (this.#trailerBytes > lineBytesMax) throw new BrokenBody('http: suspiciously long trailer after chunked body')
    if (text === '') this.#state = 'end'
    else if (!isField(text)) throw new BrokenBody(`malformed MIME header: ${JSON.stringify(text)}`)
  }
}

export const framingOf = (body: number | 'chunked'): Framing =>
  body === 'chunked' ? new ChunkedBody() : new CountedBody(body)
