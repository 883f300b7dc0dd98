import type { Entry, ObjectKind } from '../ledger.ts'
import { entry, type House, type Reference, runLabel } from './house.ts'
import type { Intent } from './intent.ts'
import { fieldsOf } from './settings.ts'

/** What an operation may be used for. What changes something and has no rule is never sent. */
export interface Rule {
  /** Objects that it names, all of which must be ours. */
  readonly refers?: (intent: Intent, house: House) => readonly Reference[]
  /** What comes to be, all of it under names of ours. */
  readonly makes?: (intent: Intent) => readonly Entry[]
  /** Why it may not be sent to a daemon that is not ours alone. */
  readonly refuses?: (intent: Intent, house: House) => string | undefined
}

export const named =
  (kind: Reference['kind'], parameter = 'id') =>
  ({ path }: Intent): Reference[] => [{ kind, name: path[parameter] ?? '' }]

export const own = (kind: Reference['kind'], parameter?: string): Rule => ({ refers: named(kind, parameter) })

export const queryNames = (query: URLSearchParams, kind: ObjectKind, key: string): Entry[] => {
  const names = query.getAll(key)
  return names.length === 0 ? [entry(kind, '')] : names.map(name => entry(kind, name))
}

/** A prune only takes what carries the label of the run. */
export const filtered: Rule = {
  refuses: ({ query }, { run }) => {
    const given = query.getAll('filters')
    const { label } = parsedFilters(given[0])
    const isOurs = given.length === 1 && Array.isArray(label) && label.includes(`${runLabel}=${run}`)
    return isOurs ? undefined : 'a prune without the filter for this run'
  },
}

export const parsedFilters = (text = ''): Record<string, unknown> => {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

const labelOf = (body: unknown): unknown => fieldsOf(fieldsOf(body).labels)[runLabel]

export const unlabelled = ({ body }: Intent, { run }: House): string | undefined =>
  body === undefined || labelOf(body) === run ? undefined : 'something that does not show whose it is'

export const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === false

/** What reaches the machine, under these names in the query or the body. */
export const absent =
  (...keys: readonly string[]) =>
  ({ query, body }: Intent): string | undefined => {
    const found = keys.find(key => query.has(key) || !isNothing(fieldsOf(body)[key]))
    return found === undefined ? undefined : `${found} reaches the machine`
  }

export const isOnThisMachine = (name: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\]):\d+\//.test(name)
