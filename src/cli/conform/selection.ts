import { type Requirement, requirements } from '../../conformance/index.ts'
import { UsageError } from '../usage.ts'

/** The requirements that have this text in their id; all of them without one. */
export const selected = (pattern: string | undefined): readonly Requirement[] => {
  if (pattern === undefined) return requirements
  const found = requirements.filter(({ id }) => id.includes(pattern))
  if (found.length === 0) throw new UsageError(`no requirement has ${pattern} in its name; see mockerd conform list`)
  return found
}
