import type { EndpointSettings } from '../../../spec/generated/types.ts'
import type { Container } from '../container/entity.ts'
import { writeHosts } from '../container/runtime/identity-files.ts'
import { isContainerMode } from '../container/settings/modes.ts'
import { verifyEndpoint, verifyMacAddresses } from '../container/settings/verify-endpoints.ts'
import type { Engine } from '../engine.ts'
import { DockerError, forbidden, internal, invalid, notFound } from '../error.ts'
import { has } from '../profile/changes.ts'
import { publishPorts } from './commands.ts'
import { allocate, nameEndpoint, newEndpoint, release } from './endpoint.ts'
import type { Endpoint, Network } from './entity.ts'
import { networkEvent } from './event.ts'
import { connectionsOf, isBridged, plugIn, unplug } from './sandbox.ts'

/** `POST /networks/{id}/connect`; older versions drop the MAC address that they have checked. A container that does not run only notes it (moby ConnectToNetwork). */
export const connectContainer = (
  engine: Engine,
  networkReference: string,
  containerReference: string,
  settings: EndpointSettings,
  takesAddress = true,
): void => {
  verifyMacAddresses(engine.profile, [settings.MacAddress ?? undefined])
  const container = engine.containers.resolve(containerReference)
  const endpoint = newEndpoint(takesAddress ? settings : withoutMacAddress(settings))
  if (container.runtime) {
    connectRunning(engine, container, networkReference, endpoint)
    return
  }
  refuseWhenGoing(container)
  const network = knownNetwork(engine, networkReference)
  if (!network) {
    // It may come before the container starts: start looks again.
    container.endpoints.set(networkReference, endpoint)
    return
  }
  nameEndpoint(engine, container, network, endpoint)
  verify(engine, container, network, settings)
  if (!container.endpoints.has(network.name)) container.endpoints.set(network.name, endpoint)
}

const withoutMacAddress = ({ MacAddress: _, ...settings }: EndpointSettings): EndpointSettings => settings

const knownNetwork = (engine: Engine, reference: string): Network | undefined => {
  try {
    return engine.networks.resolve(reference)
  } catch (error) {
    if (error instanceof DockerError) return undefined
    throw error
  }
}

const refuseWhenGoing = ({ state, id }: Container): void => {
  if (state !== 'removing' && state !== 'dead') return
  throw internal(`Container ${id} is marked for removal and cannot be connected or disconnected to the network`)
}

const connectRunning = (engine: Engine, container: Container, reference: string, endpoint: Endpoint): void => {
  if (isContainerMode(container.hostConfig.NetworkMode ?? '')) throw invalid(sharedNamespace)
  const network = engine.networks.resolve(reference)
  verify(engine, container, network, endpoint.settings)
  if (network.containerIds.has(container.id)) {
    throw forbidden(`endpoint with name ${container.name} already exists in network ${network.name}`)
  }
  // Noted before it is there: one that gets no address stays noted, and its next start fails (seen with 28.5.2).
  nameEndpoint(engine, container, network, endpoint)
  if (!container.endpoints.has(network.name)) container.endpoints.set(network.name, endpoint)
  allocate(engine, container, network, endpoint)
  container.endpoints.set(network.name, endpoint)
  try {
    settlePorts(engine, container)
  } catch (error) {
    release(engine, network, endpoint)
    container.endpoints.delete(network.name)
    throw error
  }
  network.containerIds.add(container.id)
  plugIn(engine, container, [network, endpoint])
  if (container.runtime) writeHosts(engine, container.runtime.identity, container)
  networkEvent(engine, 'connect', network, container.id)
}

const sharedNamespace =
  'container sharing network namespace with another container or host cannot be connected to any other network'

/** Whether the settings make sense there, and whether the network goes with those the container is on. */
const verify = (engine: Engine, container: Container, network: Network, settings: EndpointSettings): void => {
  verifyEndpoint(engine, network, settings)
  if (container.hostConfig.NetworkMode !== 'host' && network.driver === 'host') {
    throw invalid('cannot connect container to host network - container must be created in host network mode')
  }
  const others = [...container.endpoints].flatMap(
    ([name, { networkId }]) => engine.networks.get(networkId) ?? engine.networks.byName(name) ?? [],
  )
  if (others.includes(network)) return
  for (const other of others) {
    if (other.driver === 'host' || network.driver === 'host') throw invalid(sharedNamespace)
    if (other.name === 'none' || network.name === 'none') {
      throw invalid(
        'container cannot be connected to multiple networks with one of the networks in private (none) mode',
      )
    }
  }
}

/** Ports are published when the first network with a gateway comes, and withdrawn when the last one goes. */
const settlePorts = (engine: Engine, container: Container): void => {
  const connections = connectionsOf(engine, container)
  if (isBridged(connections) === container.publishedPorts.length > 0) return
  engine.networks.ports.release(container.publishedPorts)
  container.publishedPorts = publishPorts(engine, container, connections)
}

/** `POST /networks/{id}/disconnect` (moby DisconnectFromNetwork). */
export const disconnectContainer = (
  engine: Engine,
  networkReference: string,
  containerReference: string,
  force: boolean,
): void => {
  const container = findContainer(engine, networkReference, containerReference, force)
  const network = knownNetwork(engine, networkReference)
  if (!container.runtime || (!network && force)) {
    refuseWhenGoing(container)
    const name = network?.name ?? networkReference
    if (!container.endpoints.delete(name)) {
      throw internal(`container ${container.id} is not connected to the network ${name}`)
    }
    if (network && !has(engine.profile, 'announcesLeavingOnce'))
      networkEvent(engine, 'disconnect', network, container.id)
    return
  }
  disconnectRunning(engine, container, network ?? engine.networks.resolve(networkReference))
}

/** With force, an endpoint whose container nobody knows any more is looked for by its name; there never is one here. */
const findContainer = (engine: Engine, network: string, reference: string, force: boolean): Container => {
  try {
    return engine.containers.resolve(reference)
  } catch (error) {
    if (!force || !(error instanceof DockerError)) throw error
    engine.networks.resolve(network)
    throw notFound(`endpoint ${reference} not found`)
  }
}

const disconnectRunning = (engine: Engine, container: Container, network: Network): void => {
  if (container.hostConfig.NetworkMode === 'host' && network.driver === 'host') {
    throw invalid('cannot disconnect container from host network - container was created in host network mode')
  }
  const endpoint = container.endpoints.get(network.name)
  if (!endpoint || !network.containerIds.delete(container.id)) {
    throw internal(`container ${container.id} is not connected to network ${network.name}`)
  }
  release(engine, network, endpoint)
  container.endpoints.delete(network.name)
  settlePorts(engine, container)
  unplug(engine, container, network)
  if (container.runtime) writeHosts(engine, container.runtime.identity, container)
  networkEvent(engine, 'disconnect', network, container.id)
  // The endpoint's end is told, and the command's (moby disconnectFromNetwork, DisconnectFromNetwork).
  if (!engine.profile.podman && !has(engine.profile, 'announcesLeavingOnce'))
    networkEvent(engine, 'disconnect', network, container.id)
}
