import type { Engine } from '../engine.ts'
import { transition } from '../wait.ts'
import { table } from './lifecycle.ts'
import { findExecution } from './start.ts'

/** How long a client that comes too early waits for the start (moby daemon/exec.go, ContainerExecResize). */
const patienceMilliseconds = 10_000

/** `POST /exec/{id}/resize`. No event tells of it. */
export const resizeExecution = (engine: Engine, id: string, rows: number, columns: number): Promise<void> => {
  const execution = findExecution(engine, id)
  let isTooLate = execution.state !== 'created'
  const cancel = engine.clock.after(patienceMilliseconds, () => {
    isTooLate = true
    execution.changed.notify()
  })
  const ready = (): true | undefined => {
    if (!isTooLate && execution.state === 'created') return undefined
    cancel()
    table.next('resize', execution.state, execution, id)
    execution.terminal?.resize(rows, columns)
    return true
  }
  return transition(execution.changed, ready).then(() => undefined)
}
