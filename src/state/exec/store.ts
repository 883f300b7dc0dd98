import type { Execution } from './entity.ts'

/** All executions that somebody can still ask about. */
export interface ExecutionStore {
  readonly size: number
  add(execution: Execution): void
  get(id: string): Execution | undefined
  remove(id: string): void
  /** In order of creation. */
  all(): IterableIterator<Execution>
  /** Whether somebody already goes round and forgets the finished ones. */
  collecting: boolean
}

export const createExecutionStore = (): ExecutionStore => {
  const byId = new Map<string, Execution>()
  return {
    get size() {
      return byId.size
    },
    add(execution) {
      byId.set(execution.id, execution)
    },
    get: id => byId.get(id),
    remove(id) {
      byId.delete(id)
    },
    all: () => byId.values(),
    collecting: false,
  }
}
