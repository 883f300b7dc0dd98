import type { EndpointSettings } from '../../../spec/generated/types.ts'
import type { Instant } from '../time.ts'

/** A container's place on a network. Addresses are empty strings while the container does not run. */
export interface Endpoint {
  /** What the client asked for (aliases, static addresses, driver options …). */
  settings: EndpointSettings
  networkId: string
  endpointId: string
  gateway: string
  ipAddress: string
  ipPrefixLength: number
  macAddress: string
  ipv6Gateway: string
  globalIpv6Address: string
  globalIpv6PrefixLength: number
  readonly dnsNames: string[]
}

/** A subnet of either family that a network holds. */
export interface Subnet {
  readonly subnet: string
  readonly range?: string
  /** Empty when the network has none of its own: macvlan and ipvlan unless asked for. */
  readonly gateway: string
  readonly auxiliaryAddresses: Readonly<Record<string, string>>
}

/** A subnet as the client wants it: what is empty is up to the daemon. */
export interface SubnetRequest {
  readonly subnet: string
  readonly range: string
  readonly gateway: string
  readonly auxiliaryAddresses: Readonly<Record<string, string>>
}

/** How the client wants addresses to be managed. */
export interface AddressPlan {
  readonly driver: string
  readonly options: Readonly<Record<string, string>> | null
  readonly subnets: readonly SubnetRequest[]
}

export interface Network {
  readonly id: string
  readonly name: string
  readonly createdAt: Instant
  readonly driver: string
  /** `local`, `global`, `swarm`, or whatever the client said. */
  readonly scope: string
  readonly plan: AddressPlan
  /** What it holds, IPv4 first. */
  readonly subnets: readonly Subnet[]
  readonly ipv4: boolean
  readonly ipv6: boolean
  readonly internal: boolean
  readonly attachable: boolean
  readonly ingress: boolean
  readonly configOnly: boolean
  readonly configFrom: string
  readonly options: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  /** Ids of containers with an active endpoint. */
  readonly containerIds: Set<string>
}

/** A network that is about to be. */
export type NetworkDraft = Omit<Network, 'id' | 'createdAt' | 'subnets' | 'containerIds'>

/** A container's port that the (simulated) host forwards. `inspect` shows one entry per host address. */
export interface PublishedPort {
  readonly containerPort: number
  readonly protocol: 'tcp' | 'udp' | 'sctp'
  /** `0.0.0.0`, `::` or what the client asked for. */
  readonly hostAddress: string
  readonly hostPort: number
}
