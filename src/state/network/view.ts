import type { NetworkInspect, NetworkSummary } from '../../../spec/generated/types.ts'
import { compareVersions } from '../../../spec/index.ts'
import { sorted } from '../container/settings/fields.ts'
import type { Engine } from '../engine.ts'
import { rfc3339Nano } from '../time.ts'
import { formatAddress, hasReservedEnds } from './addresses.ts'
import type { Network } from './entity.ts'

/** One row of `GET /networks`; before API 1.28 rows listed their containers as well. */
export const networkSummary = (engine: Engine, network: Network, version: string): NetworkSummary => ({
  Name: network.name,
  Id: network.id,
  Created: rfc3339Nano(network.createdAt),
  Scope: network.scope,
  Driver: network.driver,
  ...(compareVersions(version, '1.47') < 0 ? {} : { EnableIPv4: network.ipv4 }),
  EnableIPv6: network.ipv6,
  IPAM: { Driver: network.plan.driver, Options: network.plan.options, Config: ipamConfig(network) },
  Internal: network.internal,
  Attachable: network.attachable,
  Ingress: network.ingress,
  ConfigFrom: { Network: network.configFrom },
  ConfigOnly: network.configOnly,
  ...(compareVersions(version, '1.28') < 0 ? { Containers: endpoints(engine, network) } : {}),
  Options: { ...sorted(network.options) },
  Labels: { ...sorted(network.labels) },
})

/** `GET /networks/{id}`. */
export const networkInspect = (engine: Engine, network: Network, version: string): NetworkInspect => ({
  ...networkSummary(engine, network, version),
  Containers: endpoints(engine, network),
  ...(compareVersions(version, '1.52') < 0 ? {} : { Status: { IPAM: { Subnets: usage(engine, network) } } }),
})

/** The first of two families comes first; a network that only holds configuration has no subnets yet. */
const ipamConfig = ({ subnets }: Network) =>
  subnets.length === 0
    ? null
    : subnets.map(({ subnet, range, gateway, auxiliaryAddresses }) => ({
        Subnet: subnet,
        ...(range === undefined ? {} : { IPRange: range }),
        ...(gateway !== '' && { Gateway: gateway }),
        ...(Object.keys(auxiliaryAddresses).length === 0 ? {} : { AuxiliaryAddresses: { ...auxiliaryAddresses } }),
      }))

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
        IPv6Address: '',
      }
      return [[id, view]]
    }),
  )

const usage = (engine: Engine, network: Network) =>
  Object.fromEntries(
    engine.networks.pools(network).map(({ prefix, used, free }) => {
      // The network's own and the broadcast address count as used, as moby reports them.
      const inUse = used + (hasReservedEnds(prefix) ? 2 : 0)
      return [`${formatAddress(prefix.base)}/${prefix.length}`, { IPsInUse: inUse, DynamicIPsAvailable: free }]
    }),
  )
