import { Breach } from '../model/breach.ts'
import { breachOfHead, requirementOfHead } from '../model/head.ts'
import { initialStates, type States } from '../model/states.ts'
import { step } from '../model/step.ts'
import type { Program } from '../program/program.ts'
import { type ProgramOptions, runProgram } from '../program/run.ts'
import type { Entry } from '../program/transcript.ts'
import type { World } from '../world.ts'

/** What a program has found. */
export interface Failure {
  readonly breach: Breach
  /** All that was asked up to there. */
  readonly entries: readonly Entry[]
}

/** Whether a requirement is known not to be met by this daemon: then a program goes on as if nothing had happened. */
export type IsExpected = (requirement: string) => boolean

/** A busy machine is no reason to hold back a head for so long. */
const headPatienceSeconds = 15

/** Runs a program one step after the other, each answer held against the model. Undefined: everything is as it may be. */
export const holdProgram = async (
  program: Program,
  world: World,
  isExpected: IsExpected = () => false,
  options: ProgramOptions = {},
): Promise<Failure | undefined> => {
  let states: States = { ...initialStates(), image: world.image }
  const entries: Entry[] = []
  const onEntry: ProgramOptions['onEntry'] = (entry, symbols) => {
    entries.push(entry)
    options.onEntry?.(entry, symbols)
    const { call, observation, isCut, isLate } = entry
    if (call && isLate && !isExpected(requirementOfHead(call))) throw breachOfHead(call)
    if (!call || !observation) return
    const after = step(states, call, observation, isCut)
    if (!(after instanceof Breach)) states = after
    else if (!isExpected(after.requirement)) throw after
  }
  try {
    await runProgram(program, world, { headPatienceSeconds, ...options, onEntry })
    return undefined
  } catch (error) {
    if (error instanceof Breach) return { breach: error, entries }
    throw error
  }
}
