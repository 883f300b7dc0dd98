import type { Container } from '../container/entity.ts'
import { containerEvent } from '../container/event.ts'
import type { Engine } from '../engine.ts'
import type { Execution } from './entity.ts'
import { table } from './lifecycle.ts'

/** How often moby looks for executions to forget (daemon/exec.go, execCommandGC). */
const collectionMilliseconds = 5 * 60_000

/** The process of an execution has ended. */
export const endExecution = (engine: Engine, container: Container, execution: Execution, exitCode: number): void => {
  finish(engine, container, execution, exitCode, 'exit')
  containerEvent(engine, container, 'exec_die', { execID: execution.id, exitCode: String(exitCode) })
}

/** There never was a process: the exit code says why, and no event does. */
export const failExecution = (engine: Engine, container: Container, execution: Execution, exitCode: number): void =>
  finish(engine, container, execution, exitCode, 'start-failed')

const finish = (
  engine: Engine,
  container: Container,
  execution: Execution,
  exitCode: number,
  cause: 'exit' | 'start-failed',
): void => {
  container.executionIds.delete(execution.id)
  execution.state = table.next(cause, execution.state, execution, execution.id)
  execution.exitCode = exitCode
  execution.endedAt = engine.clock.now()
  execution.process = undefined
  execution.terminal = undefined
  execution.changed.notify()
  collectLater(engine)
}

/** The container has ended: nothing that waits to be started in it ever will be. */
export const dropExecutions = (engine: Engine, container: Container): void => {
  for (const id of container.executionIds) engine.executions.remove(id)
  container.executionIds.clear()
}

/** Forgets a finished execution at the second look, five to ten minutes after its end. */
export const collectLater = (engine: Engine): void => {
  const { executions } = engine
  if (executions.collecting) return
  executions.collecting = true
  engine.clock.after(collectionMilliseconds, () => {
    executions.collecting = false
    let isAnyLeft = false
    for (const execution of [...executions.all()]) {
      if (execution.collectable) executions.remove(execution.id)
      else if (execution.state === 'exited') {
        execution.collectable = true
        isAnyLeft = true
      }
    }
    if (isAnyLeft) collectLater(engine)
  })
}
