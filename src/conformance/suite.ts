import { type CleanUp, cleanNamelessImages, cleanUp } from './cleanup.ts'
import { createClient } from './client.ts'
import { createAccount } from './coverage.ts'
import { createEnvironment, type Environment, type EnvironmentOptions } from './environment.ts'
import { type DatedExpectation, dated, type Expectation, expectationOf } from './expected.ts'
import { judge } from './judge.ts'
import { createLedger, type Entry, type Ledger, readLedger, removeLedger } from './ledger.ts'
import { watchedResults } from './monitor/results.ts'
import { createWatch } from './monitor/watch.ts'
import { type Fingerprint, fingerprint, probe } from './probe.ts'
import { type ProgramsOptions, runPrograms } from './property/phase.ts'
import { withFindings } from './property/results.ts'
import { quirksOf } from './reference-quirks.ts'
import type { Claim, Requirement } from './requirement.ts'
import type { Run } from './run.ts'
import { guardedTarget } from './safety/guard.ts'
import type { Mode } from './safety/mode.ts'
import { differencesBetween, foreignObjects, takeSnapshot } from './safety/snapshot.ts'
import { watchedTarget } from './target/watched.ts'
import type { Result } from './verdict.ts'
import { type Target, TargetLost } from './wire.ts'

export interface SuiteOptions {
  readonly target: Target
  readonly requirements: readonly Requirement[]
  /** Eight hexadecimal digits that nobody else uses: they mark everything that is made. */
  readonly run: string
  readonly ledgerPath: string
  /** Default `exclusive` on a target that was started for the run, `safe` on any other. */
  readonly mode?: Mode
  /** The image that workloads run in. Default `busybox`. */
  readonly image?: string
  readonly expected?: readonly Expectation[]
  /** Claims of monitors, to be found out by watching what the requirements ask. Default none. */
  readonly watched?: readonly Claim[]
  /** Programs that are drawn and run when everything has been asked. Default none. */
  readonly programs?: ProgramsOptions
  /** How many requirements are asked at the same time. Default 4. */
  readonly concurrency?: number
  /** One attempt at a requirement may take so long. Default 60. */
  readonly patienceSeconds?: number
  /** After so long no further requirement is asked. Default: there is no end. */
  readonly budgetSeconds?: number
  /** Aborted: nothing more is asked, and what was made is taken away. */
  readonly signal?: AbortSignal
  /** Why a requirement is not wanted, if it is not: it is not asked, and the result is partial. */
  readonly disabled?: (requirement: Requirement) => string | undefined
  readonly onResult?: (result: Result, done: number, of: number) => void
}

export interface Outcome {
  readonly fingerprint: Fingerprint
  readonly run: Run
  /** What programs were drawn with; the run itself, when none were. */
  readonly seed: string
  /** In the order of the requirements, then what was watched; not all of them when the run was aborted. */
  readonly results: readonly Result[]
  readonly startedAt: Date
  readonly milliseconds: number
  /** What was there and has changed meanwhile, and what of the run would not go: a line each, and every one a defect. */
  readonly damage: readonly string[]
}

/** The daemon may not be used in this way: nothing was asked of it that changes anything. */
export class UnsafeTarget extends Error {}

/** A daemon that is asked: what it can do is known, and whatever is made there is taken away at the end. */
export interface Session {
  readonly fingerprint: Fingerprint
  readonly run: Run
  readonly environment: Environment
  /** Answers the damage: what was there and has changed, and what of the run would not go. */
  close(): Promise<readonly string[]>
}

export type SessionOptions = Pick<SuiteOptions, 'target' | 'run' | 'ledgerPath' | 'mode' | 'image'> & EnvironmentOptions

