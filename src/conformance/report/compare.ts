import { badness } from '../verdict.ts'
import type { Report, ReportedRequirement } from './report.ts'

/** A requirement whose verdict is not what it was; undefined: it was, or is, not there. */
export interface Change {
  readonly id: string
  readonly before: ReportedRequirement | undefined
  readonly after: ReportedRequirement | undefined
}

/** What has become worse, what better, and what came and went, between two runs. */
export interface Comparison {
  readonly worse: readonly Change[]
  readonly better: readonly Change[]
  /** Requirements that only the second report has. */
  readonly added: readonly Change[]
  /** Those that only the first has. */
  readonly removed: readonly Change[]
}

/** What is otherwise in the second of two reports: a flaky requirement is worse than one that passes. */
export const compareReports = (before: Report, after: Report): Comparison => {
  const then = new Map(before.requirements.map(each => [each.id, each]))
  const now = new Map(after.requirements.map(each => [each.id, each]))
  const changes = [...new Set([...then.keys(), ...now.keys()])]
    .map((id): Change => ({ id, before: then.get(id), after: now.get(id) }))
    .filter(({ before: one, after: other }) => one?.verdict !== other?.verdict)
  const both = changes.flatMap(({ id, before: one, after: other }) =>
    one && other ? [{ id, before: one, after: other }] : [],
  )
  return {
    worse: both.filter(({ before: one, after: other }) => badness(other.verdict) > badness(one.verdict)),
    better: both.filter(({ before: one, after: other }) => badness(other.verdict) < badness(one.verdict)),
    added: changes.filter(change => !change.before),
    removed: changes.filter(change => !change.after),
  }
}
