import { expect, test } from 'vitest'
import { createFabric } from '../../../src/state/kernel/fabric.ts'
import { createNetworkStack } from '../../../src/state/kernel/network-stack.ts'
import { splice } from '../../../src/state/kernel/splice.ts'

/** A client and a server with somebody in between who joins two connections. */
const joined = () => {
  const stack = createNetworkStack({
    fabric: createFabric(),
    interfaces: [],
    routes: [],
    attachments: [],
    resolve: () => [],
  })
  const pair = (port: number) => {
    const listener = stack.listen('127.0.0.1', port)
    const near = stack.connect('127.0.0.1', port)
    const far = listener.accept()
    if (!far) throw new Error('a connection')
    return { near, far }
  }
  const left = pair(1)
  const right = pair(2)
  splice(left.far, right.near)
  return { client: left.near, server: right.far, stack }
}

const text = (bytes: Uint8Array | undefined): string | undefined => bytes && new TextDecoder().decode(bytes)
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content)

test('joined connections carry both ways, and each half ends by itself', () => {
  const { client, server } = joined()
  client.write(bytes('ask'))
  client.shutdown()
  expect([text(server.read(9)), text(server.read(9))]).toEqual(['ask', ''])
  server.write(bytes('answer'))
  server.release()
  expect([text(client.read(9)), text(client.read(9))]).toEqual(['answer', ''])
})

test('a reader who rests stops the writer at the other end, and nothing is lost', () => {
  const { client, server } = joined()
  let written = 0
  const chunk = new Uint8Array(60_000)
  for (let taken = 1; taken > 0; written += taken) taken = client.write(chunk)
  expect(written).toBeLessThan(1_000_000)
  let read = 0
  for (let got = server.read(65_536); got && got.length > 0; got = server.read(65_536)) read += got.length
  expect(read).toBe(written)
  expect(client.write(chunk)).toBeGreaterThan(0)
})

test('an end that is gone takes the other one with it', () => {
  const { client, server, stack } = joined()
  server.release()
  client.write(bytes('anybody there?'))
  expect(() => client.write(bytes('hello?'))).toThrow(expect.objectContaining({ code: 'EPIPE' }))
  client.release()
  expect(stack.connections).toEqual([])
})
