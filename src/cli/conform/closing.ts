import { countsOf, daemonOf, durationOf, type Report } from '../../conformance/index.ts'

/** What a run comes to, in one line. */
export const closingOf = (report: Report): string =>
  `${report.result}: ${daemonOf(report)}: ${countsOf(report.summary)}, in ${durationOf(report.milliseconds)}\n${askedFor(report)}\n`

const askedFor = ({ coverage: { operations, cells } }: Report): string =>
  `asked for ${operations.visited} of ${operations.of} operations, and of a container in ${cells.visited} of ${cells.of} ways`
