import type { Capability } from './capability.ts'
import type { TraceEntry } from './client.ts'
import type { Program } from './program/program.ts'
import type { Claim } from './requirement.ts'

/**
 * `xfail`: fails, as expected. `xpass`: was expected to fail and does not. `flaky`: failed, and then did not. `warn`: an
 * `info` requirement that does not hold. `skip`: the daemon lacks what it needs. `disabled`: not asked for. `error`: the
 * suite could not find out.
 */
export const verdicts = ['pass', 'fail', 'xfail', 'xpass', 'flaky', 'warn', 'skip', 'disabled', 'error'] as const
/** What became of a requirement: see `verdicts`. */
export type Verdict = (typeof verdicts)[number]

/** From the best to the worst. */
const order: readonly Verdict[] = ['pass', 'xfail', 'disabled', 'skip', 'warn', 'flaky', 'error', 'xpass', 'fail']

export const badness = (verdict: Verdict): number => order.indexOf(verdict)

/** What became of one requirement. */
export interface Result {
  readonly requirement: Claim
  readonly verdict: Verdict
  /** Why, whenever it is no pass. */
  readonly reason?: string
  /** What it was skipped for; absent when it is about other versions of the API, and so about no daemon like this one. */
  readonly lacks?: Capability
  readonly expected?: string
  readonly got?: string
  /** What was asked and answered, of failures. */
  readonly trace?: readonly TraceEntry[]
  /** The program that breaks it, when one was found; `conform replay` runs it again. */
  readonly program?: Program
  readonly milliseconds: number
}

/** How many requirements got each verdict. */
export type Summary = Readonly<Record<Verdict, number>>

/** Counts verdicts. */
export const summarise = (results: readonly { readonly verdict: Verdict }[]): Summary => {
  const counts = Object.fromEntries(verdicts.map(verdict => [verdict, 0])) as Record<Verdict, number>
  for (const { verdict } of results) counts[verdict]++
  return counts
}

/**
 * What a whole run comes to. `fail`: something unexpected. `error`: the suite could not find out, or did damage. `partial`: nothing
 * unexpected, but a requirement was not judged, because the daemon lacks what it needs, it was not asked for, or it
 * did not fail each time. `pass`: every requirement that is about such a daemon was judged.
 */
export type Conclusion = 'pass' | 'partial' | 'fail' | 'error'

type Judged = Pick<Result, 'verdict' | 'lacks'>

const isJudged = ({ verdict, lacks }: Judged): boolean =>
  verdict === 'skip' ? lacks === undefined : verdict !== 'disabled' && verdict !== 'flaky'

export const conclude = (results: readonly Judged[], damage: readonly string[] = []): Conclusion => {
  const status = exitStatus({ summary: summarise(results), damage })
  if (status !== 0) return status === 1 ? 'fail' : 'error'
  return results.every(isJudged) ? 'pass' : 'partial'
}

/** 0 nothing unexpected, 1 an unexpected failure or pass, 2 the suite could not find out, or did damage. */
export const exitStatus = ({ summary, damage = [] }: { summary: Summary; damage?: readonly string[] }): number => {
  if (damage.length > 0) return 2
  if (summary.fail + summary.xpass > 0) return 1
  return summary.error > 0 ? 2 : 0
}
