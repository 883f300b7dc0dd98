/** Whoever holds an address. What can be asked of it is its stack's affair. */
export type FabricNode = object

/**
 * The engine's wire: every network is one switch, and a stack is reached at the addresses it has plugged in there.
 * Two stacks that share no network do not see each other, whatever their addresses.
 */
export interface Fabric {
  /** Plugs an address of `node` into a network; the returned function pulls it out. */
  attach(networkId: string, address: string, node: FabricNode): () => void
  /** Who holds `address` on the first of these networks where somebody does. */
  find(networkIds: Iterable<string>, address: string): FabricNode | undefined
}

export const createFabric = (): Fabric => {
  const networks = new Map<string, Map<string, FabricNode>>()
  return {
    attach(networkId, address, node) {
      const addresses = networks.get(networkId) ?? new Map<string, FabricNode>()
      networks.set(networkId, addresses)
      addresses.set(address, node)
      return () => {
        if (addresses.get(address) !== node) return
        addresses.delete(address)
        if (addresses.size === 0) networks.delete(networkId)
      }
    },
    find(networkIds, address) {
      for (const networkId of networkIds) {
        const node = networks.get(networkId)?.get(address)
        if (node) return node
      }
      return undefined
    },
  }
}
