import type { Exchange } from '../answer.ts'
import type { DecodedInput } from '../decode.ts'
import type { FaultDescription } from './fault.ts'
import { pathPattern } from './read.ts'
import { type Subject, subjectOf } from './subject.ts'

/** What a fault is held against: a request under way, or a moment inside of the daemon. */
export interface Occasion {
  readonly exchange: Exchange | undefined
  /** Without query and version. */
  readonly path: string
  readonly point: string | undefined
  /** Looked for when somebody asks. */
  subject(): Subject | undefined
}

export const occasionOf = (exchange: Exchange, path: string, input: DecodedInput): Occasion => {
  let found: { readonly subject: Subject | undefined } | undefined
  return {
    exchange,
    path,
    point: undefined,
    subject() {
      found ??= { subject: subjectOf(exchange, input) }
      return found.subject
    },
  }
}

/** Made once for a fault: every request is asked. */
export const matcherOf = (description: FaultDescription): ((occasion: Occasion) => boolean) => {
  const { label, method, object, operation, path, point, where } = description
  const ids = operation === undefined ? undefined : new Set<string>([operation].flat())
  const pathOf = path === undefined ? undefined : pathPattern(path)
  const objectOf = object === undefined ? undefined : pathPattern(object.replaceAll('*', '**').replaceAll('****', '**'))
  const [key = '', value] = label?.split(/=(.*)/s, 2) ?? []
  const needsSubject = objectOf !== undefined || label !== undefined || where !== undefined
  return occasion => {
    if (occasion.point !== point) return false
    const { exchange } = occasion
    if (ids && !ids.has(exchange?.operation.id ?? '')) return false
    if (method !== undefined && exchange?.operation.method !== method) return false
    if (pathOf && !pathOf.test(occasion.path)) return false
    if (!needsSubject) return true
    const subject = occasion.subject()
    if (!subject) return false
    if (objectOf && !subject.names.some(name => objectOf.test(name))) return false
    if (label !== undefined && !hasLabel(subject, key, value)) return false
    return (
      where === undefined || Object.entries(where).every(([name, wanted]) => valueAt(subject.view(), name) === wanted)
    )
  }
}

const hasLabel = ({ labels }: Subject, key: string, value: string | undefined): boolean =>
  Object.hasOwn(labels, key) && (value === undefined || (labels[key] ?? '') === value)

const valueAt = (view: unknown, name: string): unknown => {
  let value = view
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[part]
  }
  return value
}
