import { rmSync } from 'node:fs'
import { cleanAfter, readLedger } from '../../conformance/index.ts'
import { parseFlags } from '../usage.ts'
import { ledgerPaths } from './ledgers.ts'
import { targetNamed, targetOptions } from './targets.ts'

/** Takes away what runs that were killed have left on their daemons. */
export const clean = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, targetOptions)
  const paths = ledgerPaths()
  for (const path of paths) {
    const { head } = readLedger(path)
    // Killed before it had made anything; and a fake that was started for a run is gone with it.
    if (!head || head.target.startsWith('fake:')) {
      rmSync(path)
      continue
    }
    const { run, target: name } = head
    const target = await targetNamed(name, flags)
    try {
      process.stdout.write(`${name}: ${await cleanAfter(target, path)} objects of run ${run} removed\n`)
    } finally {
      await target.close()
    }
  }
  if (paths.length === 0) process.stdout.write('nothing was left behind\n')
}
