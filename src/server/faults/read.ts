import { operations } from '../../../spec/index.ts'
import { invalid } from '../../state/error.ts'
import { closestTo } from '../closest.ts'
import { faultOf } from '../control/schema.ts'
import { parseDurationMilliseconds } from '../duration.ts'
import { type FaultDescription, type FaultKind, faultKinds, faultSchema, type Place } from './fault.ts'

/** A fault as it was described, understood. */
export interface FaultPlan {
  readonly description: FaultDescription
  readonly kind: FaultKind
  readonly place: Place
}

const kindNames = Object.keys(faultKinds) as FaultKind[]

/** Reads what somebody wrote by hand; throws one line that says what is wrong with it and where. */
export const readFault = (json: unknown): FaultPlan => {
  const description = json as FaultDescription
  const asData = typeof description?.hold === 'function' ? { ...description, hold: true } : description
  const kinds = kindNames.filter(name => description?.[name] !== undefined)
  const [kind] = kinds
  const problem =
    faultOf(faultSchema, asData) ??
    (kinds.length > 1 ? `one fault does one thing, not ${kinds.join(' and ')}` : undefined) ??
    (kind ? problemOf(description, kind) : `it does nothing; it can do ${kindNames.join(', ')}`)
  if (problem !== undefined || !kind) throw invalid(`the fault is ill-formed: ${problem}`)
  return { description, kind, place: description.when ?? faultKinds[kind].places[0] ?? 'before' }
}

const problemOf = (description: FaultDescription, kind: FaultKind): string | undefined =>
  operationProblem(description) ??
  pathProblem(description) ??
  pointProblem(description, kind) ??
  placeProblem(description, kind) ??
  countProblem(description) ??
  durationProblem('delay', description.delay) ??
  durationProblem('drip.every', description.drip?.every)

const operationProblem = ({ operation = [] }: FaultDescription): string | undefined => {
  const unknown = [operation].flat().find(id => !Object.hasOwn(operations, id))
  if (unknown === undefined) return undefined
  return `there is no operation ${unknown}; the closest is ${closestTo(unknown, Object.keys(operations))}`
}

/** A path that no operation has would wait for ever. */
const pathProblem = ({ path, method }: FaultDescription): string | undefined => {
  if (path === undefined) return undefined
  if (/^\/v\d/.test(path)) return `path is ${path}, but stands for every version: leave the version out`
  const example = path.replaceAll('*', 'x')
  const isServed = Object.values(operations).some(({ method: own, path: template }) => {
    // The one that answers at any path stands for none.
    if (own === 'OPTIONS' || (method ?? own) !== own) return false
    return pathPattern(template.replaceAll(/\{\w+\}/g, '**')).test(example)
  })
  return isServed ? undefined : `no operation answers ${method ?? 'anything at'} ${path}`
}

const pointProblem = ({ point, operation, method, path, when, at }: FaultDescription, kind: FaultKind) => {
  if (point === undefined) return undefined
  if (operation ?? method ?? path ?? when ?? at) return 'point stands alone: it is no moment of a request'
  return kind === 'hold' ? undefined : `a point can be held, and nothing else: not ${kind}`
}

const placeProblem = ({ when, at }: FaultDescription, kind: FaultKind): string | undefined => {
  const { places, hasPosition } = faultKinds[kind]
  if (when !== undefined && !places.includes(when)) return `when is ${places.join(' or ')} for ${kind}, not ${when}`
  const isDuring = (when ?? places[0]) === 'during'
  return at === undefined || (isDuring && hasPosition)
    ? undefined
    : `at is for what happens during a body, not for ${kind}`
}

const countProblem = ({ nth, skip, max }: FaultDescription): string | undefined =>
  nth !== undefined && (skip ?? max) !== undefined
    ? 'nth says the same as skip and max: give one or the other'
    : undefined

const durationProblem = (where: string, value: string | number | undefined): string | undefined =>
  typeof value !== 'string' || parseDurationMilliseconds(value) !== undefined
    ? undefined
    : `${where} is a duration such as 1m30s, not ${JSON.stringify(value)}`

/** `*` is any part of a segment, `**` anything. */
export const pathPattern = (glob: string): RegExp => {
  const parts = glob.split(/(\*\*?)/).map(part => {
    if (part === '**') return '.+'
    return part === '*' ? '[^/]*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`)
}
