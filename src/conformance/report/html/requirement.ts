import type { TraceEntry } from '../../client.ts'
import { curlOf } from '../curl.ts'
import type { ReportedRequirement } from '../report.ts'
import { html, type Markup } from './markup.ts'
import { timelineOf } from './timeline.ts'

const bodyIn = (what: string, text: string | undefined, isOpen: boolean): Markup | undefined => {
  if (text === undefined || text === '') return undefined
  const body = html`<summary>${what}</summary><pre>${text}</pre>`
  return isOpen ? html`<details open>${body}</details>` : html`<details>${body}</details>`
}

/** The last one is mostly what it is about, and stands open. */
const exchange = (entry: TraceEntry, index: number, { length }: readonly TraceEntry[]): Markup => {
  const { method, target, body, status, reply, milliseconds } = entry
  const isLast = index === length - 1
  return html`<tr><td class="number">${index + 1}</td><td><code>${method} ${target}</code>${bodyIn('sent', body, isLast)}${bodyIn('received', reply, isLast)}</td><td class="number">${status}</td><td class="number">${milliseconds} ms</td></tr>`
}

const traceOf = (trace: readonly TraceEntry[], target: string): Markup =>
  html`<div><h3>What was asked and answered</h3><table><thead><tr><th scope="col">#</th><th scope="col">Request</th><th scope="col">Status</th><th scope="col">Took</th></tr></thead><tbody>${trace.map(exchange)}</tbody></table></div>
${timelineOf(trace)}
<div data-copied><div class="with-button"><h3>The same as commands</h3><button type="button" data-copy data-scripted hidden>copy</button></div><pre>${curlOf(trace, target).join('\n')}</pre></div>`

/** A reason is a link where the maintainers of a list gave one; what a daemon says never is. */
const reasonOf = ({ verdict, reason: whole, expected, got }: ReportedRequirement): Markup | undefined => {
  const reason = whole?.replace(`: expected ${expected}, got ${got}`, '')
  if (reason === undefined) return undefined
  const isLink = verdict === 'xfail' && /^https?:\/\/\S+$/.test(reason)
  return html`<div><h3>${verdict === 'fail' || verdict === 'warn' || verdict === 'flaky' ? 'About' : 'Why'}</h3><p>${isLink ? html`<a href="${reason}" rel="noreferrer">${reason}</a>` : reason}</p></div>`
}

const versus = ({ expected, got }: ReportedRequirement): Markup | undefined =>
  expected === undefined || got === undefined
    ? undefined
    : html`<div class="versus"><div class="want"><h3>Expected</h3><pre>${expected}</pre></div><div class="have"><h3>Got</h3><pre>${got}</pre></div></div>`

/** One requirement as a line that opens. */
export const requirementMarkup = (requirement: ReportedRequirement, target: string): Markup => {
  const { id, verdict, level, claim, evidence, trace = [] } = requirement
  return html`<details id="${id}" class="${verdict}" data-verdict="${verdict}"><summary class="line"><span class="verdict">${verdict}</span><code class="id">${id}</code><span class="level">${level}</span><span class="claim">${claim}</span></summary>
<div class="body">${versus(requirement)}${reasonOf(requirement)}
<div><h3>Known from</h3><ul>${evidence.map(each => html`<li>${each}</li>`)}</ul></div>
${trace.length > 0 ? traceOf(trace, target) : undefined}</div></details>
`
}
