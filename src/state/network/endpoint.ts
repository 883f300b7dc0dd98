import type { Container } from '../container/entity.ts'
import { isUserDefined } from '../container/settings/modes.ts'
import type { Engine } from '../engine.ts'
import { forbidden, internal } from '../error.ts'
import { has } from '../profile/changes.ts'
import { type AddressPool, randomMacAddress } from './addresses.ts'
import { driverNamed } from './drivers/drivers.ts'
import type { Endpoint, Network } from './entity.ts'
import { covers, parseAddress } from './prefix.ts'
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

/**
 * Under which names others will find the container there. Those of a predefined network stay as they are, none unless a
 * rename has made some; until 25 those that nobody has asked for are aliases like the others from then on (moby
 * daemon/container_operations.go, updateNetworkConfig).
 */
export const nameEndpoint = (engine: Engine, container: Container, network: Network, endpoint: Endpoint): void => {
  if (!isUserDefined(network.name)) return
  if (!has(engine.profile, 'endpointsHaveDnsNames')) {
    const { Aliases } = endpoint.settings
    const own = [container.id.slice(0, 12), container.config.Hostname ?? '']
    endpoint.settings = { ...endpoint.settings, Aliases: [...new Set([...(Aliases ?? []), ...own])] }
  }
  endpoint.dnsNames.splice(0, endpoint.dnsNames.length, ...namesOf(container, endpoint))
}

/** Gives an endpoint its id and addresses, or leaves it as it is and says why not. */
export const allocate = (engine: Engine, container: Container, network: Network, endpoint: Endpoint): void => {
  if (network.configOnly) throw forbidden('cannot create endpoint on configuration-only network')
  const { IPAMConfig, MacAddress } = endpoint.settings
  const ipv4 = takeAddress(engine, network, 4, IPAMConfig?.IPv4Address ?? '')
  let ipv6: Place | undefined
  try {
    ipv6 = takeAddress(engine, network, 6, IPAMConfig?.IPv6Address ?? '')
  } catch (error) {
    ipv4?.pool.release(ipv4.address)
    throw error
  }
  endpoint.networkId = network.id
  endpoint.endpointId = engine.newId()
  nameEndpoint(engine, container, network, endpoint)
  if (ipv4) {
    endpoint.ipAddress = ipv4.address
    endpoint.ipPrefixLength = ipv4.pool.prefix.length
    endpoint.gateway = ipv4.gateway
  }
  if (ipv6) {
    endpoint.globalIpv6Address = ipv6.address
    endpoint.globalIpv6PrefixLength = ipv6.pool.prefix.length
    endpoint.ipv6Gateway = ipv6.gateway
  }
  if (driverNamed(network.driver).hasAddresses) {
    endpoint.macAddress = MacAddress || randomMacAddress(engine.networks.random)
  }
}

interface Place {
  readonly pool: AddressPool
  readonly address: string
  readonly gateway: string
}

/** undefined when the network has no addresses of that family. */
const takeAddress = (engine: Engine, network: Network, family: 4 | 6, wanted: string): Place | undefined => {
  const pools = engine.networks.pools(network)
  const own = pools.filter(({ prefix }) => prefix.family === family)
  if (own.length === 0) return undefined
  const address = parseAddress(wanted)
  for (const pool of own) {
    if (address && !covers(pool.prefix, address)) continue
    const taken = address ? reserve(pool, wanted) : pool.take()
    if (taken === undefined) continue
    return { pool, address: taken, gateway: gatewayOf(engine, network, pools.indexOf(pool), family) }
  }
  if (address) throw internal(`Invalid address ${wanted}: It does not belong to any of this network's subnets`)
  throw internal(`no available IPv${family} addresses on this network's address pools: ${network.name} (${network.id})`)
}

const reserve = (pool: AddressPool, address: string): string => {
  if (!pool.reserve(address)) throw forbidden('Address already in use')
  return address
}

/** An auxiliary address of a certain name takes the place of the bridge's own (moby drivers/bridge, processIPAM). */
const gatewayOf = (
  { profile }: Engine,
  { subnets, internal: isInternal }: Network,
  index: number,
  family: 4 | 6,
): string => {
  const subnet = subnets[index]
  if (!subnet || (isInternal && has(profile, 'internalNetworksHaveNoGateway'))) return ''
  return subnet.auxiliaryAddresses[`DefaultGatewayIPv${family}`] ?? subnet.gateway
}

/** A stopped container keeps its place on the network and shows no addresses. */
export const release = (engine: Engine, network: Network, endpoint: Endpoint): void => {
  for (const text of [endpoint.ipAddress, endpoint.globalIpv6Address]) {
    const address = parseAddress(text)
    if (!address) continue
    for (const pool of engine.networks.pools(network)) if (covers(pool.prefix, address)) pool.release(text)
  }
  endpoint.endpointId = ''
  endpoint.gateway = ''
  endpoint.ipAddress = ''
  endpoint.ipPrefixLength = 0
  endpoint.macAddress = ''
  endpoint.ipv6Gateway = ''
  endpoint.globalIpv6Address = ''
  endpoint.globalIpv6PrefixLength = 0
}
