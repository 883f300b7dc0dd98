import { SystemError } from '../filesystem/contract.ts'
import { isAddress, isLoopback, isWildcard, isWithin, withoutPrefix } from './address.ts'
import type { Fabric, FabricNode } from './fabric.ts'
import type { Datagram, DatagramSocket, Interface, Listener, NetworkStack, Route, StreamSocket } from './network.ts'
import { BoundDatagramSocket, ListeningSocket } from './sockets.ts'
import { connectedPair, type Side } from './stream-socket.ts'

/** net.core.somaxconn: connections that wait to be accepted. */
const backlogMax = 4096
/** net.ipv4.ip_local_port_range. */
const ephemeralFirst = 32_768
const ephemeralLast = 60_999

/** One address of a stack on one network. */
export interface Attachment {
  readonly networkId: string
  /** With or without a prefix length. */
  readonly address: string
}

export interface NetworkStackOptions {
  readonly fabric: Fabric
  readonly interfaces: readonly Interface[]
  readonly routes: readonly Route[]
  /** Where the stack is plugged in. More can follow while it lives. */
  readonly attachments: readonly Attachment[]
  /** Addresses of a name besides `localhost`: /etc/hosts, then the embedded DNS. */
  resolve(name: string): readonly string[]
  /** What the DNS calls an address. Default: it does not know. */
  nameOf?(address: string): string | undefined
}

/** A stack whose owner plugs it in and out of networks while it runs. */
export interface ManagedNetworkStack extends NetworkStack {
  attach(attachment: Attachment): void
  detach(networkId: string): void
  /** Interfaces and routes as they are after attaching or detaching. */
  configure(interfaces: readonly Interface[], routes: readonly Route[]): void
  /** Pulls every plug, closes listeners and datagram sockets. */
  close(): void
}

/** A socket that is bound to a port, and what comes in there. */
interface Binding {
  readonly address: string
  readonly port: number
  readonly protocol: 'tcp' | 'udp'
}

export const createNetworkStack = (options: NetworkStackOptions): ManagedNetworkStack => new SimulatedStack(options)

class SimulatedStack implements ManagedNetworkStack, FabricNode {
  interfaces: readonly Interface[]
  routes: readonly Route[]
  readonly #options: NetworkStackOptions
  readonly #plugs = new Map<Attachment, () => void>()
  readonly #listeners = new Set<ListeningSocket>()
  readonly #datagramSockets = new Set<BoundDatagramSocket>()
  readonly #connections = new Set<StreamSocket>()
  #nextEphemeral = ephemeralFirst

  constructor(options: NetworkStackOptions) {
    this.#options = options
    this.interfaces = options.interfaces
    this.routes = options.routes
    for (const attachment of options.attachments) this.attach(attachment)
  }

  attach(attachment: Attachment): void {
    const { networkId, address } = attachment
    this.#plugs.set(attachment, this.#options.fabric.attach(networkId, withoutPrefix(address), this))
  }

  detach(networkId: string): void {
    for (const [attachment, pull] of this.#plugs) {
      if (attachment.networkId !== networkId) continue
      pull()
      this.#plugs.delete(attachment)
    }
  }

  configure(interfaces: readonly Interface[], routes: readonly Route[]): void {
    this.interfaces = interfaces
    this.routes = routes
  }

