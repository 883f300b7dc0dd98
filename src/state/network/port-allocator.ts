import type { PublishedPort } from './entity.ts'
import type { PortRequest } from './port-request.ts'

/** Linux's net.ipv4.ip_local_port_range, where moby looks for a port when the client names none. */
const ephemeralFirst = 32_768
const ephemeralLast = 60_999
export const ephemeralCount = ephemeralLast - ephemeralFirst + 1

export const anyAddress = '0.0.0.0'
const anyAddress6 = '::'

/** The two families are apart: `::` leaves the port of `0.0.0.0` alone. */
const overlap = (a: string, b: string): boolean =>
  a.includes(':') === b.includes(':') && (a === b || [a, b].some(each => each === anyAddress || each === anyAddress6))

/** The ports of the simulated host. Same order of requests, same ports. */
export interface PortAllocator {
  /** One port for every address that the request means; undefined when none is left. */
  allocate(request: PortRequest): readonly PublishedPort[] | undefined
  release(ports: readonly PublishedPort[]): void
}

export const createPortAllocator = (): PortAllocator => {
  /** `tcp/8080` → the addresses that hold it. */
  const taken = new Map<string, Set<string>>()
  let cursor = ephemeralFirst

  const key = (protocol: string, port: number): string => `${protocol}/${port}`
  const isFree = (protocol: string, addresses: readonly string[], port: number): boolean => {
    for (const holder of taken.get(key(protocol, port)) ?? [])
      if (addresses.some(address => overlap(holder, address))) return false
    return true
  }
  const hold = (protocol: string, address: string, port: number): void => {
    const holders = taken.get(key(protocol, port))
    if (holders) holders.add(address)
    else taken.set(key(protocol, port), new Set([address]))
  }
  /** Ephemeral ports go round, so that a released one is not handed out again at once. */
  const choose = (
    protocol: string,
    addresses: readonly string[],
    [first, last]: PortRequest['hostPorts'],
  ): number | undefined => {
    const isEphemeral = first === 0
    const count = isEphemeral ? ephemeralCount : last - first + 1
    for (let offset = 0; offset < count; offset++) {
      const port = isEphemeral ? ephemeralFirst + ((cursor - ephemeralFirst + offset) % count) : first + offset
      if (!isFree(protocol, addresses, port)) continue
      if (isEphemeral) cursor = port + 1
      return port
    }
    return undefined
  }
  return {
    allocate({ containerPort, protocol, hostAddress, hostPorts }) {
      const addresses = hostAddress === '' ? [anyAddress, anyAddress6] : [hostAddress]
      const hostPort = choose(protocol, addresses, hostPorts)
      if (hostPort === undefined) return undefined
      for (const each of addresses) hold(protocol, each, hostPort)
      return addresses.map(each => ({ containerPort, protocol, hostAddress: each, hostPort }))
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
