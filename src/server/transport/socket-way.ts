import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Encoded, EncodedLater, EncodedRaw, EncodedWebSocket } from '../encode.ts'
import type { Way } from '../way.ts'
import { Connection } from './connection.ts'
import { pumpOut, runSession } from './pump.ts'

/** What the router gets back for an answer that is on its way already. */
export const sent = new Response(null)

/** Answers written straight to the socket: no web `Response` is made, which would cost more than everything else. */
export class SocketWay implements Way {
  readonly #incoming: IncomingMessage
  readonly #outgoing: ServerResponse

  constructor(incoming: IncomingMessage, outgoing: ServerResponse) {
    this.#incoming = incoming
    this.#outgoing = outgoing
  }

  send({ status, headers, body }: Encoded): Response {
    const outgoing = this.#outgoing
    if (typeof body === 'object' && (body.kind === 'raw' || body.kind === 'websocket')) return this.#takeOver(body)
    if (outgoing.headersSent || outgoing.destroyed) {
      if (typeof body === 'object' && body.kind === 'stream') body.source.close()
      return sent
    }
    const bodyBytes = typeof body === 'string' ? Buffer.byteLength(body) : 0
    if (typeof body === 'string') headers.push('Content-Length', String(bodyBytes))
    // Go says nothing about a connection that stays, and says so when it will not.
    outgoing.removeHeader('connection')
    outgoing.sendDate = false
    if (!outgoing.shouldKeepAlive || this.#lastRequest) headers.push('Connection', 'close')
    outgoing.writeHead(status, headers)
    if (body === undefined) outgoing.end()
    // One byte a character: the text can be copied as it is instead of being encoded.
    else if (typeof body === 'string') outgoing.end(body, bodyBytes === body.length ? 'latin1' : 'utf8')
    else {
      outgoing.flushHeaders()
      if (body.kind === 'stream') pumpOut(body.source, outgoing)
      else this.#later(body)
    }
    return sent
  }

  /** Bun does not work it out for `shouldKeepAlive`. */
  get #lastRequest(): boolean {
    const { headers, httpVersionMinor } = this.#incoming
    const wish = headers.connection?.toLowerCase()
    return wish === undefined ? httpVersionMinor === 0 : wish.includes('close')
  }

  #later({ text }: EncodedLater): void {
    const finish = (body: string) => {
      if (!this.#outgoing.destroyed) this.#outgoing.end(body)
    }
    text.then(finish, () => this.#outgoing.destroy())
  }

  #takeOver(body: EncodedRaw | EncodedWebSocket): Response {
    const connection = this.#incoming.socket as unknown
    if (!(connection instanceof Connection)) throw new Error('only a connection of this listener can be taken over')
    const { session } = body
    if (connection.destroyed) {
      session?.input.end()
      session?.output.close()
      return sent
    }
    const socket = connection.detach()
    if (body.kind === 'websocket') {
      const incoming = this.#incoming
      void import('./websocket.ts').then(({ runWebSocket }) => runWebSocket(incoming, socket, body))
    } else if (session) {
      socket.write(body.head)
      runSession(socket, session)
    } else {
      socket.on('error', () => {})
      socket.end(body.head)
      socket.resume()
    }
    return sent
  }
}
