import { forbidden } from '../../error.ts'
import { bridgeDriver } from './bridge.ts'
import type { NetworkDriver } from './driver.ts'
import { ipvlanDriver, macvlanDriver } from './lan.ts'

/** `host` and `null`: each has the one network that is there from the beginning. */
const special: NetworkDriver = {
  hasAddresses: false,
  withoutGateway: () => ({ ipv4: false, ipv6: false }),
  verify(_, { driver }) {
    throw forbidden(`only one instance of "${driver}" network is allowed`)
  },
}

/** A plugin's networks: it is asked for gateways only in the pools that the daemon has chosen. */
const external: NetworkDriver = {
  hasAddresses: true,
  withoutGateway({ plan }) {
    const names = (isIpv6: boolean): boolean =>
      plan.subnets.some(({ subnet }) => subnet !== '' && subnet.includes(':') === isIpv6)
    return { ipv4: names(false), ipv6: names(true) }
  },
  verify: () => undefined,
}

const drivers: ReadonlyMap<string, NetworkDriver> = new Map([
  ['bridge', bridgeDriver],
  ['host', special],
  ['null', special],
  ['macvlan', macvlanDriver],
  ['ipvlan', ipvlanDriver],
])

export const isBuiltIn = (name: string): boolean => drivers.has(name)

/** Whatever is none of the daemon's own is a plugin. */
export const driverNamed = (name: string): NetworkDriver => drivers.get(name) ?? external
