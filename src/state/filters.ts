import { invalid } from './error.ts'

/** The `filters` parameter of every list: key → values, in the order given. */
export type Filters = ReadonlyMap<string, readonly string[]>

/**
 * Reads `{"label":{"a":true}}` or, as old clients write it, `{"label":["a"]}`; absent and empty mean no filter.
 * Keys outside `accepted` are refused (moby daemon/server/router and api/types/filters).
 */
export const parseFilters = (text: string | undefined, accepted: ReadonlySet<string> | undefined): Filters => {
  const filters = new Map<string, readonly string[]>()
  if (text === undefined || text === '') return filters
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw invalid('invalid filter')
  }
  if (parsed === null) return filters
  if (typeof parsed !== 'object' || Array.isArray(parsed)) throw invalid('invalid filter')
  for (const [key, value] of Object.entries(parsed)) filters.set(key, filterValues(value))
  if (accepted) {
    for (const key of filters.keys()) if (!accepted.has(key)) throw invalid(`invalid filter '${key}'`)
  }
  return filters
}

const filterValues = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) {
    if (!value.every(item => typeof item === 'string')) throw invalid('invalid filter')
    return [...new Set<string>(value)]
  }
  if (value === null) return []
  if (typeof value !== 'object') throw invalid('invalid filter')
  const entries = Object.entries(value)
  if (!entries.every(([, flag]) => typeof flag === 'boolean')) throw invalid('invalid filter')
  return entries.map(([text]) => text)
}

/** `k` or `k=v` against labels; all of `wanted` must hold (moby filters.Args.MatchKVList). */
export const labelsMatch = (
  wanted: readonly string[],
  labels: Readonly<Record<string, string | null | undefined>>,
): boolean =>
  wanted.every(text => {
    const equals = text.indexOf('=')
    const key = equals < 0 ? text : text.slice(0, equals)
    if (!Object.hasOwn(labels, key)) return false
    return equals < 0 || (labels[key] ?? '') === text.slice(equals + 1)
  })

/**
 * moby's Args.Match: no values match everything; otherwise one value must be equal or, read as a regular expression,
 * be found anywhere in `source`. A value that is no valid expression only matches by equality.
 */
export const matchesPattern = (values: readonly string[] | undefined, source: string): boolean => {
  if (!values || values.length === 0) return true
  return values.some(value => value === source || (patternOf(value)?.test(source) ?? false))
}

/** Patterns come from clients: those that could backtrack for ever are compared literally. */
const patternOf = (value: string): RegExp | undefined => {
  if (value.length > 1000 || /[*+}?]\)*[*+{]/.test(value) || /\([^)]*[*+][^)]*\)[*+{]/.test(value)) return undefined
  try {
    return new RegExp(value)
  } catch {
    return undefined
  }
}

/** Exactly one value or none; a boolean as moby's GetBoolOrDefault reads it. */
export const booleanFilter = (filters: Filters, key: string, absent: boolean): boolean => {
  const values = filters.get(key)
  if (!values || values.length === 0) return absent
  const isTrue = values.includes('1') || values.includes('true')
  const isFalse = values.includes('0') || values.includes('false')
  if (isTrue === isFalse) throw invalid(`invalid filter '${key}=[${values.join(' ')}]'`)
  return isTrue
}
