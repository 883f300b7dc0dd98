import type { Mode } from './safety/mode.ts'
import type { Outcome } from './suite.ts'
import { type Summary, summarise, type Verdict } from './verdict.ts'

/** The report as JSON: what scripts read, and what every other form is made from. */
export interface Report {
  readonly target: string
  readonly product: string
  readonly version: string
  readonly apiVersion: string
  readonly seed: string
  readonly mode: Mode
  readonly summary: Summary
  /** What the run has changed that was not its own, and what of its own it could not take away: there must be nothing. */
  readonly damage: readonly string[]
  readonly capabilities: readonly {
    readonly capability: string
    readonly present: boolean
    readonly evidence: string
  }[]
  readonly requirements: readonly ReportedRequirement[]
}

export interface ReportedRequirement {
  readonly id: string
  readonly level: string
  readonly profile: 'core'
  readonly operation: string
  readonly verdict: Verdict
  readonly claim: string
  readonly evidence: readonly string[]
  readonly reason?: string
  readonly expected?: string
  readonly got?: string
  readonly trace?: readonly object[]
  readonly milliseconds: number
}

export const reportOf = ({ fingerprint, run, results, damage }: Outcome): Report => ({
  target: run.target.name,
  product: fingerprint.product,
  version: fingerprint.version,
  apiVersion: run.apiVersion,
  seed: run.id,
  mode: run.mode,
  summary: summarise(results),
  damage,
  capabilities: run.findings,
  requirements: results.map(({ requirement: { id, level, operation, claim, evidence }, verdict, ...rest }) => ({
    id,
    level,
    profile: 'core',
    operation,
    verdict,
    claim,
    evidence,
    ...rest,
  })),
})
