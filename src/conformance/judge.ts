import { compareVersions } from '../../spec/index.ts'
import type { TraceEntry } from './client.ts'
import type { Environment } from './environment.ts'
import type { DatedExpectation } from './expected.ts'
import type { Requirement } from './requirement.ts'
import type { Run } from './run.ts'
import type { Result, Verdict } from './verdict.ts'
import { Inconclusive, UnsafeRequest, Violation } from './violation.ts'
import { type Target, TargetLost } from './wire.ts'

/** Failures are tried again this often: what does not fail each time is flaky, not wrong. */
const repetitions = 2
/** What took longer than this is not tried again: a slow daemon must not make a run endless. */
const repeatableMilliseconds = 30_000

type Attempt =
  | { readonly kind: 'held' }
  | { readonly kind: 'broken'; readonly violation: Violation; readonly trace: readonly TraceEntry[] }
  | { readonly kind: 'forbidden'; readonly reason: string }
  | { readonly kind: 'unclear'; readonly reason: string; readonly trace: readonly TraceEntry[] }

const answersPing = (target: Target): Promise<boolean> =>
  target.send({ method: 'GET', target: '/_ping', headers: {} }).then(
    () => true,
    () => false,
  )

/** A daemon that is there and leaves one request without an answer does not do what it should; one that is gone is lost. */
const unanswered = async (lost: TargetLost, target: Target): Promise<Violation> => {
  if (await answersPing(target)) return new Violation('the daemon', 'an answer to each request', lost.message)
  throw lost
}

const attempt = (requirement: Requirement, { target, mode }: Run, environment: Environment): Promise<Attempt> =>
  environment.withWorld(async (world): Promise<Attempt> => {
    world.takeTrace()
    try {
      await requirement.check(world)
      return { kind: 'held' }
    } catch (error) {
      if (error instanceof UnsafeRequest && mode === 'readonly') return { kind: 'forbidden', reason: error.message }
      const trace = world.takeTrace()
      if (error instanceof TargetLost) return { kind: 'broken', violation: await unanswered(error, target), trace }
      if (error instanceof Violation) return { kind: 'broken', violation: error, trace }
      const reason = error instanceof Inconclusive ? error.message : `${error instanceof Error ? error.stack : error}`
      return { kind: 'unclear', reason, trace }
    }
  })

/** Why a requirement is not asked in this mode. */
const prohibition = ({ needs }: Requirement, { mode, findings }: Run): string | undefined =>
  (needs.includes('alone') && mode !== 'exclusive') ||
  (mode === 'readonly' && findings.some(({ capability, present }) => !present && needs.includes(capability)))
    ? `the mode is ${mode}`
    : undefined

/** Why a requirement is not asked of this daemon at all. */
export const obstacle = (
  { needs, since, until }: Requirement,
  { apiVersion, capabilities, findings }: Pick<Run, 'apiVersion' | 'capabilities' | 'findings'>,
): Pick<Result, 'reason' | 'lacks'> | undefined => {
  if (since !== undefined && compareVersions(apiVersion, since) < 0) return { reason: `since API ${since}` }
  if (until !== undefined && compareVersions(apiVersion, until) > 0) return { reason: `until API ${until}` }
  const lacks = needs.find(need => !capabilities.has(need))
  if (lacks === undefined) return undefined
  const finding = findings.find(({ capability }) => capability === lacks)
  return { lacks, reason: `the daemon lacks ${lacks}: ${finding?.evidence ?? 'not probed'}` }
}

const verdictOf = (
  requirement: Requirement,
  last: Attempt,
  held: boolean,
  expected: DatedExpectation | undefined,
): Verdict => {
  if (last.kind === 'unclear') return 'error'
  if (last.kind === 'held') return expected && !expected.sometimes ? 'xpass' : 'pass'
  if (expected !== undefined && !expected.isOver) return 'xfail'
  if (held) return 'flaky'
  return requirement.level === 'info' ? 'warn' : 'fail'
}

/** Asks one requirement, again when it fails. */
export const judge = async (
  requirement: Requirement,
  run: Run,
  environment: Environment,
  expected: DatedExpectation | undefined,
): Promise<Result> => {
  const begin = performance.now()
  const finish = (verdict: Verdict, rest: Partial<Result> = {}): Result => ({
    requirement,
    verdict,
    ...rest,
    milliseconds: Math.round(performance.now() - begin),
  })
  const forbidden = prohibition(requirement, run)
  if (forbidden !== undefined) return finish('disabled', { reason: forbidden })
  const hindrance = obstacle(requirement, run)
  if (hindrance !== undefined) return finish('skip', hindrance)
  const first = await attempt(requirement, run, environment)
  if (first.kind === 'held') return finish(verdictOf(requirement, first, true, expected), reasonOf(expected))
  if (first.kind === 'forbidden') return finish('disabled', { reason: first.reason })
  const isKnown = first.kind === 'broken' && expected !== undefined && !expected.isOver
  let held = false
  for (let count = 0; count < repetitions && !held && !isKnown; count++) {
    if (performance.now() - begin > repeatableMilliseconds) break
    held = (await attempt(requirement, run, environment)).kind === 'held'
  }
  const verdict = first.kind === 'unclear' && held ? 'flaky' : verdictOf(requirement, first, held, expected)
  if (first.kind === 'unclear') return finish(verdict, { reason: first.reason, trace: first.trace })
  const { violation, trace } = first
  return finish(verdict, {
    reason: verdict === 'xfail' && expected ? expected.because : `${lapsed(expected)}${violation.message}`,
    expected: violation.expected,
    got: violation.got,
    trace,
  })
}

const lapsed = (expected: DatedExpectation | undefined): string =>
  expected?.isOver ? `it was excused until ${expected.until}. ` : ''

/** What to do about a requirement that holds although it is listed. */
const reasonOf = (expected: DatedExpectation | undefined): Partial<Result> => {
  if (!expected) return {}
  const { id, because, place } = expected
  const advice = place === undefined ? 'it was expected to fail' : `it holds now: delete ${place}, ${id}`
  return { reason: `${advice} (${because})` }
}
