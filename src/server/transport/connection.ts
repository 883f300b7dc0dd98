import type { Socket } from 'node:net'
import type { Loss } from '../way.ts'
import { RequestBody } from './body.ts'
import { breakOff } from './breach.ts'
import { headBytesMax, headEnd, headTooLarge, parseHead, parseRequestLine, Refusal, type RequestHead } from './head.ts'
import type { Received } from './pump.ts'

/** How long a closing connection keeps swallowing what the client still sends, so that it can read the answer. */
const lingerMilliseconds = 500
/** Past this much that nobody has asked for yet the socket rests. */
const unreadBytesMax = 65_536

const nothing = Buffer.alloc(0)

/** A socket that has left HTTP, with what came behind its last request. It is paused; its first reader starts it. */
export interface Detached extends Received {
  readonly socket: Socket
  readonly early: Buffer
}

export type Serve = (connection: Connection, head: RequestHead) => void

/**
 * HTTP/1.1 on a socket: one request after the other, each answered before the next is looked at. Nobody else listens
 * to the socket, so it can be given away at any moment, in the same way on every runtime.
 */
export class Connection {
  readonly #socket: Socket
  readonly #serve: Serve
  #unread: Buffer = nothing
  /** Memory for what comes in many pieces. */
  #room: Buffer = nothing
  /** So much of `#unread` is known to have no end of a head. */
  #scanned = 0
  /** The first line of a head is there, and is good. */
  #hasLine = false
  /** The request that is being answered. */
  #head: RequestHead | undefined
  #body: RequestBody | undefined
  #saidContinue = false
  #gone: (() => void)[] = []
  #drained: (() => void) | undefined
  /** The client does not keep up with what it is sent. */
  #choked = false
  /** The client sends no more. */
  #halfClosed = false
  /** No more requests are read. */
  #over = false
  #advancing = false

