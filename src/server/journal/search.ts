import type { OperationId } from '../../../spec/index.ts'
import { wordDistance } from '../closest.ts'
import { pathPattern } from '../faults/read.ts'
import type { JournalRequest } from './read.ts'

/** Which requests are meant: everything that is given has to hold. */
export interface JournalQuery {
  /** By operationId, such as `ContainerStart`. */
  readonly operation?: OperationId
  readonly method?: string
  /** Without version; `*` stands for any part of a segment. */
  readonly path?: string
  /** The name or id that stands in the path, or the name of what was to be made or pulled. */
  /** Its name, or its id as the request has it: who asks by an id is found by the name too. */
  readonly object?: string
  /** What was answered. */
  readonly status?: number
}

/** The name of what an id means, as far as anybody knows it. */
export type NameOf = (id: string) => string | undefined

const criteria: {
  readonly [Name in keyof JournalQuery]-?: (
    request: JournalRequest,
    wanted: NonNullable<JournalQuery[Name]>,
    nameOf: NameOf,
  ) => boolean
} = {
  operation: (request, wanted) => request.operation === wanted,
  method: (request, wanted) => request.method === wanted,
  path: (request, wanted) => pathPattern(wanted).test(request.path),
  object: ({ object }, wanted, nameOf) => object === wanted || (object !== undefined && nameOf(object) === wanted),
  status: (request, wanted) => request.status === wanted,
}

const names = Object.keys(criteria) as (keyof JournalQuery)[]

const holds = (request: JournalRequest, query: JournalQuery, name: keyof JournalQuery, nameOf: NameOf): boolean =>
  query[name] === undefined || criteria[name](request, query[name] as never, nameOf)

export const isMeant = (request: JournalRequest, query: JournalQuery, nameOf: NameOf): boolean =>
  names.every(name => holds(request, query, name, nameOf))

/** From 0, the same, to 1, nothing in common. */
const farness = (left: string, right: string): number =>
  wordDistance(left, right) / Math.max(left.length, right.length, 1)

const distance = (request: JournalRequest, query: JournalQuery, nameOf: NameOf): number =>
  names.reduce((sum, name) => {
    if (holds(request, query, name, nameOf)) return sum
    return sum + farness(String(request[name] ?? ''), String(query[name]))
  }, 0)

const textOf = ({ operation, method, path, object, status, lost, number }: JournalRequest): string => {
  const what = operation ?? `${method} ${path}`
  const outcome = status ?? lost ?? 'not answered yet'
  return `${what}${object === undefined ? '' : ` of ${object}`} (#${number}: ${outcome})`
}

/** What a query asks for: `ContainerStart of web with 204`. */
export const wantedText = ({ operation, method, path, object, status }: JournalQuery): string => {
  const what = operation ?? ([method, path].filter(part => part !== undefined).join(' ') || 'anything')
  return `${what}${object === undefined ? '' : ` of ${object}`}${status === undefined ? '' : ` with ${status}`}`
}

const shownMax = 3

/** Why nothing is meant by a query: `nothing asked for ContainerStart of web; closest: …`. */
export const explain = (requests: readonly JournalRequest[], query: JournalQuery, nameOf: NameOf): string => {
  const nothing = `nothing asked for ${wantedText(query)}`
  if (requests.length === 0) return `${nothing}; nothing was asked at all`
  const closest = requests
    .map(request => ({ request, far: distance(request, query, nameOf) }))
    .toSorted((left, right) => left.far - right.far || right.request.number - left.request.number)
    .slice(0, shownMax)
  return `${nothing}; closest: ${closest.map(({ request }) => textOf(request)).join(', ')}`
}
