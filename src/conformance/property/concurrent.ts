import { Breach } from '../model/breach.ts'
import { initialStates } from '../model/states.ts'
import { step } from '../model/step.ts'
import type { ConcurrentProgram } from '../program/program.ts'
import { runProgram } from '../program/run.ts'
import type { World } from '../world.ts'
import type { Failure, IsExpected } from './hold.ts'
import { linearize } from './linearize.ts'

/** Runs a program with threads: what its prefix answers is held against the model, then the threads' answers in any order. */
export const holdConcurrent = async (
  program: ConcurrentProgram,
  world: World,
  isExpected: IsExpected = () => false,
): Promise<Failure | undefined> => {
  const { entries } = await runProgram(program, world)
  let states = initialStates()
  for (const { call, observation, isCut, thread } of entries) {
    if (thread !== undefined || !call || !observation) continue
    const after = step(states, call, observation, isCut)
    if (!(after instanceof Breach)) states = after
    else if (!isExpected(after.requirement)) return { breach: after, entries }
  }
  const breach = linearize(
    states,
    entries.filter(({ thread }) => thread !== undefined),
    isExpected,
  )
  return breach && { breach, entries }
}
