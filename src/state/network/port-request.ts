import type { HostConfig } from '../../../spec/generated/types.ts'
import type { Container } from '../container/entity.ts'
import type { PublishedPort } from './entity.ts'

export interface PortRequest {
  readonly containerPort: number
  readonly protocol: PublishedPort['protocol']
  /** Empty for every address of the host. */
  readonly hostAddress: string
  /** First and last port that will do; 0 and 0 for any. */
  readonly hostPorts: readonly [first: number, last: number]
}

/** What a container's settings ask for. */
export const portRequestsOf = ({ hostConfig, config }: Container): PortRequest[] =>
  portRequests(hostConfig, Object.keys(config.ExposedPorts ?? {}))

/** Its port bindings, and with `-P` every exposed port that has none. */
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
const splitPort = (port: string): [number: number, protocol: PublishedPort['protocol']] => {
  const [number, protocol = 'tcp'] = port.split('/')
  return [Number(number), protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp']
}
