import type { Environment } from './environment.ts'
import { type DatedExpectation, dated, type Expectation, expectationOf } from './expected.ts'
import { judge } from './judge.ts'
import { watchedResults } from './monitor/results.ts'
import { createWatching, type Watching } from './monitor/watching.ts'
import type { Fingerprint } from './probe.ts'
import { type ProgramsOptions, runPrograms } from './property/phase.ts'
import { withFindings } from './property/results.ts'
import { quirksOf } from './reference-quirks.ts'
import type { Claim, Requirement } from './requirement.ts'
import type { Run } from './run.ts'
import { openSession, type Session, type SessionOptions } from './session.ts'
import type { Result } from './verdict.ts'
import { type Target, TargetLost } from './wire.ts'

/** What is asked of which daemon. */
export interface SuiteOptions extends SessionOptions {
  readonly requirements: readonly Requirement[]
  /** Failures that are known. */
  readonly expected?: readonly Expectation[]
  /** Claims of monitors, to be found out by watching what the requirements ask. Default none. */
  readonly watched?: readonly Claim[]
  /** Programs that are drawn and run when everything has been asked. Default none. */
  readonly programs?: ProgramsOptions
  /** How many requirements are asked at the same time. Default 4. */
  readonly concurrency?: number
  /** After so long no further requirement is asked and no further program drawn. Default: there is no end. */
  readonly budgetSeconds?: number
  /** Why a requirement is not wanted, if it is not: it is not asked, and the result is partial. */
  readonly disabled?: (requirement: Requirement) => string | undefined
  /** Hears of each result as it is found. */
  readonly onResult?: (result: Result, done: number, of: number) => void
}

/** What a run has found out. */
export interface Outcome {
  readonly fingerprint: Fingerprint
  readonly run: Run
  /** What programs were drawn with; the run itself, when none were. */
  readonly seed: string
  /** In the order of the requirements, then what was watched; not all of them when the run was aborted. */
  readonly results: readonly Result[]
  /** For how many of the programs that were wanted there was time; absent: none were wanted. */
  readonly programs?: { readonly run: number; readonly of: number }
  readonly startedAt: Date
  readonly milliseconds: number
  /** What was there and has changed meanwhile, and what of the run would not go: a line each, and every one a defect. */
  readonly damage: readonly string[]
}

/**
 * Asks a daemon everything, and takes away what was made, whatever happens. A daemon that is lost on the way is told in
 * the results. Rejects with `TargetLost` when it never answered, and with `UnsafeTarget`.
 */
export const runSuite = async (options: SuiteOptions): Promise<Outcome> => {
  const startedAt = new Date()
  const begin = performance.now()
  const { watched = [], requirements, onResult } = options
  const watching = createWatching(watched)
  const target = watching.on(options.target)
  const session = await openSession({ ...options, target })
  const { fingerprint, run, close } = session
  const expected = knownFailures(fingerprint, options.expected ?? [], startedAt)
  const { results, programs } = await askAll({ ...options, target }, expected, session, watching).catch(async error => {
    await close()
    throw error
  })
  const damage = await close()
  const seen = watchedResults(watching, expected)
  for (const result of seen) onResult?.(result, requirements.length, requirements.length)
  const milliseconds = Math.round(performance.now() - begin)
  const seed = String(options.programs?.seed ?? run.id)
  return {
    fingerprint,
    run,
    seed,
    results: [...results, ...seen],
    ...(programs && { programs }),
    damage,
    startedAt,
    milliseconds,
  }
}

/** Everything that is listed, and then what programs find. */
const askAll = async (
  options: SuiteOptions,
  expected: readonly DatedExpectation[],
  session: Session,
  watching: Watching,
): Promise<Pick<Outcome, 'results' | 'programs'>> => {
  const { programs, signal, requirements, ledgerPath, onResult, budgetSeconds = Number.POSITIVE_INFINITY } = options
  const deadline = performance.now() + budgetSeconds * 1000
  const results = await judgeAll(options, expected, session.run, session.environment)
  if (!programs || signal?.aborted || session.run.mode === 'readonly') return { results }
  const open = (target: Target): Promise<Session> =>
    openSession({ ...options, target, ledgerPath: ledgerPath.replace(/(\.\w+)?$/, '-programs$1') })
  const milliseconds = Math.min(programs.milliseconds, deadline - performance.now())
  const circumstances = { session, open, requirements, expected, ...(signal && { signal }) }
  const on = programs.on && { on: watching.on(programs.on) }
  const { findings, run, of } = await runPrograms({ ...programs, ...on, milliseconds }, circumstances)
  const merged = withFindings(results, findings, requirements)
  const broken = new Set(findings.map(({ failure }) => failure.breach.requirement))
  for (const result of merged)
    if (broken.has(result.requirement.id)) onResult?.(result, requirements.length, requirements.length)
  return { results: merged, programs: { run, of } }
}

/** What this daemon is known to do otherwise: what its maintainers say first, then what dockerd itself does. */
export const knownFailures = (print: Fingerprint, expected: readonly Expectation[], today: Date): DatedExpectation[] =>
  [...expected, ...quirksOf(print)].map(each => dated(each, print, today))

/** How the reason begins why something was not asked any more. */
export const timeIsUp = 'the time of the run was over'

/** Several at a time, each in a world of its own. */
const judgeAll = async (
  { requirements, concurrency = 4, budgetSeconds = Number.POSITIVE_INFINITY, signal, disabled, onResult }: SuiteOptions,
  expected: readonly DatedExpectation[],
  run: Run,
  environment: Environment,
): Promise<Result[]> => {
  const results: Result[] = []
  const begin = performance.now()
  let next = 0
  let done = 0
  let lost: string | undefined
  const resultOf = async (requirement: Requirement): Promise<Result> => {
    const unasked = { requirement, milliseconds: 0 }
    const unwanted = disabled?.(requirement)
    if (unwanted !== undefined) return { ...unasked, verdict: 'disabled', reason: unwanted }
    if (lost !== undefined) return { ...unasked, verdict: 'error', reason: lost }
    if (performance.now() - begin > budgetSeconds * 1000)
      return { ...unasked, verdict: 'disabled', reason: `${timeIsUp}: ${budgetSeconds} s, by --budget` }
    try {
      return await judge(requirement, run, environment, expectationOf(expected, requirement))
    } catch (error) {
      if (!(error instanceof TargetLost)) throw error
      lost = `the daemon is lost: ${error.message}`
      return { ...unasked, verdict: 'error', reason: lost }
    }
  }
  const work = async (): Promise<void> => {
    for (let index = next++; index < requirements.length; index = next++) {
      const requirement = requirements[index]
      if (!requirement) return
      const result = await resultOf(requirement)
      if (signal?.aborted) return
      results[index] = result
      onResult?.(result, ++done, requirements.length)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return results.filter(result => result !== undefined)
}
