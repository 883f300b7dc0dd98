import type { Requirement } from '../../requirement.ts'
import { volumeCreateRequirements } from './create.ts'
import { volumeDeleteRequirements } from './delete.ts'
import { volumeInspectRequirements } from './inspect.ts'
import { volumeListRequirements } from './list.ts'

/** Volumes keep what is written to them, until nobody uses them and somebody removes them. */
export const volumeRequirements: readonly Requirement[] = [
  ...volumeCreateRequirements,
  ...volumeInspectRequirements,
  ...volumeListRequirements,
  ...volumeDeleteRequirements,
]
