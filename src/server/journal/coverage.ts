import { type OperationId, operations, unpublished } from '../../../spec/index.ts'
import type { JournalEntry } from './entry.ts'

/** How much of the API was exercised, since the journal began or was cleared. */
export interface Coverage {
  readonly operations: {
    /** How often each was asked for. */
    readonly asked: Readonly<Record<string, number>>
    /** Published ones that were not. */
    readonly missing: readonly OperationId[]
  }
  /** Of each operation that was asked for: its query parameters that were given, and those that were not. */
  readonly parameters: Readonly<
    Record<string, { readonly given: readonly string[]; readonly missing: readonly string[] }>
  >
  /** Of each operation: how often it was answered with which status. */
  readonly statuses: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** `container start`: how often it was told. */
  readonly events: Readonly<Record<string, number>>
}

interface Tally {
  count: number
  readonly statuses: Map<string, number>
  readonly parameters: Set<string>
}

/** Counts what goes by, however little of it the journal keeps. */
export const createTallies = () => {
  const tallies = new Map<string, Tally>()
  return {
    add({ operation, status, lost, target }: JournalEntry): void {
      if (!operation) return
      let tally = tallies.get(operation.id)
      if (!tally) {
        tally = { count: 0, statuses: new Map(), parameters: new Set() }
        tallies.set(operation.id, tally)
      }
      tally.count++
      const outcome = String(status ?? lost)
      tally.statuses.set(outcome, (tally.statuses.get(outcome) ?? 0) + 1)
      const start = target.indexOf('?')
      if (start >= 0) for (const name of new URLSearchParams(target.slice(start)).keys()) tally.parameters.add(name)
    },
    clear: () => tallies.clear(),
    coverage(events: ReadonlyMap<string, number>): Coverage {
      const seen = [...tallies].toSorted(([left], [right]) => (left < right ? -1 : 1))
      return {
        operations: {
          asked: Object.fromEntries(seen.map(([id, { count }]) => [id, count])),
          missing: published.filter(id => !tallies.has(id)),
        },
        parameters: Object.fromEntries(seen.map(([id, { parameters }]) => [id, split(id, parameters)])),
        statuses: Object.fromEntries(seen.map(([id, { statuses }]) => [id, Object.fromEntries(statuses)])),
        events: Object.fromEntries(events),
      }
    },
  }
}

const published = (Object.keys(operations) as OperationId[]).filter(id => !unpublished.includes(id))

const split = (id: string, given: ReadonlySet<string>) => {
  const known = operations[id as OperationId].parameters.flatMap(each => (each.in === 'query' ? [each.name] : []))
  return { given: known.filter(name => given.has(name)), missing: known.filter(name => !given.has(name)) }
}
