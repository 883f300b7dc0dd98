import { type Report, reportFormat } from './report.ts'

/** A file that is no report, or reports that do not belong together: one line that says why. */
export class ReportError extends Error {}

/** Takes a report as `--json` or `--report json=…` wrote it. */
export const readReport = (text: string): Report => {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw new ReportError('it is no JSON')
  }
  const { format, requirements } = (typeof data === 'object' && data !== null ? data : {}) as Partial<Report>
  if (format !== reportFormat || !Array.isArray(requirements)) throw new ReportError(`it is no ${reportFormat} report`)
  return data as Report
}
