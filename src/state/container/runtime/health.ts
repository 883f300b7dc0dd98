import type { HealthConfig } from '../../../../spec/generated/types.ts'
import type { Engine } from '../../engine.ts'
import { runExecution } from '../../exec/run.ts'
import { microsecondsPerMillisecond } from '../../time.ts'
import type { Cancel } from '../../wait.ts'
import { behaviourOf, behaviourPrefix, type HealthPlan } from '../behaviour/behaviour.ts'
import type { Container, Health, HealthResult, HealthStatus } from '../entity.ts'
import { containerEvent } from '../event.ts'
import { goDuration } from '../views/go-duration.ts'
import { supervisionOf } from './supervision.ts'

/** moby daemon/health.go. */
const defaults = {
  intervalNanoseconds: 30e9,
  timeoutNanoseconds: 30e9,
  startPeriodNanoseconds: 0,
  startIntervalNanoseconds: 5e9,
  retries: 3,
}
const logLengthMax = 5
const outputBytesMax = 4096
const nanosecondsPerMillisecond = 1e6
/** The exit code of a probe that has none: it could not be started, or took too long. */
const noExitCode = -1

/** How a container is probed: by a command, or by what its labels say. */
type Probe = readonly string[] | HealthPlan

/** Undefined without a health check. */
const probeOf = ({ config }: Container): Probe | undefined => {
  const { health } = behaviourOf(config.Labels)
  if (health) return health
  const [kind, ...command] = config.Healthcheck?.Test ?? []
  if (kind === 'CMD') return command
  const shell = config.Shell && config.Shell.length > 0 ? config.Shell : ['/bin/sh', '-c']
  return kind === 'CMD-SHELL' ? [...shell, ...command] : undefined
}

/** A container has started: its health is unknown, and the probes begin. */
export const startHealthMonitor = (engine: Engine, container: Container): void => {
  const probe = probeOf(container)
  if (!probe) return
  container.health = { status: 'starting', failingStreak: 0, log: container.health?.log ?? [] }
  monitor(engine, container, container.health, probe)
}

/** A paused container is not probed, and counts as unhealthy without an event (moby daemon/container/health.go). */
export const suspendHealthMonitor = (container: Container): void => supervisionOf(container).stopProbing?.()

/** It counts as unhealthy until the next probe says otherwise (seen with 28.5.2). */
export const resumeHealthMonitor = (engine: Engine, container: Container): void => {
  const probe = probeOf(container)
  if (probe && container.health) monitor(engine, container, container.health, probe)
}

/** Probes one after the other, each an interval after the end of the last, until it is stopped. */
const monitor = (engine: Engine, container: Container, health: Health, how: Probe): void => {
  const supervision = supervisionOf(container)
  const check = checkOf(container, how)
  const act = typeof how === 'function' ? planned(how) : runProbe(how)
  let isStopped = false
  let cancel: Cancel
  const plan = (): void => {
    cancel = engine.clock.after(pauseMilliseconds(engine, container, health, check), probe)
  }
  const probe = (): void => {
    const stop = act(engine, container, check, result => {
      if (isStopped) return
      judge(engine, container, health, check, result)
      plan()
    })
    // A probe that cannot be started has already been judged, and the next one is planned.
    if (stop) cancel = stop
  }
  supervision.stopProbing?.()
  supervision.stopProbing = () => {
    isStopped = true
    supervision.stopProbing = undefined
    health.status = 'unhealthy'
    cancel()
  }
  plan()
}

const pauseMilliseconds = (engine: Engine, container: Container, health: Health, check: HealthConfig): number => {
  const isYoung = isInStartPeriod(container, check, engine.clock.now())
  const pause =
    isYoung && health.status === 'starting'
      ? check.StartInterval || defaults.startIntervalNanoseconds
      : check.Interval || defaults.intervalNanoseconds
  return pause / nanosecondsPerMillisecond
}

