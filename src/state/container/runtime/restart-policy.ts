import type { Engine } from '../../engine.ts'
import type { Container } from '../entity.ts'
import { table } from '../lifecycle.ts'
import { supervisionOf } from './supervision.ts'

/** moby daemon/internal/restartmanager/restartmanager.go. */
const firstPauseMilliseconds = 100
const pauseFactor = 2
const longestPauseMilliseconds = 60_000
/** A run of this length counts as a good one: the pauses begin anew. */
const goodRunSeconds = 10

/** Whether the policy wants another run after this end; counts it and works out the pause before it. */
export const wantsRestart = (container: Container, exitCode: number, runSeconds: number): boolean => {
  const supervision = supervisionOf(container)
  const policy = container.hostConfig.RestartPolicy
  if (supervision.restartCancelled || !policy?.Name || policy.Name === 'no') return false
  const last = runSeconds >= goodRunSeconds ? 0 : supervision.backoffMilliseconds
  supervision.backoffMilliseconds =
    last === 0 ? firstPauseMilliseconds : Math.min(last * pauseFactor, longestPauseMilliseconds)
  if (!policyHolds(container, exitCode, supervision.restarts)) return false
  supervision.restarts++
  return true
}

/** Whether the policy wants a container that does not run to run. */
export const policyHolds = (
  { hostConfig, manuallyStopped }: Container,
  exitCode: number,
  restarts: number,
): boolean => {
  const { Name: name, MaximumRetryCount: retries } = hostConfig.RestartPolicy ?? {}
  if (name === 'always') return true
  if (name === 'unless-stopped') return !manuallyStopped
  return name === 'on-failure' && exitCode !== 0 && (!retries || restarts < retries)
}

/** Starts it again after the pause. A start that fails ends it (moby daemon/monitor.go, handleContainerExit). */
export const scheduleRestart = (engine: Engine, container: Container): void => {
  const supervision = supervisionOf(container)
  supervision.cancelRestart = engine.clock.after(supervision.backoffMilliseconds, () => {
    supervision.cancelRestart = undefined
    supervision.relaunch()
  })
}

/** No further restarts until a client starts it; one that is due does not happen and the container has ended. */
export const cancelRestarts = (engine: Engine, container: Container): void => {
  const supervision = supervisionOf(container)
  supervision.restartCancelled = true
  supervision.cancelRestart?.()
  supervision.cancelRestart = undefined
  if (container.state === 'restarting') endRestarting(engine, container, 'restart-cancelled')
}

/** What is left of a restart that does not come: a container that ended with the exit code of its last run. */
export const endRestarting = (
  engine: Engine,
  container: Container,
  cause: 'restart-cancelled' | 'start-failed',
): void => {
  const supervision = supervisionOf(container)
  engine.containers.move(container, table.next(cause, container.state, container, container.name))
  container.exits++
  container.changed.notify()
  if (container.hostConfig.AutoRemove && !supervision.manuallyRestarting) supervision.autoRemove()
}
