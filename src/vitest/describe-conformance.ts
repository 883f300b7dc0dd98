import { afterAll, beforeAll, describe, test } from 'vitest'
import {
  claimsOf,
  curlOf,
  type DatedExpectation,
  type Expectation,
  expectationOf,
  judge,
  knownFailures,
  type Mode,
  openSession,
  type Requirement,
  type Result,
  type Session,
  requirements as suite,
  type Target,
} from '../conformance/index.ts'
import { type Choice, isChosen, newRun, openNamed, suiteProfileNamed, type TargetChoice } from '../library/conform.ts'

export interface DescribeConformanceOptions extends Choice, TargetChoice {
  /** What the block of tests is called. Default: after the target. */
  readonly title?: string
  /** `readonly`, `safe` (default) or `exclusive`. */
  readonly mode?: Mode
  /** The image that workloads run in. Default `busybox`. */
  readonly image?: string
  /** Failures that are known: their tests pass as long as they fail, and fail when they do not. */
  readonly expected?: readonly Expectation[]
  /** For each test, and for finding out what the daemon can do. Default two minutes. */
  readonly timeoutMilliseconds?: number
}

/** What vitest shows of a requirement that does not hold: as a difference, where it can. */
class UnmetRequirement extends Error {
  readonly expected: string | undefined
  readonly actual: string | undefined

  constructor({ requirement, verdict, reason, expected, got, trace = [] }: Result, target: string) {
    const lines = [
      `${verdict}: ${requirement.claim}`,
      ...(reason === undefined ? [] : [reason]),
      ...requirement.evidence.map(each => `evidence: ${each}`),
      ...curlOf(trace, target),
    ]
    super(lines.join('\n'))
    this.name = 'UnmetRequirement'
    this.expected = expected
    this.actual = got
    // Where it was found is nowhere in the user's code.
    this.stack = `${this.name}: ${this.message}`
  }
}

interface Open {
  readonly target: Target
  readonly session: Session
  readonly known: readonly DatedExpectation[]
}

const open = async (named: string | (() => Promise<Target>), options: DescribeConformanceOptions): Promise<Open> => {
  const target = typeof named === 'string' ? await openNamed(named, options) : await named()
  const { mode, image, expected = [] } = options
  try {
    const session = await openSession({
      ...newRun(),
      target,
      ...(mode === undefined ? {} : { mode }),
      ...(image === undefined ? {} : { image }),
    })
    return { target, session, known: knownFailures(session.fingerprint, expected, new Date()) }
  } catch (error) {
    await target.close()
    throw error
  }
}

/**
 * One test for each requirement, in a `describe` of their own: passed when it holds or is known not to, skipped with the
 * reason when the daemon lacks what it needs, failed with the difference and the requests as commands.
 *
 * ```ts
 * import { describeConformance } from 'mockerd/vitest'
 *
 * describeConformance('unix:///var/run/docker.sock', { only: 'Container' })
 * ```
 *
 * The target is a name as `mockerd conform` takes it, or a function that opens one; it is closed at the end. The block
 * fails when something was left behind, or changed that was there before.
 */
export const describeConformance = (
  target: string | (() => Promise<Target>),
  options: DescribeConformanceOptions = {},
): void => {
  const { profile, only, requirements = suite, timeoutMilliseconds: timeout = 120_000 } = options
  const chosen = claimsOf(suiteProfileNamed(profile), requirements).filter(each => isChosen(only, each))
  if (chosen.length === 0) throw new Error(`no requirement has ${only} in its name`)
  const name = typeof target === 'string' ? target : 'a daemon'
  describe(options.title ?? `conformance of ${name}`, () => {
    let opened: Open | undefined
    beforeAll(async () => {
      opened = await open(target, options)
    }, timeout)
    afterAll(async () => {
      if (!opened) return
      const { session, target: own } = opened
      const damage = await session.close().finally(() => own.close())
      if (damage.length > 0) throw new Error(`the run did damage:\n${damage.join('\n')}`)
    }, timeout)
    describe.concurrent('requirements', () => {
      for (const requirement of chosen)
        test(requirement.id, { timeout }, async ({ skip }) => {
          if (!opened) throw new Error('the target was not opened')
          const result = await askOne(requirement, opened)
          if (result.verdict === 'skip' || result.verdict === 'disabled') skip(result.reason)
          if (isUnmet(result)) throw new UnmetRequirement(result, opened.target.name)
        })
    })
  })
}

const askOne = (requirement: Requirement, { session, known }: Open): Promise<Result> =>
  judge(requirement, session.run, session.environment, expectationOf(known, requirement))

const isUnmet = ({ verdict }: Result): boolean => verdict === 'fail' || verdict === 'xpass' || verdict === 'error'