/** Finds out what a daemon is and can do. Rejects with `TargetLost` and `UnsafeTarget`. */
export const openSession = async (options: SessionOptions): Promise<Session> => {
  const { target, image = 'busybox', mode = target.isOwn ? 'exclusive' : 'safe' } = options
  const print = await fingerprint(target)
  if (mode === 'exclusive' && !target.isOwn) await ensureEmpty(target, image)
  const before = await takeSnapshot(target)
  const ledger = createLedger(options.ledgerPath, { run: options.run, target: target.name })
  const unprobed = openRun({ ...options, image, mode }, print, ledger)
  const environment = createEnvironment(unprobed, options)
  /** The ledger stays for `cleanAfter` when something would not go. */
  const close = async (): Promise<readonly string[]> => {
    try {
      const left = await environment.close()
      if (left.length === 0) ledger.close()
      const changed = differencesBetween(before, await takeSnapshot(target))
      return [...changed, ...left.map(({ kind, name }) => `${kind} ${name} of this run could not be removed`)]
    } catch (error) {
      if (!(error instanceof TargetLost)) throw error
      return [`${target.name} is lost, and what this run made may still be there: ${error.message}`]
    }
  }
  try {
    const findings = await probe(environment.withWorld, mode)
    const present = findings.filter(finding => finding.present).map(({ capability }) => capability)
    const run: Run = { ...unprobed, findings, capabilities: new Set(present) }
    return { fingerprint: print, run, environment, close }
  } catch (error) {
    await close()
    throw error
  }
}

const ensureEmpty = async (target: Target, image: string): Promise<void> => {
  const [first, ...others] = await foreignObjects(target, image)
  if (first === undefined) return
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  throw new UnsafeTarget(`${target.name} is not empty, so no run may have it for itself: ${first}${more}`)
}

/**
 * Asks a daemon everything, and takes away what was made, whatever happens. A daemon that is lost on the way is told in
 * the results. Rejects with `TargetLost` when it never answered, and with `UnsafeTarget`.
 */
export const runSuite = async (options: SuiteOptions): Promise<Outcome> => {
  const startedAt = new Date()
  const begin = performance.now()
  const { watched = [], requirements, onResult } = options
  const watch = createWatch({ claims: watched })
  const target = watched.length > 0 ? watchedTarget(options.target, watch) : options.target
  const session = await openSession({ ...options, target })
  const { fingerprint, run, close } = session
  const expected = knownFailures(fingerprint, options.expected ?? [], startedAt)
  const asked = await askAll({ ...options, target }, expected, session).catch(async error => {
    await close()
    throw error
  })
  const damage = await close()
  const seen = watchedResults(watch, expected)
  for (const result of seen) onResult?.(result, requirements.length, requirements.length)
  const milliseconds = Math.round(performance.now() - begin)
  const seed = String(options.programs?.seed ?? run.id)
  return { fingerprint, run, seed, results: [...asked, ...seen], damage, startedAt, milliseconds }
}

/** Everything that is listed, and then what programs find. */
const askAll = async (
  options: SuiteOptions,
  expected: readonly DatedExpectation[],
  session: Session,
): Promise<readonly Result[]> => {
  const { programs, signal, requirements, ledgerPath, onResult } = options
  const results = await judgeAll(options, expected, session.run, session.environment)
  if (!programs || signal?.aborted || session.run.mode === 'readonly') return results
  const open = (target: Target): Promise<Session> =>
    openSession({ ...options, target, ledgerPath: ledgerPath.replace(/(\.\w+)?$/, '-programs$1') })
  const findings = await runPrograms(programs, { session, open, requirements, expected, ...(signal && { signal }) })
  const merged = withFindings(results, findings, requirements)
  const broken = new Set(findings.map(({ failure }) => failure.breach.requirement))
  for (const result of merged)
    if (broken.has(result.requirement.id)) onResult?.(result, requirements.length, requirements.length)
  return merged
}

/** What this daemon is known to do otherwise: what its maintainers say first, then what dockerd itself does. */
export const knownFailures = (print: Fingerprint, expected: readonly Expectation[], today: Date): DatedExpectation[] =>
  [...expected, ...quirksOf(print)].map(each => dated(each, print, today))

/** What every name of a run begins with. */
const prefixOf = (run: string): string => `mkc-${run}-`

const openRun = (
  { target, run: id, image, mode }: SessionOptions & Required<Pick<SessionOptions, 'image' | 'mode'>>,
  print: Fingerprint,
  ledger: Ledger,
): Run => {
  const prefix = prefixOf(id)
  let number = 0
  return {
    id,
    target,
    mode,
    apiVersion: print.apiVersion,
    minApiVersion: print.minApiVersion,
    image,
    ledger,
    prefix,
    known: new Set(),
    account: createAccount(),
    capabilities: new Set(),
    findings: [],
    nextName: () => `${prefix}${++number}`,
  }
}

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
      return { ...unasked, verdict: 'disabled', reason: `the ${budgetSeconds} s of the run were over` }
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
