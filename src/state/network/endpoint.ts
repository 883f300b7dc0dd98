import type { Container } from '../container/entity.ts'
import type { Engine } from '../engine.ts'
import { forbidden, unavailable } from '../error.ts'
import { type AddressPool, contains, parseAddress, randomMacAddress } from './addresses.ts'
import type { Endpoint, Network } from './entity.ts'
import { namesOf } from './resolution.ts'

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

/** Under which names others will find the container there. */
export const nameEndpoint = (container: Container, network: Network, endpoint: Endpoint): void => {
  endpoint.dnsNames.splice(0, endpoint.dnsNames.length, ...namesOf(container, network, endpoint))
}

/** Gives an endpoint its id and addresses, or leaves it as it is and says why not. */
export const allocate = (engine: Engine, container: Container, network: Network, endpoint: Endpoint): void => {
  if (network.configOnly) throw forbidden('cannot create endpoint on configuration-only network')
  const pools = engine.networks.pools(network)
  const given = pools.length === 0 ? undefined : takeAddress(network, pools, endpoint)
  endpoint.networkId = network.id
  endpoint.endpointId = engine.newId()
  nameEndpoint(container, network, endpoint)
  if (!given) return
  const { pool, address } = given
  const subnet = network.subnets[pools.indexOf(pool)]
  endpoint.ipAddress = address
  endpoint.ipPrefixLength = pool.prefix.length
  endpoint.gateway = network.internal ? '' : (subnet?.gateway ?? '')
  endpoint.macAddress = endpoint.settings.MacAddress || randomMacAddress(engine.networks.random)
}

const takeAddress = (
  network: Network,
  pools: readonly AddressPool[],
  endpoint: Endpoint,
): { pool: AddressPool; address: string } => {
  const wanted = endpoint.settings.IPAMConfig?.IPv4Address ?? ''
  const number = parseAddress(wanted)
  if (number !== undefined) {
    const pool = pools.find(({ prefix }) => contains(prefix, number))
    if (!pool?.reserve(wanted)) throw forbidden('Address already in use')
    return { pool, address: wanted }
  }
  for (const pool of pools) {
    const address = pool.take()
    if (address !== undefined) return { pool, address }
  }
  throw unavailable(`no available IPv4 addresses on this network's address pools: ${network.name} (${network.id})`)
}

/** A stopped container keeps its place on the network and shows no addresses. */
export const release = (engine: Engine, network: Network, endpoint: Endpoint): void => {
  const { ipAddress } = endpoint
  const number = parseAddress(ipAddress)
  if (number !== undefined) {
    for (const pool of engine.networks.pools(network)) if (contains(pool.prefix, number)) pool.release(ipAddress)
  }
  endpoint.endpointId = ''
  endpoint.gateway = ''
  endpoint.ipAddress = ''
  endpoint.ipPrefixLength = 0
  endpoint.macAddress = ''
}
