import type { Engine } from '../engine.ts'
import { DockerError, notFound } from '../error.ts'
import { pluginDriver } from '../plugin/driver.ts'
import type { Plugin } from '../plugin/entity.ts'
import type { Volume } from './entity.ts'

export const localDriver = 'local'

/** The plugin that drives volumes under that name; undefined is the daemon's own driver. */
export const volumePlugin = (engine: Engine, driver: string): Plugin | undefined => {
  if (driver === localDriver) return undefined
  try {
    return pluginDriver(engine, driver, 'volumedriver')
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`error looking up volume plugin ${driver}`) : error
  }
}

/** Whether the volume's driver still knows it: a plugin that was installed anew does not (moby lookupVolume). */
export const driverKnows = (engine: Engine, { name, driver, pluginId }: Volume): boolean => {
  try {
    return volumePlugin(engine, driver)?.id === pluginId
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    throw error.wrap(
      `error while checking if volume ${JSON.stringify(name)} exists in driver ${JSON.stringify(driver)}`,
    )
  }
}

/** The volume of that name, if its driver can be asked and knows it. Throws `get X: no such volume`. */
export const findVolume = (engine: Engine, name: string): Volume => {
  const volume = engine.volumes.resolve(name)
  try {
    if (driverKnows(engine, volume)) return volume
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`get ${name}`) : error
  }
  engine.volumes.forget(volume)
  throw notFound(`get ${name}: no such volume`)
}

/** Only drivers that run are asked for their volumes. */
export const isListed = (engine: Engine, { driver, pluginId }: Volume): boolean => {
  if (driver === localDriver) return true
  const plugin = engine.plugins.byName(driver)
  return plugin?.id === pluginId && plugin?.state === 'enabled'
}

/** Under which name a volume uses its plugin. */
const userOf = ({ name }: Volume): string => `volume ${name}`

export const acquireDriver = (plugin: Plugin | undefined, volume: Volume): void => {
  plugin?.users.add(userOf(volume))
}

export const releaseDriver = (engine: Engine, volume: Volume): void => {
  if (volume.pluginId !== undefined) engine.plugins.byName(volume.driver)?.users.delete(userOf(volume))
}
