import type { Engine } from '../engine.ts'
import { collectLater } from '../exec/end.ts'
import type { Execution } from '../exec/entity.ts'
import { resumeExecution } from '../exec/start.ts'
import { Notifier } from '../wait.ts'
import { type Records, recordsOf } from './snapshot.ts'

type StoredExecution = Omit<Execution, 'process' | 'terminal' | 'changed'>

export const writeExecutions = (engine: Engine): Records<StoredExecution> =>
  recordsOf(
    engine.executions.all(),
    ({ id }) => id,
    ({ process: _process, terminal: _terminal, changed: _changed, ...execution }) => execution,
  )

/** Those that ran run again, from their programs' beginning; nobody is attached to them. */
export const readExecutions = (engine: Engine, records: Records): void => {
  for (const stored of Object.values(records as Records<StoredExecution>)) {
    const execution: Execution = {
      ...stored,
      exitCode: stored.exitCode,
      startedAt: stored.startedAt,
      endedAt: stored.endedAt,
      process: undefined,
      terminal: undefined,
      changed: new Notifier(),
    }
    engine.executions.add(execution)
    const container = engine.containers.get(execution.containerId)
    if (execution.state === 'exited') collectLater(engine)
    else container?.executionIds.add(execution.id)
    if (execution.state === 'running' && container) resumeExecution(engine, container, execution)
  }
}
