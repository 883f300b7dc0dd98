import type { Engine } from '../engine.ts'
import type { Network } from './entity.ts'

/** Records what happened to a network; its name and driver are always told (moby daemon/events.go). */
export const networkEvent = (
  engine: Engine,
  action: 'create' | 'destroy' | 'connect' | 'disconnect',
  network: Network,
  containerId?: string,
): void => {
  engine.events.record({
    type: 'network',
    action,
    actorId: network.id,
    attributes: {
      ...(containerId !== undefined && { container: containerId }),
      name: network.name,
      type: network.driver,
    },
  })
}
