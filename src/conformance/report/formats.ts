import { badgeOf, shieldsOf } from './badge.ts'
import { htmlOf } from './html/page.ts'
import { junitOf } from './junit.ts'
import { markdownOf } from './markdown.ts'
import type { Report } from './report.ts'

const jsonOf = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`

/** Every form of a report, as text. A badge is a picture, or what shields.io reads when the file is JSON. */
export const reportFormats = {
  json: jsonOf,
  junit: junitOf,
  html: htmlOf,
  markdown: markdownOf,
  badge: (report, path) => (path.endsWith('.json') ? jsonOf(shieldsOf(report)) : badgeOf(report)),
} as const satisfies Readonly<Record<string, (report: Report, path: string) => string>>

export type ReportFormat = keyof typeof reportFormats
