import type { Requirement } from '../../requirement.ts'
import { execCreateRequirements } from './create.ts'
import { execInspectRequirements } from './inspect.ts'
import { execStartRequirements } from './start.ts'

/** Executions: their outputs, inputs and statuses. */
export const execRequirements: readonly Requirement[] = [
  ...execCreateRequirements,
  ...execStartRequirements,
  ...execInspectRequirements,
]
