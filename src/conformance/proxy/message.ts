import { decodeText } from '../wire.ts'
import { joined } from './bytes.ts'

/** The first line and the headers of a request or a reply. */
export interface Head {
  readonly line: string
  /** By lower-case name; what is repeated is joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
}

/** How the body of a message ends: after so many bytes, with the last chunk, or with the connection. */
export type Framing =
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until-close' }

/** Somebody who is told of one message of HTTP/1.1 as it comes. */
export interface Listener {
  head(head: Head): Framing
  body(bytes: Uint8Array): void
  end(): void
}

/** Reads one message from bytes that come in pieces of any size. */
export interface MessageReader {
  /** Answers the bytes after the end of the message; undefined while it has not ended. Throws on what is no HTTP. */
  read(bytes: Uint8Array): Uint8Array | undefined
  /** The connection has ended: with it a body that has no other end. */
  close(): void
}

/** Longer heads come from nobody who speaks with a daemon. */
const headMaxBytes = 256 * 1024

const lineFeed = 10
const carriageReturn = 13
const lineEndBytes = 2

const parseHead = (text: string): Head => {
  const [line = '', ...fields] = text.split(/\r?\n/)
  const headers: Record<string, string> = {}
  for (const field of fields) {
    const [, name = '', value = ''] = /^([^:\s]+):[ \t]*(.*?)[ \t]*$/.exec(field) ?? []
    if (name === '') continue
    const key = name.toLowerCase()
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`
  }
  return { line, headers }
}

/** Where the empty line after a head, or after the last chunk, ends; -1 while it has not come. */
const endOfHead = (bytes: Uint8Array): number => {
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) {
    if (bytes[at + 1] === lineFeed) return at + 2
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at + 3
  }
  return -1
}

type State = 'head' | 'length' | 'chunk-size' | 'chunk' | 'trailer' | 'until-close' | 'ended'

/** A message that is being read. */
interface Reading {
  readonly listener: Listener
  state: State
  /** What has come and was not looked at yet. */
  held: Uint8Array
  /** Of the body, or of the chunk with the line end after it. */
  left: number
}

const begin = (reading: Reading, framing: Framing): State => {
  if (framing.kind === 'chunked') return 'chunk-size'
  if (framing.kind === 'until-close') return 'until-close'
  reading.left = framing.bytes
  return framing.bytes === 0 ? 'ended' : 'length'
}

/** Takes so many bytes of what is held. */
const take = (reading: Reading, bytes: number): Uint8Array => {
  const taken = reading.held.subarray(0, bytes)
  reading.held = reading.held.subarray(taken.length)
  reading.left -= taken.length
  return taken
}

/** Each takes one step, and answers false when it needs more bytes. */
const steps: Readonly<Record<Exclude<State, 'ended'>, (reading: Reading) => boolean>> = {
  head(reading) {
    // Empty lines before a message are allowed.
    while (reading.held[0] === carriageReturn || reading.held[0] === lineFeed) reading.held = reading.held.subarray(1)
    const end = endOfHead(reading.held)
    if (end === -1 && reading.held.length > headMaxBytes) throw new Error('a head without an end')
    if (end === -1) return false
    const head = parseHead(decodeText(take(reading, end)))
    reading.state = begin(reading, reading.listener.head(head))
    return true
  },
  length(reading) {
    if (reading.held.length === 0) return false
    reading.listener.body(take(reading, reading.left))
    if (reading.left === 0) reading.state = 'ended'
    return true
  },
  'chunk-size'(reading) {
    const end = reading.held.indexOf(lineFeed)
    if (end === -1) return false
    const size = Number.parseInt(decodeText(reading.held.subarray(0, end)), 16)
    if (!(size >= 0)) throw new Error('a chunk without a size')
    reading.state = size === 0 ? 'trailer' : 'chunk'
    // The line end after the last size belongs to the empty line that ends the trailer.
    take(reading, size === 0 ? end : end + 1)
    reading.left = size + lineEndBytes
    return true
  },
  chunk(reading) {
    if (reading.held.length === 0) return false
    const payload = Math.max(0, reading.left - lineEndBytes)
    if (payload > 0) reading.listener.body(take(reading, payload))
    else take(reading, reading.left)
    if (reading.left === 0) reading.state = 'chunk-size'
    return true
  },
  trailer(reading) {
    const end = endOfHead(reading.held)
    if (end === -1) return false
    take(reading, end)
    reading.state = 'ended'
    return true
  },
  'until-close'(reading) {
    if (reading.held.length > 0) reading.listener.body(take(reading, reading.held.length))
    return false
  },
}

export const createMessageReader = (listener: Listener): MessageReader => {
  const reading: Reading = { listener, state: 'head', held: new Uint8Array(), left: 0 }
  return {
    read(bytes) {
      reading.held = reading.held.length === 0 ? bytes : joined([reading.held, bytes])
      while (reading.state !== 'ended' && steps[reading.state](reading));
      if (reading.state !== 'ended') {
        // A copy of what is left: the memory is the socket's.
        reading.held = reading.held.slice()
        return undefined
      }
      listener.end()
      return reading.held
    },
    close() {
      if (reading.state !== 'until-close') return
      reading.state = 'ended'
      listener.end()
    },
  }
}
