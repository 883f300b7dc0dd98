import type { Report, ReportedRequirement } from './report.ts'
import { sectionsOf } from './section.ts'
import { conclusionOf, countsOf, daemonOf, durationOf, worrying } from './words.ts'

/** More than this makes a summary nobody reads, and GitHub cuts a step's at a megabyte. */
const shownMost = 50

/** Words from outside, as words: no mark-up, no mentions, no new lines. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|~!$]/g, '\\$&')
    .replaceAll('@', '@\u200B')
    .replace(/&(?=[#\w]+;)/g, '&amp;')
    .replace(/\b(https?|ftp):\/\//g, '$1:\u200B//')

/** Words from outside as code: a fence longer than any in them. */
const code = (text: string): string => {
  const flat = text.replace(/\s+/g, ' ').trim()
  const longest = Math.max(0, ...[...flat.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  const space = longest > 0 ? ' ' : ''
  return `${fence}${space}${flat}${space}${fence}`
}

const cut = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text)

const finding = ({ verdict, id, claim, expected, got, reason }: ReportedRequirement): string => {
  const detail =
    got === undefined || expected === undefined
      ? [`  - ${plain(cut(reason ?? ''))}`]
      : [`  - expected ${code(cut(expected))}`, `  - got ${code(cut(got))}`]
  return [`- **${verdict}** ${code(id)}: ${plain(claim)}`, ...detail].join('\n')
}

const findings = ({ requirements }: Report): string[] => {
  const found = worrying.flatMap(verdict => requirements.filter(each => each.verdict === verdict))
  if (found.length === 0) return []
  const left = found.length - shownMost
  const rest = left > 0 ? [`- … and ${left} more`] : []
  return ['### Findings', '', ...found.slice(0, shownMost).map(finding), ...rest, '']
}

const damages = ({ damage }: Report): string[] =>
  damage.length === 0 ? [] : ['### Damage', '', ...damage.map(line => `- ${plain(line)}`), '']

const missing = ({ capabilities }: Report): string[] => {
  const absent = capabilities.filter(({ present }) => !present)
  if (absent.length === 0) return []
  const lines = absent.map(({ capability, evidence }) => `- ${plain(capability)}: ${plain(cut(evidence))}`)
  return ['### What the daemon lacks', '', ...lines, '']
}

/** A summary for people, such as for a step of GitHub Actions: counts by part of the API, and what is not as it should be. */
export const markdownOf = (report: Report): string =>
  [
    `## ${plain(daemonOf(report))}: ${report.result}`,
    '',
    `${conclusionOf(report)} ${countsOf(report.summary)}; profile ${plain(report.profile)}, in ${durationOf(report.milliseconds)}, on ${code(report.target)}.`,
    '',
    '| | asked | hold | other |',
    '|---|---:|---:|---|',
    ...sectionsOf(report.requirements).map(
      ({ name, requirements, summary }) =>
        `| ${plain(name)} | ${requirements.length} | ${summary.pass} | ${countsOf({ ...summary, pass: 0 })} |`,
    ),
    '',
    ...damages(report),
    ...findings(report),
    ...missing(report),
  ].join('\n')
