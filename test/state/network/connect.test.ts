import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { killContainer } from '../../../src/state/container/kill.ts'
import { startContainer } from '../../../src/state/container/start.ts'
import { containerInspect } from '../../../src/state/container/view.ts'
import type { Engine } from '../../../src/state/engine.ts'
import { connectNetworks } from '../../../src/state/network/commands.ts'
import { connectContainer, disconnectContainer } from '../../../src/state/network/connect.ts'
import { createNetwork } from '../../../src/state/network/create.ts'
import { deleteNetwork } from '../../../src/state/network/remove.ts'
import { createDaemon, refusalOf } from '../container/daemon.ts'
import { createWorld } from '../container/world.ts'

const make = (engine: Engine, Name: string, rest: object = {}) => createNetwork(engine, { Name, ...rest }, '1.55')

/** A world with three networks, and running containers that are on the first. */
const running = (count: number) => {
  const world = createWorld()
  for (const name of ['one', 'two', 'three']) make(world.engine, name)
  const containers = Array.from({ length: count }, () => world.create(['idle'], {}, { NetworkMode: 'one' }))
  for (const { id } of containers) startContainer(world.engine, id)
  world.settle()
  world.actions()
  return { ...world, containers }
}

describe('a running container', () => {
  test('shows after a visit to a network what it showed before', () => {
    const { engine, containers, actions } = running(1)
    const [box] = containers
    if (!box) throw new Error('a container')
    const shown = () => [containerInspect(engine, box, '1.55', false), box.runtime?.kernel.network.interfaces]
    const hosts = () => box.runtime?.filesystem.readText('/etc/hosts')
    const before = [JSON.stringify(shown()), hosts()]
    connectContainer(engine, 'two', box.name, { Aliases: ['guest'], GwPriority: 5 })
    expect(box.endpoints.get('two')?.dnsNames).toEqual([box.name, 'guest', box.id.slice(0, 12)])
    expect(hosts()).toContain('172.19.0.2')
    expect(box.runtime?.kernel.network.routes[0]).toMatchObject({ destination: 'default', gateway: '172.19.0.1' })
    disconnectContainer(engine, 'two', box.name, false)
    expect([JSON.stringify(shown()), hosts()]).toEqual(before)
    expect(actions()).toEqual(['network connect', 'network disconnect'])
  })

  test('is refused what would not work, and stays as it was', () => {
    const { engine, containers } = running(2)
    const [a, b] = containers
    if (!a || !b) throw new Error('two containers')
    const ask = (network: string, address?: string) =>
      refusalOf(() => connectContainer(engine, network, b.id, address ? { IPAMConfig: { IPv4Address: address } } : {}))
    connectContainer(engine, 'two', a.id, { IPAMConfig: { IPv4Address: '172.19.0.9' } })
    expect(ask('one')).toBe(`forbidden: endpoint with name ${b.name} already exists in network one`)
    expect(ask('two', '172.19.0.9')).toBe('forbidden: Address already in use')
    expect(ask('ghost')).toBe('not-found: network ghost not found')
    expect(ask('none')).toContain('private (none) mode')
    expect(refusalOf(() => disconnectContainer(engine, 'three', b.id, false))).toBe(
      `internal: container ${b.id} is not connected to network three`,
    )
    // What got no address stays noted (seen with 28.5.2).
    expect([...b.endpoints.keys()]).toEqual(['one', 'two'])
    const endpointId = a.endpoints.get('two')?.endpointId.slice(0, 12)
    expect(refusalOf(() => deleteNetwork(engine, 'two'))).toBe(
      `forbidden: error while removing network: network two has active endpoints (name:"${a.name}" id:"${endpointId}")`,
    )
  })
})

