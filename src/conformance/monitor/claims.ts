import type { OperationId } from '../../../spec/index.ts'
import type { Claim } from '../requirement.ts'
import { monitors } from './index.ts'
import type { Monitor } from './monitor.ts'

/** What a monitor claims of one operation: a requirement that nobody asks, and everybody's traffic exercises. */
export const watchedClaim = ({ name, level, claim, evidence }: Monitor, operation: OperationId): Claim => ({
  id: `${operation}.${name}`,
  level,
  operation,
  claim,
  evidence,
  needs: [],
})

/** What all monitors claim of all operations. */
export const watchedClaims: readonly Claim[] = monitors.flatMap(monitor =>
  monitor.operations.map(operation => watchedClaim(monitor, operation)),
)
