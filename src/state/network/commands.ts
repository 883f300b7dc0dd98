import type { Container } from '../container/entity.ts'
import { advanceStart } from '../container/runtime/start-stage.ts'
import { isUserDefined } from '../container/settings/modes.ts'
import { verifyEndpoint } from '../container/settings/verify-endpoints.ts'
import type { Engine } from '../engine.ts'
import { DockerError, internal } from '../error.ts'
import type { NetworkStack } from '../kernel/network.ts'
import { has } from '../profile/changes.ts'
import { allocate, nameEndpoint, release } from './endpoint.ts'
import type { Endpoint, Network, PublishedPort } from './entity.ts'
import { networkEvent } from './event.ts'
import { linkFault } from './legacy-links.ts'
import type { PortTarget } from './port-host.ts'
import { portRequestsOf, reachOf } from './port-request.ts'
import { portTarget } from './port-target.ts'
import { type Connection, closeSandbox, connectionsOf, mainConnection, openSandbox } from './sandbox.ts'
import { networkNameOf } from './store.ts'

export { newEndpoint } from './endpoint.ts'

/**
 * Gives a container that starts its addresses, published ports and network stack, one network after the other, each with
 * its event. What is refused leaves nothing behind but the events of coming and going (moby daemon/container_operations.go);
 * where the first network makes the sandbox, there is nothing to leave before it.
 */
export const connectNetworks = (engine: Engine, container: Container): NetworkStack => {
  const connected: Connection[] = []
  try {
    for (const [name, endpoint] of [...container.endpoints]) {
      const network = wantedNetwork(engine, name, endpoint)
      nameEndpoint(engine, container, network, endpoint)
      verifyEndpoint(engine, network, endpoint.settings)
      allocate(engine, container, network, endpoint)
      connected.push([network, endpoint])
      advanceStart(container, 'sandbox')
      network.containerIds.add(container.id)
      if (container.publishedPorts.length === 0) container.publishedPorts = publishPorts(engine, container, connected)
      networkEvent(engine, 'connect', network, container.id)
    }
  } catch (error) {
    if (connected.length > 0 || has(engine.profile, 'connectsNetworksLast')) announceDisconnection(engine, container)
    for (const [network, endpoint] of connected) {
      network.containerIds.delete(container.id)
      release(engine, network, endpoint)
    }
    engine.networks.ports.release(container.publishedPorts)
    container.publishedPorts = []
    if (error instanceof DockerError && !error.message.startsWith(setUpPrefix)) throw error.wrap(setUpPrefix)
    throw error
  }
  useNames(container, connected)
  return openSandbox(engine, container, connected)
}

const setUpPrefix = 'failed to set up container networking'

/** Refuses a start without those that it is linked to. */
export const requireLinked = (engine: Engine, container: Container): void => {
  const fault = linkFault(engine, container)
  if (fault !== undefined) throw internal(fault)
}

/** A start that failed gives up all its networks, those too on which it never was (moby releaseNetwork). */
export const announceDisconnection = (engine: Engine, { id, endpoints }: Container): void => {
  for (const [name, endpoint] of endpoints) {
    const network = knownNetwork(engine, name, endpoint)
    if (network) networkEvent(engine, 'disconnect', network, id)
  }
}

/** Takes back what `connectNetworks` gave; `network disconnect` events are recorded. Harmless when there is nothing. */
export const disconnectNetworks = (engine: Engine, container: Container): void => {
  const wasConnected = closeSandbox(container)
  engine.networks.ports.release(container.publishedPorts)
  container.publishedPorts = []
  if (!wasConnected) return
  for (const [name, endpoint] of container.endpoints) {
    const network = knownNetwork(engine, name, endpoint)
    if (!network) continue
    // One that it was refused is left as well (seen with 28.5.2).
    if (network.containerIds.delete(container.id)) release(engine, network, endpoint)
    networkEvent(engine, 'disconnect', network, container.id)
  }
}

/** One that was there before is known by its id: another that has taken its name since is not meant (moby getNetworkID). */
const wantedNetwork = (engine: Engine, name: string, { networkId }: Endpoint): Network =>
  engine.networks.resolve(isUserDefined(name) && networkId !== '' ? networkId : networkNameOf(name))

/** The same where it may be gone. */
const knownNetwork = (engine: Engine, name: string, { networkId }: Endpoint): Network | undefined =>
  isUserDefined(name) && networkId !== '' ? engine.networks.get(networkId) : engine.networks.byName(networkNameOf(name))

/** Endpoints that stand under an id stand under the network's name from their first connection on. */
const useNames = ({ endpoints }: Container, connected: readonly Connection[]): void => {
  const names = [...endpoints.keys()]
  if (connected.every(([{ name }], index) => name === names[index])) return
  endpoints.clear()
  for (const [{ name }, endpoint] of connected) endpoints.set(name, endpoint)
}

/** Brings a container of a former life back to where it was, with the addresses and ports that it had; nobody hears of it. */
export const reconnectNetworks = (engine: Engine, container: Container): NetworkStack => {
  const connected = connectionsOf(engine, container)
  for (const [network, { ipAddress, globalIpv6Address }] of connected) {
    for (const pool of engine.networks.pools(network))
      for (const address of [ipAddress, globalIpv6Address]) pool.reserve(address)
    network.containerIds.add(container.id)
  }
  engine.networks.ports.republish(container.publishedPorts, port => targetOf(engine, container, port))
  return openSandbox(engine, container, connected)
}

/** Ports are published on the bridge that has the default gateway: nobody answers on the others. */
export const publishPorts = (
  engine: Engine,
  container: Container,
  connected: readonly Connection[],
): readonly PublishedPort[] => {
  const main = mainConnection(connected)
  if (main?.[0].driver !== 'bridge') return []
  const publisher = { containerId: container.id, name: container.name, endpointId: main[1].endpointId }
  return engine.networks.ports.publish(portRequestsOf(container, reachOf(...main)), publisher, port =>
    targetOf(engine, container, port),
  )
}

/** Where a published port leads, wherever the container is then. */
const targetOf = (engine: Engine, container: Container, { containerPort }: PublishedPort): PortTarget => {
  const addressOf = (): string => {
    const [, endpoint] = mainConnection(connectionsOf(engine, container)) ?? []
    return endpoint?.ipAddress || (endpoint?.globalIpv6Address ?? '')
  }
  return portTarget(engine.networks.host, addressOf, containerPort)
}
