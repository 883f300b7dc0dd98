import type { Container } from '../container/entity.ts'
import type { Engine } from '../engine.ts'
import type { Interface, NetworkStack, Route } from '../kernel/network.ts'
import { createNetworkStack, type ManagedNetworkStack } from '../kernel/network-stack.ts'
import type { Endpoint, Network } from './entity.ts'
import { nameOfAddress, resolveName } from './resolution.ts'

const mtu = 1500
const loopback: Interface = {
  name: 'lo',
  macAddress: '00:00:00:00:00:00',
  addresses: ['127.0.0.1/8', '::1/128'],
  mtu: 65_536,
}

/** A network and a container's place on it. */
export type Connection = readonly [Network, Endpoint]

/** The network of a running container: its stack, and which device stands for which network. */
interface Sandbox {
  readonly stack: ManagedNetworkStack
  readonly devices: Map<string, number>
}

const sandboxes = new WeakMap<Container, Sandbox>()

export const openSandbox = (engine: Engine, container: Container, connections: readonly Connection[]): NetworkStack => {
  const stack = createNetworkStack({
    fabric: engine.fabric,
    interfaces: [],
    routes: [],
    attachments: [],
    resolve: name => resolveName(engine, container, name),
    nameOf: address => nameOfAddress(engine, container, address),
  })
  const sandbox: Sandbox = { stack, devices: new Map() }
  sandboxes.set(container, sandbox)
  for (const connection of connections) plug(sandbox, connection)
  configure(engine, container, sandbox)
  return stack
}

/** Whether there was one. */
export const closeSandbox = (container: Container): boolean => {
  sandboxes.get(container)?.stack.close()
  return sandboxes.delete(container)
}

/** A running container gets another device, with the lowest free number. */
export const plugIn = (engine: Engine, container: Container, connection: Connection): void => {
  const sandbox = sandboxes.get(container)
  if (!sandbox) return
  plug(sandbox, connection)
  configure(engine, container, sandbox)
}

export const unplug = (engine: Engine, container: Container, network: Network): void => {
  const sandbox = sandboxes.get(container)
  if (!sandbox) return
  sandbox.devices.delete(network.id)
  sandbox.stack.detach(network.id)
  configure(engine, container, sandbox)
}

const plug = ({ stack, devices }: Sandbox, [network, endpoint]: Connection): void => {
  const addresses = addressesOf(endpoint)
  if (addresses.length === 0) return
  const taken = new Set(devices.values())
  let number = 0
  while (taken.has(number)) number++
  devices.set(network.id, number)
  for (const address of addresses) stack.attach({ networkId: network.id, address })
}

const configure = (engine: Engine, container: Container, { stack, devices }: Sandbox): void => {
  const connections = connectionsOf(engine, container)
  const gateways = {
    ipv4: gatewayConnection(connections, 'gateway'),
    ipv6: gatewayConnection(connections, 'ipv6Gateway'),
  }
  const plugged = [...devices]
    .sort(([, a], [, b]) => a - b)
    .flatMap(([id, number]) => {
      const connection = connections.find(([network]) => network.id === id)
      return connection ? [{ connection, device: `eth${number}` }] : []
    })
  const interfaces = plugged.map(({ connection, device }) => interfaceOf(connection[1], device))
  const routes = plugged.flatMap(({ connection, device }): Route[] => {
    const [network, { gateway, ipv6Gateway, ipAddress, globalIpv6Address }] = connection
    const local = network.subnets
      .filter(({ subnet }) => (subnet.includes(':') ? globalIpv6Address : ipAddress) !== '')
      .map(({ subnet }): Route => ({ destination: subnet, gateway: undefined, device }))
    return [
      ...(network === gateways.ipv4?.[0] ? [{ destination: 'default', gateway, device }] : []),
      ...(network === gateways.ipv6?.[0] ? [{ destination: 'default', gateway: ipv6Gateway, device }] : []),
      ...local,
    ]
  })
  // The default route comes first, as `ip route` lists it.
  routes.sort((a, b) => Number(b.destination === 'default') - Number(a.destination === 'default'))
  stack.configure([loopback, ...interfaces], routes)
}

const interfaceOf = (endpoint: Endpoint, name: string): Interface => ({
  name,
  macAddress: endpoint.macAddress,
  addresses: addressesOf(endpoint),
  mtu,
})

/** Where a container is right now. */
export const connectionsOf = (engine: Engine, container: Container): Connection[] =>
  [...container.endpoints.values()].flatMap((endpoint): Connection[] => {
    const network = endpoint.endpointId === '' ? undefined : engine.networks.get(endpoint.networkId)
    return network ? [[network, endpoint]] : []
  })

const addressesOf = ({ ipAddress, ipPrefixLength, globalIpv6Address, globalIpv6PrefixLength }: Endpoint): string[] => [
  ...(ipAddress === '' ? [] : [`${ipAddress}/${ipPrefixLength}`]),
  ...(globalIpv6Address === '' ? [] : [`${globalIpv6Address}/${globalIpv6PrefixLength}`]),
]

/** Whether ports can be reached from outside: an internal network publishes none, and shows none (seen with 20.10 to 28). */
export const isBridged = (connections: readonly Connection[]): boolean =>
  mainConnection(connections)?.[0].driver === 'bridge'

/** The one that has the default gateway, of IPv4 when there is any. */
export const mainConnection = (connections: readonly Connection[]): Connection | undefined =>
  gatewayConnection(connections, 'gateway') ?? gatewayConnection(connections, 'ipv6Gateway')

/** The highest priority, then the first name (moby libnetwork/endpoint.go). */
const gatewayConnection = (
  connections: readonly Connection[],
  family: 'gateway' | 'ipv6Gateway',
): Connection | undefined =>
  connections
    .filter(([{ internal }, endpoint]) => !internal && endpoint[family] !== '')
    .sort(([a, { settings: ours }], [b, { settings: theirs }]) => {
      const byPriority = (theirs.GwPriority ?? 0) - (ours.GwPriority ?? 0)
      return byPriority !== 0 ? byPriority : a.name < b.name ? -1 : 1
    })[0]
