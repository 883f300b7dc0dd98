import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws'
import type { EncodedWebSocket } from '../encode.ts'
import { runSession } from './pump.ts'

const server = new WebSocketServer({ noServer: true })

/** Each message is bytes of the session; the session's output becomes messages, binary or text. */
export const runWebSocket = (
  incoming: IncomingMessage,
  socket: Socket,
  { session, binary }: EncodedWebSocket,
): void => {
  server.handleUpgrade(incoming, socket, Buffer.alloc(0), client => {
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
