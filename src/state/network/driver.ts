import type { Engine } from '../engine.ts'
import { internal } from '../error.ts'
import { pluginDriver } from '../plugin/driver.ts'
import type { Plugin } from '../plugin/entity.ts'
import { isBuiltIn } from './drivers/drivers.ts'
import type { Network } from './entity.ts'

/** The plugin that drives such networks; undefined is a driver of the daemon's own. It has to be named in full. */
export const networkPlugin = (engine: Engine, driver: string): Plugin | undefined => {
  if (isBuiltIn(driver)) return undefined
  const plugin = pluginDriver(engine, driver, 'networkdriver')
  if (plugin.name !== driver) throw internal(`could not resolve driver ${driver} in registry`)
  return plugin
}

const userOf = ({ id }: Network): string => `network ${id}`

export const acquireDriver = (plugin: Plugin | undefined, network: Network): void => {
  plugin?.users.add(userOf(network))
}

export const releaseDriver = (engine: Engine, network: Network): void => {
  engine.plugins.byName(network.driver)?.users.delete(userOf(network))
}
