import type { Exchange } from '../../../src/conformance/exchange.ts'
import { createWatch } from '../../../src/conformance/monitor/watch.ts'
import { routeOf } from '../../../src/conformance/route.ts'

/** What is said in an exchange, as far as a test cares. */
export interface Said {
  /** `GET /v1.55/info`. */
  readonly line: string
  readonly asked?: unknown
  readonly status?: number
  /** Texts go as they are, anything else as JSON. */
  readonly answered?: unknown
  /** Beside those that every reply of a daemon has; '' takes one away. */
  readonly headers?: Readonly<Record<string, string>>
  readonly isWhole?: boolean
}

const usual = {
  'api-version': '1.55',
  'content-type': 'application/json',
  'docker-experimental': 'false',
  ostype: 'linux',
  server: 'Docker/29.6.0 (linux)',
}

const bytesOf = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value))

let order = 0

/** An exchange that began after all others had ended. */
export const exchangeOf = ({ line, asked, status = 200, answered, headers, isWhole = true }: Said): Exchange => {
  const [method = '', target = ''] = line.split(' ')
  const route = routeOf(method, target)
  const all = Object.entries({ ...usual, ...headers }).filter(([, value]) => value !== '')
  return {
    request: { method, target, headers: {}, ...(asked === undefined ? {} : { body: bytesOf(asked) }) },
    reply: { status, headers: Object.fromEntries(all), body: bytesOf(answered) },
    ...(route ? { route } : {}),
    isWhole,
    begun: ++order,
    ended: ++order,
    headMilliseconds: 1,
    milliseconds: 2,
  }
}

/** What is broken by these exchanges, one after the other: ids of claims. */
export const brokenBy = (...said: readonly Said[]): string[] => {
  const broken: string[] = []
  const watch = createWatch({ onSighting: ({ claim }) => broken.push(claim.id) })
  for (const each of said) {
    const exchange = exchangeOf(each)
    watch.begins(exchange)
    watch.see(exchange)
  }
  return broken
}
