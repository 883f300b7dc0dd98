import { expect, test } from 'vitest'
import { killContainer } from '../../../src/state/container/kill.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { createNetwork } from '../../../src/state/network/create.ts'
import { createWorld } from '../container/world.ts'

const world = (HostIp: string) => {
  const made = createWorld()
  const { engine, create } = made
  createNetwork(engine, { Name: 'own' }, '1.55')
  const server = create(['idle'], {}, { PortBindings: { '80/tcp': [{ HostIp, HostPort: '8080' }] } })
  const client = create(['idle'], {}, { NetworkMode: 'own' })
  for (const { id } of [server, client]) startContainer(engine, id)
  const connect = (address: string) => client.runtime?.kernel.network.connect(address, 8080)
  return { ...made, server, connect }
}

test('a container reaches what another one publishes at its own gateway and at that of the other', () => {
  const { engine, clock, server, connect } = world('')
  const listener = server.runtime?.kernel.network.listen('0.0.0.0', 80)
  const near = connect('172.18.0.1')
  const far = listener?.accept()
  near?.write(new Uint8Array([1, 2]))
  expect([far?.remoteAddress, far?.read(9)]).toEqual(['172.17.0.1', new Uint8Array([1, 2])])
  void killContainer(engine, server.id, {})
  clock.advance(1)
  expect(() => connect('172.18.0.1')).toThrow(expect.objectContaining({ code: 'ECONNREFUSED' }))
})

test('where no program listens it is hung up on, and what is published on the loopback it does not reach', () => {
  const published = world('')
  expect(published.connect('172.18.0.1')?.read(9)).toHaveLength(0)
  expect(() => world('127.0.0.1').connect('172.18.0.1')).toThrow(expect.objectContaining({ code: 'ECONNREFUSED' }))
})
