import type { Engine } from '../engine.ts'
import type { Image } from './entity.ts'

/**
 * Records an image event with `name` and, of an image that is still here to be asked, its labels
 * (moby daemon/containerd/image_events.go, daemon/images/image_events.go).
 */
export const imageEvent = (engine: Engine, action: string, actorId: string, name: string, image?: Image): void => {
  engine.events.record({
    type: 'image',
    action,
    actorId,
    attributes: { ...(image?.config.Labels ?? {}), name },
  })
}
