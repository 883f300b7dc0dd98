/**
 * Opens the HTML report in Chromium, the good one and one of a daemon that says hostile things: `node scripts/look-at-page.ts`.
 * Says what it shows after its script has run, takes its picture in light and in dark, and exits 1 when anything is not
 * as it should be. Pictures stay in the folder that is named as its argument.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { htmlOf } from '../src/conformance/report/html/page.ts'
import type { Report } from '../src/conformance/report/report.ts'
import { hostileReport, reported, reportWith } from '../test/conformance/report/sample.ts'

const good = reportWith(Array.from({ length: 40 }, (_, index) => reported({ id: `ContainerPause.case-${index}` })))

const work = mkdtempSync(join(tmpdir(), 'mockerd-page-'))
const pictures = process.argv[2] === undefined ? work : resolve(process.argv[2])
mkdirSync(pictures, { recursive: true })

const chromium = (...args: readonly string[]): string => {
  const usual = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    `--user-data-dir=${join(work, 'profile')}`,
    '--hide-scrollbars',
  ]
  return execFileSync('chromium', [...usual, '--virtual-time-budget=5000', ...args], {
    encoding: 'utf8',
    timeout: 120_000,
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1e8,
  })
}

const ensure = (holds: boolean, claim: string): void => {
  process.stdout.write(`${holds ? 'holds ' : 'BROKEN'} ${claim}\n`)
  if (!holds) process.exitCode = 1
}

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

/** What the page has become once its script has run. */
const look = (name: string, report: Report, shown: number): void => {
  const page = join(work, `${name}.html`)
  writeFileSync(page, htmlOf(report))
  const dom = chromium('--dump-dom', `file://${page}`)
  const all = report.requirements.length
  ensure(dom.includes(`showing ${shown} of ${all}`), `${name}: its script runs, and shows ${shown} of ${all} at first`)
  ensure(countOf(dom, /<details id=/g) === all, `${name}: every requirement is there`)
  ensure(countOf(dom, /<script/g) === 1, `${name}: there is one script`)
  ensure(!/<(img|iframe|object|embed|link)\b/.test(dom), `${name}: nothing came in with the words of the daemon`)
  for (const scheme of ['light', 'dark']) {
    const picture = join(pictures, `${name}-${scheme}.png`)
    const preferred = `--blink-settings=preferredColorScheme=${scheme === 'dark' ? 0 : 1}`
    chromium('--window-size=1280,1200', preferred, `--screenshot=${picture}`, `file://${page}`)
    ensure(statSync(picture).size > 20_000, `${name}: it has something to look at in ${scheme}`)
  }
}

const worrying = hostileReport.requirements.filter(({ verdict }) =>
  ['fail', 'xpass', 'error', 'flaky', 'warn'].includes(verdict),
)
try {
  look('good', good, good.requirements.length)
  look('hostile', hostileReport, worrying.length)
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}
