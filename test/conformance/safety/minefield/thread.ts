/** A thread that runs its share of the programs, and says what came of it. */
import { parentPort, workerData } from 'node:worker_threads'
import { walk } from './programs.ts'

const { count, seed } = workerData as { readonly count: number; readonly seed: number }
parentPort?.postMessage(await walk(count, { seed }))
