import { describe, expect, test } from 'vitest'
import { SystemError } from '../../../src/state/filesystem/contract.ts'
import { accept, connect, read, write } from '../../../src/state/kernel/calls.ts'
import { createFabric, type Fabric } from '../../../src/state/kernel/fabric.ts'
import { createNetworkStack } from '../../../src/state/kernel/network-stack.ts'
import { createMachine, textOf } from './machine.ts'

const encoder = new TextEncoder()
const bytes = (text: string): Uint8Array => encoder.encode(text)

const stackOn = (fabric: Fabric, networkId: string, address: string, names: Record<string, string> = {}) =>
  createNetworkStack({
    fabric,
    interfaces: [
      { name: 'lo', macAddress: '00:00:00:00:00:00', addresses: ['127.0.0.1/8'], mtu: 65_536 },
      { name: 'eth0', macAddress: '02:42:00:00:00:02', addresses: [`${address}/16`], mtu: 1500 },
    ],
    routes: [{ destination: '172.17.0.0/16', gateway: undefined, device: 'eth0' }],
    attachments: [{ networkId, address: `${address}/16` }],
    resolve: name => (names[name] === undefined ? [] : [names[name]]),
  })

const pair = () => {
  const fabric = createFabric()
  const client = stackOn(fabric, 'bridge', '172.17.0.2', { web: '172.17.0.3' })
  const server = stackOn(fabric, 'bridge', '172.17.0.3')
  return { fabric, client, server }
}

describe('connections', () => {
  test('carry bytes both ways, and each end knows the other', () => {
    const { client, server } = pair()
    const listener = server.listen('0.0.0.0', 80)
    const near = client.connect('web', 80)
    const far = listener.accept()
    expect([near.localAddress, near.remoteAddress, near.remotePort]).toEqual(['172.17.0.2', '172.17.0.3', 80])
    expect([far?.remoteAddress, far?.remotePort]).toEqual([near.localAddress, near.localPort])
    near.write(bytes('ping'))
    expect(textOf(far?.read(99))).toBe('ping')
    far?.write(bytes('pong'))
    expect(textOf(near.read(99))).toBe('pong')
    expect(near.read(99)).toBeUndefined()
  })

  test('can be half closed', () => {
    const { client, server } = pair()
    const listener = server.listen('0.0.0.0', 80)
    const near = client.connect('172.17.0.3', 80)
    const far = listener.accept()
    near.write(bytes('request'))
    near.shutdown()
    expect(textOf(far?.read(99))).toBe('request')
    expect(far?.read(99)).toHaveLength(0)
    far?.write(bytes('answer'))
    expect(textOf(near.read(99))).toBe('answer')
    expect(() => near.write(bytes('more'))).toThrow(new SystemError('EPIPE'))
  })

  test('are reset when an end is closed before it has read everything', () => {
    const { client, server } = pair()
    const listener = server.listen('0.0.0.0', 80)
    const near = client.connect('172.17.0.3', 80)
    const far = listener.accept()
    near.write(bytes('unread'))
    far?.release()
    expect(() => near.read(1)).toThrow(new SystemError('ECONNRESET'))
    expect(near.read(1)).toHaveLength(0)
    expect(() => near.write(bytes('x'))).toThrow(new SystemError('EPIPE'))
  })

  test('buffer a bounded number of bytes', () => {
    const { client, server } = pair()
    server.listen('0.0.0.0', 80)
    const near = client.connect('172.17.0.3', 80)
    expect(near.write(new Uint8Array(1_000_000))).toBe(212_992)
    expect(near.write(new Uint8Array(1))).toBe(0)
  })

  test('are listed while an end is open', () => {
    const { client, server } = pair()
    const listener = server.listen('0.0.0.0', 80)
    const near = client.connect('172.17.0.3', 80)
    const far = listener.accept()
    expect([client.connections, server.connections]).toEqual([[near], [far]])
    near.release()
    far?.release()
    expect([client.connections, server.connections]).toEqual([[], []])
  })

  test('get different ports on the way out', () => {
    const { client, server } = pair()
    server.listen('0.0.0.0', 80)
    const ports = [1, 2, 3].map(() => client.connect('172.17.0.3', 80).localPort)
    expect(new Set(ports).size).toBe(3)
  })
})

