/** A thread that holds mutants against drawn programs: hears of one by its id, and says what was found. */
import { parentPort, workerData } from 'node:worker_threads'
import { mutants } from './index.ts'
import { type Draw, holdRandomly } from './random.ts'

parentPort?.on('message', async (id: string) => {
  const mutant = mutants.find(each => each.id === id)
  if (!mutant) throw new Error(`${id} is no mutant`)
  const { mutant: _, ...found } = await holdRandomly(mutant, workerData as Draw)
  parentPort?.postMessage(found)
})
