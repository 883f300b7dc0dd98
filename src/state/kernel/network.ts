import type { Wait } from '../wait.ts'
import type { OpenFile } from './open-file.ts'

/** One network interface as `ip addr` shows it. */
export interface Interface {
  readonly name: string
  readonly macAddress: string
  /** With the prefix length: `172.17.0.2/16`. */
  readonly addresses: readonly string[]
  readonly mtu: number
}

export interface Route {
  /** `default` or a prefix such as `172.17.0.0/16`. */
  readonly destination: string
  readonly gateway: string | undefined
  readonly device: string
}

/** A connected stream socket: reads and writes are an open file's. `shutdown` ends the writing side only. */
export interface StreamSocket extends OpenFile {
  readonly localAddress: string
  readonly localPort: number
  readonly remoteAddress: string
  readonly remotePort: number
  shutdown(): void
}

export interface Listener {
  readonly address: string
  readonly port: number
  readonly protocol: 'tcp' | 'udp'
  /** The oldest connection not yet accepted. */
  accept(): StreamSocket | undefined
  readonly acceptable: Wait
  close(): void
}

export interface Datagram {
  readonly bytes: Uint8Array
  readonly address: string
  readonly port: number
}

export interface DatagramSocket {
  readonly address: string
  readonly port: number
  send(bytes: Uint8Array, address: string, port: number): void
  receive(): Datagram | undefined
  readonly readable: Wait
  close(): void
}

/** The network of one container, or one that several containers share. Only other simulated containers are out there. */
export interface NetworkStack {
  readonly interfaces: readonly Interface[]
  readonly routes: readonly Route[]
  /** Throws SystemError EADDRINUSE. Port 0 takes a free one. */
  listen(address: string, port: number): Listener
  /** Throws SystemError ECONNREFUSED, EHOSTUNREACH, ENETUNREACH. */
  connect(address: string, port: number): StreamSocket
  datagrams(address: string, port: number): DatagramSocket
  /** Addresses of a name: /etc/hosts, then the embedded DNS. Empty when there is none. */
  resolve(name: string): readonly string[]
  /** What the DNS calls an address. */
  nameOf(address: string): string | undefined
  /** Whether something answers at that address (ping). */
  reachable(address: string): boolean
  readonly listeners: readonly Listener[]
  readonly connections: readonly StreamSocket[]
}
