import type { Volume as VolumeDescription } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { microsecondsPerSecond, rfc3339Nano, unixSeconds } from '../time.ts'
import type { Volume } from './entity.ts'
import { mountpointOf } from './path.ts'

/** A volume as every answer shows it, in moby's order of keys. Created at whole seconds: it is a folder's time. */
export const volumeView = (engine: Engine, volume: Volume): VolumeDescription => ({
  CreatedAt: rfc3339Nano(unixSeconds(volume.createdAt) * microsecondsPerSecond),
  Driver: volume.driver,
  Labels: volume.labels,
  Mountpoint: mountpointOf(engine, volume.name),
  Name: volume.name,
  Options: volume.options,
  Scope: 'local',
})
