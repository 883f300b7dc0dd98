import type { Engine } from '../engine.ts'

/** Records a plugin event: `name` is the plugin as the caller called it (moby daemon/events.go, LogPluginEvent). */
export const pluginEvent = (
  engine: Engine,
  action: 'create' | 'disable' | 'enable' | 'pull' | 'remove',
  actorId: string,
  name: string,
): void => {
  engine.events.record({ type: 'plugin', action, actorId, attributes: { name } })
}
