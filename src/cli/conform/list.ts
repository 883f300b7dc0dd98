import { monitors, suiteProfiles } from '../../conformance/index.ts'
import { parseFlags } from '../usage.ts'
import { selectionOf, selectionOptions } from './selection.ts'

export const options = { ...selectionOptions, json: { type: 'boolean' }, profiles: { type: 'boolean' } } as const

/**
 * Prints what the suite asks, and what it watches for in all exchanges, with a text for each operation by itself; or the
 * profiles to choose from.
 */
export const list = async (args: readonly string[]): Promise<void> => {
  const flags = parseFlags(args, options)
  if (flags.profiles) {
    for (const { name, summary } of suiteProfiles) process.stdout.write(`${name.padEnd(16)} ${summary}\n`)
    return
  }
  const { requirements, disabled, watched } = selectionOf(flags)
  const asked = requirements.filter(requirement => disabled(requirement) === undefined)
  if (flags.json) {
    const rows = [...asked, ...watched].map(({ id, level, operation, claim, needs, evidence, since, until }) => {
      return { id, level, operation, claim, needs, evidence, since, until }
    })
    process.stdout.write(`${JSON.stringify(rows, undefined, 2)}\n`)
    return
  }
  const families = monitors.map(monitor => ({ ...monitor, id: `*.${monitor.name}` }))
  for (const { id, level, claim } of [...asked, ...(flags.only === undefined ? families : watched)])
    process.stdout.write(`${level.padEnd(6)} ${id}  ${claim}\n`)
}
