import { parseFlags } from '../usage.ts'
import { selected } from './selection.ts'

/** Prints what the suite asks. */
export const list = async (args: readonly string[]): Promise<void> => {
  const { only } = parseFlags(args, { only: { type: 'string' } })
  for (const { id, level, claim } of selected(only)) process.stdout.write(`${level.padEnd(6)} ${id}  ${claim}\n`)
}
