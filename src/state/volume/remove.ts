import type { Engine } from '../engine.ts'
import { findVolume, releaseDriver } from './driver.ts'
import type { Volume } from './entity.ts'
import { volumeEvent } from './event.ts'

/** Removes a volume that no container names, and tells nobody; throws 409 for one in use. */
export const dropVolume = (engine: Engine, volume: Volume): void => {
  engine.volumes.remove(volume)
  releaseDriver(engine, volume)
}

/** Removes a volume that no container names; throws 409 for one in use. */
export const removeVolume = (engine: Engine, volume: Volume): void => {
  dropVolume(engine, volume)
  volumeEvent(engine, volume, 'destroy')
}

/** `DELETE /volumes/{name}`. Forced, a volume that is not there is as good as removed; one that is used stays. */
export const deleteVolume = (engine: Engine, name: string, force: boolean): void => {
  if (force && !engine.volumes.get(name)) return
  removeVolume(engine, findVolume(engine, name))
}
