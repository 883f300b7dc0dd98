import { randomBytes } from 'node:crypto'
import {
  type Expectation,
  exitStatus,
  ledgerPathOf,
  type Mode,
  type Report,
  reportOf,
  runSuite,
  sectionNameOf,
  type Target,
  TargetLost,
  UnsafeTarget,
} from '../../conformance/index.ts'
import { parseArguments, RefusedTarget, UsageError } from '../usage.ts'
import { closingOf } from './closing.ts'
import { type Console, createConsole } from './console.ts'
import { expectedOf, expectedOptions, statusAfterWriting, writeExpected } from './expected-file.ts'
import { withInterruption } from './interruption.ts'
import { modeNamed, modeOptions } from './mode.ts'
import { programsFor, programsOptions } from './programs.ts'
import { judgeRecording, recordedScheme } from './recorded.ts'
import { reportFilesOf, writeReports } from './report-files.ts'
import { type Selection, selectionOf, selectionOptions } from './selection.ts'
import { targetNamed, targetOptions, theTarget } from './targets.ts'

export const options = {
  ...targetOptions,
  ...selectionOptions,
  ...expectedOptions,
  ...modeOptions,
  ...programsOptions,
  json: { type: 'boolean' },
  report: { type: 'string', multiple: true },
  quiet: { type: 'boolean' },
  image: { type: 'string' },
  budget: { type: 'string' },
  concurrency: { type: 'string' },
} as const

type Flags = ReturnType<typeof parseArguments<typeof options>>['values']

/** On stderr, where it disturbs no report. */
const consoleOf = (target: string, { requirements, disabled }: Selection, { quiet }: Flags): Console | undefined => {
  if (quiet) return undefined
  const asked = requirements.filter(requirement => disabled(requirement) === undefined)
  const sizes = Map.groupBy(asked, ({ operation }) => sectionNameOf(operation))
  return createConsole(new Map([...sizes].map(([name, members]) => [name, members.length])), {
    screen: process.stderr,
    target,
    now: () => performance.now(),
  })
}

/** A number above none. */
const numberOf = (flags: Flags, name: 'budget' | 'concurrency'): number | undefined => {
  const text = flags[name]
  if (text === undefined) return undefined
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--${name} ${text}: it is a number from 1 on`)
  return Number(text)
}

/** A dockerd is asked everything in two minutes or three; nobody who only wants to know waits longer for a slower one. */
const coreBudgetSeconds = 180

/** Who wants so many programs, or a list of all that fails, waits for it. Undefined: there is no end. */
const budgetOf = (flags: Flags, profile: string): number | undefined => {
  if (flags.budget === 'none') return undefined
  const isWhole = profile !== 'core' || flags.runs !== undefined || flags['update-expected'] === true
  return numberOf(flags, 'budget') ?? (isWhole ? undefined : coreBudgetSeconds)
}

/** How much of it is asked, and how much at a time. */
const paceOf = (flags: Flags, { profile }: Selection) => {
  const [budgetSeconds, concurrency] = [budgetOf(flags, profile.name), numberOf(flags, 'concurrency')]
  return {
    ...(budgetSeconds === undefined ? {} : { budgetSeconds }),
    ...(concurrency === undefined ? {} : { concurrency }),
  }
}

interface Plan {
  readonly flags: Flags
  readonly selection: Selection
  readonly expected: readonly Expectation[]
  readonly mode: Mode | undefined
  readonly pace: ReturnType<typeof paceOf>
}

/** Undefined when it was interrupted. */
const judge = (target: Target, { flags, selection, expected, mode, pace }: Plan): Promise<Report | undefined> =>
  withInterruption(async signal => {
    const run = randomBytes(4).toString('hex')
    const programs = programsFor(target.name, flags, selection, run)
    const console = consoleOf(target.name, selection, flags)
    const ticking = setInterval(() => console?.tick(), 1000)
    try {
      const outcome = await runSuite({
        target,
        requirements: selection.requirements,
        watched: selection.watched,
        disabled: selection.disabled,
        expected,
        run,
        ledgerPath: ledgerPathOf(run),
        signal,
        ...pace,
        ...(programs && { programs }),
        ...(mode === undefined ? {} : { mode }),
        ...(flags.image === undefined ? {} : { image: flags.image }),
        onResult: result => console?.result(result),
      })
      if (signal.aborted) return undefined
      const { profile, shard } = selection
      return reportOf(outcome, { profile: profile.name, ...(shard === undefined ? {} : { shard }) })
    } finally {
      clearInterval(ticking)
      console?.end()
    }
  })

/** Holds one daemon against the suite. */
export const run = async (args: readonly string[]): Promise<void> => {
  const { values: flags, positionals } = parseArguments(args, options)
  const name = theTarget(positionals)
  if (name.startsWith(recordedScheme)) return judgeRecording(args)
  const [selection, expected, mode] = [selectionOf(flags), expectedOf(flags), modeNamed(flags.mode)]
  const plan = { flags, selection, expected, mode, pace: paceOf(flags, selection) }
  const files = reportFilesOf(flags.report ?? [])
  const target = await targetNamed(name, flags)
  try {
    const report = await judge(target, plan)
    if (report === undefined) {
      process.exitCode = 130
      return
    }
    process.stdout.write(flags.json ? `${JSON.stringify(report, undefined, 2)}\n` : closingOf(report))
    for (const line of report.damage) process.stderr.write(`DAMAGE ${line}\n`)
    process.exitCode = flags['update-expected'] ? statusAfterWriting(report, plan.expected) : exitStatus(report)
    writeReports(report, files)
    writeExpected(flags, report)
  } catch (error) {
    if (error instanceof UnsafeTarget) throw new RefusedTarget(error.message)
    if (!(error instanceof TargetLost)) throw error
    throw new UsageError(`${name} does not answer: ${error.message}`)
  } finally {
    await target.close()
  }
}
