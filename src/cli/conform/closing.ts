import { countsOf, daemonOf, durationOf, type Report, timeIsUp } from '../../conformance/index.ts'

/** What a run comes to, in one line. */
export const closingOf = (report: Report): string =>
  [
    `${report.result}: ${daemonOf(report)}: ${countsOf(report.summary)}, in ${durationOf(report.milliseconds)}`,
    askedFor(report),
    ...leftOut(report),
    '',
  ].join('\n')

/** What there was no time for. */
const leftOut = ({ requirements, programs = { run: 0, of: 0 } }: Report): string[] => {
  const unasked = requirements.filter(({ verdict, reason }) => verdict === 'disabled' && reason?.startsWith(timeIsUp))
  const [{ reason = '' } = {}] = unasked
  return [
    ...(unasked.length > 0 ? [`NOT ASKED: ${unasked.length} requirements, because ${reason}`] : []),
    ...(programs.run < programs.of
      ? [`drew ${programs.run} of ${programs.of} programs: there was no time for more`]
      : []),
  ]
}

const askedFor = ({ coverage: { operations, cells } }: Report): string =>
  [
    `asked for ${operations.visited} of ${operations.of} operations`,
    // Of the containers of others nobody keeps count.
    ...(cells.visited > 0 ? [`and of a container in ${cells.visited} of ${cells.of} ways`] : []),
  ].join(', ')
