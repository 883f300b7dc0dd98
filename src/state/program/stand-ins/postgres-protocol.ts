import { SystemError } from '../../filesystem/contract.ts'
import { read, write } from '../../kernel/calls.ts'
import type { Process, Step } from '../../kernel/process.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A message of the frontend/backend protocol 3.0: its type letter (none at the start) and its body. */
export interface Message {
  readonly type: string
  readonly body: Uint8Array
}

export const concatenate = (parts: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}

export const int32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setInt32(0, value)
  return bytes
}

export const int16 = (value: number): Uint8Array => Uint8Array.of((value >> 8) & 255, value & 255)
/** A text with its terminating zero. */
export const zeroEnded = (text: string): Uint8Array => encoder.encode(`${text}\0`)
export const textOfBody = (body: Uint8Array): string => decoder.decode(body)
export const number32 = (body: Uint8Array, offset = 0): number =>
  new DataView(body.buffer, body.byteOffset).getInt32(offset)

export const encodeMessage = (type: string, ...parts: readonly Uint8Array[]): Uint8Array => {
  const body = concatenate(parts)
  return concatenate([encoder.encode(type), int32(body.length + 4), body])
}

/** Longer messages are no messages. */
const bodyBytesMax = 16 * 1024 * 1024

export class MessageReader {
  readonly #process: Process
  readonly #descriptor: number
  #held = new Uint8Array(0)

  constructor(process: Process, descriptor: number) {
    this.#process = process
    this.#descriptor = descriptor
  }

  *#take(length: number): Step<Uint8Array | undefined> {
    while (this.#held.length < length) {
      const chunk = yield* read(this.#process, this.#descriptor)
      if (chunk.length === 0) return undefined
      this.#held = concatenate([this.#held, chunk]) as Uint8Array<ArrayBuffer>
    }
    const taken = this.#held.slice(0, length)
    this.#held = this.#held.slice(length)
    return taken
  }

  /** The next message; undefined at the end. The first one of a connection has no type. */
  *next(typed = true): Step<Message | undefined> {
    const type = typed ? yield* this.#take(1) : new Uint8Array(0)
    const size = type && (yield* this.#take(4))
    if (!type || !size) return undefined
    const length = number32(size) - 4
    if (length < 0 || length > bodyBytesMax) throw new SystemError('EINVAL')
    const body = yield* this.#take(length)
    return body && { type: textOfBody(type), body }
  }
}

export function* send(process: Process, descriptor: number, ...messages: readonly Uint8Array[]): Step<void> {
  yield* write(process, descriptor, concatenate(messages))
}

/** The texts of a body that is a row of zero-ended strings. */
export const strings = (body: Uint8Array): string[] => textOfBody(body).split('\0')

export const parameterStatus = (name: string, value: string): Uint8Array =>
  encodeMessage('S', zeroEnded(name), zeroEnded(value))
export const readyForQuery = encodeMessage('Z', encoder.encode('I'))

export const errorResponse = (code: string, message: string, severity = 'ERROR'): Uint8Array =>
  encodeMessage(
    'E',
    zeroEnded(`S${severity}`),
    zeroEnded(`V${severity}`),
    zeroEnded(`C${code}`),
    zeroEnded(`M${message}`),
    Uint8Array.of(0),
  )

export const errorText = (body: Uint8Array): string => {
  const fields = strings(body)
  const field = (letter: string): string => fields.find(text => text.startsWith(letter))?.slice(1) ?? ''
  return `${field('S')}:  ${field('M')}`
}

/** The object ids of the types that the stand-in answers with. */
export const typeIds = { int4: 23, text: 25, bool: 16 } as const

export interface Column {
  readonly name: string
  readonly type: keyof typeof typeIds
}

export const rowDescription = (columns: readonly Column[]): Uint8Array =>
  encodeMessage(
    'T',
    int16(columns.length),
    ...columns.map(({ name, type }) =>
      concatenate([
        zeroEnded(name),
        int32(0),
        int16(0),
        int32(typeIds[type]),
        int16(type === 'int4' ? 4 : type === 'bool' ? 1 : -1),
        int32(-1),
        int16(0),
      ]),
    ),
  )

export const dataRow = (values: readonly string[]): Uint8Array =>
  encodeMessage(
    'D',
    int16(values.length),
    ...values.map(value => concatenate([int32(encoder.encode(value).length), encoder.encode(value)])),
  )

export const commandComplete = (tag: string): Uint8Array => encodeMessage('C', zeroEnded(tag))
