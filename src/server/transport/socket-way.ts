import type { EncodedWebSocket } from '../encode.ts'
import { type Encoded, type EncodedLater, type EncodedRaw, type EncodedStream, reasonOf } from '../encode.ts'
import { abandon, type Breach, type Loss, type Way } from '../way.ts'
import { breaching, breakOff } from './breach.ts'
import type { Connection } from './connection.ts'
import type { RequestHead } from './head.ts'
import { type Outlet, pumpOut, runSession, streamOutlet } from './pump.ts'

const headText = ({ status, headers }: Encoded, minorVersion: number): string =>
  `HTTP/1.${minorVersion === 0 ? 0 : 1} ${status} ${reasonOf(status)}\r\n${headers}`

/**
 * How far behind the head of an upgrade output stays that nobody asks for any more. docker-py reads the head through a buffer and then from the
 * socket beneath (docker/api/client.py, _get_raw_response_socket): what comes together with the head is lost on it. Of a real
 * daemon nothing does, which takes far longer to start a process. Other output must not wait: it would come after
 * answers that it should come before.
 */
const upgradeMilliseconds = 10

/**
 * How far behind its reason an answer stays that tells of a container's end. What the container said last is on another
 * connection, and a client that finds both at once may read them in either order (seen with dockerode, one time in
 * twenty); a real daemon is never that quick.
 */
const lastWordMilliseconds = 5

/** Answers written straight to the socket: no web `Response` is made, which would cost more than everything else. */
export class SocketWay implements Way<void> {
  readonly #connection: Connection
  readonly #head: RequestHead
  #isSent = false

  constructor(connection: Connection, head: RequestHead) {
    this.#connection = connection
    this.#head = head
  }

  send(encoded: Encoded): void {
    const { body } = encoded
    if (this.#isSent || this.#connection.destroyed) abandon(body)
    else if (typeof body === 'string' || body === undefined) this.#sendText(encoded, body)
    else if (body.kind === 'raw' || body.kind === 'websocket') this.#afterBody(body, encoded.breach)
    else this.#connection.together(() => this.#sendStream(encoded, body))
    this.#isSent = true
  }

  fail(): void {
    this.#connection.destroy()
  }

  lose(how: Loss): void {
    this.#isSent = true
    this.#connection.breakOff(how)
  }

  #sendText(encoded: Encoded, body: string | undefined): void {
    const connection = this.#connection
    const { method, minorVersion } = this.#head
    const isLast = encoded.isLast || connection.isLast
    const length = body === undefined ? undefined : Buffer.byteLength(body)
    let head = headText(encoded, minorVersion)
    if (length !== undefined) head += `Content-Length: ${length}\r\n`
    if (minorVersion === 0 && !isLast) head += 'Connection: keep-alive\r\n'
    else if (minorVersion > 0 && isLast) head += 'Connection: close\r\n'
    if (encoded.breach && body && method !== 'HEAD') {
      this.#sendPart(head, body, encoded.breach)
      return
    }
    // One byte a character: head and body can be copied as they are, in one piece.
    if (!body || method === 'HEAD') connection.write(`${head}\r\n`, 'latin1')
    else if (length === body.length) connection.write(`${head}\r\n${body}`, 'latin1')
    else
      connection.together(() => {
        connection.write(`${head}\r\n`, 'latin1')
        connection.write(body, 'utf8')
      })
    connection.finish(isLast)
  }

  /** A body that is shorter than its head has said. */
  #sendPart(head: string, body: string, { cutter, how }: Breach): void {
    const bytes = Buffer.from(body)
    this.#connection.write(`${head}\r\n`, 'latin1')
    this.#connection.write(bytes.subarray(0, cutter.take(bytes)))
    this.#connection.breakOff(how)
  }

  #sendStream(encoded: Encoded, body: EncodedStream | EncodedLater): void {
    const connection = this.#connection
    const { method, minorVersion } = this.#head
    // Before chunks were known, only the end of the connection said where a body ends.
    const isLast = minorVersion === 0 || connection.isLast
    const closing = minorVersion > 0 && isLast ? 'Connection: close\r\n' : ''
    const framing = minorVersion > 0 ? 'Transfer-Encoding: chunked\r\n' : ''
    connection.write(`${headText(encoded, minorVersion)}${closing}${framing}\r\n`, 'latin1')
    const outlet = this.#outletOf(isLast, encoded.breach)
    if (method === 'HEAD') {
      abandon(body)
      connection.finish(isLast)
    } else if (body.kind === 'stream') pumpOut(body.source, outlet)
    else
      Promise.all([body.text, body.isLastWord]).then(
        ([text, isLastWord]) => {
          const write = (): void => {
            outlet.write(Buffer.from(text))
            outlet.end()
          }
          if (isLastWord) setTimeout(write, lastWordMilliseconds)
          else write()
        },
        () => connection.destroy(),
      )
  }

  #outletOf(isLast: boolean, breach: Breach | undefined): Outlet {
    const outlet = this.#outlet(isLast)
    if (!breach) return outlet
    const connection = this.#connection
    return breaching(outlet, breach, { breakOff: how => connection.breakOff(how), destroy: () => connection.destroy() })
  }

  #outlet(isLast: boolean): Outlet {
    const connection = this.#connection
    const isChunked = this.#head.minorVersion > 0
    return {
      write(bytes) {
        if (!isChunked) return connection.write(bytes)
        connection.together(() => {
          connection.write(`${bytes.length.toString(16)}\r\n`, 'latin1')
          connection.write(bytes)
          connection.write('\r\n', 'latin1')
        })
        return !connection.isChoked
      },
      end() {
        if (isChunked) connection.write('0\r\n\r\n', 'latin1')
        connection.finish(isLast)
      },
      onDrain: listener => connection.onDrain(listener),
      onGone: listener => connection.onGone(listener),
    }
  }

  /**
   * A body that the handler did not look at does not belong to the session: dockerode sends its options as one. Of
   * chunks nobody knows whether they are meant to end.
   */
  #afterBody(answer: EncodedRaw | EncodedWebSocket, breach: Breach | undefined): void {
    const { body } = this.#connection
    if (!body || body.ended || this.#head.body === 'chunked') {
      this.#takeOver(answer, breach)
      return
    }
    const failed = (): void => {
      abandon(answer)
      this.#connection.destroy()
    }
    body.skip({ end: () => queueMicrotask(() => this.#takeOver(answer, breach)), failed })
  }

  #takeOver(body: EncodedRaw | EncodedWebSocket, breach: Breach | undefined): void {
    const detached = this.#connection.detach()
    const { socket } = detached
    if (body.kind === 'websocket') {
      const head = this.#head
      void import('./websocket.ts').then(({ runWebSocket }) => runWebSocket(head, detached, body))
    } else if (body.session) {
      socket.write(body.head)
      const outlet = streamOutlet(socket)
      const broken = breach && { breakOff: (how: Loss) => breakOff(socket, how), destroy: () => socket.destroy() }
      runSession(socket, body.session, detached, {
        waitMilliseconds: body.headAlone ? upgradeMilliseconds : 0,
        outlet: broken ? breaching(outlet, breach, broken) : outlet,
      })
    } else {
      socket.on('error', () => {})
      socket.end(body.head)
      socket.resume()
    }
  }
}
