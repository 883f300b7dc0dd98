import type { TraceEntry } from '../client.ts'
import { entryOf } from '../recording/har.ts'
import type { Report } from './report.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A body that is no JSON is what a trace has kept of its beginning. */
const archived = ({ method, target, body, status, reply = '', milliseconds }: TraceEntry, at: number) =>
  entryOf({
    at,
    request: { method, target, headers: {}, ...(body === undefined ? {} : { body: bytesOf(body) }) },
    reply: { status, headers: {}, body: bytesOf(reply) },
    headMilliseconds: milliseconds,
    milliseconds,
  })

/**
 * What was asked about everything that did not hold, as an HTTP archive 1.2: a page for each requirement. When each request
 * came is not known: they follow each other from the beginning of the run on.
 */
export const harOfReport = ({ requirements, startedAt, format }: Report): string => {
  let at = Date.parse(startedAt)
  const pages: object[] = []
  const entries: object[] = []
  for (const { id, claim, verdict, reason, trace = [] } of requirements) {
    if (trace.length === 0) continue
    const startedDateTime = new Date(at).toISOString()
    pages.push({ startedDateTime, id, title: `${verdict} ${id}: ${claim}`, pageTimings: {}, comment: reason ?? '' })
    for (const entry of trace) {
      entries.push({ pageref: id, ...archived(entry, at) })
      at += entry.milliseconds
    }
  }
  const creator = { name: 'mockerd conform', version: format }
  return `${JSON.stringify({ log: { version: '1.2', creator, pages, entries } }, undefined, 2)}\n`
}
