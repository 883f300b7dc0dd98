import type { Capability, Finding } from '../capability.ts'
import type { TraceEntry } from '../client.ts'
import type { Coverage } from '../coverage.ts'
import type { Program } from '../program/program.ts'
import type { Level } from '../requirement.ts'
import type { Run } from '../run.ts'
import type { Mode } from '../safety/mode.ts'
import type { Outcome } from '../suite.ts'
import { type Conclusion, conclude, type Summary, summarise, type Verdict } from '../verdict.ts'
import type { Target } from '../wire.ts'
import { redacted } from './redact.ts'

/** The report as JSON: what scripts read, and what every other form is made from. Its shape is in `schema.ts`. */
export interface Report {
  readonly format: typeof reportFormat
  /** As the user named it, without passwords. */
  readonly target: string
  /** `Engine`, `Podman Engine` …: what the daemon calls itself. */
  readonly product: string
  /** Its own version, such as 28.5.2. */
  readonly version: string
  /** The version that was spoken. */
  readonly apiVersion: string
  readonly profile: string
  /** Marks in labels and names what the run made. */
  readonly run: string
  /** What programs were drawn with. */
  readonly seed: string
  /** For how many of the programs that were wanted there was time; absent: none were wanted. */
  readonly programs?: { readonly run: number; readonly of: number }
  /** `1/3`: which parts of the profile were asked; absent: all of it. */
  readonly shards?: readonly string[]
  /** ISO 8601. */
  readonly startedAt: string
  readonly milliseconds: number
  readonly mode: Mode
  /** What the whole run comes to. */
  readonly result: Conclusion
  /** How many requirements got each verdict. */
  readonly summary: Summary
  /** What the run has changed that was not its own, and what of its own it could not take away: there must be nothing. */
  readonly damage: readonly string[]
  /** What the daemon was found to be able to do, and how. */
  readonly capabilities: readonly Finding[]
  /** Which operations were asked, and in which states of containers. */
  readonly coverage: Coverage
  readonly requirements: readonly ReportedRequirement[]
}

/** One requirement, and what became of it. */
export interface ReportedRequirement {
  /** `ContainerPause.when-exited`. */
  readonly id: string
  readonly level: Level
  readonly profile: string
  readonly operation: string
  readonly verdict: Verdict
  readonly claim: string
  readonly evidence: readonly string[]
  /** Why, whenever it is no pass. */
  readonly reason?: string
  /** The capability that it was skipped for. */
  readonly lacks?: Capability
  readonly expected?: string
  readonly got?: string
  /** What was asked and answered, oldest first; of what did not hold. */
  readonly trace?: readonly TraceEntry[]
  /** The program that breaks it, for `conform replay`. */
  readonly program?: Program
  readonly milliseconds: number
}

export const reportFormat = 'mockerd-conformance/1'

/** What a report says beside what was found out. */
export interface ReportOptions {
  /** Default `core`. */
  readonly profile?: string
  /** `1/3`, when not all of the profile was asked. */
  readonly shard?: string
}

/** What was found out about a daemon, by a run or by watching alone. */
export type Findings = Omit<Outcome, 'run' | 'seed'> & {
  /** Default: the run itself, when nothing was drawn. */
  readonly seed?: string
  readonly run: Pick<Run, 'id' | 'apiVersion' | 'findings' | 'mode' | 'account'> & {
    readonly target: Pick<Target, 'name'>
  }
}

/** What was found, for scripts and people. Nothing in it is a secret as far as its place or its name tells. */
export const reportOf = (outcome: Findings, { profile = 'core', shard }: ReportOptions = {}): Report => {
  const { fingerprint, run, seed = run.id, results, programs, damage, startedAt, milliseconds } = outcome
  const requirements = results.map(
    ({ requirement: { id, level, operation, claim, evidence }, verdict, ...rest }): ReportedRequirement => ({
      id,
      level,
      profile,
      operation,
      verdict,
      claim,
      evidence,
      ...rest,
    }),
  )
  return redacted({
    format: reportFormat,
    target: run.target.name,
    product: fingerprint.product,
    version: fingerprint.version,
    apiVersion: run.apiVersion,
    profile,
    run: run.id,
    seed,
    ...(programs && { programs }),
    ...(shard === undefined ? {} : { shards: [shard] }),
    startedAt: startedAt.toISOString(),
    milliseconds,
    mode: run.mode,
    ...judgementOf(requirements, damage),
    damage,
    capabilities: run.findings,
    coverage: run.account.coverage(),
    requirements,
  })
}

/** The result, and how often each verdict was given. */
export const judgementOf = (
  requirements: readonly ReportedRequirement[],
  damage: readonly string[],
): Pick<Report, 'result' | 'summary'> => ({
  result: conclude(requirements, damage),
  summary: summarise(requirements),
})
