import type { Container } from '../container/entity.ts'
import { isPrivate } from '../container/settings/modes.ts'
import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import { portRequestsOf } from './port-request.ts'

/** Who is at it: a container's ports are held once at a time. */
const turns = new WeakMap<Container, Promise<void>>()

/**
 * Runs a command that may publish a container's ports. Commands do not wait, but a machine's sockets do: where there is
 * one, its ports are taken first, and what was not published is given back. Without a machine it runs at once.
 */
export const withHeldPorts = <T>(engine: Engine, reference: string, publish: () => T | Promise<T>): T | Promise<T> => {
  const { ports } = engine.networks
  const container = ports.isReal ? find(engine, reference) : undefined
  if (!container || !wantsPorts(container)) return publish()
  const turn = turns.get(container)
  if (turn) return turn.then(() => withHeldPorts(engine, container.id, publish))
  const work = ports.hold(container.id, portRequestsOf(container)).then(publish)
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

const wantsPorts = (container: Container): boolean =>
  container.publishedPorts.length === 0 &&
  isPrivate(container.hostConfig.NetworkMode ?? '') &&
  portRequestsOf(container).length > 0
