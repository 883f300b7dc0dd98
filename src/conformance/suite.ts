import { cleanUp } from './cleanup.ts'
import { createClient } from './client.ts'
import { createEnvironment, type Environment } from './environment.ts'
import { type Expectation, expectationOf } from './expected.ts'
import { judge } from './judge.ts'
import { createLedger, type Ledger, readLedger, removeLedger } from './ledger.ts'
import { watchedResults } from './monitor/results.ts'
import { createWatch } from './monitor/watch.ts'
import { type Fingerprint, fingerprint, probe } from './probe.ts'
import { quirksOf } from './reference-quirks.ts'
import type { Claim, Requirement } from './requirement.ts'
import type { Run } from './run.ts'
import { createGate } from './safety.ts'
import { watchedTarget } from './target/watched.ts'
import type { Result } from './verdict.ts'
import type { Target } from './wire.ts'

export interface SuiteOptions {
  readonly target: Target
  readonly requirements: readonly Requirement[]
  /** Eight hexadecimal digits that nobody else uses: they mark everything that is made. */
  readonly run: string
  readonly ledgerPath: string
  /** The image that workloads run in. Default `busybox`. */
  readonly image?: string
  readonly expected?: readonly Expectation[]
  /** Claims of monitors, to be found out by watching what the requirements ask. Default none. */
  readonly watched?: readonly Claim[]
  /** How many requirements are asked at the same time. Default 4. */
  readonly concurrency?: number
  /** Aborted: nothing more is asked, and what was made is taken away. */
  readonly signal?: AbortSignal
  readonly onResult?: (result: Result, done: number, of: number) => void
}

export interface Outcome {
  readonly fingerprint: Fingerprint
  readonly run: Run
  /** In the order of the requirements, then what was watched; not all of them when the run was aborted. */
  readonly results: readonly Result[]
}

/** A daemon that is asked: what it can do is known, and whatever is made there is taken away at the end. */
export interface Session {
  readonly fingerprint: Fingerprint
  readonly run: Run
  readonly environment: Environment
  close(): Promise<void>
}

export type SessionOptions = Pick<SuiteOptions, 'target' | 'run' | 'ledgerPath' | 'image'>

/** Finds out what a daemon is and can do. Rejects with `TargetLost`. */
export const openSession = async (options: SessionOptions): Promise<Session> => {
  const print = await fingerprint(options.target)
  const ledger = createLedger(options.ledgerPath, { run: options.run, target: options.target.name })
  const unprobed = openRun(options, print, ledger)
  const environment = createEnvironment(unprobed)
  const close = async (): Promise<void> => {
    try {
      await environment.close()
    } finally {
      ledger.close()
    }
  }
  try {
    const findings = await probe(environment.withWorld)
    const present = findings.filter(finding => finding.present).map(({ capability }) => capability)
    const run: Run = { ...unprobed, findings, capabilities: new Set(present) }
    return { fingerprint: print, run, environment, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Asks a daemon everything, and takes away what was made, whatever happens. Rejects with `TargetLost`. */
export const runSuite = async (options: SuiteOptions): Promise<Outcome> => {
  const { watched = [], requirements, onResult } = options
  const watch = createWatch({ claims: watched })
  const target = watched.length > 0 ? watchedTarget(options.target, watch.see) : options.target
  const { fingerprint, run, environment, close } = await openSession({ ...options, target })
  const expected = [...(options.expected ?? []), ...quirksOf(fingerprint)]
  let asked: Result[]
  try {
    asked = await judgeAll({ ...options, expected }, run, environment)
  } finally {
    await close()
  }
  const seen = watchedResults(watch, expected)
  for (const result of seen) onResult?.(result, requirements.length, requirements.length)
  return { fingerprint, run, results: [...asked, ...seen] }
}

/** What every name of a run begins with. */
const prefixOf = (run: string): string => `mkc-${run}-`

const openRun = ({ target, run: id, image = 'busybox' }: SessionOptions, print: Fingerprint, ledger: Ledger): Run => {
  const prefix = prefixOf(id)
  let number = 0
  return {
    id,
    target,
    apiVersion: print.apiVersion,
    minApiVersion: print.minApiVersion,
    image,
    ledger,
    prefix,
    known: new Set(),
    capabilities: new Set(),
    findings: [],
    nextName: () => `${prefix}${++number}`,
  }
}

/** Several at a time, each in a world of its own. */
const judgeAll = async (
  { requirements, expected = [], concurrency = 4, signal, onResult }: SuiteOptions,
  run: Run,
  environment: Environment,
): Promise<Result[]> => {
  const results: Result[] = []
  let next = 0
  let done = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < requirements.length && !signal?.aborted; index = next++) {
      const requirement = requirements[index]
      if (!requirement) return
      const result = await judge(requirement, run, environment, expectationOf(expected, requirement))
      results[index] = result
      onResult?.(result, ++done, requirements.length)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return results.filter(result => result !== undefined)
}

/** Finishes what a run that was killed has left undone: takes away what its ledger names, and then the ledger. */
export const cleanAfter = async (target: Target, ledgerPath: string): Promise<number> => {
  const { head, entries } = readLedger(ledgerPath)
  if (!head) return 0
  const { apiVersion } = await fingerprint(target)
  const prefix = prefixOf(head.run)
  const gate = createGate({ run: head.run, prefix, known: new Set(), record: () => undefined })
  const removed = await cleanUp(createClient({ target, apiVersion, gate, run: head.run }), entries, head.run)
  removeLedger(ledgerPath)
  return removed.length
}
