import type { ApiVersion, OperationId } from '../../../spec/index.ts'
import { rfc3339Nano } from '../../state/time.ts'
import { requestedVersion, withoutVersion } from '../negotiate.ts'
import type { Loss } from '../way.ts'
import type { JournalEntry } from './entry.ts'
import { findingsOf } from './validate.ts'

/** A request that was asked, and what became of it. */
export interface JournalRequest {
  /** Counts from 1. */
  readonly number: number
  /** RFC 3339 */
  readonly at: string
  /** Absent: no operation has that path. */
  readonly operation?: OperationId
  /** That of the URL, or the newest that the profile speaks. */
  readonly apiVersion: ApiVersion
  readonly method: string
  /** Without version and query. */
  readonly path: string
  /** Every parameter of the URL, with all its values in order. */
  readonly query: Readonly<Record<string, readonly string[]>>
  /** Whose name or id stands in the path, or the name of what was to be made or pulled. */
  readonly object?: string
  /** Absent: there was none, it was a stream, or larger than 64 KiB. */
  readonly body?: unknown
  /** Absent: there is no answer yet, or was to be none. */
  readonly status?: number
  /** What a refusal said. */
  readonly message?: string
  /** How an answer was lost. */
  readonly lost?: Loss
  /** What the description of the API does not have or allow, whatever the daemon made of it. */
  readonly findings: readonly string[]
}

const bodyText = (body: Uint8Array | undefined): string => (body ? new TextDecoder().decode(body) : '')

const parsed = (text: string): unknown => {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}

const fieldOf = (value: unknown, name: string): string | undefined => {
  if (typeof value !== 'object' || value === null || !(name in value)) return undefined
  const field = (value as Readonly<Record<string, unknown>>)[name]
  return typeof field === 'string' && field !== '' ? field : undefined
}

/** The first parameter of the path, in the place that the template gives it. */
const namedInPath = (path: string, template: string): string | undefined => {
  const [before = '', rest] = template.split(/\{\w+\}/, 2)
  if (rest === undefined || !path.startsWith(before)) return undefined
  const after = rest.replace(/\{\w+\}.*$/, '')
  const end = after === '' ? path.length : path.lastIndexOf(after)
  return decoded(path.slice(before.length, end < before.length ? undefined : end))
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const objectOf = (
  path: string,
  template: string | undefined,
  query: URLSearchParams,
  body: unknown,
): string | undefined => {
  const inPath = template === undefined ? undefined : namedInPath(path, template)
  if (inPath !== undefined) return inPath
  const [from, tag] = [query.get('fromImage'), query.get('tag')]
  if (from) return tag ? `${from}${tag.includes(':') ? '@' : ':'}${tag}` : from
  return query.get('name') ?? fieldOf(body, 'Name')
}

/** Takes an entry apart. */
export const readEntry = (entry: JournalEntry, newest: ApiVersion): JournalRequest => {
  const { operation, status, lost, answer } = entry
  const [raw = '', search = ''] = entry.target.split(/\?(.*)/s, 2)
  const path = withoutVersion(raw)
  const query = new URLSearchParams(search)
  const apiVersion = requestedVersion(entry.target) ?? newest
  const body = parsed(bodyText(entry.body))
  const object = objectOf(path, operation?.path, query, body)
  const message = status !== undefined && status >= 400 ? fieldOf(parsed(answer ?? ''), 'message') : undefined
  return {
    number: entry.number,
    at: rfc3339Nano(entry.at),
    ...(operation && { operation: operation.id as OperationId }),
    apiVersion,
    method: entry.method,
    path,
    query: Object.fromEntries([...new Set(query.keys())].map(name => [name, query.getAll(name)])),
    ...(object !== undefined && { object }),
    ...(body !== undefined && { body }),
    ...(status !== undefined && { status }),
    ...(message !== undefined && { message }),
    ...(lost !== undefined && { lost }),
    findings: operation ? findingsOf(operation, apiVersion, query, body) : [`no operation is ${entry.method} ${path}`],
  }
}
