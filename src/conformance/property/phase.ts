import type { Expectation } from '../expected.ts'
import type { Requirement } from '../requirement.ts'
import type { Session } from '../session.ts'
import type { Target } from '../wire.ts'
import { expectedOn } from './applies.ts'
import type { ExploreOptions, Finding } from './explore.ts'
import type { IsExpected } from './hold.ts'

/** How many programs are drawn, and where they are run. */
export interface ProgramsOptions {
  readonly seed: number
  readonly runs: number
  /** No program is begun after so many milliseconds. */
  readonly milliseconds: number
  /** Where they are run, when not on the target itself: a fake whose time passes when it is told to. Closed afterwards. */
  readonly on?: Target
  /** Makes a fake on which what has failed is run again. */
  readonly fake?: () => Target
}

/** One in so many programs has threads. */
const threadedShare = 10

interface Circumstances {
  /** A session on the target itself. */
  readonly session: Session
  /** Opens one on another target. */
  readonly open: (target: Target) => Promise<Session>
  readonly requirements: readonly Requirement[]
  readonly expected: readonly Expectation[]
  readonly signal?: AbortSignal
}

/** What lives as long as it is used. */
const using = async <T>(
  session: Session | undefined,
  target: Target | undefined,
  use: () => Promise<T>,
): Promise<T> => {
  try {
    return await use()
  } finally {
    await session?.close()
    await target?.close()
  }
}

/** What the programs of a run have found, and how many of those that were wanted there was time for. */
export interface Explored {
  readonly findings: readonly Finding[]
  readonly run: number
  readonly of: number
}

/** The phase of programs: draws them, and takes away whatever they make. */
export const runPrograms = async (
  { seed, runs, milliseconds, on, fake: makeFake }: ProgramsOptions,
  { session, open, requirements, expected, signal }: Circumstances,
): Promise<Explored> => {
  const threaded = Math.ceil(runs / threadedShare)
  let run = 0
  const explored = (findings: readonly Finding[]): Explored => ({ findings, run, of: runs + threaded })
  if (!session.run.capabilities.has('run') || milliseconds <= 0) return explored([])
  const own = on && (await open(on))
  return using(own, on, async () => {
    const { environment, run: circumstances } = own ?? session
    const fake = makeFake?.()
    const fakeSession = fake && (await open(fake))
    const options: ExploreOptions = {
      environment,
      isExpected: expectedOn(circumstances, requirements, expected),
      seed,
      runs,
      milliseconds,
      onProgram: () => void run++,
      ...(signal && { signal }),
      ...(fakeSession && { fake: fakeSession.environment }),
    }
    // With it comes what draws programs, which nobody else has to load.
    const { explore, exploreConcurrent } = await import('./explore.ts')
    return using(fakeSession, fake, async () => {
      const findings = await explore(options)
      const known = new Set(findings.map(({ failure }) => failure.breach.requirement))
      const isExpected: IsExpected = id => known.has(id) || options.isExpected(id)
      const shared = { ...options, isExpected, runs: threaded }
      return explored([...findings, ...(await exploreConcurrent(shared))])
    })
  })
}
