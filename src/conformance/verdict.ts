import type { TraceEntry } from './client.ts'
import type { Claim } from './requirement.ts'

/**
 * `xfail`: fails, as expected. `xpass`: was expected to fail and does not. `flaky`: failed, and then did not. `warn`: an
 * `info` requirement that does not hold. `skip`: the daemon lacks what it needs. `disabled`: not asked for. `error`: the
 * suite could not find out.
 */
export const verdicts = ['pass', 'fail', 'xfail', 'xpass', 'flaky', 'warn', 'skip', 'disabled', 'error'] as const
export type Verdict = (typeof verdicts)[number]

export interface Result {
  readonly requirement: Claim
  readonly verdict: Verdict
  /** Why, whenever it is no pass. */
  readonly reason?: string
  readonly expected?: string
  readonly got?: string
  /** What was asked and answered, of failures. */
  readonly trace?: readonly TraceEntry[]
  readonly milliseconds: number
}

export type Summary = Readonly<Record<Verdict, number>>

export const summarise = (results: readonly Result[]): Summary => {
  const counts = Object.fromEntries(verdicts.map(verdict => [verdict, 0])) as Record<Verdict, number>
  for (const { verdict } of results) counts[verdict]++
  return counts
}

/** 0 nothing unexpected, 1 an unexpected failure or pass, 2 the suite could not find out. */
export const exitStatus = ({ fail, xpass, error }: Summary): number => (fail + xpass > 0 ? 1 : error > 0 ? 2 : 0)
