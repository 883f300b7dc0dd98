import type { ContainerConfig, HealthConfig } from '../../../../spec/generated/types.ts'
import { isSignal } from '../../kernel/signal.ts'
import { type Check, eachOf, refuses } from './check.ts'

/** One millisecond: probes are not to be timed any finer. */
const durationNanosecondsMin = 1e6

const healthDurations = ['Interval', 'Timeout', 'StartPeriod', 'StartInterval'] as const

const tooShort = (health: HealthConfig, name: (typeof healthDurations)[number]): boolean => {
  const duration = health[name] ?? 0
  return duration !== 0 && duration < durationNanosecondsMin
}

const shortDuration = (name: (typeof healthDurations)[number]): Check<ContainerConfig> =>
  refuses(({ Healthcheck }) => tooShort(Healthcheck ?? {}, name), `${name} in Healthcheck cannot be less than 1ms`)

/** moby daemon/container.go, validateContainerConfig, in its order. */
export const configChecks: readonly Check<ContainerConfig>[] = [
  refuses(
    ({ WorkingDir }) => Boolean(WorkingDir) && !WorkingDir?.startsWith('/'),
    ({ WorkingDir }) => `the working directory '${WorkingDir}' is invalid, it needs to be an absolute path`,
  ),
  refuses(
    ({ StopSignal }) => Boolean(StopSignal) && !isSignal(StopSignal ?? ''),
    ({ StopSignal }) => `invalid signal: ${StopSignal}`,
  ),
  eachOf(
    ({ Env }) => Env ?? [],
    variable => (/^(=|$)/.test(variable) ? `invalid environment variable: ${variable}` : undefined),
  ),
  shortDuration('Interval'),
  shortDuration('Timeout'),
  refuses(({ Healthcheck }) => (Healthcheck?.Retries ?? 0) < 0, 'Retries in Healthcheck cannot be negative'),
  shortDuration('StartPeriod'),
  shortDuration('StartInterval'),
]

const hostnameLengthMax = 64

export const hostnameCheck: Check<ContainerConfig> = refuses(
  ({ Hostname }) => new TextEncoder().encode(Hostname ?? '').length > hostnameLengthMax,
  ({ Hostname }) => `hostname "${Hostname}" is too long (maximum ${hostnameLengthMax} bytes)`,
)
