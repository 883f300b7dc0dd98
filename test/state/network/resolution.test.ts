import { describe, expect, test } from 'vitest'
import { startContainer } from '../../../src/state/container/start.ts'
import { connectContainer } from '../../../src/state/network/connect.ts'
import { createNetwork } from '../../../src/state/network/create.ts'
import { newEndpoint } from '../../../src/state/network/endpoint.ts'
import { createWorld } from '../container/world.ts'

/** Two containers of one service on a network, a third one of the same name elsewhere, and one who asks. */
const services = () => {
  const { engine, create } = createWorld()
  const config = { Config: [{ Subnet: '10.1.0.0/24' }, { Subnet: 'fd00::/64' }] }
  createNetwork(engine, { Name: 'front', EnableIPv6: true, IPAM: config }, '1.55')
  createNetwork(engine, { Name: 'back' }, '1.55')
  const run = (network: string, Hostname = '', hostConfig: object = {}) => {
    const container = create(['idle'], Hostname === '' ? {} : { Hostname }, { NetworkMode: network, ...hostConfig })
    container.endpoints.clear()
    container.endpoints.set(network, newEndpoint({ Aliases: ['svc'] }))
    startContainer(engine, container.id)
    return container
  }
  const one = run('front', 'box')
  const two = run('front')
  const far = run('back')
  const asker = create(['idle'], {}, { NetworkMode: 'front', ExtraHosts: ['extra:1.2.3.4', 'gate:host-gateway'] })
  startContainer(engine, asker.id)
  const network = asker.runtime?.kernel.network
  if (!network) throw new Error('a container that runs')
  return { engine, one, two, far, asker, network }
}

describe('the embedded DNS', () => {
  test('knows a container by its name, its short id, its hostname and its aliases, on networks that it shares', () => {
    const { one, two, far, network } = services()
    const own = ['10.1.0.2', 'fd00::2']
    for (const name of [one.name, one.id.slice(0, 12), 'box', `${one.name}.front`, 'BOX.Front']) {
      expect(network.resolve(name), name).toEqual(own)
    }
    expect(network.resolve('svc')).toEqual([...own, '10.1.0.3', 'fd00::3'])
    for (const name of [far.name, `${two.name}.back`, 'nobody']) expect(network.resolve(name), name).toEqual([])
  })

  test('follows whoever comes', () => {
    const { engine, far, network } = services()
    connectContainer(engine, 'front', far.id, { Aliases: ['late'] })
    expect(network.resolve('late')).toEqual(['10.1.0.5', 'fd00::5'])
  })

  test('names addresses of its networks only', () => {
    const { one, far, network } = services()
    expect(network.nameOf('10.1.0.2')).toBe(`${one.name}.front`)
    expect(network.nameOf('fd00::2')).toBe(`${one.name}.front`)
    expect(network.nameOf(far.endpoints.get('back')?.ipAddress ?? '')).toBeUndefined()
    expect(network.nameOf('10.1.0.1')).toBeUndefined()
  })
})

test('the hosts file comes first', () => {
  const { asker, network } = services()
  expect(network.resolve('extra')).toEqual(['1.2.3.4'])
  expect(network.resolve('gate')).toEqual(['172.17.0.1'])
  expect(network.resolve(asker.config.Hostname ?? '')).toEqual(['10.1.0.4', 'fd00::4'])
})
