import type { Fabric } from '../kernel/fabric.ts'
import type { NetworkStack } from '../kernel/network.ts'
import { createNetworkStack } from '../kernel/network-stack.ts'
import type { Network } from './entity.ts'
import { parseAnyPrefix } from './prefix.ts'

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
    plugIn({ id, driver, configOnly, subnets }) {
      if (driver !== 'bridge' || configOnly) return
      for (const { subnet, gateway } of subnets)
        stack.attach({ networkId: id, address: `${gateway}/${parseAnyPrefix(subnet)?.length}` })
    },
    unplug: ({ id }) => stack.detach(id),
  }
}
