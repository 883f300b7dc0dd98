import type { Mutation } from './mutation.ts'

/** One way to be wrong, which the suite must find. */
export interface Mutant {
  readonly id: string
  /** What the daemon does wrong, in the present tense. */
  readonly what: string
  /** Who reported a daemon that does it. */
  readonly reported?: string
  readonly mutation: Mutation
}

export const mutant = (id: string, what: string, mutation: Mutation, reported?: string): Mutant => ({
  id,
  what,
  mutation,
  ...(reported === undefined ? {} : { reported }),
})

/** The fake as it is. */
export const unmutated: Mutant = mutant('unmutated', 'Nothing is wrong', { operations: [] })
