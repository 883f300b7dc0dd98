import type { HostConfig } from '../../../spec/generated/types.ts'
import type { Container } from '../container/entity.ts'
import type { Endpoint, Network, PublishedPort } from './entity.ts'
import { parseAddress } from './prefix.ts'

/** A port of a container, and where the host is to have it: the same port at all of its addresses. */
export interface PortRequest {
  readonly containerPort: number
  readonly protocol: PublishedPort['protocol']
  readonly hostAddresses: readonly string[]
  /** First and last port that will do; 0 and 0 for any. */
  readonly hostPorts: readonly [first: number, last: number]
}

/** Which families of the host can be joined with a container, and where ports go that name no address. */
export interface Reach {
  readonly ipv4: boolean
  readonly ipv6: boolean
  readonly defaultAddress: string
}

export const anyAddress = '0.0.0.0'
export const anyAddress6 = '::'

const bindingOption = 'com.docker.network.bridge.host_binding_ipv4'

export const reachOf = ({ options }: Network, { ipAddress, globalIpv6Address }: Endpoint): Reach => ({
  ipv4: ipAddress !== '',
  ipv6: globalIpv6Address !== '',
  defaultAddress: options[bindingOption] || anyAddress,
})

/** The same of a network that a container is about to be on. */
export const expectedReach = ({ options, subnets }: Network): Reach => ({
  ipv4: subnets.some(({ subnet }) => !subnet.includes(':')),
  ipv6: subnets.some(({ subnet }) => subnet.includes(':')),
  defaultAddress: options[bindingOption] || anyAddress,
})

/** What a container's settings ask for. */
export const portRequestsOf = ({ hostConfig, config }: Container, reach: Reach): PortRequest[] =>
  portRequests(hostConfig, Object.keys(config.ExposedPorts ?? {}), reach)

/**
 * Its port bindings, and with `-P` every exposed port that has none; in the order in which the daemon takes them: exact
 * ports before ranges, then by container port and protocol (moby libnetwork/portmapperapi, PortBindingReq.Compare).
 */
export const portRequests = (hostConfig: HostConfig, exposed: readonly string[], reach: Reach): PortRequest[] => {
  const bindings = Object.entries(hostConfig.PortBindings ?? {})
  const unbound = hostConfig.PublishAllPorts
    ? exposed.filter(port => !Object.hasOwn(hostConfig.PortBindings ?? {}, port)).map(port => [port, null] as const)
    : []
  const requests = [...bindings, ...unbound].flatMap(([port, hosts]) => {
    const list = hosts === null || hosts.length === 0 ? [{ HostIp: '', HostPort: '' }] : hosts
    return list.map(host => request(port, addressesOf(host?.HostIp ?? '', reach), host?.HostPort ?? ''))
  })
  return grouped(requests.filter(({ hostAddresses }) => hostAddresses.length > 0).sort(byTurn))
}

/** A container without IPv6 is reached from the host's IPv6 by its proxy; one without IPv4 from IPv6 only. */
const addressesOf = (wanted: string, { ipv4, defaultAddress }: Reach): string[] => {
  if (wanted !== '') return wanted.includes(':') || ipv4 ? [wanted] : []
  if (defaultAddress.includes(':')) return [defaultAddress]
  const own = ipv4 ? [defaultAddress] : []
  return defaultAddress === anyAddress ? [...own, anyAddress6] : own
}

const request = (port: string, hostAddresses: readonly string[], hostPort: string): PortRequest => {
  const [number, protocol = 'tcp'] = port.split('/')
  const [first, last] = hostPort.split('-').map(Number)
  return {
    containerPort: Number(number),
    protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
    hostAddresses,
    hostPorts: [first ?? 0, last ?? first ?? 0],
  }
}

const protocols: readonly string[] = ['tcp', 'udp', 'sctp']

const byTurn = (a: PortRequest, b: PortRequest): number =>
  Number(isRange(a)) - Number(isRange(b)) ||
  a.containerPort - b.containerPort ||
  protocols.indexOf(a.protocol) - protocols.indexOf(b.protocol) ||
  a.hostPorts[0] - b.hostPorts[0] ||
  a.hostPorts[1] - b.hostPorts[1]

const isRange = ({ hostPorts: [first, last] }: PortRequest): boolean => first === 0 || first !== last

/** Bindings that differ only in the host's address get one port together. */
const grouped = (requests: readonly PortRequest[]): PortRequest[] => {
  const groups: PortRequest[] = []
  for (const next of requests) {
    const last = groups.at(-1)
    if (!last || byTurn(last, next) !== 0) groups.push(next)
    else groups[groups.length - 1] = { ...last, hostAddresses: [...last.hostAddresses, ...next.hostAddresses] }
  }
  return groups.map(group => ({ ...group, hostAddresses: [...group.hostAddresses].sort(byAddress) }))
}

const byAddress = (a: string, b: string): number => {
  const [first, second] = [parseAddress(a), parseAddress(b)]
  if (!first || !second || first.family !== second.family) return (first?.family ?? 0) - (second?.family ?? 0)
  return first.value < second.value ? -1 : Number(first.value > second.value)
}
