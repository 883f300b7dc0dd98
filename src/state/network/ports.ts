import { type DockerError, internal } from '../error.ts'
import type { PublishedPort } from './entity.ts'
import { anyAddress, createPortAllocator, ephemeralCount } from './port-allocator.ts'
import type { BoundPort, PortHost, PortTarget } from './port-host.ts'
import type { PortRequest } from './port-request.ts'

/** Who publishes, as refusals name it. */
export interface Publisher {
  readonly containerId: string
  readonly name: string
  readonly endpointId: string
}

/** What is published on the host: on the simulated one always, on a real one when there is a machine. */
export interface Ports {
  /** Whether publishing wants ports of a machine, which must be held before. */
  readonly isReal: boolean
  /** Takes ports of the machine for a container that is about to publish them. What fails, fails when it does. */
  hold(containerId: string, requests: readonly PortRequest[]): Promise<void>
  /** Gives back what was held and not published. */
  dropHeld(containerId: string): void
  /** All of them or none; throws what moby says about a port that cannot be had. */
  publish(
    requests: readonly PortRequest[],
    publisher: Publisher,
    targetOf: (port: PublishedPort) => PortTarget,
  ): readonly PublishedPort[]
  release(ports: readonly PublishedPort[]): void
}

/** The ports of one request, or why there are none. */
type Outcome = readonly PublishedPort[] | { readonly fault: string }

const nameOf = ({ protocol, hostAddress, hostPort }: PublishedPort): string => `${protocol} ${hostAddress} ${hostPort}`

export const createPorts = (machine?: PortHost): Ports => {
  const allocator = createPortAllocator()
  const bound = new Map<string, BoundPort>()
  const held = new Map<string, readonly Outcome[]>()

  const release = (ports: readonly PublishedPort[]): void => {
    for (const port of ports) {
      bound.get(nameOf(port))?.close()
      bound.delete(nameOf(port))
    }
    allocator.release(ports)
  }
  const releaseAll = (outcomes: readonly Outcome[]): void => {
    for (const outcome of outcomes) if (!('fault' in outcome)) release(outcome)
  }
  const settle = (request: PortRequest): Outcome => allocator.allocate(request) ?? { fault: allocated(request) }

  const bind = async (host: PortHost, ports: readonly PublishedPort[]): Promise<string | undefined> => {
    for (const port of ports) {
      const { protocol, hostAddress: address, hostPort } = port
      const result = await host.bind({ protocol, address, port: hostPort })
      if ('refused' in result) return `failed to bind host port ${placeOf(port)}: ${result.refused}`
      bound.set(nameOf(port), result)
    }
    return undefined
  }
  /** Ports that others on the machine have are passed over, unless it had to be that one. */
  const settleReal = async (host: PortHost, request: PortRequest): Promise<Outcome> => {
    const [first, last] = request.hostPorts
    let fault = allocated(request)
    let next = first
    for (let tries = first === 0 ? ephemeralCount : last - first + 1; tries > 0 && next <= last; tries--) {
      const ports = allocator.allocate({ ...request, hostPorts: [next, last] })
      const [port] = ports ?? []
      if (!ports || !port) break
      const refusal = await bind(host, ports)
      if (refusal === undefined) return ports
      fault = refusal
      release(ports)
      if (first !== 0) next = port.hostPort + 1
    }
    return { fault }
  }
  return {
    isReal: machine !== undefined,
    async hold(containerId, requests) {
      if (!machine) return
      const outcomes: Outcome[] = []
      for (const request of requests) outcomes.push(await settleReal(machine, request))
      held.set(containerId, outcomes)
    },
    dropHeld(containerId) {
      releaseAll(held.get(containerId) ?? [])
      held.delete(containerId)
    },
    publish(requests, publisher, targetOf) {
      const outcomes: Outcome[] = []
      for (const outcome of held.get(publisher.containerId) ?? requests.map(settle)) outcomes.push(outcome)
      held.delete(publisher.containerId)
      const fault = outcomes.find(outcome => 'fault' in outcome)
      if (fault) {
        releaseAll(outcomes)
        throw refusalOf(publisher, fault.fault)
      }
      const ports = outcomes.flatMap(outcome => ('fault' in outcome ? [] : outcome))
      for (const port of ports) bound.get(nameOf(port))?.forward(targetOf(port))
      return ports
    },
    release,
  }
}

/** moby daemon/libnetwork/portallocator/osallocator_linux.go. */
const placeOf = ({ hostAddress, hostPort, protocol }: PublishedPort): string =>
  `${hostAddress.includes(':') ? `[${hostAddress}]` : hostAddress}:${hostPort}/${protocol}`

const allocated = ({ hostAddress, hostPorts: [first, last] }: PortRequest): string => {
  if (first === 0) return 'all ports are allocated'
  return `Bind for ${hostAddress || anyAddress}:${first === last ? first : `${first}-${last}`} failed: port is already allocated`
}

const refusalOf = ({ name, endpointId }: Publisher, fault: string): DockerError =>
  internal(
    `failed to set up container networking: driver failed programming external connectivity on endpoint ${name} (${endpointId}): ${fault}`,
  )
