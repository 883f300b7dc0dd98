import type { NetworkInspect, NetworkSummary } from '../../../spec/generated/types.ts'
import { compareVersions } from '../../../spec/index.ts'
import { sorted } from '../container/settings/fields.ts'
import type { Engine } from '../engine.ts'
import { has } from '../profile/changes.ts'
import { does } from '../profile/podman/quirks.ts'
import type { Profile } from '../profile/profile.ts'
import { rfc3339Nano } from '../time.ts'
import type { Network } from './entity.ts'
import { formatPrefix, parsePrefix } from './prefix.ts'

/** One row of `GET /networks`; before API 1.28 rows listed their containers as well. */
export const networkSummary = (engine: Engine, network: Network, version: string): NetworkSummary => ({
  Name: network.name,
  Id: network.id,
  Created: rfc3339Nano(network.createdAt),
  Scope: network.scope,
  Driver: network.driver,
  ...(compareVersions(version, '1.47') < 0 ? {} : { EnableIPv4: network.ipv4 }),
  EnableIPv6: network.ipv6,
  IPAM: {
    Driver: network.plan.driver,
    Options: engine.profile.podman ? { driver: 'host-local' } : network.plan.options,
    Config: ipamConfig(engine, network),
  },
  Internal: network.internal,
  Attachable: network.attachable,
  Ingress: network.ingress,
  ConfigFrom: { Network: network.configFrom },
  ConfigOnly: network.configOnly,
  ...(compareVersions(version, '1.28') < 0
    ? { Containers: endpoints(engine, network) }
    : has(engine.profile, 'listsNetworksWithoutContainers')
      ? {}
      : { Containers: {} }),
  Options: does(engine.profile, 'forgetsNetworkOptions') ? {} : { ...sorted(network.options) },
  Labels: { ...sorted(network.labels) },
})

/** What containers that are on a network call it. */
export const networkNameIn = (profile: Profile, name: string): string =>
  name === 'bridge' && does(profile, 'defaultNetworkIsPodman') ? 'podman' : name

/** `GET /networks/{id}`, of a network that was asked for by `reference`. */
export const networkInspect = (
  engine: Engine,
  network: Network,
  version: string,
  reference = network.name,
): NetworkInspect => ({
  ...networkSummary(engine, network, version),
  Name: reference === network.name ? network.name : networkNameIn(engine.profile, network.name),
  Containers: endpoints(engine, network),
  ...(compareVersions(version, '1.52') < 0 ? {} : { Status: { IPAM: { Subnets: usage(engine, network) } } }),
})

/** What the client asked for comes first, IPv4 before IPv6; a network that only holds configuration has nothing yet. */
const ipamConfig = ({ profile }: Engine, network: Network) => {
  const { subnets, plan } = network
  if (subnets.length === 0) return null
  const familyOf = (subnet: string): number | undefined => parsePrefix(subnet)?.family
  const asked = new Set(plan.subnets.map(({ subnet }) => familyOf(subnet)))
  const silent = has(profile, 'showsChosenGateways')
    ? new Set()
    : new Set(plan.subnets.filter(({ gateway }) => gateway === '').map(({ subnet }) => familyOf(subnet)))
  const showsGateway = (subnet: string): boolean => !silent.has(familyOf(subnet))
  const isAsked = ({ subnet }: Network['subnets'][number]): boolean => asked.has(familyOf(subnet))
  return [...subnets.filter(isAsked), ...subnets.filter(each => !isAsked(each))].map(
    ({ subnet, range, gateway, auxiliaryAddresses }) => ({
      Subnet: subnet,
      ...(range === undefined ? {} : { IPRange: range }),
      ...(gateway !== '' && showsGateway(subnet) && { Gateway: gateway }),
      ...(Object.keys(auxiliaryAddresses).length === 0 ? {} : { AuxiliaryAddresses: { ...auxiliaryAddresses } }),
    }),
  )
}

const endpoints = (engine: Engine, network: Network): NonNullable<NetworkInspect['Containers']> =>
  Object.fromEntries(
    [...network.containerIds].sort().flatMap(id => {
      const container = engine.containers.get(id)
      const endpoint = [...(container?.endpoints.values() ?? [])].find(({ networkId }) => networkId === network.id)
      if (!container || !endpoint) return []
      const view = {
        Name: container.name,
        EndpointID: endpoint.endpointId,
        MacAddress: endpoint.macAddress,
        IPv4Address: endpoint.ipAddress === '' ? '' : `${endpoint.ipAddress}/${endpoint.ipPrefixLength}`,
        IPv6Address:
          endpoint.globalIpv6Address === '' ? '' : `${endpoint.globalIpv6Address}/${endpoint.globalIpv6PrefixLength}`,
      }
      return [[id, view]]
    }),
  )

const usage = (engine: Engine, network: Network) =>
  Object.fromEntries(
    engine.networks
      .pools(network)
      .map(({ prefix, used, free }) => [
        formatPrefix(prefix),
        { IPsInUse: saturated(used), DynamicIPsAvailable: saturated(free) },
      ]),
  )

/** The largest number of JavaScript's that Go can still read as an uint64, where moby's own ends. */
const countMax = 2 ** 64 - 2048

const saturated = (count: bigint): number => Math.min(Number(count), countMax)
