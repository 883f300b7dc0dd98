import { generatedMutants } from './generated.ts'
import type { Mutant } from './mutant.ts'
import { reportedMutants } from './reported/index.ts'
import { wholeMutants } from './whole.ts'

/** Every mutant of the fake. */
export const mutants: readonly Mutant[] = [...reportedMutants, ...generatedMutants, ...wholeMutants]
