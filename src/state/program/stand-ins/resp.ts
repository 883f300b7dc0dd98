import { read } from '../../kernel/calls.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { type BinaryText, toBinary } from '../applets/binary.ts'

/** A reply of the Redis serialization protocol, version 2 (RESP2). Texts are bytes. */
export type PlainReply =
  | { readonly kind: 'simple' | 'error' | 'bulk'; readonly text: BinaryText }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'null' }
  | { readonly kind: 'array'; readonly items: readonly PlainReply[] }

/** What a command answers. Version 3 of the protocol says of some replies what they are; version 2 has simpler ones for them. */
export type Reply =
  | Exclude<PlainReply, { kind: 'array' }>
  | { readonly kind: 'array' | 'set'; readonly items: readonly Reply[] }
  | { readonly kind: 'map' | 'pairs'; readonly pairs: readonly (readonly [Reply, Reply])[] }
  | { readonly kind: 'double' | 'verbatim'; readonly text: BinaryText }

export type ProtocolVersion = 2 | 3

export const simple = (text: string): Reply => ({ kind: 'simple', text })
export const failure = (text: string): Reply => ({ kind: 'error', text })
export const bulk = (text: BinaryText | undefined): Reply =>
  text === undefined ? { kind: 'null' } : { kind: 'bulk', text }
export const integer = (value: number): Reply => ({ kind: 'integer', value })
export const list = (texts: readonly (BinaryText | undefined)[]): Reply => ({ kind: 'array', items: texts.map(bulk) })

export const set = (texts: readonly BinaryText[]): Reply => ({ kind: 'set', items: texts.map(bulk) })
export const double = (value: number | undefined): Reply =>
  value === undefined ? { kind: 'null' } : { kind: 'double', text: String(value).replace('Infinity', 'inf') }
export const map = (entries: Iterable<readonly [BinaryText, BinaryText]>): Reply => ({
  kind: 'map',
  pairs: [...entries].map(([key, value]) => [bulk(key), bulk(value)] as const),
})

/** The same for a client of version 2. */
export const plain = (reply: Reply): PlainReply => {
  switch (reply.kind) {
    case 'array':
    case 'set':
      return { kind: 'array', items: reply.items.map(plain) }
    case 'map':
    case 'pairs':
      return { kind: 'array', items: reply.pairs.flat().map(plain) }
    case 'double':
    case 'verbatim':
      return { kind: 'bulk', text: reply.text }
    default:
      return reply
  }
}

export const encodeReply = (reply: Reply, version: ProtocolVersion): BinaryText =>
  version === 2 ? encodePlain(plain(reply)) : encodeTyped(reply)

const encodeTyped = (reply: Reply): BinaryText => {
  const all = (replies: readonly Reply[]): BinaryText => replies.map(encodeTyped).join('')
  switch (reply.kind) {
    case 'null':
      return '_\r\n'
    case 'array':
      return `*${reply.items.length}\r\n${all(reply.items)}`
    case 'set':
      return `~${reply.items.length}\r\n${all(reply.items)}`
    case 'map':
      return `%${reply.pairs.length}\r\n${all(reply.pairs.flat())}`
    case 'pairs':
      return `*${reply.pairs.length}\r\n${reply.pairs.map(pair => `*2\r\n${all(pair)}`).join('')}`
    case 'double':
      return `,${reply.text}\r\n`
    case 'verbatim':
      return `=${reply.text.length + 4}\r\ntxt:${reply.text}\r\n`
    default:
      return encodePlain(reply)
  }
}

const encodePlain = (reply: PlainReply): BinaryText => {
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
      return `*${reply.items.length}\r\n${reply.items.map(encodePlain).join('')}`
  }
}

export const encodeCommand = (words: readonly BinaryText[]): BinaryText => encodeReply(list(words), 2)

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

  *reply(): Step<PlainReply | undefined> {
    const line = yield* this.#line()
    if (line === undefined) return undefined
    const rest = line.slice(1)
    if (line.startsWith('+')) return { kind: 'simple', text: rest }
    if (line.startsWith('-')) return { kind: 'error', text: rest }
    if (line.startsWith(':')) return { kind: 'integer', value: Number(rest) }
    if (line.startsWith('$')) {
      const text = Number(rest) < 0 ? undefined : yield* this.#bulk(Number(rest))
      return text === undefined ? { kind: 'null' } : { kind: 'bulk', text }
    }
    if (!line.startsWith('*')) throw new ProtocolError('unknown reply type')
    const items: PlainReply[] = []
    for (let count = Number(rest); count > 0; count--) {
      const item = yield* this.reply()
      if (!item) return undefined
      items.push(item)
    }
    return { kind: 'array', items }
  }
}
