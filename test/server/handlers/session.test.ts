import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { startMockerd } from '../../../src/index.ts'

const head = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n'
/** What the daemon says as the client of an HTTP/2 connection. */
const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0'

const open = (path: string, headers: string): { socket: Socket; seen: (text: string) => Promise<string> } => {
  const socket = connect(path)
  let received = ''
  socket.setEncoding('latin1').on('data', text => {
    received += text
  })
  socket.write(`POST /v1.45/session HTTP/1.1\r\nHost: docker\r\nContent-Length: 0\r\n${headers}\r\n`)
  const seen = async (text: string): Promise<string> => {
    while (!received.includes(text)) await new Promise(resolve => socket.once('data', resolve))
    return received
  }
  return { socket, seen }
}

const upgrade = 'Connection: Upgrade\r\nUpgrade: h2c\r\n'
const named = 'X-Docker-Expose-Session-Uuid: one\r\nX-Docker-Expose-Session-Grpc-Method: /a/B\r\n'

test('a session begins with HTTP/2, and lasts until its client goes', async () => {
  await using daemon = await startMockerd({ seed: 1 })
  const path = daemon.socketPath ?? ''
  const first = open(path, upgrade + named)
  expect(await first.seen('SM\r\n\r\n\0\0\0')).toBe(head + preface)
  expect(daemon.engine.sessions.get('one')).toMatchObject({ id: 'one', methods: ['/a/B'] })
  const second = open(path, upgrade + named)
  expect(await second.seen('message')).toMatch(/^HTTP\/1\.1 400 [\s\S]*\{"message":"session one already exists"\}\n$/)
  second.socket.destroy()
  const ended = new Promise(resolve => first.socket.once('close', resolve))
  first.socket.end('bye')
  await ended
  expect(daemon.engine.sessions.size).toBe(0)
})

test.each<[headers: string, message: string]>([
  ['', 'no upgrade proto in request'],
  ['Connection: Upgrade\r\nUpgrade: websocket\r\n', 'protocol websocket not supported'],
])('a session with %j is refused', async (headers, message) => {
  await using daemon = await startMockerd({ seed: 1 })
  const { socket, seen } = open(daemon.socketPath ?? '', headers)
  expect(await seen('message')).toContain(`{"message":"${message}"}`)
  socket.destroy()
})
