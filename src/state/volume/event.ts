import type { Engine } from '../engine.ts'
import type { Volume } from './entity.ts'

/** Records what happened to a volume; its driver is always told (moby daemon/volume/service). */
export const volumeEvent = (
  engine: Engine,
  { name, driver }: Pick<Volume, 'name' | 'driver'>,
  action: 'create' | 'destroy' | 'mount' | 'unmount',
  extra: Readonly<Record<string, string>> = {},
): void => {
  const attributes = Object.fromEntries(Object.entries({ ...extra, driver }).sort(([a], [b]) => (a < b ? -1 : 1)))
  engine.events.record({ type: 'volume', action, actorId: name, attributes })
}
