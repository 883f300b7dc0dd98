import type { Engine } from '../../engine.ts'
import type { Process } from '../../kernel/process.ts'

/** Process ids as the simulated host numbers them: `docker top` and inspect show these, not a container's own. */
export interface HostPids {
  of(process: Process): number
  /** Of the shim that is the parent of a container's first process. */
  readonly shim: number
  /** Forgets processes that are gone. */
  prune(alive: ReadonlyMap<number, Process>): void
}

/** Ids below belong to the host's own processes. */
const firstHostPid = 1200

const counters = new WeakMap<Engine, { next: number }>()

/** What the next process of the simulated host is numbered. */
export const hostPidCounter = (engine: Engine): { next: number } => {
  let counter = counters.get(engine)
  if (!counter) {
    counter = { next: firstHostPid }
    counters.set(engine, counter)
  }
  return counter
}

const nextHostPid = (engine: Engine): number => hostPidCounter(engine).next++

/** Numbers are given when somebody first looks at a process, which is soon enough for them to be unique. */
export const createHostPids = (engine: Engine): HostPids => {
  const numbers = new Map<number, number>()
  return {
    shim: nextHostPid(engine),
    of({ pid }) {
      const known = numbers.get(pid)
      if (known !== undefined) return known
      const number = nextHostPid(engine)
      numbers.set(pid, number)
      return number
    },
    prune(alive) {
      for (const pid of [...numbers.keys()]) if (!alive.has(pid)) numbers.delete(pid)
    },
  }
}
