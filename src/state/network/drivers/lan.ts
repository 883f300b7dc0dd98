import type { Engine } from '../../engine.ts'
import { type DockerError, internal, invalid } from '../../error.ts'
import type { Network } from '../entity.ts'
import type { NetworkDriver } from './driver.ts'

/** macvlan and ipvlan: containers on the networks of the host's devices (moby drivers/macvlan, drivers/ipvlan). */
interface Lan {
  readonly name: 'macvlan' | 'ipvlan'
  /** Options with the values that they may have; the first one is the default. */
  readonly choices: readonly (readonly [option: string, word: string, values: readonly string[], hint: string])[]
}

const macvlan: Lan = {
  name: 'macvlan',
  choices: [
    ['macvlan_mode', 'mode', ['bridge', 'private', 'passthru', 'vepa'], "'bridge' mode is the macvlan driver default"],
  ],
}

const ipvlan: Lan = {
  name: 'ipvlan',
  choices: [
    ['ipvlan_mode', 'mode', ['l2', 'l3', 'l3s'], "'l2' mode is the ipvlan driver default"],
    ['ipvlan_flag', 'flag', ['bridge', 'private', 'vepa'], "'bridge' is the ipvlan driver default"],
  ],
}

/** The devices of the simulated host to which a network can be tied. */
const parents: ReadonlySet<string> = new Set(['eth0', 'docker0'])

const driverOf = (lan: Lan): NetworkDriver => ({
  hasAddresses: true,
  withoutGateway: () => ({ ipv4: true, ipv6: true }),
  verify(engine, network) {
    const has = (isIpv6: boolean): boolean => network.subnets.some(({ subnet }) => subnet.includes(':') === isIpv6)
    if (network.ipv4 && !has(false)) throw invalid('ipv4 pool is empty')
    if (network.ipv6 && !has(true)) throw invalid('ipv6 pool is empty')
    verifyChoices(lan, network)
    const parent = network.options.parent ?? ''
    if (parent === 'lo') throw internal(`loopback interface is not a valid ${lan.name} parent link`)
    if (parent === '') return
    verifySharing(engine, lan, network, parent)
    if (!parents.has(parent)) verifyVlan(parent)
  },
})

const verifyChoices = ({ name, choices }: Lan, { options }: Network): void => {
  for (const [option, word, values, hint] of choices) {
    const value = options[option] || (values[0] ?? '')
    if (!values.includes(value)) throw internal(`requested ${name} ${word} '${value}' is not valid, ${hint}`)
  }
}

/** A device carries one ipvlan network, or one macvlan network in mode passthru, or several others. */
const verifySharing = (engine: Engine, { name }: Lan, network: Network, parent: string): void => {
  const isAlone = ({ options }: Network): boolean => options.macvlan_mode === 'passthru'
  for (const other of engine.networks.all()) {
    if (other.driver !== name || other.configOnly || other.options.parent !== parent) continue
    if (name === 'ipvlan') {
      throw internal(`network di-${other.id.slice(0, 12)} is already using parent interface ${parent}`)
    }
    if (isAlone(network)) {
      throw internal(
        `cannot use mode passthru, macvlan network ${other.id} is already using parent interface ${parent}`,
      )
    }
    if (isAlone(other)) {
      throw internal(`macvlan network ${other.id} is already using parent interface ${parent} in mode passthru`)
    }
  }
}

const vlanMax = 4094

/** `eth0.10` is made when it is not there. */
const verifyVlan = (parent: string): void => {
  const fault = vlanFault(parent)
  if (fault !== undefined) throw fault
}

const vlanFault = (parent: string): DockerError | undefined => {
  const [device = '', number = '', ...rest] = parent.split('.')
  if (!parent.includes('.')) {
    return internal(`invalid subinterface vlan name ${parent}, example formatting is eth0.10`)
  }
  if (rest.length > 0) {
    return internal(
      `required interface name format is: name.vlan_id, ex. eth0.10 for vlan 10, instead received ${parent}`,
    )
  }
  if (!/^[+-]?\d+$/.test(number)) {
    return internal(`unable to parse a valid vlan id from: ${number} (ex. eth0.10 for vlan 10)`)
  }
  if (!parents.has(device)) return internal(`-o parent interface was not found on the host: ${device}`)
  const vlan = Number(number)
  return vlan < 1 || vlan > vlanMax ? internal(`vlan id must be between 1-4094, received: ${vlan}`) : undefined
}

export const macvlanDriver: NetworkDriver = driverOf(macvlan)
export const ipvlanDriver: NetworkDriver = driverOf(ipvlan)
