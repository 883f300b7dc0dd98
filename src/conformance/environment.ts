import { cleanUp } from './cleanup.ts'
import { type Client, createClient } from './client.ts'
import type { Entry } from './ledger.ts'
import type { Run } from './run.ts'
import { createGate } from './safety.ts'
import { createWorld, type Made, type ReachableState, type World } from './world.ts'

/** Where worlds come from, and what they share. */
export interface Environment {
  /** Makes a world, hands it over, and takes away what was made in it. */
  withWorld<T>(use: (world: World) => Promise<T>): Promise<T>
  /** Takes away whatever is left of the run. */
  close(): Promise<void>
}

export const createEnvironment = (run: Run): Environment => {
  const { id, prefix, known, target, apiVersion, ledger } = run
  const clientFor = (made: Entry[]): Client => {
    const record = (entry: Entry): void => {
      ledger.write(entry)
      made.push(entry)
    }
    return createClient({ target, apiVersion, run: id, gate: createGate({ run: id, prefix, known, record }) })
  }
  const shared = new Map<ReachableState, Promise<Made>>()
  const share = (state: ReachableState): Promise<Made> => {
    const made = shared.get(state) ?? sharedWorld.inState(state)
    shared.set(state, made)
    return made
  }
  const sharedClient = clientFor([])
  const sharedWorld = createWorld(run, sharedClient, share)
  return {
    async withWorld(use) {
      const made: Entry[] = []
      const client = clientFor(made)
      try {
        return await use(createWorld(run, client, share))
      } finally {
        await cleanUp(client, made, id)
      }
    },
    close: async () => {
      await cleanUp(sharedClient, ledger.entries(), id)
    },
  }
}
