import type { Engine } from '../engine.ts'
import { table } from './lifecycle.ts'
import { findExecution } from './start.ts'

/** `POST /exec/{id}/resize`. No event tells of it. */
export const resizeExecution = (engine: Engine, id: string, rows: number, columns: number): void => {
  const execution = findExecution(engine, id)
  table.next('resize', execution.state, execution, id)
  execution.terminal?.resize(rows, columns)
}
