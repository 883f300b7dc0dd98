import type { Fabric } from '../kernel/fabric.ts'
import type { NetworkStack } from '../kernel/network.ts'
import { createNetworkStack } from '../kernel/network-stack.ts'
import { isInhibited } from './drivers/bridge.ts'
import type { Network } from './entity.ts'
import { parsePrefix } from './prefix.ts'

/** The simulated host's own place on its bridges: it is every bridge's gateway, and containers see it as their peer. */
export interface HostStack {
  readonly stack: NetworkStack
  plugIn(network: Network): void
  unplug(network: Network): void
}

export const createHostStack = (fabric: Fabric): HostStack => {
  const stack = createNetworkStack({ fabric, interfaces: [], routes: [], attachments: [], resolve: () => [] })
  return {
    stack,
    plugIn(network) {
      const { id, driver, configOnly, subnets } = network
      if (driver !== 'bridge' || configOnly || isInhibited(network)) return
      for (const { subnet, gateway } of subnets)
        if (gateway !== '') stack.attach({ networkId: id, address: `${gateway}/${parsePrefix(subnet)?.length}` })
    },
    unplug: ({ id }) => stack.detach(id),
  }
}
