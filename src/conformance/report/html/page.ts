import { sha256 } from '@noble/hashes/sha2.js'
import { type Summary, type Verdict, verdicts } from '../../verdict.ts'
import type { Report } from '../report.ts'
import { type Section, sectionsOf } from '../section.ts'
import { conclusionOf, countsOf, daemonOf, durationOf, scoreOf, worrying } from '../words.ts'
import { html, type Markup } from './markup.ts'
import { requirementMarkup } from './requirement.ts'
import { script } from './script.ts'
import { style } from './style.ts'

const hashOf = (text: string): string =>
  `sha256-${btoa(String.fromCharCode(...sha256(new TextEncoder().encode(text))))}`

/** Nothing but this style and this script, even if a text got through. */
const policy = `default-src 'none'; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`

const meanings: Readonly<Record<Verdict, string>> = {
  pass: 'holds',
  fail: 'does not hold',
  xfail: 'does not hold, as is known',
  xpass: 'was expected to fail, and holds',
  flaky: 'failed, and then did not',
  warn: 'does not hold, and varies between daemons',
  skip: 'the daemon lacks what it needs',
  disabled: 'was not asked for',
  error: 'could not be found out',
}

/** The worst first. */
const order: readonly Verdict[] = [...new Set([...worrying, ...verdicts])]

const bar = (summary: Summary, kind: string): Markup => {
  const all = Object.values(summary).reduce((sum, count) => sum + count, 0)
  let x = 0
  const parts = order.map(verdict => {
    const width = all === 0 ? 0 : (summary[verdict] / all) * 1000
    const part = html`<rect class="${verdict}" x="${x.toFixed(1)}" width="${width.toFixed(1)}" height="10"/>`
    x += width
    return width === 0 ? undefined : part
  })
  return html`<svg class="bar ${kind}" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="${countsOf(summary)}">${parts}</svg>`
}

const facts = (report: Report): Markup => {
  const { target, profile, shards = [], mode, run, seed, startedAt, milliseconds } = report
  const rows: readonly (readonly [string, string])[] = [
    ['Target', target],
    ['Profile', shards.length > 0 ? `${profile}, part ${shards.join(', ')}` : profile],
    ['Mode', mode],
    ['Run', run === seed ? run : `${run}, seed ${seed}`],
    ['Began', startedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')],
    ['Took', durationOf(milliseconds)],
  ]
  return html`<dl class="facts">${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

const chips = (summary: Summary): Markup[] =>
  order
    .filter(verdict => summary[verdict] > 0)
    .map(
      verdict =>
        html`<button type="button" class="chip ${verdict}" data-verdict="${verdict}" data-worrying="${String(worrying.includes(verdict))}" aria-pressed="true" title="${meanings[verdict]}">${verdict} <span class="soft">${summary[verdict]}</span></button>`,
    )

const tools = ({ summary }: Report): Markup =>
  html`<div class="tools" role="group" aria-label="What is shown" data-scripted hidden>${chips(summary)}
<input id="search" type="search" placeholder="Filter by name or claim" aria-label="Filter by name or claim"><button id="open" type="button">Open or close all</button><span id="shown" class="soft" role="status"></span></div>`

const capabilities = (report: Report): Markup =>
  html`<details class="card"><summary>What the daemon can do: ${report.capabilities.filter(({ present }) => present).length} of ${report.capabilities.length} capabilities</summary>
<table><thead><tr><th scope="col">Capability</th><th scope="col">There</th><th scope="col">Evidence</th></tr></thead><tbody>${report.capabilities.map(
    ({ capability, present, evidence }) =>
      html`<tr><td>${capability}</td><td>${present ? 'yes' : 'no'}</td><td>${evidence}</td></tr>`,
  )}</tbody></table></details>`

const damages = ({ damage }: Report): Markup | undefined =>
  damage.length === 0
    ? undefined
    : html`<div class="card fail"><h2>The run did damage</h2><ul>${damage.map(line => html`<li>${line}</li>`)}</ul></div>`

const part = ({ name, summary, requirements }: Section, target: string): Markup =>
  html`<section class="part" aria-label="${name}"><div class="part-head"><h2>${name}</h2>${bar(summary, 'small')}<span class="soft">${countsOf(summary)}</span></div>
${requirements.map(requirement => requirementMarkup(requirement, target))}</section>
`

/** The report as one page that needs nothing else: no network, no other file. */
export const htmlOf = (report: Report): string => {
  const { held, judged } = scoreOf(report)
  const title = daemonOf(report)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${report.result}: ${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<a class="skip-link" href="#requirements">To the requirements</a>
<header>
<div class="title"><div><p class="kicker">Docker Engine API conformance</p><h1>${title}</h1></div>
<button id="theme" type="button" data-scripted hidden>Light or dark</button></div>
<p class="banner ${report.result}"><strong>${report.result}</strong> <span>${conclusionOf(report)}</span>
<span class="score">${held} of ${judged} hold</span></p>
${facts(report)}
${bar(report.summary, 'whole')}
</header>
<main id="requirements">
${tools(report)}
${damages(report)}
${capabilities(report)}
${sectionsOf(report.requirements).map(section => part(section, report.target))}
<footer>Made by <code>mockerd conform</code>. Names and claims are the suite’s; what was got and received is what the daemon said.</footer>
</main>
<script>${{ markup: script }}</script>
</body>
</html>
`
  return page.markup
}
