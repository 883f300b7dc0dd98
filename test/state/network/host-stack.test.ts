import { expect, test } from 'vitest'
import { startContainer } from '../../../src/state/container/start.ts'
import { createNetwork } from '../../../src/state/network/create.ts'
import { deleteNetwork } from '../../../src/state/network/remove.ts'
import { createWorld } from '../container/world.ts'

test('the host is the gateway of every bridge, and of no other network', () => {
  const { engine, create } = createWorld()
  createNetwork(engine, { Name: 'own', Internal: true }, '1.55')
  createNetwork(
    engine,
    { Name: 'lan', Driver: 'macvlan', IPAM: { Config: [{ Subnet: '10.1.0.0/16', Gateway: '10.1.0.9' }] } },
    '1.55',
  )
  const reaches = (network: string, address: string): boolean | undefined => {
    const container = create(['idle'], {}, { NetworkMode: network })
    startContainer(engine, container.id)
    return container.runtime?.kernel.network.reachable(address)
  }
  expect(reaches('bridge', '172.17.0.1')).toBe(true)
  expect(reaches('bridge', '172.18.0.1')).toBe(false)
  expect(reaches('own', '172.18.0.1')).toBe(true)
  expect(reaches('lan', '10.1.0.9')).toBe(false)
})

test('a network that is gone leaves the host', () => {
  const { engine } = createWorld()
  const listen = () => engine.networks.host.listen('172.18.0.1', 80)
  expect(listen).toThrow()
  createNetwork(engine, { Name: 'own' }, '1.55')
  listen().close()
  deleteNetwork(engine, 'own')
  expect(listen).toThrow()
})
