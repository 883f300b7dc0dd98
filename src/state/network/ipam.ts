import type { IPAM } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { forbidden, internal, invalid, notFound } from '../error.ts'
import { freeIpv4Subnet, freeIpv6Subnet } from './default-pools.ts'
import type { AddressPlan, Subnet, SubnetRequest } from './entity.ts'
import {
  type Address,
  type AnyPrefix,
  covers,
  formatAnyAddress,
  formatAnyPrefix,
  masked,
  overlap,
  parseAnyAddress,
  parseAnyPrefix,
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
  const prefix = parseAnyPrefix(text)
  if (prefix) return formatAnyPrefix(prefix)
  const [address = '', length = ''] = text.split('/')
  const fault = parseAnyAddress(address)
    ? /^\d+$/.test(length)
      ? 'prefix length out of range'
      : `bad bits after slash: ${JSON.stringify(length)}`
    : `ParseAddr(${JSON.stringify(address)}): unable to parse IP`
  throw invalid(`invalid JSON: netip.ParsePrefix(${JSON.stringify(text)}): ${fault}`)
}

const readAddress = (text: string): string => {
  if (text === '') return ''
  const address = parseAnyAddress(text)
  if (address) return formatAnyAddress(address)
  throw invalid(`invalid JSON: ParseAddr(${JSON.stringify(text)}): unable to parse IP`)
}

/** All that is wrong with the wanted subnets, told at once (moby daemon/network.go, validateIpamConfig). */
export const verifyPlan = ({ subnets }: AddressPlan, ipv6: boolean): void => {
  const faults = subnets.flatMap(request => subnetFaults(request, ipv6))
  if (faults.length > 0) throw invalid(`invalid network config:\n${faults.join('\n')}`)
}

const subnetFaults = (request: SubnetRequest, ipv6: boolean): string[] => {
  const subnet = parseAnyPrefix(request.subnet)
  if (subnet?.family === 6 && !ipv6) return []
  const faults: string[] = []
  const base = subnet && formatAnyPrefix(masked(subnet))
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
const shown = (prefix: AnyPrefix | undefined): string => (prefix ? formatAnyPrefix(prefix) : 'invalid Prefix')

const rangeFaults = (text: string, subnet: AnyPrefix | undefined): string[] => {
  const range = parseAnyPrefix(text)
  if (!range) return []
  const family = subnet?.family ?? 4
  if (range.family !== family) return [`invalid ip-range ${text}: parent subnet is an IPv${family} block`]
  const faults: string[] = []
  if (subnet && range.length < subnet.length)
    faults.push(`invalid ip-range ${text}: CIDR block is bigger than its parent subnet ${shown(subnet)}`)
  if (formatAnyPrefix(masked(range)) !== text)
    faults.push(`invalid ip-range ${text}: it should be ${formatAnyPrefix(masked(range))}`)
  if (!subnet || !overlap(subnet, range))
    faults.push(`invalid ip-range ${text}: parent subnet ${shown(subnet)} doesn't contain ip-range`)
  return faults
}

const addressFault = (text: string, subnet: AnyPrefix | undefined): string | undefined => {
  const address: Address | undefined = parseAnyAddress(text)
  if (!address) return undefined
  const family = subnet?.family ?? 4
  if (address.family !== family) return `parent subnet is an IPv${family} block`
  return subnet && covers(subnet, address) ? undefined : `parent subnet ${shown(subnet)} doesn't contain this address`
}

export interface Families {
  readonly ipv4: boolean
  readonly ipv6: boolean
}

const ipamDrivers: ReadonlySet<string> = new Set(['default', 'null'])
/** Their gateways are outside Docker's world: they have one only when asked (moby drivers/macvlan, drivers/ipvlan). */
/** Drivers that take no gateway of their own accord; plugins are asked for one only in the pools that the daemon chooses. */
const driversWithoutGateway: ReadonlySet<string> = new Set(['macvlan', 'ipvlan'])

/** Gives a new network its subnets: the wanted ones, or the lowest free of the default pools. */
export const allocateSubnets = (engine: Engine, driver: string, plan: AddressPlan, families: Families): Subnet[] => {
  if (!ipamDrivers.has(plan.driver)) throw notFound(`plugin "${plan.driver}" not found`)
  if (plan.driver === 'null') return []
  const held = [...engine.networks.prefixes()]
  const allocate = (family: 4 | 6): Subnet[] => {
    const wanted = plan.subnets.filter(({ subnet }) => parseAnyPrefix(subnet)?.family === family)
    return (wanted.length === 0 ? [noWish] : wanted).map(request => {
      const prefix = prefixFor(engine, request, family, held)
      held.push(prefix)
      const isLeftToPlugin = request.subnet !== '' && engine.plugins.byName(driver) !== undefined
      return settle(request, prefix, isLeftToPlugin || driversWithoutGateway.has(driver))
    })
  }
  return [...(families.ipv4 ? allocate(4) : []), ...(families.ipv6 ? allocate(6) : [])]
}

const noWish: SubnetRequest = { subnet: '', range: '', gateway: '', auxiliaryAddresses: {} }

const prefixFor = (
  engine: Engine,
  { subnet, range }: SubnetRequest,
  family: 4 | 6,
  held: readonly AnyPrefix[],
): AnyPrefix => {
  const wanted = parseAnyPrefix(subnet)
  if (wanted && wanted.value !== 0n) {
    if (!held.some(each => overlap(each, wanted))) return wanted
    throw forbidden('invalid pool request: Pool overlaps with other one on this address space')
  }
  if (range !== '') throw internal(`failed to parse pool request: invalid address range`)
  const free =
    family === 4 ? freeIpv4Subnet(held, wanted?.length) : (freeIpv6Subnet(held, engine.id) ?? ('exhausted' as const))
  if (free === 'exhausted') throw invalid('all predefined address pools have been fully subnetted')
  if (free === 'no such size') throw invalid('invalid address pool')
  return free
}

const settle = (request: SubnetRequest, prefix: AnyPrefix, withoutGateway: boolean): Subnet => ({
  subnet: formatAnyPrefix(prefix),
  ...(request.range !== '' && { range: request.range }),
  gateway: request.gateway || (withoutGateway ? '' : firstUsable(prefix, request.range)),
  auxiliaryAddresses: request.auxiliaryAddresses,
})

/** The first address of the range, which may well be its base when that is not the subnet's. */
const firstUsable = (prefix: AnyPrefix, rangeText: string): string => {
  const range = parseAnyPrefix(rangeText) ?? prefix
  const isNetworkAddress = range.value === prefix.value && !(prefix.family === 4 && prefix.length > 30)
  return formatAnyAddress({ family: prefix.family, value: range.value + (isNetworkAddress ? 1n : 0n) })
}
