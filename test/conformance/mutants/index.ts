import { generatedMutants } from './generated.ts'
import type { Mutant } from './mutant.ts'
import { reportedMutants } from './reported/index.ts'

/** Every mutant of the fake. */
export const mutants: readonly Mutant[] = [...reportedMutants, ...generatedMutants]
