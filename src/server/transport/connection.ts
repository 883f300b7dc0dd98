import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { operations } from '../../../spec/index.ts'

/** How long a closing connection keeps swallowing what the client still sends, so that it can read the answer. */
const lingerMilliseconds = 500
/** Past this much unread body the socket rests. */
const unreadBytesMax = 262_144
/** A request line and headers longer than this are left to the parser. */
const headBytesMax = 16_384

/** The request lines after which a connection may leave HTTP, from the description: `POST /containers/…/attach`. */
const hijackable = ((): RegExp => {
  const paths = Object.values(operations)
    .filter(operation => operation.method === 'POST' && operation.stream === 'hijack')
    .map(operation => operation.path.replace(/\{\w+\}/g, '[^\\s?]+'))
  return new RegExp(`^POST (?:/v[0-9.]+)?(?:${paths.join('|')})(?:\\?\\S*)? HTTP/1\\.[01]\\r\\n`)
})()

/**
 * What the HTTP server believes to be its socket. It can be cut from the real one at any moment, on every runtime in the
 * same way, which a parser attached to the socket itself does not allow. During a request that may be hijacked it
 * gives the parser that request and nothing beyond: what follows belongs to whoever takes the socket over.
 */
export class Connection extends Duplex {
  readonly raw: Socket
  /** The request being read, when there is one. */
  request: IncomingMessage | undefined
  #detached = false
  /** Inside a hijackable request: only its own bytes go to the parser. */
  #gated = false
  #gatedRemaining = 0
  #held: Buffer[] = []
  /** The beginning of a hijackable request whose headers have not all arrived. */
  #head: Buffer | undefined

  constructor(raw: Socket) {
    // Texts go on as they are: most answers are one, and making bytes of it here would copy it once more.
    super({ allowHalfOpen: true, decodeStrings: false })
    this.raw = raw
    raw.on('data', this.#receive)
    raw.on('end', this.#ended)
    raw.on('error', this.#failed)
    raw.on('close', this.#closed)
  }

  get detached(): boolean {
    return this.#detached
  }

  readonly #receive = (chunk: Buffer): void => {
    if (this.#gated) {
      this.#feed(chunk)
      return
    }
    const bytes = this.#head ? Buffer.concat([this.#head, chunk]) : chunk
    this.#head = undefined
    if (this.#idle && bytes[0] === 0x50 && this.#gate(bytes)) return
    if (!this.push(bytes) || this.#unreadBody) this.raw.pause()
  }

  readonly #ended = (): void => {
    if (this.#head) this.push(this.#head)
    this.push(null)
  }

  readonly #failed = (error: Error): void => {
    this.destroy(error)
  }

  readonly #closed = (): void => {
    if (!this.destroyed) this.destroy()
  }

  get #idle(): boolean {
    return this.request?.complete ?? true
  }

  /** Bun's HTTP parser never rests its socket for a reader that is slow. */
  get #unreadBody(): boolean {
    return this.request !== undefined && !this.request.complete && this.request.readableLength > unreadBytesMax
  }

  /** True when the bytes begin a hijackable request, and have been dealt with. */
  #gate(bytes: Buffer): boolean {
    const text = bytes.toString('latin1', 0, headBytesMax)
    const end = text.indexOf('\r\n\r\n')
    const lineEnds = text.includes('\r\n')
    if (lineEnds ? !hijackable.test(text) : !text.startsWith('POST /')) return false
    if (end < 0) {
      if (bytes.length >= headBytesMax) return false
      this.#head = bytes
      return true
    }
    const head = text.slice(0, end + 2)
    if (/\r\ntransfer-encoding:/i.test(head)) return false
    this.#gated = true
    this.#gatedRemaining = end + 4 + Number(/\r\ncontent-length:[ \t]*(\d+)/i.exec(head)?.[1] ?? 0)
    this.#feed(bytes)
    return true
  }

  #feed(bytes: Buffer): void {
    const own = Math.min(this.#gatedRemaining, bytes.length)
    this.#gatedRemaining -= own
    if (own < bytes.length) this.#held.push(bytes.subarray(own))
    if (this.#gatedRemaining === 0) this.raw.pause()
    if (own > 0) this.push(own === bytes.length ? bytes : bytes.subarray(0, own))
  }

  /** The hijackable request was answered as HTTP after all: the connection goes on. */
  release(): void {
    if (!this.#gated || this.#detached) return
    this.#gated = false
    const held = this.#held
    this.#held = []
    for (const bytes of held) this.#receive(bytes)
    this.raw.resume()
  }

  /** Takes the socket away from HTTP. It is paused; the first reader starts it. */
  detach(): Socket {
    if (this.#detached) throw new Error('the connection is hijacked already')
    this.#detached = true
    const { raw } = this
    raw.pause()
    // As Node leaves a socket for an upgrade: the next reader starts the flow, which an explicit pause would forbid.
    Object.assign(raw, { readableFlowing: null })
    raw.off('data', this.#receive)
    raw.off('end', this.#ended)
    raw.off('error', this.#failed)
    raw.off('close', this.#closed)
    raw.on('close', () => this.destroy())
    if (this.#held.length > 0) raw.unshift(Buffer.concat(this.#held))
    return raw
  }

  override _read(): void {
    const gateShut = this.#gated && this.#gatedRemaining === 0
    if (!this.#detached && !gateShut && !this.#unreadBody) this.raw.resume()
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // Deno never calls back for a write of nothing on a TLS socket.
    if (this.#detached || chunk.length === 0) done()
    else this.raw.write(chunk, encoding, done)
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#detached) done()
    else this.raw.end(() => done())
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.#detached) this.raw.destroy()
    done(error)
  }

  /**
   * The end of a connection that HTTP wants closed, as Go does it: everything out, FIN, and a while of swallowing
   * input, because a socket closed with unread input resets and takes the answer with it.
   */
  destroySoon(): void {
    if (this.#detached || this.destroyed) return
    const { raw } = this
    this.#gated = false
    raw.off('data', this.#receive)
    raw.off('end', this.#ended)
    raw.on('data', () => {})
    if (this.writable) this.end()
    const close = (): void => {
      clearTimeout(timer)
      if (!this.destroyed) this.destroy()
    }
    const timer = setTimeout(close, lingerMilliseconds)
    const bothEnded = (): void => {
      if (this.writableFinished) close()
      else this.once('finish', close)
    }
    if (raw.readableEnded) {
      bothEnded()
      return
    }
    raw.once('end', bothEnded)
    raw.resume()
  }

  // What else an HTTP server asks of a socket. Timeouts are inert: daemons have none.
  setTimeout(): this {
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  get remoteAddress(): string | undefined {
    return this.raw.remoteAddress
  }

  get remotePort(): number | undefined {
    return this.raw.remotePort
  }

  get encrypted(): boolean {
    return 'encrypted' in this.raw && this.raw.encrypted === true
  }
}
