import type { Engine } from '../engine.ts'
import type { Volume } from './entity.ts'
import { volumeEvent } from './event.ts'

/** Removes a volume that no container names; throws 409 for one in use. */
export const removeVolume = (engine: Engine, volume: Volume): void => {
  engine.volumes.remove(volume)
  volumeEvent(engine, volume, 'destroy')
}
