import { type DockerError, internal } from '../error.ts'
import type { NetworkStack } from '../kernel/network.ts'
import type { PublishedPort } from './entity.ts'
import { createPortAllocator, ephemeralCount } from './port-allocator.ts'
import type { BoundPort, PortHost, PortTarget } from './port-host.ts'
import type { PortRequest } from './port-request.ts'
import { openSimulated } from './simulated-ports.ts'

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
  /** Publishes what was published in a former life, the same ports again. */
  republish(ports: readonly PublishedPort[], targetOf: (port: PublishedPort) => PortTarget): void
}

/** The ports of one request, or why there are none. */
type Outcome = readonly PublishedPort[] | { readonly fault: string }

interface Held {
  readonly requests: readonly PortRequest[]
  readonly outcomes: readonly Outcome[]
}

const nameOf = ({ protocol, hostAddress, hostPort }: PublishedPort): string => `${protocol} ${hostAddress} ${hostPort}`

export const createPorts = (host: NetworkStack, machine?: PortHost): Ports => {
  const allocator = createPortAllocator()
  const bound = new Map<string, BoundPort>()
  const held = new Map<string, Held>()
  /** What closes the ports that are open on the simulated host. */
  const open = new Map<string, () => void>()

  const release = (ports: readonly PublishedPort[]): void => {
    for (const port of ports) {
      bound.get(nameOf(port))?.close()
      bound.delete(nameOf(port))
      open.get(nameOf(port))?.()
      open.delete(nameOf(port))
    }
    allocator.release(ports)
  }
  const releaseAll = (outcomes: readonly Outcome[]): void => {
    for (const outcome of outcomes) if (!('fault' in outcome)) release(outcome)
  }
  const noneLeft = ({ protocol, hostAddresses, hostPorts: [first, last] }: PortRequest): string => {
    const holder = first === last ? allocator.holder(protocol, hostAddresses, first) : undefined
    if (holder === undefined) return 'all ports are allocated'
    return `Bind for ${holder}:${first} failed: port is already allocated`
  }
  const settle = (request: PortRequest): Outcome => {
    const ports = allocator.allocate(request)
    const twice = ports?.find((port, index) => ports.findIndex(each => nameOf(each) === nameOf(port)) < index)
    if (!ports) return { fault: noneLeft(request) }
    if (!twice) return ports
    release(ports)
    return { fault: refusedBind(twice, 'address already in use') }
  }
  const bind = async (real: PortHost, ports: readonly PublishedPort[]): Promise<string | undefined> => {
    for (const port of ports) {
      const { protocol, hostAddress: address, hostPort } = port
      const result = await real.bind({ protocol, address, port: hostPort })
      if ('refused' in result) return refusedBind(port, result.refused)
      bound.set(nameOf(port), result)
    }
    return undefined
  }
  /** Ports that others on the machine have are passed over, unless it had to be that one. */
  const settleReal = async (real: PortHost, request: PortRequest): Promise<Outcome> => {
    const [first, last] = request.hostPorts
    let fault: string | undefined
    for (let tries = first === 0 ? ephemeralCount : last - first + 1; tries > 0; tries--) {
      const ports = settle(request)
      if ('fault' in ports) return { fault: fault ?? ports.fault }
      fault = await bind(real, ports)
      if (fault === undefined) return ports
      release(ports)
    }
    return { fault: fault ?? noneLeft(request) }
  }
  /** What was held for other requests than these is of no use. */
  const outcomesOf = (requests: readonly PortRequest[], containerId: string): readonly Outcome[] => {
    const found = held.get(containerId)
    held.delete(containerId)
    if (found && JSON.stringify(found.requests) === JSON.stringify(requests)) return found.outcomes
    releaseAll(found?.outcomes ?? [])
    const outcomes: Outcome[] = []
    for (const request of requests) outcomes.push(settle(request))
    return outcomes
  }
  return {
    isReal: machine !== undefined,
    async hold(containerId, requests) {
      if (!machine) return
      const outcomes: Outcome[] = []
      for (const request of requests) outcomes.push(await settleReal(machine, request))
      held.set(containerId, { requests, outcomes })
    },
    dropHeld(containerId) {
      releaseAll(held.get(containerId)?.outcomes ?? [])
      held.delete(containerId)
    },
    publish(requests, publisher, targetOf) {
      const outcomes = outcomesOf(requests, publisher.containerId)
      const refused = outcomes.find(outcome => 'fault' in outcome)
      if (refused) {
        releaseAll(outcomes)
        throw refusalOf(publisher, refused.fault)
      }
      const ports = outcomes.flatMap(outcome => ('fault' in outcome ? [] : outcome))
      for (const port of ports) {
        const target = targetOf(port)
        bound.get(nameOf(port))?.forward(target)
        open.set(nameOf(port), openSimulated(host, port, target))
      }
      return ports
    },
    release,
    republish(ports, targetOf) {
      for (const port of ports) {
        const { protocol, hostAddress: address, hostPort } = port
        const target = targetOf(port)
        allocator.hold(port)
        open.set(nameOf(port), openSimulated(host, port, target))
        void machine?.bind({ protocol, address, port: hostPort }).then(result => {
          if ('refused' in result) return
          result.forward(target)
          bound.set(nameOf(port), result)
        })
      }
    },
  }
}

/** moby daemon/libnetwork/portallocator/osallocator_linux.go. */
const refusedBind = ({ hostAddress, hostPort, protocol }: PublishedPort, reason: string): string => {
  const host = hostAddress.includes(':') ? `[${hostAddress}]` : hostAddress
  return `failed to bind host port ${host}:${hostPort}/${protocol}: ${reason}`
}

const refusalOf = ({ name, endpointId }: Publisher, fault: string): DockerError =>
  internal(`driver failed programming external connectivity on endpoint ${name} (${endpointId}): ${fault}`)
