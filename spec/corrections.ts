import type { OperationId } from './generated/types.ts'
import type { ApiVersion } from './version.ts'

/** A documented place where real daemons differ from the published description. */
export interface Correction {
  readonly operation: OperationId
  /** What daemons do. */
  readonly what: string
  /** Why the description is not believed, or what clients see because of it. */
  readonly reason: string
  readonly since?: ApiVersion
  readonly until?: ApiVersion
  /** Where it was seen: a daemon's version, or a file of moby's source. */
  readonly evidence: string
}

export const corrections: readonly Correction[] = []
