import type { HostConfig } from '../../../spec/generated/types.ts'
import { type DockerError, internal } from '../error.ts'
import type { PublishedPort } from './entity.ts'

/** Linux's net.ipv4.ip_local_port_range, where moby looks for a port when the client names none. */
const ephemeralFirst = 32_768
const ephemeralLast = 60_999

const anyAddress = '0.0.0.0'

export interface PortRequest {
  readonly containerPort: number
  readonly protocol: PublishedPort['protocol']
  /** Empty for every address of the host. */
  readonly hostAddress: string
  /** First and last port that will do. */
  readonly hostPorts: readonly [first: number, last: number]
}

/** The ports of the simulated host. Same order of requests, same ports. */
export interface PortAllocator {
  /** All of them or none; throws what moby says about a port that is taken. */
  publish(requests: readonly PortRequest[], endpoint: { name: string; id: string }): PublishedPort[]
  release(ports: readonly PublishedPort[]): void
}

export const createPortAllocator = (): PortAllocator => {
  /** `tcp/8080` → the addresses that hold it. */
  const taken = new Map<string, Set<string>>()
  let cursor = ephemeralFirst

  const key = (protocol: string, port: number): string => `${protocol}/${port}`
  const isFree = (protocol: string, address: string, port: number): boolean => {
    const holders = taken.get(key(protocol, port))
    if (!holders) return true
    return address !== anyAddress && !holders.has(anyAddress) && !holders.has(address)
  }
  const hold = (protocol: string, address: string, port: number): void => {
    const holders = taken.get(key(protocol, port))
    if (holders) holders.add(address)
    else taken.set(key(protocol, port), new Set([address]))
  }
  const drop = ({ protocol, hostAddress, hostPort }: PublishedPort): void => {
    const holders = taken.get(key(protocol, hostPort))
    holders?.delete(hostAddress)
    if (holders?.size === 0) taken.delete(key(protocol, hostPort))
  }
  /** Ephemeral ports go round, so that a released one is not handed out again at once. */
  const choose = (protocol: string, address: string, [first, last]: PortRequest['hostPorts']): number | undefined => {
    const isEphemeral = first === 0
    const count = isEphemeral ? ephemeralLast - ephemeralFirst + 1 : last - first + 1
    for (let offset = 0; offset < count; offset++) {
      const port = isEphemeral ? ephemeralFirst + ((cursor - ephemeralFirst + offset) % count) : first + offset
      if (!isFree(protocol, address, port)) continue
      if (isEphemeral) cursor = port + 1
      return port
    }
    return undefined
  }
  return {
    publish(requests, endpoint) {
      const published: PublishedPort[] = []
      for (const { containerPort, protocol, hostAddress, hostPorts } of requests) {
        const address = hostAddress === '' ? anyAddress : hostAddress
        const hostPort = choose(protocol, address, hostPorts)
        if (hostPort === undefined) {
          for (const port of published) drop(port)
          throw portTaken(endpoint, address, hostPorts)
        }
        const addresses = hostAddress === '' ? [anyAddress, '::'] : [hostAddress]
        for (const each of addresses) {
          hold(protocol, each, hostPort)
          published.push({ containerPort, protocol, hostAddress: each, hostPort })
        }
      }
      return published
    },
    release(ports) {
      for (const port of ports) drop(port)
    },
  }
}

const portTaken = (
  endpoint: { name: string; id: string },
  address: string,
  [first, last]: PortRequest['hostPorts'],
): DockerError => {
  const ports = first === last ? `${first}` : `${first}-${last}`
  const cause =
    first === 0 ? 'all ports are allocated' : `Bind for ${address}:${ports} failed: port is already allocated`
  const where = `driver failed programming external connectivity on endpoint ${endpoint.name} (${endpoint.id})`
  return internal(`failed to set up container networking: ${where}: ${cause}`)
}

/** What a container's settings ask for: its port bindings, and with `-P` every exposed port that has none. */
export const portRequests = (hostConfig: HostConfig, exposed: readonly string[]): PortRequest[] => {
  const bindings = hostConfig.PortBindings ?? {}
  const requests = Object.entries(bindings).flatMap(([port, hosts]) => {
    const list = hosts === null || hosts.length === 0 ? [{ HostIp: '', HostPort: '' }] : hosts
    return list.map(host => request(port, host?.HostIp ?? '', host?.HostPort ?? ''))
  })
  if (hostConfig.PublishAllPorts !== true) return requests
  const unbound = exposed.filter(port => !Object.hasOwn(bindings, port))
  return [...requests, ...unbound.map(port => request(port, '', ''))]
}

const request = (port: string, hostAddress: string, hostPort: string): PortRequest => {
  const [number, protocol] = splitPort(port)
  const [first, last] = hostPort.split('-').map(Number)
  return { containerPort: number, protocol, hostAddress, hostPorts: [first ?? 0, last ?? first ?? 0] }
}

/** `80/tcp` → 80 and tcp. */
export const splitPort = (port: string): [number: number, protocol: PublishedPort['protocol']] => {
  const [number, protocol = 'tcp'] = port.split('/')
  return [Number(number), protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp']
}
