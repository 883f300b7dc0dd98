import type { Engine } from '../engine.ts'
import type { Plugin, PluginPackage } from '../plugin/entity.ts'
import { type Records, recordsOf } from './snapshot.ts'

/** What can be set is part of its configuration: it is written there. */
interface StoredPlugin extends Omit<Plugin, 'users' | 'mounts' | 'devices'> {
  readonly users: readonly string[]
}

export const writePlugins = (engine: Engine): Records<StoredPlugin> =>
  recordsOf(
    engine.plugins.all(),
    ({ id }) => id,
    ({ users, mounts: _mounts, devices: _devices, ...plugin }) => ({ ...plugin, users: [...users] }),
  )

export const readPlugins = (engine: Engine, records: Records): void => {
  for (const { users, ...plugin } of Object.values(records as Records<StoredPlugin>)) {
    const { mounts, devices } = plugin.content.config
    engine.plugins.add({ ...plugin, mounts: mounts ?? [], devices: devices ?? [], users: new Set(users) })
  }
}

export const writePackages = (engine: Engine): Records<PluginPackage> => Object.fromEntries(engine.plugins.pushed)

export const readPackages = (engine: Engine, records: Records): void => {
  for (const [name, packed] of Object.entries(records as Records<PluginPackage>))
    engine.plugins.pushed.set(name, packed)
}
