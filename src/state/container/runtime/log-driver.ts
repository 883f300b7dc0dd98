import type { Engine } from '../../engine.ts'
import { DockerError, internal } from '../../error.ts'
import { pluginDriver } from '../../plugin/driver.ts'
import type { Container } from '../entity.ts'
import { isBuiltInLogDriver } from '../settings/log-config.ts'

const userOf = ({ id }: Container): string => `log ${id}`

const driverOf = ({ hostConfig }: Container): string => hostConfig.LogConfig?.Type ?? 'json-file'

/** A plugin that takes the container's log is used from its start to its end; one that is gone keeps it from starting. */
export const acquireLogDriver = (engine: Engine, container: Container): void => {
  const driver = driverOf(container)
  if (isBuiltInLogDriver(driver)) return
  try {
    pluginDriver(engine, driver, 'logdriver').users.add(userOf(container))
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    throw internal(
      `failed to create task for container: failed to initialize logging driver: failed to get logging factory: logger: no log driver named '${driver}' is registered: error looking up logging plugin ${driver}: ${error.message}`,
    )
  }
}

export const releaseLogDriver = (engine: Engine, container: Container): void => {
  const driver = driverOf(container)
  if (isBuiltInLogDriver(driver)) return
  for (const plugin of engine.plugins.all()) plugin.users.delete(userOf(container))
}
