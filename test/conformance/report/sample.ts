import { createAccount } from '../../../src/conformance/coverage.ts'
import {
  judgementOf,
  type Report,
  type ReportedRequirement,
  reportFormat,
} from '../../../src/conformance/report/report.ts'

/** What a daemon may say to get out of where its words are put. */
export const hostile =
  '</script></pre>"\'><img src=x onerror=alert(1)><!-- ]]> & \u0000\u001b[31m\u202E `|`` *x* [a](javascript:1) @someone \uD800'

export const reported = (parts: Partial<ReportedRequirement> = {}): ReportedRequirement => ({
  id: 'ContainerPause.when-running',
  level: 'must',
  profile: 'core',
  operation: 'ContainerPause',
  verdict: 'pass',
  claim: 'A running container is paused',
  evidence: ['/containers/{id}/pause'],
  milliseconds: 12,
  ...parts,
})

export const reportWith = (requirements: readonly ReportedRequirement[], parts: Partial<Report> = {}): Report => ({
  format: reportFormat,
  target: 'unix:///run/docker.sock',
  product: 'Engine',
  version: '28.5.2',
  apiVersion: '1.51',
  profile: 'core',
  run: '0badcafe',
  seed: '0badcafe',
  startedAt: '2026-11-26T12:00:00.000Z',
  milliseconds: 12_345,
  mode: 'safe',
  ...judgementOf(requirements, parts.damage ?? []),
  damage: [],
  capabilities: [{ capability: 'run', present: true, evidence: 'a container ran and ended' }],
  coverage: createAccount().coverage(),
  requirements,
  ...parts,
})

/** One requirement of each verdict, the daemon of which says hostile things wherever it can. */
export const hostileReport: Report = reportWith(
  [
    reported(),
    reported({
      id: 'ContainerPause.when-missing',
      verdict: 'fail',
      reason: hostile,
      expected: 'status 404',
      got: hostile,
      trace: [
        {
          operation: 'ContainerPause',
          method: 'POST',
          target: `/v1.51/containers/${encodeURIComponent(hostile.replace('\uD800', ''))}/pause`,
          body: hostile,
          status: 500,
          reply: hostile,
          milliseconds: 3,
        },
      ],
    }),
    reported({ id: 'ImageList.known', operation: 'ImageList', verdict: 'xfail', reason: 'https://example.org/1' }),
    reported({ id: 'ImageList.no-more', operation: 'ImageList', verdict: 'xpass', reason: hostile }),
    reported({ id: 'ImageList.sometimes', operation: 'ImageList', verdict: 'flaky', reason: hostile }),
    reported({ id: 'ImageList.varies', operation: 'ImageList', verdict: 'warn', level: 'info', reason: hostile }),
    reported({ id: 'ImageList.skipped', operation: 'ImageList', verdict: 'skip', lacks: 'health', reason: hostile }),
    reported({ id: 'ImageList.unwanted', operation: 'ImageList', verdict: 'disabled', reason: 'not chosen' }),
    reported({ id: 'ImageList.unclear', operation: 'ImageList', verdict: 'error', reason: hostile }),
  ],
  {
    product: hostile,
    version: hostile,
    target: hostile,
    damage: [hostile],
    capabilities: [{ capability: 'health', present: false, evidence: hostile }],
  },
)
