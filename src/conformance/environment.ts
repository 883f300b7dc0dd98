import { type CleanUp, cleanNamelessImages, cleanUp } from './cleanup.ts'
import { type Client, createClient } from './client.ts'
import type { Entry } from './ledger.ts'
import type { Run } from './run.ts'
import { guardedTarget } from './safety/guard.ts'
import { createWorld, type Made, type ReachableState, type World } from './world.ts'

/** Where worlds come from, and what they share. */
export interface Environment {
  /** Makes a world, hands it over, and takes away what was made in it. */
  withWorld<T>(use: (world: World) => Promise<T>): Promise<T>
  /** Takes away whatever is left of the run, and says what would not go. */
  close(): Promise<readonly Entry[]>
}

export const createEnvironment = (run: Run): Environment => {
  const { id, prefix, known, target, apiVersion, ledger, mode, image } = run
  const clientFor = (made: Entry[]): Client => {
    const record = (entry: Entry): void => {
      ledger.write(entry)
      made.push(entry)
    }
    const settle = (entry: Entry): void => ledger.settle(entry)
    const guarded = guardedTarget(target, { mode, run: id, prefix, image, known, record, settle })
    return createClient({ target: guarded, apiVersion, run: id })
  }
  /** What has not been cleaned up with its world. */
  const leftOver: Entry[] = []
  const shared = new Map<ReachableState, Promise<Made>>()
  const share = (state: ReachableState): Promise<Made> => {
    const made = shared.get(state) ?? sharedWorld.inState(state)
    shared.set(state, made)
    return made
  }
  const sharedClient = clientFor(leftOver)
  const sharedWorld = createWorld(run, sharedClient, share)
  return {
    async withWorld(use) {
      const made: Entry[] = []
      const client = clientFor(made)
      try {
        return await use(createWorld(run, client, share))
      } finally {
        leftOver.push(...(await cleanUp(client, made)).left)
      }
    },
    async close() {
      const ends: CleanUp[] = [await cleanUp(sharedClient, leftOver)]
      if (ledger.entries().some(({ kind }) => kind === 'image'))
        ends.push(await cleanNamelessImages(sharedClient, id, name => known.add(name)))
      return ends.flatMap(({ left }) => left)
    },
  }
}
