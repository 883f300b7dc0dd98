import type { Conclusion } from '../verdict.ts'
import type { Report } from './report.ts'
import { scoreOf } from './words.ts'

const label = 'Engine API'

const colours: Readonly<Record<Conclusion, { readonly name: string; readonly value: string }>> = {
  pass: { name: 'brightgreen', value: '#2c7d1f' },
  partial: { name: 'yellow', value: '#8a6400' },
  fail: { name: 'red', value: '#b3271e' },
  error: { name: 'lightgrey', value: '#5c5c5c' },
}

/** `402/405` of what was judged; with the result where that says more. */
const messageOf = (report: Report): string => {
  const { held, judged } = scoreOf(report)
  return `${held}/${judged}${report.result === 'pass' ? '' : ` ${report.result}`}`
}

/** What shields.io's endpoint badge wants to read. */
export const shieldsOf = (report: Report): object => ({
  schemaVersion: 1,
  label,
  message: messageOf(report),
  color: colours[report.result].name,
  isError: report.result === 'error',
})

/** About what Verdana of 11 pixels needs; `textLength` makes it exact. */
const widthOf = (text: string): number => Math.ceil(text.length * 6.6)

/** A badge as a picture that needs nobody else. Every word in it is ours. */
export const badgeOf = (report: Report): string => {
  const message = messageOf(report)
  const left = widthOf(label) + 12
  const right = widthOf(message) + 12
  const words = (text: string, x: number): string =>
    `<text x="${x}" y="14" textLength="${widthOf(text)}" lengthAdjust="spacingAndGlyphs">${text}</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${label}: ${message}">
<title>${label}: ${message}</title>
<clipPath id="r"><rect width="${left + right}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${left}" height="20" fill="#454545"/><rect x="${left}" width="${right}" height="20" fill="${colours[report.result].value}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">
${words(label, left / 2)}
${words(message, left + right / 2)}
</g>
</svg>
`
}
