import type { HostConfig } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { DockerError, invalid } from '../../error.ts'
import { pluginDriver } from '../../plugin/driver.ts'
import { emptyRecord } from './fields.ts'

const common = ['mode', 'max-buffer-size']
const tagging = ['labels', 'labels-regex', 'env', 'env-regex', 'tag']
const caching = ['cache-disabled', 'cache-max-size', 'cache-max-file', 'cache-compress']

/** The options each log driver takes; undefined where any is let through to the driver itself. */
const drivers: Readonly<Record<string, readonly string[] | undefined>> = {
  'json-file': ['max-file', 'max-size', 'compress', ...tagging],
  local: ['max-file', 'max-size', 'compress'],
  none: undefined,
  syslog: undefined,
  journald: tagging,
  gelf: undefined,
  fluentd: undefined,
  awslogs: undefined,
  splunk: undefined,
  gcplogs: undefined,
}

/** Whether the daemon brings that driver itself; all others are plugins. */
export const isBuiltInLogDriver = (type: string): boolean => Object.hasOwn(drivers, type)

/** Whatever is wrong with the plugin, the request was (seen with 28.5.2). */
const requirePlugin = (engine: Engine, type: string): void => {
  try {
    pluginDriver(engine, type, 'logdriver')
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`error looking up logging plugin ${type}`, 'invalid') : error
  }
}

/** How lines wait for a slow driver (moby daemon/logger/factory.go, ValidateLogOpts). */
const verifyMode = ({ mode, 'max-buffer-size': bufferSize }: Readonly<Record<string, unknown>>): void => {
  if (mode !== undefined && mode !== '' && mode !== 'blocking' && mode !== 'non-blocking')
    throw invalid(`logger: logging mode not supported: ${mode}`)
  if (bufferSize === undefined) return
  if (mode === 'non-blocking') {
    if (/^\d+(\.\d+)? ?([kmgtp]i?b?|b)?$/i.test(`${bufferSize}`)) return
    throw invalid(`error parsing option max-buffer-size: invalid size: '${bufferSize}'`)
  }
  throw invalid("logger: max-buffer-size option is only supported with 'mode=non-blocking'")
}

/** Shared by every container that says nothing about its log. */
const jsonFile = Object.freeze({ Type: 'json-file', Config: emptyRecord }) as NonNullable<HostConfig['LogConfig']>

/** Fills in the daemon's log driver, and refuses drivers and options that there are not (moby daemon/logs.go). */
export const settleLogConfig = (engine: Engine, hostConfig: HostConfig): void => {
  const type: string = hostConfig.LogConfig?.Type || 'json-file'
  const config = hostConfig.LogConfig?.Config ?? emptyRecord
  if (!isBuiltInLogDriver(type)) requirePlugin(engine, type)
  const accepted = drivers[type]
  const odd = accepted && Object.keys(config).find(key => ![...accepted, ...common, ...caching].includes(key))
  if (odd !== undefined) {
    throw invalid(
      type === 'local'
        ? `unknown log opt '${odd}' for log driver local`
        : `unknown log opt '${odd}' for ${type} log driver`,
    )
  }
  verifyMode(config)
  const isPlain = type === 'json-file' && Object.keys(config).length === 0
  hostConfig.LogConfig = isPlain ? jsonFile : { Type: type as typeof jsonFile.Type, Config: config }
}
