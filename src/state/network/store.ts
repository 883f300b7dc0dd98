import type { Clock } from '../clock.ts'
import { invalid, notFound } from '../error.ts'
import type { Fabric } from '../kernel/fabric.ts'
import type { NetworkStack } from '../kernel/network.ts'
import type { Random } from '../random.ts'
import { type AddressPool, createAddressPool } from './addresses.ts'
import { type AddressSpace, addressSpaceOf } from './default-pools.ts'
import type { Network, Subnet } from './entity.ts'
import { createHostStack } from './host-stack.ts'
import type { PortHost } from './port-host.ts'
import { createPorts, type Ports } from './ports.ts'
import { type Prefix, parsePrefix } from './prefix.ts'

/** The networks of an engine, the three predefined ones included, and the addresses that each has left. */
export interface NetworkStore {
  readonly size: number
  all(): IterableIterator<Network>
  get(id: string): Network | undefined
  byName(name: string): Network | undefined
  /** Full id, name, unique id prefix; throws `network X not found` or `network X is ambiguous (…)`. */
  resolve(reference: string): Network
  /** What a reference may mean: one network by id or name, else all whose id starts like that. */
  candidates(reference: string): readonly Network[]
  add(network: Network): void
  remove(network: Network): void
  /** The addresses of a network's subnets, in their order; none for `host` and `none`. */
  pools(network: Network): readonly AddressPool[]
  /** The subnets of all networks of an address space. */
  prefixes(space: AddressSpace): Iterable<Prefix>
  /** Where MAC addresses come from. */
  readonly random: Random
  /** The simulated host's ports. */
  readonly ports: Ports
  /** The simulated host, as containers reach it at their gateways. */
  readonly host: NetworkStack
}

const defaultNetwork = 'bridge'

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

/** What a store is made of. */
export interface NetworkWorld {
  readonly clock: Clock
  readonly newId: () => string
  readonly random: Random
  readonly fabric: Fabric
  /** Where published ports really listen, if anywhere. */
  readonly portHost: PortHost | undefined
  /** Of the network by default. Default: Docker's. */
  readonly defaultSubnet?: Pick<Subnet, 'subnet' | 'gateway'> | undefined
  /** What the network by default is called, too. */
  readonly defaultAlias?: string | undefined
}

export const createNetworkStore = (world: NetworkWorld): NetworkStore => {
  const host = createHostStack(world.fabric)
  const byId = new Map<string, Network>()
  const byOwnName = new Map<string, Network>()
  const byName = (name: string): Network | undefined =>
    byOwnName.get(name === world.defaultAlias ? defaultNetwork : name)
  const pools = new Map<string, readonly AddressPool[]>()

  const add = (network: Network): void => {
    byId.set(network.id, network)
    byOwnName.set(network.name, network)
    pools.set(network.id, network.configOnly ? [] : network.subnets.flatMap(poolOf))
    host.plugIn(network)
  }
  for (const { name, driver, subnets, options } of predefined) {
    add({
      id: world.newId(),
      name,
      createdAt: world.clock.now(),
      driver,
      scope: 'local',
      plan: { driver: 'default', options: null, subnets: [] },
      subnets: name === defaultNetwork && world.defaultSubnet ? [{ ...bridgeSubnet, ...world.defaultSubnet }] : subnets,
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
  const candidates = (reference: string): readonly Network[] => {
    const exact = byId.get(reference) ?? byName(reference)
    if (exact) return [exact]
    return reference === '' ? [] : [...byId.values()].filter(({ id }) => id.startsWith(reference))
  }
  return {
    get size() {
      return byId.size
    },
    all: () => byId.values(),
    get: id => byId.get(id),
    byName,
    candidates,
    resolve(reference) {
      const [only, ...others] = candidates(reference)
      if (!only) throw notFound(`network ${reference} not found`)
      if (others.length === 0) return only
      throw invalid(`network ${reference} is ambiguous (${others.length + 1} matches found based on ID prefix)`)
    },
    add,
    remove(network) {
      byId.delete(network.id)
      byOwnName.delete(network.name)
      pools.delete(network.id)
      host.unplug(network)
    },
    pools: network => pools.get(network.id) ?? [],
    *prefixes(space) {
      for (const { subnets, scope } of byId.values()) {
        if (addressSpaceOf(scope) !== space) continue
        for (const { subnet } of subnets) {
          const prefix = parsePrefix(subnet)
          if (prefix) yield prefix
        }
      }
    },
    random: world.random,
    ports: createPorts(host.stack, world.portHost),
    host: host.stack,
  }
}

/** The gateway and the addresses that others have are nobody's. */
const poolOf = ({ subnet, range, gateway, auxiliaryAddresses }: Subnet): AddressPool[] => {
  const prefix = parsePrefix(subnet)
  if (!prefix) return []
  const pool = createAddressPool(prefix, parsePrefix(range ?? ''))
  for (const address of [gateway, ...Object.values(auxiliaryAddresses)]) pool.reserve(address)
  return [pool]
}
