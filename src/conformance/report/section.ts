import { type OperationId, operations } from '../../../spec/index.ts'
import { type Summary, summarise } from '../verdict.ts'
import type { ReportedRequirement } from './report.ts'

/** The requirements of one part of the API. */
export interface Section {
  readonly name: string
  readonly summary: Summary
  readonly requirements: readonly ReportedRequirement[]
}

/** The part of the API that an operation belongs to, as the published description sorts them: `Container`, `Image`. */
export const sectionNameOf = (operation: string): string =>
  Object.hasOwn(operations, operation) ? operations[operation as OperationId].tag : 'Other'

/** In the order in which the parts first come. */
export const sectionsOf = (requirements: readonly ReportedRequirement[]): Section[] =>
  [...Map.groupBy(requirements, ({ operation }) => sectionNameOf(operation))].map(([name, members]) => ({
    name,
    summary: summarise(members),
    requirements: members,
  }))
