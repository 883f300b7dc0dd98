import type { IPAM } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { forbidden, internal, invalid, joinedFaults, notFound } from '../error.ts'
import { createAddressPool } from './addresses.ts'
import { type AddressSpace, addressSpaceOf, freeIpv4Subnet, freeIpv6Subnet } from './default-pools.ts'
import type { Families } from './drivers/driver.ts'
import type { AddressPlan, NetworkDraft, Subnet, SubnetRequest } from './entity.ts'
import {
  type Address,
  covers,
  formatAddress,
  formatPrefix,
  masked,
  overlap,
  type Prefix,
  parseAddress,
  parsePrefix,
} from './prefix.ts'

/** What a client wants, checked as far as Go's decoder does: that prefixes and addresses are some. */
export const readPlan = (ipam: IPAM | null | undefined): AddressPlan => ({
  driver: ipam?.Driver || 'default',
  options: ipam?.Options ? { ...ipam.Options } : null,
  subnets: (ipam?.Config ?? []).map(config => ({
    subnet: readPrefix(config?.Subnet ?? ''),
    range: readPrefix(config?.IPRange ?? ''),
    gateway: readAddress(config?.Gateway ?? ''),
    auxiliaryAddresses: Object.fromEntries(
      Object.entries(config?.AuxiliaryAddresses ?? {}).map(([name, address]) => [name, readAddress(address ?? '')]),
    ),
  })),
})

const readPrefix = (text: string): string => {
  if (text === '') return ''
  if (!text.includes('/')) throw invalid(`invalid JSON: netip.ParsePrefix(${JSON.stringify(text)}): no '/'`)
  const prefix = parsePrefix(text)
  if (prefix) return formatPrefix(prefix)
  const [address = '', length = ''] = text.split('/')
  const fault = parseAddress(address)
    ? /^\d+$/.test(length)
      ? 'prefix length out of range'
      : `bad bits after slash: ${JSON.stringify(length)}`
    : `ParseAddr(${JSON.stringify(address)}): unable to parse IP`
  throw invalid(`invalid JSON: netip.ParsePrefix(${JSON.stringify(text)}): ${fault}`)
}

const readAddress = (text: string): string => {
  if (text === '') return ''
  const address = parseAddress(text)
  if (address) return formatAddress(address)
  throw invalid(`invalid JSON: ParseAddr(${JSON.stringify(text)}): unable to parse IP`)
}

/** All that is wrong with the wanted subnets, told at once (moby daemon/network.go, validateIpamConfig). */
export const verifyPlan = ({ subnets }: AddressPlan, ipv6: boolean): void => {
  const faults = subnets.flatMap(request => subnetFaults(request, ipv6))
  if (faults.length > 0) throw invalid(`invalid network config:\n${joinedFaults(faults)}`)
}

const subnetFaults = (request: SubnetRequest, ipv6: boolean): string[] => {
  const subnet = parsePrefix(request.subnet)
  if (subnet?.family === 6 && !ipv6) return []
  const faults: string[] = []
  const base = subnet && formatPrefix(masked(subnet))
  if (base !== undefined && base !== request.subnet) {
    faults.push(`invalid subnet ${request.subnet}: it should be ${base}`)
  }
  faults.push(...rangeFaults(request.range, subnet))
  const { gateway, auxiliaryAddresses } = request
  const gatewayFault = addressFault(gateway, subnet)
  if (gatewayFault !== undefined) faults.push(`invalid gateway ${gateway}: ${gatewayFault}`)
  for (const [name, address] of Object.entries(auxiliaryAddresses)) {
    const fault = addressFault(address, subnet)
    if (fault !== undefined) faults.push(`invalid auxiliary address ${name}: ${fault}`)
  }
  return faults
}

/** How Go prints a prefix that was not given. */
const shown = (prefix: Prefix | undefined): string => (prefix ? formatPrefix(prefix) : 'invalid Prefix')

const rangeFaults = (text: string, subnet: Prefix | undefined): string[] => {
  const range = parsePrefix(text)
  if (!range) return []
  const family = subnet?.family ?? 4
  if (range.family !== family) return [`invalid ip-range ${text}: parent subnet is an IPv${family} block`]
  const faults: string[] = []
  if (subnet && range.length < subnet.length)
    faults.push(`invalid ip-range ${text}: CIDR block is bigger than its parent subnet ${shown(subnet)}`)
  if (formatPrefix(masked(range)) !== text)
    faults.push(`invalid ip-range ${text}: it should be ${formatPrefix(masked(range))}`)
  if (!subnet || !overlap(subnet, range))
    faults.push(`invalid ip-range ${text}: parent subnet ${shown(subnet)} doesn't contain ip-range`)
  return faults
}

