import type { StreamSocket } from '../kernel/network.ts'
import type { Wait } from '../wait.ts'

/** A port of the host, as a container wants to have it published. */
export interface HostPort {
  readonly protocol: 'tcp' | 'udp' | 'sctp'
  /** `0.0.0.0`, `::` or one address. */
  readonly address: string
  readonly port: number
}

/** A machine on which published ports listen: whoever owns real sockets. The engine itself does no I/O. */
export interface PortHost {
  /** Takes a port, or says why not in the words of the machine: `address already in use`. */
  bind(port: HostPort): Promise<BoundPort | BindRefusal>
}

export interface BindRefusal {
  readonly refused: string
}

export interface BoundPort {
  /** From now on whatever comes in is the container's. Who came before that is turned away. */
  forward(target: PortTarget): void
  /** Gives the port back. Connections stay until one of their ends goes. */
  close(): void
}

/** Where a published port leads. The program sees the gateway of its network as its peer. */
export interface PortTarget {
  /** Throws SystemError: ECONNREFUSED when no program listens. */
  connect(): StreamSocket
  /** One peer's exchange of datagrams with the container. */
  exchange(): DatagramExchange
}

export interface DatagramExchange {
  /** What nobody in the container waits for is lost. */
  send(bytes: Uint8Array): void
  receive(): Uint8Array | undefined
  readonly readable: Wait
  close(): void
}
