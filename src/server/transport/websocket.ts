import type { IncomingMessage } from 'node:http'
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws'
import type { EncodedWebSocket } from '../encode.ts'
import type { Detached } from './connection.ts'
import { fieldOf, type RequestHead } from './head.ts'
import { runSession } from './pump.ts'

const server = new WebSocketServer({ noServer: true })

/** As much of a request as a WebSocket's handshake looks at. */
const handshakeOf = ({ method, target, fields }: RequestHead): IncomingMessage => {
  const names = fields.filter((_, index) => index % 2 === 0)
  const headers = Object.fromEntries(names.map(name => [name, fieldOf(fields, name)]))
  const handshake: Pick<IncomingMessage, 'method' | 'url' | 'headers'> = { method, url: target, headers }
  return handshake as IncomingMessage
}

/** Each message is bytes of the session; the session's output becomes messages, binary or text. */
export const runWebSocket = (
  head: RequestHead,
  { socket, early }: Detached,
  { session, binary }: EncodedWebSocket,
): void => {
  server.handleUpgrade(handshakeOf(head), socket, early, client => {
    if (!binary) sendText(client)
    runSession(createWebSocketStream(client), session)
  })
}
/** The stream over a web socket sends bytes as binary messages and takes no option to do otherwise. */
const sendText = (client: WebSocket): void => {
  const send = client.send.bind(client)
  Object.assign(client, {
    send: (data: Buffer, done: (error?: Error) => void) => send(data, { binary: false }, done),
  })
}
