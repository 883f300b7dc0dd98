import { SystemError } from '../../../filesystem/contract.ts'
import type { Process, Step } from '../../../kernel/process.ts'
import { binaryOf } from '../binary.ts'
import { type Exchange, exchange, hostHeader, parseTarget, type Target, within } from './client.ts'
import { header } from './message.ts'

export interface Wanted {
  readonly url: string
  readonly method: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
  readonly follow: boolean
  readonly timeoutMilliseconds: number | undefined
  /** Told before each request (wget's `Connecting to`, curl's `*` lines). */
  connecting?(target: Target): Step<void>
}

/** Only http is spoken here: a simulated network has no certificates. */
export class UnsupportedScheme extends Error {}

const redirectsMax = 20

const requestText = (target: Target, { method, headers, body }: Wanted): string => {
  const names = new Set(headers.map(([name]) => name.toLowerCase()))
  const all: (readonly [string, string])[] = [
    ...(names.has('host') ? [] : [['Host', hostHeader(target)] as const]),
    ...(target.user === undefined ? [] : [['Authorization', `Basic ${btoa(binaryOf(target.user))}`] as const]),
    ...headers,
    ...(body.length > 0 && !names.has('content-length') ? [['Content-Length', String(body.length)] as const] : []),
  ]
  return `${method} ${target.path} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}

/** Where a Location header leads, seen from where it was given. */
const resolved = (location: string, from: Target): string => {
  if (/^https?:\/\//i.test(location)) return location
  const base = `http://${hostHeader(from)}`
  return location.startsWith('/') ? base + location : `${base}${from.path.replace(/[^/]*$/, '')}${location}`
}

/** Sends the request, follows redirects, and answers the last reply with its body still to be read. */
export function* download(
  process: Process,
  wanted: Wanted,
): Step<Exchange & { readonly target: Target; readonly url: string }> {
  let { url } = wanted
  let current = wanted
  for (let redirects = 0; ; redirects++) {
    const target = parseTarget(url)
    if (!target) throw new UnsupportedScheme(url)
    if (wanted.connecting) yield* wanted.connecting(target)
    const reply = yield* within(
      process,
      wanted.timeoutMilliseconds,
      exchange(process, target, requestText(target, current), current.body),
    )
    const location = header(reply.head, 'location')
    if (!wanted.follow || location === undefined || ![301, 302, 303, 307, 308].includes(reply.status))
      return { ...reply, target, url }
    process.closeDescriptor(reply.descriptor)
    if (redirects >= redirectsMax) throw new SystemError('ELOOP', url)
    url = resolved(location, target)
    // A redirected POST becomes a GET unless the status says that it stays (RFC 9110, 15.4).
    if (reply.status < 307 && current.method === 'POST')
      current = { ...current, method: 'GET', body: new Uint8Array(0) }
  }
}

/** Whether a reply to `method` with that status has a body at all. */
export const hasBody = (method: string, status: number): boolean =>
  method !== 'HEAD' && status !== 204 && status !== 304
