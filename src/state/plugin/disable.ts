import type { Engine } from '../engine.ts'
import { conflict } from '../error.ts'
import { pluginEvent } from './event.ts'
import { table } from './lifecycle.ts'

/** `POST /plugins/{name}/disable`: one that is used stays, unless `force` says otherwise. */
export const disablePlugin = (engine: Engine, reference: string, force: boolean): void => {
  const plugin = engine.plugins.resolve(reference)
  if (!force && plugin.users.size > 0) throw conflict(`plugin ${plugin.name} is in use`)
  plugin.state = table.next('disable', plugin.state, plugin, reference)
  pluginEvent(engine, 'disable', plugin.id, reference)
}
