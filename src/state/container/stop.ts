import type { Engine } from '../engine.ts'
import { DockerError, internal } from '../error.ts'
import { parseSignal, type SignalName } from '../kernel/signal.ts'
import { type Cancel, Notifier, transition } from '../wait.ts'
import type { Container } from './entity.ts'
import { containerEvent } from './event.ts'
import { sendSignal } from './kill.ts'
import { isAlive } from './lifecycle.ts'
import { lifecycleOf } from './podman-lifecycle.ts'

export interface StopOptions {
  /** Seconds of grace before SIGKILL; negative waits for ever. Absent: the container's own, or the daemon's default. */
  readonly timeoutSeconds?: number | undefined
  readonly signal?: string | undefined
}

/** dockerd's `default-stop-timeout`. */
const defaultTimeoutSeconds = 10

/** `POST /containers/{id}/stop`. Resolves when the container has ended. */
export const stopContainer = (engine: Engine, reference: string, options: StopOptions = {}): Promise<void> => {
  const container = engine.containers.resolve(reference)
  lifecycleOf(engine.profile).next('stop', container.state, container, reference)
  if (!isAlive(container)) return Promise.resolve()
  const done = new Notifier()
  let isDone = false
  try {
    stopThen(engine, container, options, () => {
      isDone = true
      done.notify()
    })
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`cannot stop container: ${reference}`, 'internal') : error
  }
  return transition(done, () => isDone || undefined).then(() => undefined)
}

/** Asks a living container to end, makes it when it takes too long, and goes on once the daemon is through with its end. */
export const stopThen = (engine: Engine, container: Container, options: StopOptions, then: () => void): void => {
  const signal = stopSignal(container, options.signal)
  const seconds = options.timeoutSeconds ?? container.config.StopTimeout ?? defaultTimeoutSeconds
  const { exits } = container
  let cancelGrace: Cancel | undefined
  const look = (): void => {
    if (container.exits === exits && !container.removed) {
      container.changed.subscribe(look)
      return
    }
    cancelGrace?.()
    // The waiter wakes before the end has been written down, which is why `stop` comes before `die` (daemon/stop.go).
    containerEvent(engine, container, 'stop')
    engine.clock.after(0, then)
  }
  container.changed.subscribe(look)
  sendSignal(engine, container, signal)
  if (seconds < 0 || container.exits !== exits) return
  cancelGrace = engine.clock.after(seconds * 1000, () => {
    if (container.exits === exits) sendSignal(engine, container, 'KILL')
  })
}

/** The query's, then the container's own, then SIGTERM. */
const stopSignal = (container: Container, asked: string | undefined): SignalName => {
  if (!asked) return parseSignal(container.config.StopSignal ?? '') ?? 'TERM'
  const signal = parseSignal(asked)
  if (!signal) throw internal(`invalid signal: ${asked}`)
  return signal
}
