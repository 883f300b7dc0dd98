import type { EndpointSettings } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { DockerError, invalid, joinedFaults } from '../../error.ts'
import type { Network } from '../../network/entity.ts'
import { type Address, covers, parseAddress, parsePrefix } from '../../network/prefix.ts'
import { has } from '../../profile/changes.ts'
import type { Profile } from '../../profile/profile.ts'
import { isUserDefined } from './modes.ts'

const sysctlOption = 'com.docker.network.endpoint.sysctls'
const sysctlFamilies: ReadonlySet<string> = new Set(['ipv4', 'ipv6', 'mpls'])
const ipv6Pattern = /^[0-9a-fA-F:]*:[0-9a-fA-F:.]*$/

/** What is wrong with an endpoint of a network that may not exist yet (moby daemon/container_operations.go). */
const endpointFaults = (
  { profile }: Engine,
  network: Network | undefined,
  name: string,
  settings: EndpointSettings,
): string[] => [
  ...predefinedFaults(name, settings),
  ...addressFaults(settings),
  ...subnetFaults(profile, network, settings),
  ...sysctlFaults(settings),
]

/** Until 25 a container was made on one network, and what it wanted there was looked at when it started. */
const looksLate = (profile: Profile): boolean => !has(profile, 'checksEndpointAddresses')

/** Refuses an endpoint of a network that is there, by all that is wrong with it; until 25 by the first thing alone. */
export const verifyEndpoint = (engine: Engine, network: Network, settings: EndpointSettings): void => {
  if (looksLate(engine.profile)) {
    const [fault] = [...predefinedFaults(network.name, settings), ...familyFaults(network, settings)]
    if (fault !== undefined) throw invalid(fault)
    return
  }
  const faults = endpointFaults(engine, network, network.name, settings)
  if (faults.length > 0) throw invalid(`invalid endpoint settings:\n${joinedFaults(faults)}`)
}

/** Until 25 it only had to be of a family of which somebody had chosen a subnet. */
const familyFaults = (network: Network, { IPAMConfig }: EndpointSettings): string[] =>
  ([4, 6] as const).flatMap(wanted => {
    const isWanted = Boolean(wanted === 4 ? IPAMConfig?.IPv4Address : IPAMConfig?.IPv6Address)
    const isChosen = chosenSubnets(network).some(({ subnet }) => parsePrefix(subnet)?.family === wanted)
    return isWanted && !isChosen ? [chosenOnly] : []
  })

const predefinedFaults = (name: string, { IPAMConfig, Aliases }: EndpointSettings): string[] => {
  if (isUserDefined(name)) return []
  const faults: string[] = []
  if (IPAMConfig?.IPv4Address || IPAMConfig?.IPv6Address)
    faults.push('user-specified IP address is supported on user-defined networks only')
  if (Aliases?.length) faults.push('network-scoped aliases are only supported for user-defined networks')
  return faults
}

const addressFaults = ({ IPAMConfig }: EndpointSettings): string[] => {
  const faults: string[] = []
  const { IPv4Address: v4, IPv6Address: v6, LinkLocalIPs } = IPAMConfig ?? {}
  if (v4 && parseAddress(v4)?.family !== 4) faults.push(`invalid IPv4 address: ${v4}`)
  if (v6 && !ipv6Pattern.test(v6)) faults.push(`invalid IPv6 address: ${v6}`)
  for (const address of LinkLocalIPs ?? []) {
    if (parseAddress(address) === undefined && !ipv6Pattern.test(address))
      faults.push(`invalid link-local IP address: ${address}`)
  }
  return faults
}

const chosenOnly =
  'user specified IP address is supported only when connecting to networks with user configured subnets'

/** For the default bridge the daemon has chosen, before it makes the network (moby daemon/daemon_unix.go, initBridgeDriver). */
const chosenSubnets = ({ name, plan, subnets }: Network): readonly { readonly subnet: string }[] =>
  name === 'bridge' ? subnets : plan.subnets

/** Until 28 only subnets that somebody had chosen gave addresses that clients chose. */
const chosenFault = (network: Network, address: Address | undefined, wanted: string): string[] => {
  const chosen = chosenSubnets(network).flatMap(({ subnet }) => parsePrefix(subnet) ?? [])
  const fitting = address ? chosen.filter(({ family }) => family === address.family) : chosen
  if (fitting.length === 0) return [chosenOnly]
  const isInside = address !== undefined && fitting.some(prefix => covers(prefix, address))
  return isInside ? [] : [`no configured subnet or ip-range contain the IP address ${wanted}`]
}