describe('who reaches whom', () => {
  const refusals: readonly (readonly [string, string, number, string])[] = [
    ['nobody listens there', '172.17.0.3', 81, 'ECONNREFUSED'],
    ['nobody listens on the own loopback', '127.0.0.1', 80, 'ECONNREFUSED'],
    ['nobody has the address', '172.17.0.99', 80, 'EHOSTUNREACH'],
    ['no route leads there', '10.1.2.3', 80, 'ENETUNREACH'],
  ]
  test.each(refusals)('when %s connecting fails', (_title, address, port, code) => {
    const { client, server } = pair()
    server.listen('0.0.0.0', 80)
    expect(() => client.connect(address, port)).toThrow(expect.objectContaining({ code }))
  })

  test('stacks on different networks do not see each other, even with the same addresses', () => {
    const { fabric, server } = pair()
    const stranger = stackOn(fabric, 'other', '172.17.0.9')
    server.listen('0.0.0.0', 80)
    expect(stranger.reachable('172.17.0.3')).toBe(false)
    expect(() => stranger.connect('172.17.0.3', 80)).toThrow(expect.objectContaining({ code: 'EHOSTUNREACH' }))
    stranger.attach({ networkId: 'bridge', address: '172.17.0.9' })
    expect(stranger.reachable('172.17.0.3')).toBe(true)
    stranger.detach('bridge')
    expect(stranger.reachable('172.17.0.3')).toBe(false)
  })

  test('a listener on the loopback is not heard from outside', () => {
    const { client, server } = pair()
    server.listen('localhost', 80)
    expect(() => client.connect('172.17.0.3', 80)).toThrow(expect.objectContaining({ code: 'ECONNREFUSED' }))
    expect(server.connect('localhost', 80).remoteAddress).toBe('127.0.0.1')
  })

  test('a listener on :: hears IPv4, also on the loopback', () => {
    const { client, server } = pair()
    const listener = server.listen('::', 80)
    client.connect('172.17.0.3', 80)
    server.connect('127.0.0.1', 80)
    expect([listener.accept()?.remoteAddress, listener.accept()?.remoteAddress]).toEqual(['172.17.0.2', '127.0.0.1'])
  })

  test('nobody is heard after closing', () => {
    const { client, server } = pair()
    const listener = server.listen('0.0.0.0', 80)
    const waiting = client.connect('172.17.0.3', 80)
    listener.close()
    expect(waiting.read(1)).toHaveLength(0)
    expect(() => client.connect('172.17.0.3', 80)).toThrow(expect.objectContaining({ code: 'ECONNREFUSED' }))
    server.close()
    expect(client.reachable('172.17.0.3')).toBe(false)
  })
})

describe('ports', () => {
  test.each([
    ['0.0.0.0', '0.0.0.0'],
    ['0.0.0.0', '127.0.0.1'],
    ['127.0.0.1', '::'],
    ['172.17.0.2', '172.17.0.2'],
  ])('%s takes it from %s', (first, second) => {
    const { client } = pair()
    client.listen(first, 80)
    expect(() => client.listen(second, 80)).toThrow(expect.objectContaining({ code: 'EADDRINUSE' }))
    expect(() => client.datagrams(second, 80)).not.toThrow()
  })

  test('are free again when closed, and different addresses do not clash', () => {
    const { client } = pair()
    client.listen('127.0.0.1', 80)
    const other = client.listen('172.17.0.2', 80)
    other.close()
    expect(client.listen('172.17.0.2', 80).port).toBe(80)
    expect(client.listeners.map(({ address }) => address)).toEqual(['127.0.0.1', '172.17.0.2'])
  })

  test('zero takes a free one', () => {
    const { client } = pair()
    const ports = [1, 2].map(() => client.listen('0.0.0.0', 0).port)
    expect(new Set(ports).size).toBe(2)
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(32_768)
  })
})

describe('datagrams', () => {
  test('arrive with the address to answer to', () => {
    const { client, server } = pair()
    const echo = server.datagrams('0.0.0.0', 53)
    const asking = client.datagrams('0.0.0.0', 0)
    asking.send(bytes('who'), 'web', 53)
    const question = echo.receive()
    expect([textOf(question?.bytes), question?.address, question?.port]).toEqual(['who', '172.17.0.2', asking.port])
    echo.send(bytes('me'), question?.address ?? '', question?.port ?? 0)
    expect(textOf(asking.receive()?.bytes)).toBe('me')
    expect(asking.receive()).toBeUndefined()
  })

  test('are lost where nobody listens', () => {
    const { client } = pair()
    client.datagrams('0.0.0.0', 0).send(bytes('x'), '172.17.0.3', 53)
    client.datagrams('0.0.0.0', 0).send(bytes('x'), '172.17.0.99', 53)
  })
})

test('programs talk over the loopback', () => {
  const machine = createMachine()
  const init = machine.run(function* (process) {
    const listener = process.kernel.network.listen('0.0.0.0', 7)
    process.kernel.spawn({
      argv: ['client'],
      parent: process,
      program: function* (self) {
        const descriptor = self.install(yield* connect(self, 'localhost', 7))
        yield* write(self, descriptor, new Uint8Array(1_000_000))
        return 0
      },
    })
    const descriptor = process.install(yield* accept(process, listener))
    let received = 0
    for (;;) {
      const part = yield* read(process, descriptor)
      if (part.length === 0) return received === 1_000_000 ? 0 : 1
      received += part.length
    }
  })
  machine.clock.advance(1000)
  expect(init.exit).toEqual({ code: 0 })
})
