import { createRandom } from '../../src/state/random.ts'

/** A stream of decisions from one number, so that a number is enough to see a request again. */
export interface Choice {
  integer(bound: number): number
  /** True once in so many times. */
  oneIn(times: number): boolean
  pick<T>(choices: readonly T[]): T
  some<T>(choices: readonly T[], oneIn: number): T[]
}

export const createChoice = (seed: number): Choice => {
  const random = createRandom(seed)
  const choice: Choice = {
    integer: bound => random.integer(bound),
    oneIn: times => random.integer(times) === 0,
    pick: choices => random.pick(choices),
    some: (choices, times) => choices.filter(() => choice.oneIn(times)),
  }
  return choice
}
