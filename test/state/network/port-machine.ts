import type { BindRefusal, BoundPort, HostPort, PortHost, PortTarget } from '../../../src/state/network/port-host.ts'

/** A machine without sockets: which of its ports others have, and where the ones that were bound lead. */
export interface PortMachine extends PortHost {
  readonly others: Set<number>
  readonly bound: Map<string, PortTarget | undefined>
}

export const createPortMachine = (): PortMachine => {
  const others = new Set<number>()
  const bound = new Map<string, PortTarget | undefined>()
  return {
    others,
    bound,
    async bind({ protocol, address, port }: HostPort): Promise<BoundPort | BindRefusal> {
      const name = `${protocol} ${address} ${port}`
      if (others.has(port) || bound.has(name)) return { refused: 'address already in use' }
      bound.set(name, undefined)
      return { forward: target => void bound.set(name, target), close: () => void bound.delete(name) }
    },
  }
}