  constructor(socket: Socket, serve: Serve) {
    this.#socket = socket
    this.#serve = serve
    socket.on('data', this.#receive)
    socket.on('end', this.#ended)
    socket.on('close', this.#closed)
    socket.on('drain', this.#drain)
  }

  /** The body of the request that is being answered, if it has one. */
  get body(): RequestBody | undefined {
    return this.#body
  }

  get destroyed(): boolean {
    return this.#socket.destroyed
  }

  get isChoked(): boolean {
    return this.#choked
  }

  /** Whether this answer is the last one: nobody knows where the next request would begin, or nobody wants it. */
  get isLast(): boolean {
    const head = this.#head
    if (!head || head.isLast) return true
    const body = this.#body
    return body !== undefined && !body.ended && (body.isHopeless || (head.expectsContinue && !this.#saidContinue))
  }

  readonly #receive = (chunk: Buffer): void => {
    if (this.#over) return
    this.#append(chunk)
    this.#advance()
  }

  /** The room is twice what is needed: a head in many small pieces costs no more than its length. */
  #append(chunk: Buffer): void {
    const unread = this.#unread
    if (unread.length === 0) {
      this.#unread = chunk
      return
    }
    const needed = unread.length + chunk.length
    let start = unread.byteOffset
    if (unread.buffer !== this.#room.buffer || start + needed > this.#room.length) {
      this.#room = Buffer.allocUnsafeSlow(needed * 2)
      unread.copy(this.#room)
      start = 0
    }
    chunk.copy(this.#room, start + unread.length)
    this.#unread = this.#room.subarray(start, start + needed)
  }

  #advance(): void {
    if (this.#advancing) return
    this.#advancing = true
    try {
      while (!this.#over && this.#step());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.#refuse(error)
    } finally {
      this.#advancing = false
    }
    this.#flow()
  }

  /** Does what can be done with the bytes that are there; false when it takes more of them, or time. */
  #step(): boolean {
    const body = this.#body
    if (body && !body.ended) {
      if (this.#unread.length > 0) this.#unread = body.feed(this.#unread)
      if (this.#halfClosed && this.#unread.length === 0) body.cut()
      if (!body.ended) return false
    }
    if (this.#head || this.#choked) return false
    return this.#next()
  }

  /** Serves the next request, if all of its head is there. */
  #next(): boolean {
    const bytes = this.#unread
    const end = headEnd(bytes, Math.max(0, this.#scanned - 2))
    if (end > headBytesMax || (end < 0 && bytes.length > headBytesMax)) throw new Refusal(headTooLarge)
    if (end < 0) {
      this.#await(bytes)
      return false
    }
    const head = parseHead(bytes.toString('latin1', 0, end))
    this.#unread = end === bytes.length ? nothing : bytes.subarray(end)
    this.#room = nothing
    this.#scanned = 0
    this.#hasLine = false
    this.#head = head
    this.#saidContinue = false
    this.#body = head.body === 0 ? undefined : new RequestBody(head.body, this.#bodyWanted)
    this.#serve(this, head)
    return true
  }

  /** Not all of a head is there; what is no HTTP is refused by its first line, because no more may come. */
  #await(bytes: Buffer): void {
    const lineEnd = this.#hasLine ? -1 : bytes.indexOf('\n', this.#scanned)
    if (lineEnd >= 0) {
      this.#hasLine = true
      parseRequestLine(bytes.toString('latin1', 0, lineEnd + 1))
    }
    this.#scanned = bytes.length
    if (!this.#halfClosed) return
    if (bytes.length > 0) throw new Refusal('400 Bad Request')
    this.close()
  }

  readonly #bodyWanted = (): void => {
    if (this.#head?.expectsContinue && !this.#saidContinue) {
      this.#saidContinue = true
      this.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1')
    }
    this.#advance()
  }

  /** The socket rests while nobody wants what it has. */
  #flow(): void {
    if (this.#over) return
    const isIdle = !this.#head && !this.#choked && (this.#body?.ended ?? true)
    const flows = isIdle || this.#unread.length <= unreadBytesMax
    if (flows !== this.#socket.isPaused()) return
    if (flows) this.#socket.resume()
    else this.#socket.pause()
  }

  /** False: write no more before `onDrain` says so. */
  write(data: string | Uint8Array, encoding?: BufferEncoding): boolean {
    if (!this.#socket.writable) return false
    this.#choked = !this.#socket.write(data, encoding)
    return !this.#choked
  }

  /** Everything that is written meanwhile leaves at once. */
  together(write: () => void): void {
    this.#socket.cork()
    write()
    this.#socket.uncork()
  }

  onDrain(listener: () => void): void {
    this.#drained = listener
  }

  /** Called when the client leaves before its answer has ended. It may still hear the end of it. */
  onGone(listener: () => void): void {
    if (this.#isGone) listener()
    else this.#gone.push(listener)
  }

  /** Go takes a client that sends no more for one that is gone, unless it has sent another request. */
  get #isGone(): boolean {
    return this.destroyed || (this.#halfClosed && this.#unread.length === 0)
  }

  readonly #drain = (): void => {
    this.#choked = false
    const drained = this.#drained
    this.#drained = undefined
    drained?.()
    this.#advance()
  }

  readonly #ended = (): void => {
    this.#halfClosed = true
    this.#advance()
    if (this.#isGone) this.#leave()
  }

  readonly #closed = (): void => {
    this.#over = true
    this.#body?.cut()
    this.#leave()
  }

  #leave(): void {
    const gone = this.#gone
    this.#gone = []
    for (const listener of gone) listener()
  }

  /** The answer has been written to its end. */
  finish(isLast: boolean): void {
    const closes = isLast || this.isLast
    this.#head = undefined
    this.#gone = []
    this.#drained = undefined
    if (closes) this.close()
    else if (this.#body && !this.#body.ended) this.#body.skip({ end: () => {}, failed: () => this.close() })
    else this.#advance()
  }

  #refuse({ status, message }: Refusal): void {
    const head = `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n`
    this.write(head + message, 'latin1')
    this.close()
  }

  /**
   * Ends the connection as Go does: everything out, FIN, and a while of swallowing input, because a socket closed with
   * unread input resets and takes the answer with it.
   */
  close(): void {
    if (this.#over) return
    this.#over = true
    this.#unread = nothing
    this.#socket.resume()
    this.#socket.end(() => {
      const timer = setTimeout(() => this.destroy(), lingerMilliseconds)
      this.#socket.once('close', () => clearTimeout(timer))
    })
  }

  destroy(): void {
    this.#socket.destroy()
  }

  /** Ends as no server should, behind what was written. */
  breakOff(how: Loss): void {
    if (how === 'cut') {
      this.close()
      return
    }
    if (how !== 'hang') this.#over = true
    breakOff(this.#socket, how)
  }

  /** Takes the socket away from HTTP. */
  detach(): Detached {
    this.#over = true
    const socket = this.#socket
    socket.pause()
    // As Node leaves a socket for an upgrade: the next reader starts the flow, which an explicit pause would forbid.
    Object.assign(socket, { readableFlowing: null })
    socket.off('data', this.#receive)
    socket.off('end', this.#ended)
    socket.off('close', this.#closed)
    socket.off('drain', this.#drain)
    return { socket, early: this.#unread, ended: this.#halfClosed }
  }
}
