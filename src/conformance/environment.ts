import { type CleanUp, cleanNamelessImages, cleanUp } from './cleanup.ts'
import { type Client, createClient } from './client.ts'
import type { Entry } from './ledger.ts'
import type { Run } from './run.ts'
import { guardedTarget } from './safety/guard.ts'
import type { ReachableState } from './state.ts'
import { Inconclusive } from './violation.ts'
import { createWorld, type Made, type World } from './world.ts'

/** Where worlds come from, and what they share. */
export interface Environment {
  /**
   * Makes a world, hands it over, and takes away what was made in it. When its time is over nothing more is asked in it:
   * what tries to is inconclusive.
   */
  withWorld<T>(use: (world: World) => Promise<T>): Promise<T>
  /** Takes away whatever is left of the run, and says what would not go. */
  close(): Promise<readonly Entry[]>
}

/** The same client, until the signal. */
const boundedBy = (client: Client, signal: AbortSignal, why: string): Client => {
  const goOn = (): void => {
    if (signal.aborted) throw new Inconclusive(why)
  }
  return {
    ...client,
    async ask(operation, ask) {
      goOn()
      return client.ask(operation, ask)
    },
    async open(operation, ask) {
      goOn()
      return client.open(operation, ask)
    },
    async upgrade(operation, ask) {
      goOn()
      return client.upgrade(operation, ask)
    },
  }
}

export interface EnvironmentOptions {
  /** Aborted: nothing more is asked in any world, and what was made is still taken away. */
  readonly signal?: AbortSignal
  /** How long a world may be used. Default 60. */
  readonly patienceSeconds?: number
}

export const createEnvironment = (
  run: Run,
  { signal = new AbortController().signal, patienceSeconds = 60 }: EnvironmentOptions = {},
): Environment => {
  const { id, prefix, known, target, apiVersion, ledger, mode, image, account } = run
  const clientFor = (made: Entry[]): Client => {
    const record = (entry: Entry): void => {
      ledger.write(entry)
      made.push(entry)
    }
    const settle = (entry: Entry): void => ledger.settle(entry)
    const guarded = guardedTarget(target, { mode, run: id, prefix, image, known, record, settle })
    return createClient({ target: guarded, apiVersion, run: id, account })
  }
  /** What has not been cleaned up with its world. */
  const leftOver: Entry[] = []
  const shared = new Map<ReachableState, Promise<Made>>()
  /** A daemon that does what it should not may have moved it: then there is another one. */
  const share = async (state: ReachableState): Promise<Made> => {
    const given = shared.get(state)
    if (given && (await sharedWorld.stateOf((await given).id)) === state) return given
    if (shared.get(state) !== given) return share(state)
    const made = sharedWorld.inState(state)
    shared.set(state, made)
    made.catch(() => shared.delete(state))
    return made
  }
  const sharedClient = clientFor(leftOver)
  const sharedWorld = createWorld(run, sharedClient, share)
  return {
    async withWorld(use) {
      const made: Entry[] = []
      const client = clientFor(made)
      const end = AbortSignal.any([signal, AbortSignal.timeout(patienceSeconds * 1000)])
      const bounded = boundedBy(client, end, `it did not come to an end within ${patienceSeconds} s`)
      try {
        return await use(createWorld(run, bounded, share))
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
