import type { Conclusion, Summary, Verdict } from '../verdict.ts'
import type { Report } from './report.ts'

/** Verdicts that somebody has to look at, the worst first. */
export const worrying: readonly Verdict[] = ['fail', 'xpass', 'error', 'flaky', 'warn']

const conclusions: Readonly<Record<Conclusion, string>> = {
  pass: 'Everything that was asked holds.',
  partial: 'Nothing unexpected, but not everything was judged.',
  fail: 'Something is not as it should be.',
  error: 'The suite could not find out everything.',
}

/** The result as a sentence. */
export const conclusionOf = ({ result, damage }: Report): string =>
  damage.length > 0 ? 'The run changed what was not its own.' : conclusions[result]

/** `402 pass, 3 skip`. */
export const countsOf = (summary: Summary): string =>
  Object.entries(summary)
    .flatMap(([verdict, count]) => (count > 0 ? [`${count} ${verdict}`] : []))
    .join(', ')

/** `Engine 28.5.2, API 1.51`. */
export const daemonOf = ({ product, version, apiVersion }: Report): string => `${product} ${version}, API ${apiVersion}`

/** `850 ms`, `12.3 s`, `2 min 5 s`. */
export const durationOf = (milliseconds: number): string => {
  if (milliseconds < 1000) return `${milliseconds} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/** What was judged, and how much of it holds as it should or as was known: the numbers of a badge. */
export const scoreOf = ({ summary }: Report): { readonly held: number; readonly judged: number } => {
  const { pass, xpass, skip, disabled } = summary
  const all = Object.values(summary).reduce((sum, count) => sum + count, 0)
  return { held: pass + xpass, judged: all - skip - disabled }
}