  close(): void {
    for (const pull of this.#plugs.values()) pull()
    this.#plugs.clear()
    for (const listener of [...this.#listeners]) listener.close()
    for (const socket of [...this.#datagramSockets]) socket.close()
  }

  get listeners(): readonly Listener[] {
    const datagrams = [...this.#datagramSockets].map(({ address, port, readable, close }): Listener => {
      return { address, port, protocol: 'udp', accept: () => undefined, acceptable: readable, close }
    })
    return [...this.#listeners, ...datagrams]
  }

  get connections(): readonly StreamSocket[] {
    return [...this.#connections]
  }

  listen(address: string, port: number): Listener {
    const bound = this.#bind(address, port, 'tcp', this.#listeners)
    const listener = new ListeningSocket(bound.address, bound.port, () => this.#listeners.delete(listener))
    this.#listeners.add(listener)
    return listener
  }

  datagrams(address: string, port: number): DatagramSocket {
    const bound = this.#bind(address, port, 'udp', this.#datagramSockets)
    const socket = new BoundDatagramSocket(bound.address, bound.port, {
      send: (bytes, to, toPort) => this.#send(bound, bytes, to, toPort),
      close: () => this.#datagramSockets.delete(socket),
    })
    this.#datagramSockets.add(socket)
    return socket
  }

  #bind(name: string, port: number, protocol: 'tcp' | 'udp', bindings: ReadonlySet<Binding>): Binding {
    const address = name === '' ? '0.0.0.0' : (this.resolve(name)[0] ?? name)
    if (!isWildcard(address) && !this.#holds(address)) throw new SystemError('EINVAL', address)
    const taken = (candidate: number): boolean => {
      for (const binding of bindings) if (binding.port === candidate && overlap(binding.address, address)) return true
      return false
    }
    if (port !== 0) {
      if (taken(port)) throw new SystemError('EADDRINUSE', `${address}:${port}`)
      return { address, port, protocol }
    }
    return { address, port: this.#freePort(taken), protocol }
  }

  #freePort(taken: (port: number) => boolean): number {
    for (let tries = ephemeralLast - ephemeralFirst; tries >= 0; tries--) {
      const port = this.#nextEphemeral
      this.#nextEphemeral = port === ephemeralLast ? ephemeralFirst : port + 1
      if (!taken(port)) return port
    }
    throw new SystemError('EADDRINUSE')
  }

  connect(name: string, port: number): StreamSocket {
    const address = this.resolve(name)[0] ?? name
    const side = (own: string): Side => ({ address: own, port: this.#freePort(used => this.#usesPort(used)) })
    if (this.#holds(address) || isWildcard(address))
      return this.admit(isWildcard(address) ? '127.0.0.1' : address, port, side(address), this)
    const node = this.#neighbour(address)
    if (!node) throw new SystemError(this.#isRouted(address) ? 'EHOSTUNREACH' : 'ENETUNREACH', address)
    return node.admit(address, port, side(this.#sourceFor(address)), this)
  }

  #usesPort(port: number): boolean {
    for (const { localPort } of this.#connections) if (localPort === port) return true
    return false
  }

  /** Makes a connection to a listener of this stack and returns the caller's end of it. */
  admit(address: string, port: number, from: Side, caller?: SimulatedStack): StreamSocket {
    const listener = this.#listenerAt(address, port)
    if (!listener || listener.backlog >= backlogMax) throw new SystemError('ECONNREFUSED', `${address}:${port}`)
    const forget = (socket: StreamSocket): void => {
      this.#connections.delete(socket)
      if (caller) caller.#connections.delete(socket)
    }
    const { clientEnd, serverEnd } = connectedPair(from, { address, port }, forget)
    this.#connections.add(serverEnd)
    if (caller) caller.#connections.add(clientEnd)
    listener.offer(serverEnd)
    return clientEnd
  }

  #listenerAt(address: string, port: number): ListeningSocket | undefined {
    for (const listener of this.#listeners) if (hears(listener, address, port)) return listener
    return undefined
  }

  resolve(name: string): readonly string[] {
    if (isAddress(name)) return [name]
    if (name === 'localhost') return ['127.0.0.1']
    return this.#options.resolve(name)
  }

  nameOf(address: string): string | undefined {
    return this.#options.nameOf?.(address)
  }

  reachable(name: string): boolean {
    const address = this.resolve(name)[0]
    return address !== undefined && (this.#holds(address) || this.#neighbour(address) !== undefined)
  }

  #holds(address: string): boolean {
    if (isLoopback(address)) return true
    for (const attachment of this.#plugs.keys()) if (withoutPrefix(attachment.address) === address) return true
    return this.interfaces.some(({ addresses }) => addresses.some(own => withoutPrefix(own) === address))
  }

  #neighbour(address: string): SimulatedStack | undefined {
    const networkIds = new Set([...this.#plugs.keys()].map(({ networkId }) => networkId))
    const node = this.#options.fabric.find(networkIds, address)
    return node instanceof SimulatedStack ? node : undefined
  }

  #isRouted(address: string): boolean {
    return this.routes.some(({ destination }) => destination === 'default' || isWithin(address, destination))
  }

  /** The own address on the network through which `address` is reached. */
  #sourceFor(address: string): string {
    for (const { addresses } of this.interfaces)
      for (const own of addresses) if (isWithin(address, own)) return withoutPrefix(own)
    for (const { address: own } of this.#plugs.keys())
      if (own.includes('/') && isWithin(address, own)) return withoutPrefix(own)
    const [first] = this.#plugs.keys()
    return first ? withoutPrefix(first.address) : '127.0.0.1'
  }

  #send(from: Binding, bytes: Uint8Array, name: string, port: number): void {
    const to = this.resolve(name)[0] ?? name
    const local = this.#holds(to)
    const target = local ? this : this.#neighbour(to)
    if (!target) {
      if (!this.#isRouted(to)) throw new SystemError('ENETUNREACH', to)
      return
    }
    const source = isWildcard(from.address) ? (local ? to : this.#sourceFor(to)) : from.address
    target.deliver(port, { bytes: bytes.slice(), address: source, port: from.port }, to)
  }

  deliver(toPort: number, datagram: Datagram, toAddress: string): void {
    for (const socket of this.#datagramSockets) if (hears(socket, toAddress, toPort)) socket.offer(datagram)
  }
}

const overlap = (a: string, b: string): boolean => a === b || isWildcard(a) || isWildcard(b)

const hears = (binding: { address: string; port: number }, address: string, port: number): boolean =>
  binding.port === port && (isWildcard(binding.address) || binding.address === address)
