import { badgeOf, shieldsOf } from './badge.ts'
import { harOfReport } from './har.ts'
import { htmlOf } from './html/page.ts'
import { junitOf } from './junit.ts'
import { markdownOf } from './markdown.ts'
import type { Report } from './report.ts'

const jsonOf = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`

/** Every form of a report, as text. A badge is a picture, or what shields.io reads when the file is JSON. */
export const reportFormats = {
  /** All of it, in the shape of `reportSchema`. */
  json: jsonOf,
  /** A suite for each part of the API, a case for each requirement. */
  junit: junitOf,
  /** One page that needs nothing else. */
  html: htmlOf,
  /** What people read, in the summary of a job say. */
  markdown: markdownOf,
  /** An HTTP archive of what was asked about everything that did not hold. */
  har: harOfReport,
  /** A picture, or what shields.io reads when the path ends in `.json`. */
  badge: (report, path) => (path.endsWith('.json') ? jsonOf(shieldsOf(report)) : badgeOf(report)),
} as const satisfies Readonly<Record<string, (report: Report, path: string) => string>>

/** The name of a form of a report. */
export type ReportFormat = keyof typeof reportFormats
