import { type OperationId, operations } from '../../../spec/index.ts'
import { routeOf } from '../route.ts'
import { decodeText, type WireRequest } from '../wire.ts'
import { isAmbiguous } from './settings.ts'

/** What a request is about to do, as a daemon will read it off the wire. */
export interface Intent {
  readonly operation: OperationId
  readonly changes: boolean
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The first JSON value of the body; undefined when there is none that a daemon could read. */
  readonly body: unknown
  readonly bytes: Uint8Array | undefined
}

/** A request of which nobody can say what a daemon makes of it: why. */
export interface Unreadable {
  readonly unreadable: string
}

const isHarmlessMethod = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method)

/** A header that could make two requests of one, or move parameters from the query into the body. */
const oddHeader = (name: string, value: string): boolean =>
  /^(content-length|transfer-encoding|expect|host)$/i.test(name) ||
  (/^content-type$/i.test(name) && /form/i.test(value))

/** Paths that routers clean, and such as they may decode into others. */
const uncleanPath = /(^|\/|%2f)(\.|%2e){1,2}(\/|%2f|$)/i
const oddPath = /\/\/|%2f|%5c|%2e|%00|\\/i

/** The end of the first JSON value of a text; what follows is not read by every daemon. */
const firstValueEnd = (text: string): number => {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (quoted) {
      if (letter === '\\') at++
      else if (letter === '"') quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === '{' || letter === '[') depth++
    else if ((letter === '}' || letter === ']') && --depth === 0) return at + 1
  }
  return text.length
}

const keysOf = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : Object.values(value).reduce(
        (sum: number, each) => sum + keysOf(each),
        Array.isArray(value) ? 0 : Object.keys(value).length,
      )

/** A key that stands twice is one for JavaScript, and both for Go. */
const keysWritten = (text: string): number =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(each => each[1]).length

const jsonIn = (bytes: Uint8Array): { value?: unknown; isDoubtful?: true } => {
  const text = decodeText(bytes)
  const first = text.slice(0, firstValueEnd(text))
  try {
    const value: unknown = JSON.parse(first)
    return keysWritten(first) === keysOf(value) ? { value } : { isDoubtful: true }
  } catch {
    return {}
  }
}

/** Reads a request as a daemon would. What a daemon might read otherwise is unreadable. */
export const intentOf = ({ method, target, headers, body }: WireRequest): Intent | Unreadable => {
  const odd = Object.entries(headers).find(([name, value]) => oddHeader(name, value))
  if (odd) return { unreadable: `the header ${odd[0]} is not ours to set` }
  const [path = ''] = target.split('?', 1)
  const route = routeOf(method, target)
  if (!route) return { unreadable: 'no operation that is known' }
  if (uncleanPath.test(path) || (oddPath.test(path) && !isHarmlessMethod(method)))
    return { unreadable: 'a path that may lead elsewhere' }
  const { operation, query } = route
  const takesBytes = operations[operation].body !== undefined && operations[operation].body?.schema === undefined
  const { value, isDoubtful } = body === undefined || takesBytes ? {} : jsonIn(body)
  if (isDoubtful) return { unreadable: 'a body with the same key twice' }
  if (isAmbiguous(value)) return { unreadable: 'a body with the same key in two spellings' }
  return { operation, changes: !isHarmlessMethod(method), path: route.path, query, body: value, bytes: body }
}
