import type { TraceEntry } from '../../client.ts'
import { livesIn } from '../timeline.ts'
import { html, type Markup } from './markup.ts'

/** States that a glance should tell apart; the others look alike. */
const looks: Readonly<Record<string, string>> = {
  running: 'pass',
  paused: 'flaky',
  restarting: 'warn',
  created: 'xfail',
  there: 'xfail',
  exited: 'skip',
  missing: 'error',
}

interface Span {
  readonly state: string | undefined
  length: number
}

/** Requests after which an object was the same are one cell. */
const spansOf = (states: readonly (string | undefined)[]): Span[] => {
  const spans: Span[] = []
  for (const state of states) {
    const last = spans.at(-1)
    if (last && last.state === state) last.length++
    else spans.push({ state, length: 1 })
  }
  return spans
}

const cell = ({ state, length }: Span): Markup =>
  state === undefined
    ? html`<td colspan="${length}"></td>`
    : html`<td colspan="${length}" class="${looks[state] ?? 'disabled'}">${state}</td>`

/** A row for each object, a column for each request. Nothing, when no object became another. */
export const timelineOf = (trace: readonly TraceEntry[]): Markup | undefined => {
  const lives = livesIn(trace)
  if (!lives.some(({ states }) => spansOf(states).filter(({ state }) => state !== undefined).length > 1))
    return undefined
  return html`<div class="timeline"><h3>State after each request</h3><table><thead><tr><th scope="col">Object</th>${trace.map((_, index) => html`<th scope="col">${index + 1}</th>`)}</tr></thead>
<tbody>${lives.map(
    ({ kind, name, states }) =>
      html`<tr><th scope="row">${kind} <code>${name}</code></th>${spansOf(states).map(cell)}</tr>`,
  )}</tbody></table></div>`
}
