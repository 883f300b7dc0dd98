import type { Engine } from '../engine.ts'
import { DockerError, invalid } from '../error.ts'
import { isSignal, parseSignal, type SignalName, signalNumber } from '../kernel/signal.ts'
import { transition } from '../wait.ts'
import type { Container } from './entity.ts'
import { containerEvent } from './event.ts'
import { isAlive } from './lifecycle.ts'
import { lifecycleOf } from './podman-lifecycle.ts'
import { completeExit } from './runtime/exit.ts'
import { resumeHealthMonitor } from './runtime/health.ts'
import { cancelRestarts } from './runtime/restart-policy.ts'
import { supervisionOf } from './runtime/supervision.ts'

export interface KillOptions {
  /** `9`, `KILL`, `SIGKILL`…; SIGKILL when absent. */
  readonly signal?: string | undefined
}

/** `POST /containers/{id}/kill`. Resolves at once, or when the container has ended if the signal was SIGKILL. */
export const killContainer = (engine: Engine, reference: string, options: KillOptions = {}): Promise<void> => {
  try {
    const signal = readSignal(options.signal || 'KILL')
    const container = engine.containers.resolve(reference)
    const command = isFinal(container, signal) ? 'stopSignal' : 'signal'
    lifecycleOf(engine.profile).next(signal === 'KILL' ? 'kill' : command, container.state, container, reference)
    sendSignal(engine, container, signal)
    return signal === 'KILL' ? ended(container) : Promise.resolve()
  } catch (error) {
    // moby wraps the error and keeps its type (daemon/server/router/container, postContainersKill).
    throw error instanceof DockerError ? error.wrap(`cannot kill container: ${reference}`) : error
  }
}

/** Resolves when the container does not run any more. */
const ended = (container: Container): Promise<void> => {
  const { exits } = container
  const hasEnded = (): true | undefined =>
    container.exits > exits || container.removed || !isAlive(container) || undefined
  return transition(container.changed, hasEnded).then(() => undefined)
}

/** Reads a signal as moby does: a number is taken as it is and only then looked up (moby/sys/signal, ParseSignal). */
export const readSignal = (text: string): SignalName => {
  const signal = parseSignal(text)
  if (signal) return signal
  if (!isSignal(text)) throw invalid(`invalid signal: ${text}`)
  throw invalid(`the linux daemon does not support signal ${Number(text)}`)
}

/** Whether a signal is meant to end the container: no restart follows, and a pause does not keep it from acting. */
const isFinal = ({ config }: Container, signal: SignalName): boolean => {
  const own = parseSignal(config.StopSignal ?? '')
  return signal === 'KILL' || own === undefined || own === signal
}

/**
 * Sends a signal to a running container's first process. One that is meant to end it also calls off further restarts and
 * wakes a paused container, which could not act on it otherwise (moby daemon/kill.go, killWithSignal).
 */
export const sendSignal = (engine: Engine, container: Container, signal: SignalName): void => {
  container.manuallyStopped = true
  const isLast = isFinal(container, signal)
  const wasRestarting = container.state === 'restarting'
  if (isLast) cancelRestarts(engine, container)
  const { runtime } = container
  if (wasRestarting || !runtime) return
  containerEvent(engine, container, 'kill', { signal: String(signalNumber(signal)) })
  runtime.kernel.kill(runtime.kernel.init?.pid ?? 1, signal)
  if (!isLast || container.state !== 'paused') return
  thaw(engine, container)
  // Who is killed is gone before it can be said to go on (seen with 20.10.24, 26.1.5 and 28.5.2).
  if (signal !== 'KILL') containerEvent(engine, container, 'unpause')
}

/** Lets a paused container go on. */
export const resume = (engine: Engine, container: Container): void => {
  thaw(engine, container)
  containerEvent(engine, container, 'unpause')
}

const thaw = (engine: Engine, container: Container): void => {
  container.runtime?.kernel.thaw()
  engine.containers.move(container, 'running')
  resumeHealthMonitor(engine, container)
  container.changed.notify()
}

/** Ends a container here and now, for a removal by force. It is not restarted, whatever its policy says. */
export const forceStop = (engine: Engine, container: Container): void => {
  container.manuallyStopped = true
  // Whoever forces it removes it: its own end must not.
  const supervision = supervisionOf(container)
  supervision.manuallyRestarting = true
  cancelRestarts(engine, container)
  if (!container.runtime) {
    supervision.streams.reset()
    return
  }
  containerEvent(engine, container, 'kill', { signal: String(signalNumber('KILL')) })
  completeExit(engine, container, { code: 128 + signalNumber('KILL'), signal: 'KILL' })
}
