import { rmSync } from 'node:fs'
import { cleanAfter, isShortLived, ledgerPaths, readLedger } from '../../conformance/index.ts'
import { parseFlags } from '../usage.ts'
import { targetNamed, targetOptions } from './targets.ts'

/** Whether there is a process of this number; without a number nobody can say. */
const isRunning = (pid: number | undefined): boolean => {
  if (pid === undefined) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export const options = targetOptions

/** Takes away what runs that were killed have left on their daemons. */
export const clean = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, options)
  const paths = ledgerPaths()
  for (const path of paths) {
    const { head } = readLedger(path)
    if (head && isRunning(head.pid)) {
      process.stdout.write(`${head.target}: run ${head.run} is still going on\n`)
      continue
    }
    // Killed before it had made anything; and a daemon that was started for a run is gone with it.
    if (!head || isShortLived(head.target)) {
      rmSync(path)
      continue
    }
    const { run, target: name } = head
    const target = await targetNamed(name, flags)
    try {
      const { removed, left } = await cleanAfter(target, path)
      process.stdout.write(`${name}: ${removed.length} objects of run ${run} removed\n`)
      for (const entry of left) process.stderr.write(`${name}: ${entry.kind} ${entry.name} could not be removed\n`)
      if (left.length > 0) process.exitCode = 2
    } finally {
      await target.close()
    }
  }
  if (paths.length === 0) process.stdout.write('nothing was left behind\n')
}
