import { exitStatus, reportOfTraffic, type Sighting, watchTraffic } from '../../conformance/index.ts'
import { parseArguments } from '../usage.ts'
import { listenOptions, standBefore } from './before.ts'
import { closingOf } from './closing.ts'
import { expectedOf } from './expected-file.ts'

export const options = { ...listenOptions, json: { type: 'boolean' }, expected: { type: 'string' } } as const

/** Each claim is told of once; the report has the rest. */
const teller = (): ((sighting: Sighting) => void) => {
  const told = new Set<string>()
  return ({ claim, exchange: { request }, violation }) => {
    if (told.has(claim.id)) return
    told.add(claim.id)
    process.stderr.write(
      `${claim.id}: ${claim.claim}\n    ${request.method} ${request.target}\n    ${violation.message}\n`,
    )
  }
}

/** Stands before a daemon, and judges by what goes by. Exit status 1 when a requirement was broken. */
export const proxy = async (args: readonly string[]): Promise<void> => {
  const { values: flags, positionals } = parseArguments(args, options)
  const expected = expectedOf(flags)
  const watch = watchTraffic({ onSighting: teller() })
  const [startedAt, start] = [new Date(), performance.now()]
  const { target, fingerprint, ended } = await standBefore(positionals, flags, watch)
  await ended
  const milliseconds = Math.round(performance.now() - start)
  const report = reportOfTraffic({ target, fingerprint, watch, expected, startedAt, milliseconds })
  process.stdout.write(flags.json ? `${JSON.stringify(report, undefined, 2)}\n` : closingOf(report))
  if (!flags.json) process.stdout.write(`${watch.judged} exchanges were held against the model, too\n`)
  process.exitCode = exitStatus(report)
}
