import { monitors } from '../../conformance/index.ts'
import { parseFlags } from '../usage.ts'
import { selected } from './selection.ts'

/** Prints what the suite asks, and what it watches for in all exchanges; with a text, for each operation by itself. */
export const list = async (args: readonly string[]): Promise<void> => {
  const { only } = parseFlags(args, { only: { type: 'string' } })
  const { requirements, watched } = selected(only)
  const families = only === undefined ? monitors.map(monitor => ({ ...monitor, id: `*.${monitor.name}` })) : watched
  for (const { id, level, claim } of [...requirements, ...families])
    process.stdout.write(`${level.padEnd(6)} ${id}  ${claim}\n`)
}
