import type { Requirement } from '../requirement.ts'
import { archiveRequirements } from './archive.ts'
import { createRequirements } from './create.ts'
import { eventRequirements } from './events.ts'
import { execRequirements } from './exec.ts'
import { imageRequirements } from './image.ts'
import { lifecycleRequirements } from './lifecycle.ts'
import { listRequirements } from './list.ts'
import { lookupRequirements } from './lookup.ts'
import { networkRequirements } from './network.ts'
import { otherEventRequirements } from './other-events.ts'
import { reportedRequirements } from './reported.ts'
import { streamRequirements } from './streams.ts'
import { systemRequirements } from './system.ts'
import { volumeRequirements } from './volume.ts'
import { waitRequirements } from './wait.ts'

/** Every claim of the suite, in the order in which it is asked. */
export const requirements: readonly Requirement[] = [
  ...systemRequirements,
  ...lookupRequirements,
  ...createRequirements,
  ...lifecycleRequirements,
  ...waitRequirements,
  ...execRequirements,
  ...streamRequirements,
  ...listRequirements,
  ...eventRequirements,
  ...otherEventRequirements,
  ...archiveRequirements,
  ...networkRequirements,
  ...volumeRequirements,
  ...imageRequirements,
  ...reportedRequirements,
]
