import { read } from '../../kernel/calls.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { type BinaryText, toBinary } from '../applets/binary.ts'

/** A reply of the Redis serialization protocol (RESP2). Texts are bytes. */
export type Reply =
  | { readonly kind: 'simple' | 'error' | 'bulk'; readonly text: BinaryText }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'null' }
  | { readonly kind: 'array'; readonly items: readonly Reply[] }

export const simple = (text: string): Reply => ({ kind: 'simple', text })
export const failure = (text: string): Reply => ({ kind: 'error', text })
export const bulk = (text: BinaryText | undefined): Reply =>
  text === undefined ? { kind: 'null' } : { kind: 'bulk', text }
export const integer = (value: number): Reply => ({ kind: 'integer', value })
export const list = (texts: readonly (BinaryText | undefined)[]): Reply => ({ kind: 'array', items: texts.map(bulk) })

export const encodeReply = (reply: Reply): BinaryText => {
  switch (reply.kind) {
    case 'simple':
      return `+${reply.text}\r\n`
    case 'error':
      return `-${reply.text}\r\n`
    case 'integer':
      return `:${reply.value}\r\n`
    case 'null':
      return '$-1\r\n'
    case 'bulk':
      return `$${reply.text.length}\r\n${reply.text}\r\n`
    case 'array':
      return `*${reply.items.length}\r\n${reply.items.map(encodeReply).join('')}`
  }
}

export const encodeCommand = (words: readonly BinaryText[]): BinaryText => encodeReply(list(words))

/** What the other side sent is no RESP. */
export class ProtocolError extends Error {}

/** proto-max-bulk-len is 512 MB for real; simulated values are smaller. */
const bulkBytesMax = 64 * 1024 * 1024
const itemsMax = 1024 * 1024

/** Reads commands (on a server) or replies (on a client) from a descriptor. */
export class RespReader {
  readonly #process: Process
  readonly #descriptor: number
  #text: BinaryText = ''

  constructor(process: Process, descriptor: number) {
    this.#process = process
    this.#descriptor = descriptor
  }

  get buffered(): boolean {
    return this.#text !== ''
  }

  *#more(): Step<boolean> {
    const chunk = yield* read(this.#process, this.#descriptor)
    this.#text += toBinary(chunk)
    return chunk.length > 0
  }

  *#line(): Step<string | undefined> {
    let end = this.#text.indexOf('\n')
    while (end < 0) {
      if (this.#text.length > 65_536) throw new ProtocolError('too big inline request')
      if (!(yield* this.#more())) return undefined
      end = this.#text.indexOf('\n')
    }
    const line = this.#text.slice(0, end).replace(/\r$/, '')
    this.#text = this.#text.slice(end + 1)
    return line
  }

  *#bulk(length: number): Step<BinaryText | undefined> {
    if (!(length >= 0 && length <= bulkBytesMax)) throw new ProtocolError('invalid bulk length')
    while (this.#text.length < length + 2) if (!(yield* this.#more())) return undefined
    const text = this.#text.slice(0, length)
    this.#text = this.#text.slice(length + 2)
    return text
  }

  /** The words of the next command: an array of bulks, or an inline line as telnet sends it. Undefined at the end. */
  *command(): Step<BinaryText[] | undefined> {
    const line = yield* this.#line()
    if (line === undefined) return undefined
    if (!line.startsWith('*')) return line.split(/\s+/).filter(word => word !== '')
    const count = Number(line.slice(1))
    if (!(count <= itemsMax)) throw new ProtocolError('invalid multibulk length')
    const words: BinaryText[] = []
    while (words.length < count) {
      const size = yield* this.#line()
      if (size === undefined) return undefined
      if (!size.startsWith('$')) throw new ProtocolError(`expected '$', got '${size.slice(0, 1)}'`)
      const word = yield* this.#bulk(Number(size.slice(1)))
      if (word === undefined) return undefined
      words.push(word)
    }
    return words
  }

  *reply(): Step<Reply | undefined> {
    const line = yield* this.#line()
    if (line === undefined) return undefined
    const rest = line.slice(1)
    if (line.startsWith('+')) return simple(rest)
    if (line.startsWith('-')) return failure(rest)
    if (line.startsWith(':')) return integer(Number(rest))
    if (line.startsWith('$')) return Number(rest) < 0 ? { kind: 'null' } : bulk(yield* this.#bulk(Number(rest)))
    if (!line.startsWith('*')) throw new ProtocolError('unknown reply type')
    const items: Reply[] = []
    for (let count = Number(rest); count > 0; count--) {
      const item = yield* this.reply()
      if (!item) return undefined
      items.push(item)
    }
    return { kind: 'array', items }
  }
}
