import { forbidden, internal, invalid } from '../../error.ts'
import type { Network, NetworkDraft } from '../entity.ts'
import { covers, masked, overlap, type Prefix, parseAddress, parsePrefix } from '../prefix.ts'
import type { NetworkDriver } from './driver.ts'
import { boolFault, integerFault } from './option-faults.ts'

const gatewayModes: ReadonlySet<string> = new Set(['nat', 'nat-unprotected', 'routed', 'isolated'])

const modeFault = (text: string): string | undefined =>
  gatewayModes.has(text) ? undefined : `unknown gateway mode ${text}`

const addressFault = (text: string): string | undefined => (parseAddress(text) ? undefined : 'nil ip')

/** What is wrong with the value of an option (moby drivers/bridge/bridge_linux.go, fromLabels). */
const optionFaults: Readonly<Record<string, (text: string) => string | undefined>> = {
  'com.docker.network.bridge.default_bridge': boolFault,
  'com.docker.network.bridge.enable_icc': boolFault,
  'com.docker.network.bridge.enable_ip_masquerade': boolFault,
  'com.docker.network.bridge.gateway_mode_ipv4': modeFault,
  'com.docker.network.bridge.gateway_mode_ipv6': modeFault,
  'com.docker.network.bridge.host_binding_ipv4': addressFault,
  'com.docker.network.bridge.inhibit_ipv4': boolFault,
  'com.docker.network.driver.mtu': integerFault,
  'com.docker.network.enable_ipv4': boolFault,
  'com.docker.network.enable_ipv6': boolFault,
  'com.docker.network.host_ipv4': addressFault,
  'com.docker.network.host_ipv6': addressFault,
}

const verifyOptions = (options: Readonly<Record<string, string>>): void => {
  for (const [option, faultOf] of Object.entries(optionFaults)) {
    const text = Object.hasOwn(options, option) ? options[option] : undefined
    const fault = text === undefined ? undefined : faultOf(text)
    if (fault !== undefined) throw invalid(`failed to parse ${option} value: ${text} (${fault})`)
  }
}

const gatewayMode = ({ options }: NetworkDraft, family: 4 | 6): string =>
  options[`com.docker.network.bridge.gateway_mode_ipv${family}`] ?? 'nat'

/** Whether the bridge itself is to have no address, although containers have a gateway. */
export const isInhibited = ({ options }: NetworkDraft): boolean =>
  /^(1|t|true)$/i.test(options['com.docker.network.bridge.inhibit_ipv4'] ?? '')

export const bridgeDriver: NetworkDriver = {
  hasAddresses: true,
  withoutGateway(draft) {
    verifyOptions(draft.options)
    const isIsolated = (family: 4 | 6): boolean => gatewayMode(draft, family) === 'isolated'
    if ((isIsolated(4) || isIsolated(6)) && !draft.internal) {
      throw internal("gateway mode 'isolated' can only be used for an internal network")
    }
    return { ipv4: isIsolated(4) || (isInhibited(draft) && draft.internal), ipv6: isIsolated(6) }
  },
  verify(engine, network) {
    if (!network.ipv4 && !network.ipv6) throw invalid('IPv4 or IPv6 must be enabled')
    const ipv4 = prefixesOf(network, 4)
    const ipv6 = prefixesOf(network, 6)
    if (network.ipv4 && ipv4.length === 0) throw invalid('ipv4 pool is empty')
    if (network.ipv6 && ipv6.length === 0) throw invalid('ipv6 pool is empty')
    if (ipv4.length > 1 || ipv6.length > 1) throw forbidden("bridge driver doesn't support multiple subnets")
    const mtu = Number(network.options['com.docker.network.driver.mtu'] ?? 0)
    if (mtu < 0) throw invalid(`invalid MTU number: ${mtu}`)
    for (const prefix of ipv6) verifyIpv6(network, prefix)
    for (const other of engine.networks.all()) verifyPeace(network, other)
  },
}

const prefixesOf = ({ subnets }: Network, family: 4 | 6): Prefix[] =>
  subnets.flatMap(({ subnet }) => {
    const prefix = parsePrefix(subnet)
    return prefix?.family === family ? [prefix] : []
  })

const linkLocal: Prefix = { family: 6, value: 0xfe80n << 112n, length: 64 }
const multicast: Prefix = { family: 6, value: 0xffn << 120n, length: 8 }

/** The refusals show the bridge's own address, not the subnet. */
const verifyIpv6 = ({ subnets }: Network, prefix: Prefix): void => {
  const own = subnets.find(({ subnet }) => subnet.includes(':'))
  const shown = `${own?.gateway || own?.subnet.split('/')[0]}/${prefix.length}`
  if (covers(multicast, prefix)) throw invalid(`multicast subnet '${shown}' is not allowed`)
  const isLinkLocal = masked(prefix).value === linkLocal.value && prefix.length === linkLocal.length
  if (!isLinkLocal && overlap(linkLocal, prefix)) {
    throw invalid(`'${shown}' clashes with the Link-Local prefix 'fe80::/64'`)
  }
}

const verifyPeace = (network: Network, other: Network): void => {
  if (other.driver !== 'bridge' || other.configOnly) return
  const reason = conflictOf(network, other)
  if (reason === undefined) return
  throw forbidden(
    `cannot create network ${network.id} (${bridgeName(network)}): conflicts with network ${other.id} (${bridgeName(other)}): ${reason}`,
  )
}

const conflictOf = (network: Network, other: Network): string | undefined => {
  if (bridgeName(other) === bridgeName(network)) return 'networks have same bridge name'
  const meet = (family: 4 | 6): boolean =>
    prefixesOf(network, family).some(ours => prefixesOf(other, family).some(theirs => overlap(ours, theirs)))
  if (meet(4)) return 'networks have overlapping IPv4'
  return meet(6) ? 'networks have overlapping IPv6' : undefined
}

const bridgeName = ({ id, options }: Pick<Network, 'id' | 'options'>): string =>
  options['com.docker.network.bridge.name'] || `br-${id.slice(0, 12)}`
