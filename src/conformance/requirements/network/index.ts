import type { Requirement } from '../../requirement.ts'
import { connectRequirements } from './connect.ts'
import { networkCreateRequirements } from './create.ts'
import { networkDeleteRequirements } from './delete.ts'
import { networkInspectRequirements } from './inspect.ts'
import { networkListRequirements } from './list.ts'

/** Networks are made, joined, left, found and removed; nobody removes the daemon's own. */
export const networkRequirements: readonly Requirement[] = [
  ...networkCreateRequirements,
  ...networkInspectRequirements,
  ...connectRequirements,
  ...networkListRequirements,
  ...networkDeleteRequirements,
]