const isInStartPeriod = ({ startedAt = 0 }: Container, check: HealthConfig, at: number): boolean => {
  const period = check.StartPeriod || defaults.startPeriodNanoseconds
  return at - startedAt < (period / nanosecondsPerMillisecond) * microsecondsPerMillisecond
}

/** Probes once. Returns how to stop it, unless it has ended. */
type Act = (
  engine: Engine,
  container: Container,
  check: HealthConfig,
  done: (result: HealthResult) => void,
) => Cancel | undefined

/** Each probe finds what the labels say, and is believed at once; without a health check there is one each second. */
const planned = (plan: HealthPlan): Act => {
  let count = 0
  return (engine, _container, _check, done) => {
    const at = engine.clock.now()
    const isHealthy = plan(++count)
    const output = `${behaviourPrefix}health: ${isHealthy ? 'healthy' : 'unhealthy'}`
    done({ startedAt: at, endedAt: at, exitCode: isHealthy ? 0 : 1, output })
    return undefined
  }
}

const plannedIntervalNanoseconds = 1e9

const checkOf = ({ config: { Healthcheck } }: Container, how: Probe): HealthConfig => {
  const check = Healthcheck ?? {}
  if (typeof how !== 'function') return check
  return { ...(Healthcheck ? check : { Interval: plannedIntervalNanoseconds }), Retries: 1 }
}

/** Runs the command once. Its end is also that of too long a run. */
const runProbe =
  (command: readonly string[]): Act =>
  (engine, container, check, done) => {
    const startedAt = engine.clock.now()
    const output = createProbeOutput()
    const timeout = check.Timeout || defaults.timeoutNanoseconds
    const finish = (exitCode: number, text: string): void =>
      done({ startedAt, endedAt: engine.clock.now(), exitCode, output: text })
    let cancelTimeout: Cancel = () => undefined
    let isTooLong = false
    const execution = runExecution(engine, container, command, {
      output: output.add,
      failed: message => finish(noExitCode, message),
      ended: exitCode => {
        cancelTimeout()
        if (!isTooLong) finish(exitCode, output.text())
      },
    })
    if (!execution) return undefined
    cancelTimeout = engine.clock.after(timeout / nanosecondsPerMillisecond, () => {
      isTooLong = true
      const text = output.text()
      finish(noExitCode, `Health check exceeded timeout (${goDuration(timeout)})${text === '' ? '' : `: ${text}`}`)
      execution.kill()
    })
    return () => {
      cancelTimeout()
      execution.kill()
    }
  }

/** The beginning of what a probe writes. */
const createProbeOutput = () => {
  const decoder = new TextDecoder()
  const kept: Uint8Array[] = []
  let room = outputBytesMax
  let isCut = false
  return {
    add(bytes: Uint8Array): void {
      if (bytes.length > room) isCut = true
      if (room > 0) kept.push(bytes.slice(0, room))
      room -= Math.min(room, bytes.length)
    },
    text(): string {
      let text = ''
      for (const bytes of kept) text += decoder.decode(bytes, { stream: true })
      return `${text}${decoder.decode()}${isCut ? '...' : ''}`
    },
  }
}

const judge = (
  engine: Engine,
  container: Container,
  health: Health,
  check: HealthConfig,
  result: HealthResult,
): void => {
  if (health.log.length >= logLengthMax) health.log.shift()
  health.log.push(result)
  const before = health.status
  const after = nextStatus(container, health, check, result)
  health.status = after
  if (before === after) return
  container.changed.notify()
  containerEvent(engine, container, `health_status: ${after}`)
}

const nextStatus = (
  container: Container,
  health: Health,
  check: HealthConfig,
  { exitCode, startedAt }: HealthResult,
): HealthStatus => {
  if (exitCode === 0) {
    health.failingStreak = 0
    return 'healthy'
  }
  if (health.status === 'starting' && isInStartPeriod(container, check, startedAt)) return 'starting'
  health.failingStreak++
  return health.failingStreak >= (check.Retries || defaults.retries) ? 'unhealthy' : health.status
}
