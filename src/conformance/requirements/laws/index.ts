import type { Requirement } from '../../requirement.ts'
import { atOnceRequirements } from './at-once.ts'
import { commandLaws } from './command.ts'
import { filterLaws } from './filter.ts'
import { lookupRequirements } from './lookup.ts'
import { streamLaws } from './stream.ts'
import { unknownFilterRequirements } from './unknown-filter.ts'

/** What holds of several operations alike. */
export const laws: readonly Requirement[] = [
  ...lookupRequirements,
  ...unknownFilterRequirements,
  ...commandLaws,
  ...filterLaws,
  ...streamLaws,
  ...atOnceRequirements,
]
