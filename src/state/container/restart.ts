import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import { onceHeld } from '../network/held-ports.ts'
import { Notifier, transition } from '../wait.ts'
import { containerEvent } from './event.ts'
import { isAlive } from './lifecycle.ts'
import { lifecycleOf } from './podman-lifecycle.ts'
import { supervisionOf } from './runtime/supervision.ts'
import { launch } from './start.ts'
import { type StopOptions, stopThen } from './stop.ts'

/** `POST /containers/{id}/restart`. Resolves when it runs again; whatever fails is a 500 (moby daemon/restart.go). */
export const restartContainer = (engine: Engine, reference: string, options: StopOptions = {}): Promise<void> => {
  const container = engine.containers.resolve(reference)
  const outcome = new Notifier()
  let result: { readonly error?: DockerError } | undefined
  const settle = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof DockerError)) throw error
      result = { error: error.wrap(`Cannot restart container ${reference}`, 'internal') }
      outcome.notify()
    }
  }
  const startAgain = (): void => {
    // Somebody else was quicker: it runs already, and that is what was asked for.
    if (!container.runtime) {
      lifecycleOf(engine.profile).next('start', container.state, container, reference)
      launch(engine, container, true)
    }
    containerEvent(engine, container, 'restart')
    result = {}
    outcome.notify()
  }
  const startHeld = (): void => onceHeld(engine, container, () => settle(startAgain))
  settle(() => {
    lifecycleOf(engine.profile).next('restart', container.state, container, reference)
    if (isAlive(container)) {
      supervisionOf(container).manuallyRestarting = true
      stopThen(engine, container, options, startHeld)
    } else startHeld()
  })
  return transition(outcome, () => {
    if (result?.error) throw result.error
    return result && true
  }).then(() => undefined)
}
