import net from 'node:net'

export interface RawReply {
  readonly status: number
  readonly head: string
  readonly body: Buffer
}

/** A request as it goes on the wire. */
export const requestBytes = (method: string, path: string, body?: unknown): Buffer => {
  const text = body === undefined ? '' : JSON.stringify(body)
  const fields = text === '' ? '' : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n`
  return Buffer.from(`${method} ${path} HTTP/1.1\r\nHost: docker\r\n${fields}\r\n${text}`)
}

const headEnd = Buffer.from('\r\n\r\n')
const lastChunk = Buffer.from('\r\n0\r\n\r\n')
const contentLength = /^content-length: (\d+)/im
const chunked = /^transfer-encoding: chunked/im

/** Where the answer that begins `bytes` ends, -1 while it is not all there. One answer at a time: nothing follows it. */
const answerEnd = (bytes: Buffer): number => {
  const at = bytes.indexOf(headEnd)
  if (at < 0) return -1
  const head = bytes.toString('latin1', 0, at)
  const length = contentLength.exec(head)?.[1]
  if (length !== undefined) {
    const end = at + headEnd.length + Number(length)
    return bytes.length >= end ? end : -1
  }
  if (!chunked.test(head)) return at + headEnd.length
  return bytes.subarray(-lastChunk.length).equals(lastChunk) ? bytes.length : -1
}

const unchunk = (bytes: Buffer): Buffer => {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    if (size === 0 || Number.isNaN(size)) break
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
  return Buffer.concat(parts)
}

const parseReply = (bytes: Buffer): RawReply => {
  const at = bytes.indexOf(headEnd)
  const head = bytes.toString('latin1', 0, at)
  const body = bytes.subarray(at + headEnd.length)
  return { status: Number(head.slice(9, 12)), head, body: chunked.test(head) ? unchunk(body) : body }
}

/**
 * A keep-alive connection that costs little: an HTTP client of a library would use more processor time than the
 * servers under test, and the client shares the machine with them.
 */
export class RawConnection {
  readonly #socket: net.Socket
  #pending: Buffer[] = []
  #pendingLength = 0
  #awaited = 0
  #done: ((answer: Buffer) => void) | undefined
  #failed: ((error: Error) => void) | undefined

  private constructor(socket: net.Socket) {
    this.#socket = socket
    socket.on('data', data => this.#receive(data as Buffer))
    socket.on('error', error => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the server closed the connection')))
  }

  static open(socketPath: string): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(socketPath)
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.off('error', reject)
        resolve(new RawConnection(socket))
      })
    })
  }

  send(request: Buffer, done: (answer: Buffer) => void, failed: (error: Error) => void): void {
    this.#done = done
    this.#failed = failed
    this.#socket.write(request)
  }

  call(method: string, path: string, body?: unknown): Promise<RawReply> {
    return new Promise((resolve, reject) => {
      this.send(requestBytes(method, path, body), answer => resolve(parseReply(answer)), reject)
    })
  }

  close(): void {
    this.#done = undefined
    this.#failed = undefined
    this.#socket.destroy()
  }

  #fail(error: Error): void {
    const failed = this.#failed
    this.#done = undefined
    this.#failed = undefined
    failed?.(error)
  }

  /** Large answers come in many pieces: they are only put together when there is enough of them. */
  #receive(data: Buffer): void {
    this.#pending.push(data)
    this.#pendingLength += data.length
    if (this.#pendingLength < this.#awaited) return
    const bytes = this.#pending.length === 1 ? data : Buffer.concat(this.#pending)
    this.#pending = [bytes]
    const end = answerEnd(bytes)
    if (end < 0) {
      this.#awaited = expectedLength(bytes)
      return
    }
    this.#pending = []
    this.#pendingLength = 0
    this.#awaited = 0
    const done = this.#done
    this.#done = undefined
    done?.(bytes)
  }
}

/** How many bytes there must be before looking again is worth it: chunked answers are looked at whenever they doubled. */
const expectedLength = (bytes: Buffer): number => {
  const at = bytes.indexOf(headEnd)
  const length = at < 0 ? undefined : contentLength.exec(bytes.toString('latin1', 0, at))?.[1]
  return length === undefined ? 0 : at + headEnd.length + Number(length)
}
