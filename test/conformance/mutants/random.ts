import { createEnvironment } from '../../../src/conformance/environment.ts'
import { askingWhatHappened, drawPrograms } from '../../../src/conformance/generate/program.ts'
import { openSession, TargetLost } from '../../../src/conformance/index.ts'
import { createWatch } from '../../../src/conformance/monitor/watch.ts'
import { holdProgram } from '../../../src/conformance/property/hold.ts'
import { watchedTarget } from '../../../src/conformance/target/watched.ts'
import { UnsafeRequest } from '../../../src/conformance/violation.ts'
import { inProcessTarget } from '../../../src/library/in-process-target.ts'
import { ledgerFolder } from '../fake.ts'
import type { Finding } from './hold.ts'
import type { Mutant } from './mutant.ts'
import { mutated } from './mutation.ts'

export interface Draw {
  readonly seed: number
  /** How many programs a mutant may survive. */
  readonly runs: number
}

/** In moves. Long ones come into more states; who looks for what is wrong makes them short again. */
const length = { minLength: 8, maxLength: 30 }

/** Of this machine. Time that passes only for who waits does not pass for who waits for what never comes. */
const patienceMilliseconds = 30_000

const inTime = async <T>(work: Promise<T>): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TargetLost('a program does not come to an end')), patienceMilliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Holds one mutant against programs that are drawn, watched as the suite watches its own, and against nothing else. */
export const holdRandomly = async (mutant: Mutant, { seed, runs }: Draw): Promise<Finding> => {
  const target = inProcessTarget('fake:')
  const ledger = ledgerFolder()
  let isLost = false
  const session = await openSession({ target, run: '0badf00d', ledgerPath: ledger.path })
  // What the fake can do was found out before anything was wrong with it.
  const watch = createWatch()
  const watched = watchedTarget(mutated(target, mutant.mutation), watch)
  const environment = createEnvironment({ ...session.run, target: watched })
  try {
    for (const program of drawPrograms(runs, seed, length).map(askingWhatHappened)) {
      const failure = await inTime(
        environment
          .withWorld(world => holdProgram(program, world))
          .catch(error => {
            // Whose labels are not shown may not be touched: such a program says nothing.
            if (error instanceof UnsafeRequest) return undefined
            throw error
          }),
      )
      if (failure) return { mutant, killedBy: failure.breach.requirement, reason: failure.breach.message }
      const sighting = watch.results().flatMap(({ sightings }) => sightings)[0]
      if (sighting) return { mutant, killedBy: sighting.claim.id, reason: sighting.violation.message }
    }
    return { mutant }
  } catch (error) {
    if (!(error instanceof TargetLost)) throw error
    isLost = true
    return { mutant, reason: `the daemon is lost: ${error.message}` }
  } finally {
    // What hangs would hang here again.
    if (!isLost) await session.close()
    await target.close()
    ledger.remove()
  }
}
