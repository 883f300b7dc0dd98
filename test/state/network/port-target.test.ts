import { expect, test } from 'vitest'
import { killContainer } from '../../../src/state/container/kill.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { connectContainer, disconnectContainer } from '../../../src/state/network/connect.ts'
import { createNetwork } from '../../../src/state/network/create.ts'
import { withHeldPorts } from '../../../src/state/network/held-ports.ts'
import { createWorld } from '../container/world.ts'
import { createPortMachine } from './port-machine.ts'

const bytes = new TextEncoder().encode('hello')

const published = async (network = 'bridge') => {
  const machine = createPortMachine()
  const world = createWorld(1, { portHost: machine })
  const { engine } = world
  for (const Name of ['one', 'two']) createNetwork(engine, { Name }, '1.55')
  const hostConfig = { NetworkMode: network, PortBindings: { '80/tcp': [{ HostPort: '80' }], '53/udp': [] } }
  const container = world.create(['idle'], {}, hostConfig)
  await withHeldPorts(engine, container.id, () => startContainer(engine, container.id))
  const stack = container.runtime?.kernel.network
  const target = machine.bound.get('tcp 0.0.0.0 80')
  const datagrams = machine.bound.get('udp 0.0.0.0 32768')
  if (!stack || !target || !datagrams) throw new Error('a container that publishes')
  return { ...world, container, stack, target, datagrams }
}

test('a connection reaches the program, which sees the gateway as its peer', async () => {
  const { stack, target } = await published()
  const listener = stack.listen('0.0.0.0', 80)
  const near = target.connect()
  const far = listener.accept()
  expect([far?.remoteAddress, far?.localAddress]).toEqual(['172.17.0.1', '172.17.0.2'])
  near.write(bytes)
  expect(far?.read(9)).toEqual(bytes)
})

test('where nobody listens, or nothing runs any more, a connection is refused', async () => {
  const { engine, clock, container, target } = await published()
  expect(() => target.connect()).toThrow(expect.objectContaining({ code: 'ECONNREFUSED' }))
  void killContainer(engine, container.id, {})
  clock.advance(1)
  expect(() => target.connect()).toThrow()
})

test('datagrams go both ways, each exchange with a port of its own', async () => {
  const { stack, datagrams } = await published()
  const server = stack.datagrams('0.0.0.0', 53)
  const exchanges = [datagrams.exchange(), datagrams.exchange()]
  for (const exchange of exchanges) exchange.send(bytes)
  for (const exchange of exchanges) {
    const datagram = server.receive()
    expect(datagram?.address).toBe('172.17.0.1')
    server.send(bytes, datagram?.address ?? '', datagram?.port ?? 0)
    expect([exchange.receive(), exchange.receive()]).toEqual([bytes, undefined])
    exchange.close()
  }
})

test('a published port follows the container to its new main network', async () => {
  const { engine, container, stack, target } = await published('two')
  const listener = stack.listen('0.0.0.0', 80)
  connectContainer(engine, 'one', container.id, {})
  disconnectContainer(engine, 'two', container.id, false)
  target.connect()
  expect(listener.accept()?.remoteAddress).toBe('172.18.0.1')
})
