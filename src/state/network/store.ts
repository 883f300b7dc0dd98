import type { Clock } from '../clock.ts'
import { invalid, notFound } from '../error.ts'
import type { Random } from '../random.ts'
import { type AddressPool, createAddressPool, parsePrefix } from './addresses.ts'
import type { Network, Subnet } from './entity.ts'
import { createPortAllocator, type PortAllocator } from './ports.ts'

/** The networks of an engine, the three predefined ones included, and the addresses that each has left. */
export interface NetworkStore {
  readonly size: number
  all(): IterableIterator<Network>
  get(id: string): Network | undefined
  byName(name: string): Network | undefined
  /** Full id, unique name, unique id prefix; throws `network X not found` or `… is ambiguous`. */
  resolve(reference: string): Network
  add(network: Network): void
  remove(network: Network): void
  /** The IPv4 pool of a network's first subnet; undefined for `host` and `none`. */
  pool(network: Network): AddressPool | undefined
  /** Where MAC addresses come from. */
  readonly random: Random
  /** The simulated host's ports. */
  readonly ports: PortAllocator
}

export const predefinedNetworks: ReadonlySet<string> = new Set(['bridge', 'host', 'none'])

/** What the CLI sends for "no --network given". */
export const networkNameOf = (mode: string): string => (mode === 'default' || mode === '' ? 'bridge' : mode)

const bridgeOptions = {
  'com.docker.network.bridge.default_bridge': 'true',
  'com.docker.network.bridge.enable_icc': 'true',
  'com.docker.network.bridge.enable_ip_masquerade': 'true',
  'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
  'com.docker.network.bridge.name': 'docker0',
  'com.docker.network.driver.mtu': '1500',
}

const bridgeSubnet: Subnet = { subnet: '172.17.0.0/16', gateway: '172.17.0.1', auxiliaryAddresses: {} }

const predefined = [
  { name: 'bridge', driver: 'bridge', subnets: [bridgeSubnet], options: bridgeOptions },
  { name: 'host', driver: 'host', subnets: [], options: {} },
  { name: 'none', driver: 'null', subnets: [], options: {} },
] as const

export const createNetworkStore = (world: { clock: Clock; newId: () => string; random: Random }): NetworkStore => {
  const byId = new Map<string, Network>()
  const byName = new Map<string, Network>()
  const pools = new Map<string, AddressPool>()

  const add = (network: Network): void => {
    byId.set(network.id, network)
    byName.set(network.name, network)
    const [first] = network.subnets
    const prefix = first && parsePrefix(first.range ?? first.subnet)
    if (!first || !prefix) return
    const pool = createAddressPool(prefix)
    pool.reserve(first.gateway)
    for (const address of Object.values(first.auxiliaryAddresses)) pool.reserve(address)
    pools.set(network.id, pool)
  }
  for (const { name, driver, subnets, options } of predefined) {
    add({
      id: world.newId(),
      name,
      createdAt: world.clock.now(),
      driver,
      scope: 'local',
      subnets,
      ipv4: true,
      ipv6: false,
      internal: false,
      attachable: false,
      ingress: false,
      configOnly: false,
      configFrom: '',
      options,
      labels: {},
      containerIds: new Set(),
    })
  }
  return {
    get size() {
      return byId.size
    },
    all: () => byId.values(),
    get: id => byId.get(id),
    byName: name => byName.get(name),
    resolve(reference) {
      const exact = byId.get(reference) ?? byName.get(reference)
      if (exact) return exact
      const found = reference === '' ? [] : [...byId.values()].filter(({ id }) => id.startsWith(reference))
      if (found.length > 1) {
        throw invalid(`${found.length} matches found based on ID prefix: network ${reference} is ambiguous`)
      }
      const only = found[0]
      if (!only) throw notFound(`network ${reference} not found`)
      return only
    },
    add,
    remove(network) {
      byId.delete(network.id)
      byName.delete(network.name)
      pools.delete(network.id)
    },
    pool: network => pools.get(network.id),
    random: world.random,
    ports: createPortAllocator(),
  }
}
