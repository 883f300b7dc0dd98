import type { Container } from '../container/entity.ts'
import type { Engine } from '../engine.ts'
import { DockerError, forbidden, unavailable } from '../error.ts'
import type { Interface, NetworkStack, Route } from '../kernel/network.ts'
import { type Attachment, createNetworkStack, type ManagedNetworkStack } from '../kernel/network-stack.ts'
import { parsePrefix, randomMacAddress } from './addresses.ts'
import type { Endpoint, Network } from './entity.ts'
import { portRequests } from './ports.ts'
import { namesOf, resolveName } from './resolution.ts'
import { networkNameOf } from './store.ts'

const mtu = 1500
const loopback: Interface = { name: 'lo', macAddress: '00:00:00:00:00:00', addresses: ['127.0.0.1/8'], mtu: 65_536 }

const stacks = new WeakMap<Container, ManagedNetworkStack>()

/**
 * Gives a container that starts its addresses, published ports and network stack; `network connect` events are recorded.
 * All or nothing: what is refused leaves everything as it was. Texts: moby daemon/container_operations.go.
 */
export const connectNetworks = (engine: Engine, container: Container): NetworkStack => {
  const mode = networkNameOf(container.hostConfig.NetworkMode ?? '')
  if (container.endpoints.size === 0) container.endpoints.set(mode, newEndpoint())
  const connected: [Network, Endpoint][] = []
  try {
    for (const [name, endpoint] of container.endpoints) {
      const network = wantedNetwork(engine, name)
      allocate(engine, container, network, endpoint)
      connected.push([network, endpoint])
    }
    container.publishedPorts = publish(engine, container, connected)
  } catch (error) {
    for (const [network, endpoint] of connected) release(engine, network, endpoint)
    if (error instanceof DockerError && !error.message.startsWith(setUpPrefix)) throw error.wrap(setUpPrefix)
    throw error
  }
  for (const [network] of connected) {
    network.containerIds.add(container.id)
    networkEvent(engine, 'connect', network, container)
  }
  const stack = stackOf(engine, container, connected)
  stacks.set(container, stack)
  return stack
}

const setUpPrefix = 'failed to set up container networking'

/** Takes back what `connectNetworks` gave; `network disconnect` events are recorded. Harmless when there is nothing. */
export const disconnectNetworks = (engine: Engine, container: Container): void => {
  stacks.get(container)?.close()
  stacks.delete(container)
  engine.networks.ports.release(container.publishedPorts)
  container.publishedPorts = []
  for (const endpoint of container.endpoints.values()) {
    const network = engine.networks.get(endpoint.networkId)
    if (!network?.containerIds.delete(container.id)) continue
    release(engine, network, endpoint)
    networkEvent(engine, 'disconnect', network, container)
  }
}

/** An endpoint that has no addresses yet. */
export const newEndpoint = (settings: Endpoint['settings'] = {}): Endpoint => ({
  settings,
  networkId: '',
  endpointId: '',
  gateway: '',
  ipAddress: '',
  ipPrefixLength: 0,
  macAddress: '',
  ipv6Gateway: '',
  globalIpv6Address: '',
  globalIpv6PrefixLength: 0,
  dnsNames: [],
})

const wantedNetwork = (engine: Engine, name: string): Network => engine.networks.resolve(networkNameOf(name))

const allocate = (engine: Engine, container: Container, network: Network, endpoint: Endpoint): void => {
  const [subnet] = network.subnets
  const pool = engine.networks.pool(network)
  endpoint.networkId = network.id
  endpoint.endpointId = engine.newId()
  endpoint.dnsNames.splice(0, endpoint.dnsNames.length, ...namesOf(container, network, endpoint))
  if (!subnet || !pool) return
  endpoint.ipAddress = address(network, pool, endpoint.settings.IPAMConfig?.IPv4Address ?? '')
  endpoint.ipPrefixLength = parsePrefix(subnet.subnet)?.length ?? 0
  endpoint.gateway = network.internal ? '' : subnet.gateway
  endpoint.macAddress = endpoint.settings.MacAddress || randomMacAddress(engine.networks.random)
}

const address = (
  network: Network,
  pool: NonNullable<ReturnType<Engine['networks']['pool']>>,
  wanted: string,
): string => {
  if (wanted !== '') {
    if (!pool.reserve(wanted)) throw forbidden('Address already in use')
    return wanted
  }
  const free = pool.take()
  if (free !== undefined) return free
  throw unavailable(`no available IPv4 addresses on this network's address pools: ${network.name} (${network.id})`)
}

/** A stopped container keeps its place on the network and shows no addresses. */
const release = (engine: Engine, network: Network, endpoint: Endpoint): void => {
  if (endpoint.ipAddress !== '') engine.networks.pool(network)?.release(endpoint.ipAddress)
  endpoint.endpointId = ''
  endpoint.gateway = ''
  endpoint.ipAddress = ''
  endpoint.ipPrefixLength = 0
  endpoint.macAddress = ''
}

/** Ports are published on bridges only: the host's own network needs none, and `none` has nobody to answer. */
const publish = (engine: Engine, container: Container, connected: readonly (readonly [Network, Endpoint])[]) => {
  const bridge = connected.find(([network]) => network.driver === 'bridge')
  if (!bridge) return []
  const requests = portRequests(container.hostConfig, Object.keys(container.config.ExposedPorts ?? {}))
  return engine.networks.ports.publish(requests, { name: container.name, id: bridge[1].endpointId })
}

const stackOf = (
  engine: Engine,
  container: Container,
  connected: readonly (readonly [Network, Endpoint])[],
): ManagedNetworkStack => {
  const addressed = connected.filter(([, endpoint]) => endpoint.ipAddress !== '')
  const interfaces = addressed.map(([, endpoint], index) => interfaceOf(endpoint, `eth${index}`))
  const attachments = addressed.map(
    ([network, { ipAddress }]): Attachment => ({ networkId: network.id, address: ipAddress }),
  )
  return createNetworkStack({
    fabric: engine.fabric,
    interfaces: [loopback, ...interfaces],
    routes: addressed.flatMap(([network, endpoint], index) => routesOf(network, endpoint, index)),
    attachments,
    resolve: name => resolveName(engine, container, name),
  })
}

const interfaceOf = (endpoint: Endpoint, name: string): Interface => ({
  name,
  macAddress: endpoint.macAddress,
  addresses: [`${endpoint.ipAddress}/${endpoint.ipPrefixLength}`],
  mtu,
})

const routesOf = (network: Network, endpoint: Endpoint, index: number): Route[] => {
  const device = `eth${index}`
  const local = network.subnets.map(({ subnet }): Route => ({ destination: subnet, gateway: undefined, device }))
  if (index > 0 || endpoint.gateway === '') return local
  return [{ destination: 'default', gateway: endpoint.gateway, device }, ...local]
}

const networkEvent = (engine: Engine, action: string, network: Network, container: Container): void => {
  engine.events.record({
    type: 'network',
    action,
    actorId: network.id,
    attributes: { container: container.id, name: network.name, type: network.driver },
  })
}
