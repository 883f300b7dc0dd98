import fc from 'fast-check'
import type { Environment } from '../environment.ts'
import { concurrentPrograms } from '../generate/concurrent.ts'
import { askingWhatHappened, programs } from '../generate/program.ts'
import { isConcurrent, type Program } from '../program/program.ts'
import { UnsafeRequest } from '../violation.ts'
import type { World } from '../world.ts'
import { holdConcurrent } from './concurrent.ts'
import { type Failure, holdProgram, type IsExpected } from './hold.ts'
import { shrinkSteps } from './shrink.ts'

/** A requirement that a program of a few steps breaks. */
export interface Finding {
  readonly failure: Failure
  /** The smallest that was found, as JSON: it needs no seed to be run again. */
  readonly program: Program
  /** In how many of how many runs it failed. */
  readonly reproduced: readonly [times: number, runs: number]
  /** Whether a fake does the same; undefined: nobody asked one. */
  readonly isSameOnFake?: boolean
}

export interface ExploreOptions {
  readonly environment: Environment
  readonly isExpected: IsExpected
  readonly seed: number
  /** How many programs are drawn. */
  readonly runs: number
  /** After so many requirements nobody looks for more. Default 8. */
  readonly findingsMax?: number
  /** No further program is begun after so many milliseconds of the host. */
  readonly milliseconds: number
  readonly signal?: AbortSignal
  /** Hears of every program that is drawn and run, but for those that make another one smaller. */
  readonly onProgram?: () => void
  /** Where a program is run again that has failed, to see whose fault it is. */
  readonly fake?: Environment
}

/** How often a failing program is run again to see whether it fails every time. */
const repetitions = 3
/** How many runs making it smaller may cost: first the moves, then the steps. */
const moveRunsMax = 40
const stepRunsMax = 120

/** What a program finds; nothing, when the guard lets it not be asked, as may happen to what was made smaller. */
const attempt = async (
  program: Program,
  { environment, isExpected }: Pick<ExploreOptions, 'environment' | 'isExpected'>,
): Promise<Failure | undefined> => {
  try {
    const hold = (world: World): Promise<Failure | undefined> =>
      isConcurrent(program) ? holdConcurrent(program, world, isExpected) : holdProgram(program, world, isExpected)
    return await environment.withWorld(hold)
  } catch (error) {
    if (error instanceof UnsafeRequest) return undefined
    throw error
  }
}

/** Whether a program breaks this requirement within so many runs. */
const breaks = async (
  program: Program,
  requirement: string,
  runs: number,
  options: Pick<ExploreOptions, 'environment' | 'isExpected'>,
): Promise<Failure | undefined> => {
  for (let run = 0; run < runs; run++) {
    const failure = await attempt(program, options)
    if (failure?.breach.requirement === requirement) return failure
  }
  return undefined
}

/** Makes a failing program as small as it can be without its failure getting lost, and finds out how sure that is. */
const minimise = async (program: Program, failure: Failure, options: ExploreOptions): Promise<Finding> => {
  const { requirement } = failure.breach
  let times = 0
  for (let run = 0; run < repetitions; run++) if (await breaks(program, requirement, 1, options)) times++
  const reproduced = [times, repetitions] as const
  if (times === 0) return { failure, program, reproduced }
  // Threads were made fewer while they were drawn; what they do together has no order that could be cut.
  if (isConcurrent(program)) return { failure, program, reproduced, ...(await onFake(program, requirement, options)) }
  // What fails now and then gets as many chances as it needed.
  const chances = times === repetitions ? 1 : repetitions
  let left = stepRunsMax
  let last = failure
  const steps = await shrinkSteps(program.steps, async candidate => {
    if (left <= 0 || options.signal?.aborted) return false
    left -= chances
    const again = await breaks({ steps: candidate }, requirement, chances, options)
    if (again) last = again
    return again !== undefined
  })
  const small = { steps }
  return { failure: last, program: small, reproduced, ...(await onFake(small, requirement, options)) }
}

/** Whether the fake does the same; nothing, when there is none to ask. */
const onFake = async (
  program: Program,
  requirement: string,
  { fake }: ExploreOptions,
): Promise<Pick<Finding, 'isSameOnFake'>> => {
  if (!fake) return {}
  const same = await breaks(program, requirement, repetitions, { environment: fake, isExpected: () => false })
  return { isSameOnFake: same !== undefined }
}

/** Draws programs until one breaks something that is not expected, and lets fast-check make its moves fewer. */
const firstFailure = async (
  drawn: fc.Arbitrary<Program>,
  options: ExploreOptions,
): Promise<{ program: Program; failure: Failure; runs: number } | { runs: number }> => {
  const { seed, runs, milliseconds, signal } = options
  let found: { program: Program; failure: Failure } | undefined
  let left = moveRunsMax
  let made = 0
  const deadline = performance.now() + milliseconds
  const property = fc.asyncProperty(drawn, async program => {
    if (signal?.aborted) return
    if (found ? left-- <= 0 : performance.now() > deadline) return
    if (!found) {
      made++
      options.onProgram?.()
    }
    // Threads that were once in each other's way need not be so each time.
    const failure = found
      ? await breaks(program, found.failure.breach.requirement, isConcurrent(program) ? repetitions : 1, options)
      : await attempt(program, options)
    if (!failure) return
    found = { program, failure }
    throw failure.breach
  })
  await fc.check(property, { seed, numRuns: runs })
  return found ? { ...found, runs: made } : { runs: made }
}

/**
 * Holds programs that are drawn against the model. Each requirement is found at most once: what was found is expected
 * from then on, so that it hides nothing else.
 */
const exploreAll = async (drawn: fc.Arbitrary<Program>, options: ExploreOptions): Promise<Finding[]> => {
  const begin = performance.now()
  const findings: Finding[] = []
  const { findingsMax = 8 } = options
  const known = new Set<string>()
  const isExpected: IsExpected = id => known.has(id) || options.isExpected(id)
  for (let left = options.runs, seed = options.seed; left > 0 && !options.signal?.aborted; seed++) {
    if (findings.length === findingsMax) break
    const milliseconds = options.milliseconds - (performance.now() - begin)
    if (milliseconds <= 0) break
    const found = await firstFailure(drawn, { ...options, isExpected, seed, runs: left, milliseconds })
    left -= found.runs
    if (!('failure' in found)) break
    findings.push(await minimise(found.program, found.failure, { ...options, isExpected }))
    known.add(found.failure.breach.requirement)
  }
  return findings
}

/** Programs one step after the other. */
export const explore = (options: ExploreOptions): Promise<Finding[]> =>
  exploreAll(programs().map(askingWhatHappened), options)

/** Programs with threads, whose answers must be those of some order. */
export const exploreConcurrent = (options: ExploreOptions): Promise<Finding[]> =>
  exploreAll(concurrentPrograms(), options)
