import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  type Expectation,
  exitStatus,
  type Mode,
  modes,
  type Result,
  readExpected,
  reportOf,
  requirements,
  runSuite,
  TargetLost,
  UnsafeTarget,
  watchedClaims,
} from '../../conformance/index.ts'
import { parseArguments, RefusedTarget, UsageError } from '../usage.ts'
import { interruption } from './interruption.ts'
import { ledgerPathOf } from './ledgers.ts'
import { selected } from './selection.ts'
import { targetNamed, targetOptions, theTarget } from './targets.ts'

const options = {
  ...targetOptions,
  json: { type: 'boolean' },
  image: { type: 'string' },
  expected: { type: 'string' },
  only: { type: 'string' },
  mode: { type: 'string' },
} as const

const readExpectedFile = (path: string | undefined): Expectation[] => {
  if (path === undefined) return []
  try {
    return readExpected(JSON.parse(readFileSync(path, 'utf8')), [...requirements, ...watchedClaims])
  } catch (error) {
    throw new UsageError(`--expected ${path}: ${error instanceof Error ? error.message : error}`)
  }
}

const modeNamed = (name: string | undefined): Mode | undefined => {
  const found = modes.find(mode => mode === name)
  if (name !== undefined && !found) throw new UsageError(`there is no mode ${name}; there are ${modes.join(', ')}`)
  return found
}

/** Holds one daemon against the suite. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values: flags, positionals } = parseArguments(args, options)
  const name = theTarget(positionals)
  const expected = readExpectedFile(flags.expected)
  const chosen = selected(flags.only)
  const mode = modeNamed(flags.mode)
  const target = await targetNamed(name, flags)
  const id = randomBytes(4).toString('hex')
  const signal = interruption()
  try {
    const outcome = await runSuite({
      target,
      ...chosen,
      expected,
      run: id,
      ledgerPath: ledgerPathOf(id),
      signal,
      ...(mode === undefined ? {} : { mode }),
      ...(flags.image === undefined ? {} : { image: flags.image }),
      onResult: (result, done, of) => report(result, done, of),
    })
    if (signal.aborted) {
      process.exitCode = 130
      return
    }
    const whole = reportOf(outcome)
    if (flags.json) process.stdout.write(`${JSON.stringify(whole, undefined, 2)}\n`)
    else process.stdout.write(closing(whole.summary, `${whole.product} ${whole.version}, API ${whole.apiVersion}`))
    for (const line of whole.damage) process.stderr.write(`DAMAGE ${line}\n`)
    process.exitCode = whole.damage.length > 0 ? 2 : exitStatus(whole.summary)
  } catch (error) {
    if (error instanceof UnsafeTarget) throw new RefusedTarget(error.message)
    if (!(error instanceof TargetLost)) throw error
    throw new UsageError(`${name} does not answer: ${error.message}`)
  } finally {
    await target.close()
  }
}

/** Progress on a terminal, and everything that is no pass; on stderr, where it disturbs no report. */
const report = ({ requirement, verdict, reason, got, expected }: Result, done: number, of: number): void => {
  const { stderr } = process
  if (stderr.isTTY) stderr.write(`\r\x1b[K${done} of ${of}  ${requirement.id.slice(0, 60)}`)
  if (verdict === 'pass' || verdict === 'skip' || verdict === 'disabled' || verdict === 'xfail') return
  const detail = got === undefined ? '' : `\n    expected ${expected}\n    got      ${got}`
  stderr.write(
    `${stderr.isTTY ? '\r\x1b[K' : ''}${verdict.padEnd(6)} ${requirement.id}: ${requirement.claim}\n    ${reason ?? ''}${detail}\n`,
  )
}

const closing = (summary: object, daemon: string): string => {
  const counts = Object.entries(summary).flatMap(([verdict, count]) => (count > 0 ? [`${count} ${verdict}`] : []))
  return `${daemon}: ${counts.join(', ')}\n`
}