const containedFault = (network: Network, address: Address, wanted: string): string[] => {
  const isInside = network.subnets.some(({ subnet }) => {
    const prefix = parsePrefix(subnet)
    return prefix !== undefined && covers(prefix, address)
  })
  return isInside ? [] : [`no configured subnet contains IP address ${wanted}`]
}

const subnetFaults = (profile: Profile, network: Network | undefined, { IPAMConfig }: EndpointSettings): string[] => {
  if (!network) return []
  const wanted = [IPAMConfig?.IPv4Address ?? '', IPAMConfig?.IPv6Address ?? ''].filter(each => each !== '')
  return wanted.flatMap(text => {
    const address = parseAddress(text)
    if (!has(profile, 'anySubnetGivesAddresses')) return chosenFault(network, address, text)
    return address ? containedFault(network, address, text) : []
  })
}

const sysctlFaults = ({ DriverOpts }: EndpointSettings): string[] => {
  const option = DriverOpts?.[sysctlOption]
  if (typeof option !== 'string') return []
  return option.split(',').flatMap(sysctl => {
    const [, family = '', , device = '', ...rest] = sysctl.split('.')
    const isKnown = sysctlFamilies.has(family) && /^(IFNAME|ifname)$/.test(device) && rest.length > 0
    if (isKnown) return []
    return [
      `unrecognised network interface sysctl '${sysctl}'; represent 'net.X.Y.ethN.Z=V' as 'net.X.Y.IFNAME.Z=V', 'X' must be 'ipv4', 'ipv6' or 'mpls'`,
    ]
  })
}

const macAddressBytes: readonly number[] = [6, 8, 20]

/** `02:42:…`, `02-42-…` or `0242.ac11.…`, of one of three lengths, as Go's net.ParseMAC reads them. */
const isMacAddress = (text: string): boolean => {
  const [separator = '', digits, group] = text.includes('.') ? ['.', 4, 2] : [text[2], 2, 1]
  const parts = text.split(separator)
  const isSplit = ['.', ':', '-'].includes(separator) && macAddressBytes.includes(parts.length * group)
  return isSplit && parts.every(part => part.length === digits && /^[\da-f]+$/i.test(part))
}

/** Addresses are read with the body, so that a bad one is bad JSON (moby api/types/network/hwaddr.go). */
export const verifyMacAddresses = (profile: Profile, addresses: Iterable<string | undefined>): void => {
  if (!has(profile, 'endpointsHavePhysicalAddresses')) return
  for (const address of addresses) {
    if (address && !isMacAddress(address)) throw invalid(`invalid JSON: address ${address}: invalid MAC address`)
  }
}

/** Checks every endpoint of a new container and tells of all that is wrong at once, each under its network. */
export const verifyEndpoints = (engine: Engine, endpoints: ReadonlyMap<string, EndpointSettings | null>): void => {
  if (looksLate(engine.profile)) {
    verifyOldEndpoints(endpoints)
    return
  }
  const faults = [...endpoints].flatMap(([name, settings]) => {
    const prefix = `invalid config for network ${name}: `
    if (!settings) return [`${prefix}EndpointsConfig is nil`]
    const lines = endpointFaults(engine, networkNamed(engine, name), name, settings)
    return lines.length === 0 ? [] : [`${prefix}invalid endpoint settings:\n${joinedFaults(lines)}`]
  })
  if (faults.length > 0) throw invalid(joinedFaults(faults))
}

/** What is looked at before it starts (moby daemon/create.go, verifyNetworkingConfig). */
const verifyOldEndpoints = (endpoints: ReadonlyMap<string, EndpointSettings | null>): void => {
  if (endpoints.size > 1)
    throw invalid(`Container cannot be connected to network endpoints: ${[...endpoints.keys()].join(', ')}`)
  for (const [name, settings] of endpoints) {
    if (!settings) throw invalid(`no EndpointSettings for ${name}`)
    const { IPv4Address: v4, IPv6Address: v6 } = settings.IPAMConfig ?? {}
    if (v4 && parseAddress(v4)?.family !== 4) throw invalid(`invalid IPv4 address: ${v4}`)
    if (v6 && !ipv6Pattern.test(v6)) throw invalid(`invalid IPv6 address: ${v6}`)
  }
}

const networkNamed = (engine: Engine, name: string): Network | undefined => {
  try {
    return engine.networks.resolve(name)
  } catch (error) {
    if (error instanceof DockerError) return undefined
    throw error
  }
}
