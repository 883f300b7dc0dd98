import type { Engine } from '../engine.ts'
import { conflict } from '../error.ts'
import { pluginEvent } from './event.ts'
import { table } from './lifecycle.ts'

/** `DELETE /plugins/{name}`: by force even one that is enabled and used. */
export const removePlugin = (engine: Engine, reference: string, force: boolean): void => {
  const plugin = engine.plugins.resolve(reference)
  if (!force && plugin.users.size > 0) throw conflict(`plugin ${plugin.name} is in use`)
  plugin.state = table.next(force ? 'remove-forced' : 'remove', plugin.state, plugin, reference)
  engine.plugins.remove(plugin)
  pluginEvent(engine, 'remove', plugin.id, reference)
}
