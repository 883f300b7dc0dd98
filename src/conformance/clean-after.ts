import { type CleanUp, cleanNamelessImages, cleanUp } from './cleanup.ts'
import { createClient } from './client.ts'
import { type Entry, readLedger, removeLedger } from './ledger.ts'
import { fingerprint } from './probe.ts'
import { prefixOf } from './run.ts'
import { guardedTarget } from './safety/guard.ts'
import type { Target } from './wire.ts'

/** How long a request that was on its way when its run was killed may still be acted upon. */
const flightMilliseconds = 3000
const pauseMilliseconds = 100

/**
 * Finishes what a run that was killed has left undone: takes away what its ledger names, and then the ledger. What the
 * daemon was still about to make is waited for. The ledger stays when something would not go.
 */
export const cleanAfter = async (target: Target, ledgerPath: string): Promise<CleanUp> => {
  const { head, entries, unsettled, writtenAt } = readLedger(ledgerPath)
  if (!head) return { removed: [], left: [] }
  const { apiVersion } = await fingerprint(target)
  const { run } = head
  const known = new Set<string>()
  const guard = { mode: 'safe', run, prefix: prefixOf(run), image: '', known, record: () => undefined } as const
  const client = createClient({ target: guardedTarget(target, guard), apiVersion, run })
  const removed: Entry[] = []
  for (let due = entries; ; due = unsettled) {
    const ends = [await cleanUp(client, due)]
    if (entries.some(({ kind }) => kind === 'image'))
      ends.push(await cleanNamelessImages(client, run, id => known.add(id)))
    removed.push(...ends.flatMap(end => end.removed))
    const left = ends.flatMap(end => end.left)
    if (unsettled.length === 0 || Date.now() > writtenAt + flightMilliseconds) {
      if (left.length === 0) removeLedger(ledgerPath)
      return { removed, left }
    }
    await new Promise(resolve => setTimeout(resolve, pauseMilliseconds))
  }
}
