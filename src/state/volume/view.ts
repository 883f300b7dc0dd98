import type { Volume as VolumeDescription } from '../../../spec/generated/types.ts'
import { sorted } from '../container/settings/fields.ts'
import { microsecondsPerSecond, never, rfc3339Nano, unixSeconds } from '../time.ts'
import type { Volume } from './entity.ts'

/**
 * A volume as answers show it, in moby's order of keys; they differ in how they say where it is. Created at whole seconds:
 * it is a folder's time, which plugins do not tell.
 */
export const volumeView = (volume: Volume, mountpoint: string): VolumeDescription => ({
  CreatedAt: volume.pluginId === undefined ? rfc3339Nano(unixSeconds(volume.createdAt) * microsecondsPerSecond) : never,
  Driver: volume.driver,
  Labels: volume.labels && sorted(volume.labels),
  Mountpoint: mountpoint,
  Name: volume.name,
  Options: volume.options && sorted(volume.options),
  Scope: 'local',
})