test('a container that stops leaves what it was refused as well', () => {
  const { engine, clock, containers, actions } = running(1)
  const [box] = containers
  if (!box) throw new Error('a container')
  refusalOf(() => connectContainer(engine, 'two', box.id, { IPAMConfig: { IPv4Address: '172.19.0.1' } }))
  void killContainer(engine, box.id, {})
  clock.advance(1)
  expect(actions()).toEqual(['kill 9', 'network disconnect', 'network disconnect', 'die 137'])
  expect(refusalOf(() => startContainer(engine, box.id))).toBe(
    'forbidden: failed to set up container networking: Address already in use',
  )
  disconnectContainer(engine, 'two', box.id, false)
  startContainer(engine, box.id)
  expect(box.state).toBe('running')
})

describe('whatever is connected and disconnected', () => {
  const step = fc.record({
    container: fc.nat(3),
    network: fc.constantFrom('one', 'two', 'three'),
    joins: fc.boolean(),
  })

  test('two containers reach each other, by name too, exactly when they share a network', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), steps => {
        const { engine, containers } = running(4)
        const places = containers.map(() => new Set(['one']))
        for (const { container, network, joins } of steps) {
          const { id = '' } = containers[container] ?? {}
          const act = joins
            ? () => connectContainer(engine, network, id, {})
            : () => disconnectContainer(engine, network, id, false)
          const isRefused = refusalOf(act) !== 'accepted'
          const place = places[container]
          expect(isRefused).toBe(place?.has(network) === joins)
          if (joins) place?.add(network)
          else place?.delete(network)
        }
        for (const [i, from] of containers.entries()) {
          for (const [j, to] of containers.entries()) {
            if (i === j) continue
            const share = [...(places[i] ?? [])].some(name => places[j]?.has(name))
            expect(from.runtime?.kernel.network.reachable(to.name)).toBe(share)
            for (const { ipAddress, networkId } of to.endpoints.values()) {
              const together = places[i]?.has(engine.networks.get(networkId)?.name ?? '') ?? false
              expect(from.runtime?.kernel.network.reachable(ipAddress)).toBe(together)
            }
          }
        }
        const addresses = containers.flatMap(({ endpoints }) => [...endpoints.values()].map(each => each.ipAddress))
        expect(new Set(addresses).size).toBe(addresses.length)
      }),
      { numRuns: 40 },
    )
  })
})

test.each([
  ['docker-26', ['network disconnect']],
  ['docker-28', []],
])('leaving a network on which a container never was, on %s, tells %j', (profile, told) => {
  const { engine, create, events, story } = createDaemon(profile)
  make(engine, 'one')
  const container = create()
  connectContainer(engine, 'one', container.id, {})
  events.length = 0
  disconnectContainer(engine, 'one', container.id, false)
  expect(story()).toEqual(told)
})

test.each([
  ['docker-26', ['network disconnect', 'network disconnect']],
  ['docker-28', ['network disconnect']],
  ['podman-5', ['network disconnect']],
])('leaving a network as a running container, on %s, tells %j', (profile, told) => {
  const { engine, create, events, story } = createDaemon(profile)
  make(engine, 'one')
  const { id } = create({ HostConfig: { NetworkMode: 'one' } })
  startContainer(engine, id)
  events.length = 0
  disconnectContainer(engine, 'one', id, false)
  expect(story()).toEqual(told)
})

test.each([
  ['docker-20.10', /^forbidden: error while removing network: network one id [0-9a-f]{64} has active endpoints$/],
  ['docker-28', /^forbidden: error while removing network: network one has active endpoints \(name:"\S+" id:"\S+"\)$/],
])('a network that is in use, on %s, is kept: %s', (profile, refusal) => {
  const { engine, create } = createDaemon(profile)
  make(engine, 'one')
  connectNetworks(engine, create({ HostConfig: { NetworkMode: 'one' } }))
  expect(refusalOf(() => deleteNetwork(engine, 'one'))).toMatch(refusal)
})

test.each([
  ['docker-24', /^172\.\d+\.0\.1$/],
  ['docker-25', /^$/],
])('an internal network, on %s, gives the gateway %s', (profile, gateway) => {
  const { engine, create } = createDaemon(profile)
  make(engine, 'inside', { Internal: true })
  const container = create({ HostConfig: { NetworkMode: 'inside' } })
  connectNetworks(engine, container)
  expect(container.endpoints.get('inside')?.gateway).toMatch(gateway)
})
