import type { Report, ReportedRequirement } from './report.ts'
import { type Section, sectionsOf } from './section.ts'

/** What XML 1.0 cannot hold at all, not even escaped. */
const unspeakable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // In attributes these would become spaces.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** Any text as XML: what cannot be written becomes U+FFFD. */
const escaped = (text: string): string =>
  text.replace(unspeakable, '\uFFFD').replace(/[&<>"\t\n\r]/g, character => escapes[character] ?? character)

const element = (
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: readonly string[],
): string => {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  const open = `<${name}${written.join('')}`
  if (children.length === 0) return `${open}/>`
  const body = children.flatMap(child => child.split('\n')).map(line => `  ${line}`)
  return [`${open}>`, ...body, `</${name}>`].join('\n')
}

/** An element with words in it; spaces around them mean nothing to anybody who reads JUnit's files. */
const note = (name: string, message: string, text: string): string => {
  const attributes = ` message="${escaped(message)}"`
  return text === '' ? `<${name}${attributes}/>` : `<${name}${attributes} type="conformance">${escaped(text)}</${name}>`
}

const detailOf = ({ claim, expected, got, evidence, trace = [] }: ReportedRequirement): string =>
  [
    claim,
    ...(got === undefined ? [] : [`expected ${expected}`, `got      ${got}`]),
    ...evidence.map(each => `evidence ${each}`),
    ...trace.map(({ method, target, status }) => `${method} ${target} → ${status}`),
  ].join('\n')

/** JUnit knows passed, failed, broken and skipped. What is expected to fail, or only warns, is no failure. */
const outcomes: Readonly<Record<ReportedRequirement['verdict'], 'failure' | 'error' | 'skipped' | undefined>> = {
  pass: undefined,
  fail: 'failure',
  xpass: 'failure',
  xfail: 'skipped',
  flaky: undefined,
  warn: undefined,
  skip: 'skipped',
  disabled: 'skipped',
  error: 'error',
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3)

const testcase = (requirement: ReportedRequirement): string => {
  const { id, operation, verdict, reason = '', milliseconds } = requirement
  const outcome = outcomes[verdict]
  const attributes = { classname: operation, name: id, time: seconds(milliseconds) }
  const message = `${verdict}: ${reason}`
  if (outcome === 'skipped') return element('testcase', attributes, [note('skipped', message, '')])
  if (outcome !== undefined) return element('testcase', attributes, [note(outcome, message, detailOf(requirement))])
  const words =
    verdict === 'pass' ? [] : [`<system-out>${escaped(`${message}\n${detailOf(requirement)}`)}</system-out>`]
  return element('testcase', attributes, words)
}

const countsOf = (requirements: readonly ReportedRequirement[]) => {
  const count = (outcome: string): number => requirements.filter(({ verdict }) => outcomes[verdict] === outcome).length
  return {
    tests: requirements.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds(requirements.reduce((sum, { milliseconds }) => sum + milliseconds, 0)),
  }
}

const testsuite = (
  { name, requirements }: Section,
  { startedAt, target, product, version, apiVersion }: Report,
): string =>
  element('testsuite', { name, ...countsOf(requirements), timestamp: startedAt.slice(0, 19), hostname: target }, [
    element(
      'properties',
      {},
      Object.entries({ target, product, version, apiVersion }).map(([key, value]) =>
        element('property', { name: key, value }, []),
      ),
    ),
    ...requirements.map(testcase),
  ])

/** JUnit's XML as CI systems read it: a suite for each part of the API, a case for each requirement. */
export const junitOf = (report: Report): string => {
  const name = `conformance of ${report.product} ${report.version}`
  const suites = sectionsOf(report.requirements).map(section => testsuite(section, report))
  const whole = element('testsuites', { name, ...countsOf(report.requirements) }, suites)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${whole}\n`
}
