import type { NetworkStack } from '../kernel/network.ts'
import type { PortTarget } from './port-host.ts'

/** Leads from the host to a port of a container, wherever that is by then: its main network may change while it runs. */
export const portTarget = (host: NetworkStack, addressOf: () => string, port: number): PortTarget => ({
  connect: () => host.connect(addressOf(), port),
  exchange() {
    const socket = host.datagrams('', 0)
    return {
      send: bytes => socket.send(bytes, addressOf(), port),
      receive: () => socket.receive()?.bytes,
      readable: socket.readable,
      close: socket.close,
    }
  },
})
