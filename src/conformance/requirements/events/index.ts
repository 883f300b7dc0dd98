import type { Requirement } from '../../requirement.ts'
import { commandEventRequirements } from './command.ts'
import { containerEventRequirements } from './container.ts'
import { execEventRequirements } from './exec.ts'
import { eventFilterRequirements } from './filters.ts'
import { imageEventRequirements } from './image.ts'
import { networkEventRequirements } from './network.ts'
import { eventStreamRequirements } from './stream.ts'
import { volumeEventRequirements } from './volume.ts'

/** Events: each change is told once, to everybody, live and later. */
export const eventRequirements: readonly Requirement[] = [
  ...containerEventRequirements,
  ...commandEventRequirements,
  ...execEventRequirements,
  ...imageEventRequirements,
  ...networkEventRequirements,
  ...volumeEventRequirements,
  ...eventFilterRequirements,
  ...eventStreamRequirements,
]
