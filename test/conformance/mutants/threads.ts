import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Finding } from './hold.ts'
import type { Mutant } from './mutant.ts'
import type { Draw } from './random.ts'

/** Threads that hold mutants against drawn programs, one each at a time: as many as the machine has processors. */
export interface Threads {
  readonly count: number
  hold(mutant: Mutant): Promise<Finding>
  close(): Promise<void>
}

export const createThreads = (draw: Draw): Threads => {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('random-thread.ts', import.meta.url), { workerData: draw }),
  )
  const idle = [...workers]
  return {
    count: workers.length,
    async hold(mutant) {
      const worker = idle.pop()
      if (!worker) throw new Error('every thread is at work')
      const answer = once(worker, 'message')
      worker.postMessage(mutant.id)
      const [found] = (await answer) as [Omit<Finding, 'mutant'>]
      idle.push(worker)
      return { mutant, ...found }
    },
    async close() {
      await Promise.all(workers.map(worker => worker.terminate()))
    },
  }
}
