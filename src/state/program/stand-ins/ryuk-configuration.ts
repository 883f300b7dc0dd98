import { goDuration } from '../../container/views/go-duration.ts'
import { parseDuration } from '../../until.ts'
import type { Attributes } from './ryuk-log.ts'

/** Durations in microseconds (moby-ryuk config.go). */
export interface Configuration {
  /** Without any connection for so long it prunes and ends. */
  readonly connectionTimeout: number
  /** So long after the last connection was closed it prunes and ends. */
  readonly reconnectionTimeout: number
  readonly requestTimeout: number
  /** What was made after the prune began, plus this, makes it wait. */
  readonly retryOffset: number
  readonly changesRetryInterval: number
  /** How long connections may hold it up after a signal. */
  readonly shutdownTimeout: number
  readonly removeRetries: number
  readonly port: number
  readonly verbose: boolean
}

type Field = keyof Configuration
type FieldOf<T> = { [K in Field]: Configuration[K] extends T ? K : never }[Field]

const fallbacks = {
  connectionTimeout: '60s',
  reconnectionTimeout: '10s',
  requestTimeout: '10s',
  retryOffset: '-1s',
  changesRetryInterval: '1s',
  shutdownTimeout: '10m',
  removeRetries: '10',
  port: '8080',
  verbose: 'false',
} satisfies Record<Field, string>

const goName = (field: Field): string => `${field[0]?.toUpperCase()}${field.slice(1)}`

const variable = (field: Field): string => `RYUK_${field.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`

/** Thrown for a variable that cannot be read. */
export class ConfigurationError extends Error {}

const refuse = (field: Field, type: string, reason: string): never => {
  throw new ConfigurationError(`env: parse error on field "${goName(field)}" of type "${type}": ${reason}`)
}

/** Reads the variables of the environment that name a field. */
export const readConfiguration = (environment: ReadonlyMap<string, string>): Configuration => {
  const text = (field: Field): string => environment.get(variable(field)) || fallbacks[field]
  const duration = (field: FieldOf<number>): number =>
    parseDuration(text(field)) ??
    refuse(field, 'time.Duration', `unable to parse duration: time: invalid duration "${text(field)}"`)
  const integer = (field: FieldOf<number>, type: string, call: string, max: number): number => {
    const value = text(field)
    if (!/^-?\d+$/.test(value)) refuse(field, type, `strconv.${call}: parsing "${value}": invalid syntax`)
    if (Number(value) > max || (type === 'uint16' && Number(value) < 0))
      refuse(field, type, `strconv.${call}: parsing "${value}": value out of range`)
    return Number(value)
  }
  const boolean = (field: FieldOf<boolean>): boolean => {
    const value = text(field)
    if (!/^([tf]|[TF]|[01]|true|false|TRUE|FALSE|True|False)$/.test(value))
      refuse(field, 'bool', `strconv.ParseBool: parsing "${value}": invalid syntax`)
    return /^[tT1]/.test(value)
  }
  return {
    connectionTimeout: duration('connectionTimeout'),
    reconnectionTimeout: duration('reconnectionTimeout'),
    requestTimeout: duration('requestTimeout'),
    retryOffset: duration('retryOffset'),
    changesRetryInterval: duration('changesRetryInterval'),
    shutdownTimeout: duration('shutdownTimeout'),
    removeRetries: integer('removeRetries', 'int', 'ParseInt', 2 ** 31 - 1),
    port: integer('port', 'uint16', 'ParseUint', 65_535),
    verbose: boolean('verbose'),
  }
}

/** How the first line of the log shows it. */
export const configurationAttributes = (configuration: Configuration): Attributes => ({
  connection_timeout: shownDuration(configuration.connectionTimeout),
  reconnection_timeout: shownDuration(configuration.reconnectionTimeout),
  request_timeout: shownDuration(configuration.requestTimeout),
  shutdown_timeout: shownDuration(configuration.shutdownTimeout),
  remove_retries: configuration.removeRetries,
  retry_offset: shownDuration(configuration.retryOffset),
  changes_retry_interval: shownDuration(configuration.changesRetryInterval),
  port: configuration.port,
  verbose: configuration.verbose,
})

export const shownDuration = (microseconds: number): string => goDuration(microseconds * 1000)
