import type net from 'node:net'
import type { BindRefusal, BoundPort, HostPort, PortHost } from '../../state/network/port-host.ts'
import { listenTcp } from './tcp-port.ts'
import { listenUdp } from './udp-port.ts'

export interface HostPortsOptions {
  /** Hears of ports on which nobody listens although they are published, because this user may not. */
  readonly notice?: (text: string) => void
}

/** Published ports on this machine. */
export interface HostPorts extends PortHost {
  /** Stops listening everywhere and cuts what is connected. */
  close(): void
}

/** What is published to the world is published to this machine only; addresses that are not its own are only shown. */
const loopbackOf = (address: string): string | undefined => {
  if (address === '0.0.0.0') return '127.0.0.1'
  if (address === '::') return '::1'
  return /^127\./.test(address) || address === '::1' ? address : undefined
}

/** In the words of Go's syscall package. */
const refusals: Readonly<Record<string, string>> = {
  EADDRINUSE: 'address already in use',
  EADDRNOTAVAIL: 'cannot assign requested address',
}

const onlyShown: BoundPort = { forward: () => undefined, close: () => undefined }

export const createHostPorts = ({ notice = () => undefined }: HostPortsOptions = {}): HostPorts => {
  const listening = new Set<BoundPort>()
  const connections = new Set<net.Socket>()
  const listen = async (protocol: 'tcp' | 'udp', address: string, port: number): Promise<BoundPort> => {
    const bound = await (protocol === 'tcp' ? listenTcp(address, port, connections) : listenUdp(address, port))
    listening.add(bound)
    const close = (): void => {
      if (listening.delete(bound)) bound.close()
    }
    return { forward: bound.forward, close }
  }
  return {
    async bind({ protocol, address, port }: HostPort): Promise<BoundPort | BindRefusal> {
      const loopback = loopbackOf(address)
      if (protocol === 'sctp' || loopback === undefined) return onlyShown
      try {
        return await listen(protocol, loopback, port)
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : ''
        // A machine without IPv6 publishes what it can.
        if (address === '::' && code !== 'EADDRINUSE') return onlyShown
        const refused = refusals[code]
        if (refused !== undefined) return { refused }
        notice(`port ${port}/${protocol} is published, but nobody may listen on ${loopback}:${port} here (${code})`)
        return onlyShown
      }
    },
    close() {
      for (const bound of listening) bound.close()
      listening.clear()
      for (const socket of connections) socket.destroy()
    },
  }
}
