import { dated, type Expectation } from '../expected.ts'
import type { Fingerprint } from '../probe.ts'
import { quirksOf } from '../reference-quirks.ts'
import { type Report, reportOf } from '../report/report.ts'
import { watchedResults } from './results.ts'
import type { TrafficWatch } from './traffic.ts'

/** What was watched. */
export interface Traffic {
  /** The daemon, as the user named it. */
  readonly target: string
  readonly fingerprint: Fingerprint
  readonly watch: TrafficWatch
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
      run: { id: '', apiVersion, findings: [], account: watch.account, mode: 'readonly', target: { name: target } },
      results: watchedResults(watch, known),
      damage: [],
      startedAt,
      milliseconds,
    },
    { profile: 'traffic' },
  )
}
