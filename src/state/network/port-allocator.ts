import type { PublishedPort } from './entity.ts'
import { anyAddress, anyAddress6, type PortRequest } from './port-request.ts'

/** Linux's net.ipv4.ip_local_port_range, where moby looks for a port when the client names none. */
const ephemeralFirst = 32_768
const ephemeralLast = 60_999
export const ephemeralCount = ephemeralLast - ephemeralFirst + 1

/** The two families are apart: `::` leaves the port of `0.0.0.0` alone. */
const overlap = (a: string, b: string): boolean =>
  a.includes(':') === b.includes(':') && (a === b || [a, b].some(each => each === anyAddress || each === anyAddress6))

/** The ports of the simulated host. Same order of requests, same ports. */
export interface PortAllocator {
  /** One port for every address that the request names; undefined when none is left. */
  allocate(request: PortRequest): readonly PublishedPort[] | undefined
  /** The address at which somebody has a port that one of these would clash with. */
  holder(protocol: string, addresses: readonly string[], port: number): string | undefined
  release(ports: readonly PublishedPort[]): void
  /** Takes just this one, which somebody had before. */
  hold(port: PublishedPort): void
}

export const createPortAllocator = (): PortAllocator => {
  /** `tcp/8080` → the addresses that hold it. */
  const taken = new Map<string, Set<string>>()
  /** The port after the last one of every range, so that a released one is not handed out again at once. */
  const cursors = new Map<string, number>()

  const key = (protocol: string, port: number): string => `${protocol}/${port}`
  const holder = (protocol: string, addresses: readonly string[], port: number): string | undefined => {
    for (const held of taken.get(key(protocol, port)) ?? [])
      if (addresses.some(address => overlap(held, address))) return held
    return undefined
  }
  const hold = (protocol: string, address: string, port: number): void => {
    const holders = taken.get(key(protocol, port))
    if (holders) holders.add(address)
    else taken.set(key(protocol, port), new Set([address]))
  }
  const choose = ({ protocol, hostAddresses, hostPorts }: PortRequest): number | undefined => {
    const [first, last] = hostPorts[0] === 0 ? [ephemeralFirst, ephemeralLast] : hostPorts
    const count = last - first + 1
    const cursorOf = (address: string): string => `${protocol} ${address} ${first}-${last}`
    const start = (cursors.get(cursorOf(hostAddresses[0] ?? '')) ?? first) - first
    for (let offset = 0; offset < count; offset++) {
      const port = first + ((start + offset) % count)
      if (holder(protocol, hostAddresses, port) !== undefined) continue
      if (count > 1) for (const address of hostAddresses) cursors.set(cursorOf(address), port + 1)
      return port
    }
    return undefined
  }
  return {
    holder,
    hold: ({ protocol, hostAddress, hostPort }) => hold(protocol, hostAddress, hostPort),
    allocate(request) {
      const { containerPort, protocol, hostAddresses } = request
      const hostPort = choose(request)
      if (hostPort === undefined) return undefined
      for (const address of hostAddresses) hold(protocol, address, hostPort)
      return hostAddresses.map(hostAddress => ({ containerPort, protocol, hostAddress, hostPort }))
    },
    release(ports) {
      for (const { protocol, hostAddress, hostPort } of ports) {
        const holders = taken.get(key(protocol, hostPort))
        holders?.delete(hostAddress)
        if (holders?.size === 0) taken.delete(key(protocol, hostPort))
      }
    },
  }
}
