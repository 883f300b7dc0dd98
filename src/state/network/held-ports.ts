import type { Container } from '../container/entity.ts'
import { isPrivate } from '../container/settings/modes.ts'
import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import type { Network } from './entity.ts'
import { expectedReach, type PortRequest, portRequestsOf } from './port-request.ts'
import { networkNameOf } from './store.ts'

/** Who is at it: a container's ports are held once at a time. */
const turns = new WeakMap<Container, Promise<void>>()

/**
 * Runs a command that may publish a container's ports. Commands do not wait, but a machine's sockets do: where there is
 * one, its ports are taken first, and what was not published is given back. Without a machine it runs at once.
 * `joined` is a network on which the container is about to be as well.
 */
export const withHeldPorts = <T>(
  engine: Engine,
  reference: string,
  publish: () => T | Promise<T>,
  joined?: string,
): T | Promise<T> => {
  const { ports } = engine.networks
  const container = ports.isReal ? find(engine, reference) : undefined
  const requests = container ? requestsOf(engine, container, joined) : []
  if (!container || requests.length === 0) return publish()
  const turn = turns.get(container)
  if (turn) return turn.then(() => withHeldPorts(engine, container.id, publish, joined))
  const work = ports.hold(container.id, requests).then(publish)
  const over = (): void => {
    ports.dropHeld(container.id)
    turns.delete(container)
  }
  turns.set(container, work.then(over, over))
  return work
}

/** The same where nobody waits for the outcome. */
export const onceHeld = (engine: Engine, container: Container, publish: () => void): void => {
  const outcome = withHeldPorts(engine, container.id, publish)
  if (outcome instanceof Promise) outcome.catch(error => engine.defect(error))
}

/** That it does not exist is for the command to say. */
const find = (engine: Engine, reference: string): Container | undefined => {
  try {
    return engine.containers.resolve(reference)
  } catch (error) {
    if (error instanceof DockerError) return undefined
    throw error
  }
}

/** What it will ask for, on the network that will be its main one. */
const requestsOf = (engine: Engine, container: Container, joined: string | undefined): PortRequest[] => {
  const { endpoints, publishedPorts, hostConfig } = container
  if (publishedPorts.length > 0 || !isPrivate(hostConfig.NetworkMode ?? '')) return []
  const places = [...endpoints].map(([name, { networkId, settings }]) => ({
    network: engine.networks.get(networkId) ?? networkNamed(engine, networkNameOf(name)),
    priority: settings.GwPriority ?? 0,
  }))
  if (joined !== undefined) places.push({ network: networkNamed(engine, joined), priority: 0 })
  const [main] = places
    .flatMap(({ network, priority }) => (network && hasGateway(network) ? [{ network, priority }] : []))
    .sort((a, b) => b.priority - a.priority || (a.network.name < b.network.name ? -1 : 1))
  return main?.network.driver === 'bridge' ? portRequestsOf(container, expectedReach(main.network)) : []
}

const networkNamed = (engine: Engine, reference: string): Network | undefined => {
  const [only, ...others] = engine.networks.candidates(reference)
  return others.length === 0 ? only : undefined
}

const hasGateway = ({ internal, subnets }: Network): boolean =>
  !internal && subnets.some(({ gateway }) => gateway !== '')
