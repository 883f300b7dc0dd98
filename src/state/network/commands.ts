import type { Container } from '../container/entity.ts'
import { isUserDefined } from '../container/settings/modes.ts'
import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import type { NetworkStack } from '../kernel/network.ts'
import { allocate, release } from './endpoint.ts'
import type { Endpoint, Network, PublishedPort } from './entity.ts'
import { networkEvent } from './event.ts'
import { portRequestsOf } from './port-request.ts'
import { portTarget } from './port-target.ts'
import { type Connection, closeSandbox, connectionsOf, mainConnection, openSandbox } from './sandbox.ts'
import { networkNameOf } from './store.ts'

export { newEndpoint } from './endpoint.ts'

/**
 * Gives a container that starts its addresses, published ports and network stack; `network connect` events are recorded.
 * All or nothing: what is refused leaves everything as it was. Texts: moby daemon/container_operations.go.
 */
export const connectNetworks = (engine: Engine, container: Container): NetworkStack => {
  const connected: Connection[] = []
  try {
    for (const [name, endpoint] of [...container.endpoints]) {
      const network = wantedNetwork(engine, name, endpoint)
      allocate(engine, container, network, endpoint)
      connected.push([network, endpoint])
    }
    container.publishedPorts = publishPorts(engine, container, connected)
  } catch (error) {
    for (const [network, endpoint] of connected) release(engine, network, endpoint)
    if (error instanceof DockerError && !error.message.startsWith(setUpPrefix)) throw error.wrap(setUpPrefix)
    throw error
  }
  useNames(container, connected)
  for (const [network] of connected) {
    network.containerIds.add(container.id)
    networkEvent(engine, 'connect', network, container.id)
  }
  return openSandbox(engine, container, connected)
}

const setUpPrefix = 'failed to set up container networking'

/** Takes back what `connectNetworks` gave; `network disconnect` events are recorded. Harmless when there is nothing. */
export const disconnectNetworks = (engine: Engine, container: Container): void => {
  closeSandbox(container)
  engine.networks.ports.release(container.publishedPorts)
  container.publishedPorts = []
  for (const endpoint of container.endpoints.values()) {
    const network = engine.networks.get(endpoint.networkId)
    if (!network?.containerIds.delete(container.id)) continue
    release(engine, network, endpoint)
    networkEvent(engine, 'disconnect', network, container.id)
  }
}

/** One that was there before is known by its id: another that has taken its name since is not meant (moby getNetworkID). */
const wantedNetwork = (engine: Engine, name: string, { networkId }: Endpoint): Network =>
  engine.networks.resolve(isUserDefined(name) && networkId !== '' ? networkId : networkNameOf(name))

/** Endpoints that stand under an id stand under the network's name from their first connection on. */
const useNames = ({ endpoints }: Container, connected: readonly Connection[]): void => {
  const names = [...endpoints.keys()]
  if (connected.every(([{ name }], index) => name === names[index])) return
  endpoints.clear()
  for (const [{ name }, endpoint] of connected) endpoints.set(name, endpoint)
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
  const addressOf = (): string => mainConnection(connectionsOf(engine, container))?.[1].ipAddress ?? ''
  return engine.networks.ports.publish(portRequestsOf(container), publisher, ({ containerPort }) =>
    portTarget(engine.networks.host, addressOf, containerPort),
  )
}