const addressFault = (text: string, subnet: Prefix | undefined): string | undefined => {
  const address: Address | undefined = parseAddress(text)
  if (!address) return undefined
  const family = subnet?.family ?? 4
  if (address.family !== family) return `parent subnet is an IPv${family} block`
  return subnet && covers(subnet, address) ? undefined : `parent subnet ${shown(subnet)} doesn't contain this address`
}

const ipamDrivers: ReadonlySet<string> = new Set(['default', 'null'])

/** Gives a new network its subnets: the wanted ones, or the lowest free of the default pools. */
export const allocateSubnets = (engine: Engine, draft: NetworkDraft, withoutGateway: Families): Subnet[] => {
  const { plan } = draft
  if (!ipamDrivers.has(plan.driver)) throw notFound(`plugin "${plan.driver}" not found`)
  if (plan.driver === 'null') return withoutManager(plan)
  const space = addressSpaceOf(draft.scope)
  const held = [...engine.networks.prefixes(space)]
  const allocate = (family: 4 | 6, skipsGateway: boolean): Subnet[] =>
    requestsOf(plan, family).map(request => {
      const prefix = prefixFor(engine, request, family, { space, held })
      held.push(prefix)
      return settle(request, prefix, skipsGateway)
    })
  return [
    ...(draft.ipv4 ? allocate(4, withoutGateway.ipv4) : []),
    ...(draft.ipv6 ? allocate(6, withoutGateway.ipv6) : []),
  ]
}

const requestsOf = ({ subnets }: AddressPlan, family: 4 | 6): readonly SubnetRequest[] => {
  const wanted = subnets.filter(({ subnet }) => (parsePrefix(subnet)?.family ?? 6) === family)
  return wanted.length === 0 ? [{ subnet: '', range: '', gateway: '', auxiliaryAddresses: {} }] : wanted
}

/** moby libnetwork/ipams/null: no addresses, which no driver accepts that wants some. */
const withoutManager = ({ subnets }: AddressPlan): Subnet[] => {
  if (subnets.some(({ subnet }) => subnet !== '')) {
    throw invalid('null ipam driver does not handle specific address pool requests')
  }
  if (subnets.some(({ range }) => range !== '')) {
    throw invalid('null ipam driver does not handle specific address subpool requests')
  }
  return []
}

interface Holdings {
  readonly space: AddressSpace
  readonly held: readonly Prefix[]
}

const prefixFor = (
  engine: Engine,
  { subnet, range }: SubnetRequest,
  family: 4 | 6,
  { space, held }: Holdings,
): Prefix => {
  const wanted = parsePrefix(subnet)
  if (wanted && wanted.value !== 0n) {
    // A range makes it a part of a pool, and several parts may have the same one.
    if (range !== '' || !held.some(each => overlap(each, wanted))) return wanted
    throw forbidden('invalid pool request: Pool overlaps with other one on this address space')
  }
  if (range !== '') {
    const name = space === 'global' ? 'GlobalDefault' : 'LocalDefault'
    throw internal(
      `failed to parse pool request for address space "${name}" pool "" subpool "${range}": invalid address subpool`,
    )
  }
  const free =
    family === 4
      ? freeIpv4Subnet(held, wanted?.length, space, engine.profile.podman?.subnetPools)
      : (freeIpv6Subnet(held, engine.id) ?? ('exhausted' as const))
  if (free === 'exhausted') throw invalid('all predefined address pools have been fully subnetted')
  if (free === 'no such size') throw invalid('invalid address pool')
  return free
}

/** Its gateway and the addresses that others have must be free (moby libnetwork/network.go, ipamAllocateVersion). */
const settle = (request: SubnetRequest, prefix: Prefix, skipsGateway: boolean): Subnet => {
  const pool = createAddressPool(prefix, parsePrefix(request.range))
  const reserve = (what: string, address: string): void => {
    if (!pool.reserve(address)) throw internal(`failed to allocate ${what}: Address already in use`)
  }
  let { gateway } = request
  if (gateway !== '') reserve(`gateway (${gateway})`, gateway)
  else if (!skipsGateway) {
    const taken = pool.take()
    if (taken === undefined) throw internal('failed to allocate gateway (): no available addresses on this pool')
    gateway = taken
  }
  for (const [name, address] of Object.entries(request.auxiliaryAddresses)) {
    reserve(`secondary ip address (${name}:${address})`, address)
  }
  return {
    subnet: formatPrefix(prefix),
    ...(request.range !== '' && { range: request.range }),
    gateway,
    auxiliaryAddresses: request.auxiliaryAddresses,
  }
}
