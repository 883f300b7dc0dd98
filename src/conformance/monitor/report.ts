import { createAccount } from '../coverage.ts'
import { dated, type Expectation } from '../expected.ts'
import type { Fingerprint } from '../probe.ts'
import { quirksOf } from '../reference-quirks.ts'
import { type Report, reportOf } from '../report/report.ts'
import { watchedResults } from './results.ts'
import type { Watch } from './watch.ts'

/** What was watched. */
export interface Traffic {
  /** The daemon, as the user named it. */
  readonly target: string
  readonly fingerprint: Fingerprint
  readonly watch: Watch
  readonly expected: readonly Expectation[]
  readonly startedAt: Date
  readonly milliseconds: number
}

/** What traffic that others made tells of a daemon: only claims that it exercised. */
export const reportOfTraffic = ({ target, fingerprint, watch, expected, startedAt, milliseconds }: Traffic): Report => {
  const known = [...expected, ...quirksOf(fingerprint)].map(each => dated(each, fingerprint, startedAt))
  const { apiVersion } = fingerprint
  return reportOf(
    {
      fingerprint,
      run: { id: '', apiVersion, findings: [], account: createAccount(), mode: 'readonly', target: { name: target } },
      results: watchedResults(watch, known),
      damage: [],
      startedAt,
      milliseconds,
    },
    { profile: 'traffic' },
  )
}
