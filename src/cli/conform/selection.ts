import { type Claim, type Requirement, requirements, watchedClaims } from '../../conformance/index.ts'
import { UsageError } from '../usage.ts'

/** What of the suite is wanted. */
export interface Selection {
  /** What is asked. */
  readonly requirements: readonly Requirement[]
  /** What is found out by watching. */
  readonly watched: readonly Claim[]
}

/** Everything that has this text in its id; everything there is without one. */
export const selected = (pattern = ''): Selection => {
  const wanted = ({ id }: Claim): boolean => id.includes(pattern)
  const selection = { requirements: requirements.filter(wanted), watched: watchedClaims.filter(wanted) }
  if (selection.requirements.length + selection.watched.length === 0)
    throw new UsageError(`no requirement has ${pattern} in its name; see mockerd conform list`)
  return selection
}
