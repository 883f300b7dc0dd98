import { type OperationId, operations } from '../../spec/index.ts'
import type { Ask } from './client.ts'
import { movingCommands, type ReachableState, reachableStates } from './state.ts'

/** What a run has asked for, and of what. */
export interface Coverage {
  readonly operations: Counted
  /** Operations on containers by the state of the container: `ContainerPause paused`. */
  readonly cells: Counted
  /** Each status that was answered, by operation. */
  readonly statuses: Readonly<Partial<Record<OperationId, readonly number[]>>>
}

export interface Counted {
  readonly visited: number
  readonly of: number
  readonly missing: readonly string[]
}

/** Operations that no run asks for, and why. This list only shrinks. */
const excused: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/^(Node|Swarm|Service|Task|Secret|Config)/, 'a swarm changes the daemon as a whole'],
  [/^Grpc$/, 'a builder that speaks HTTP/2, not this API'],
  [/^DebugPprof(Profile|Trace)$/, 'they keep the daemon busy for as long as they run'],
]

const all = Object.keys(operations) as OperationId[]
const wanted = all.filter(operation => !excused.some(([pattern]) => pattern.test(operation)))

/** Where an operation names the container that it is about. */
const containerOf = (operation: OperationId, { path, query }: Ask): string | undefined => {
  if (operation === 'ImageCommit') return typeof query?.container === 'string' ? query.container : undefined
  const parameter = /^\/containers\/\{(\w+)\}/.exec(operations[operation].path)?.[1]
  return parameter === undefined ? undefined : path?.[parameter]
}

const aboutContainers = wanted.filter(
  operation => containerOf(operation, { path: { id: 'x', name: 'x' }, query: { container: 'x' } }) !== undefined,
)

const cellOf = (operation: OperationId, state: ReachableState): string => `${operation} ${state}`

/** After these a container is in a state that nobody has looked at yet. */
const moving: readonly OperationId[] = movingCommands

/** Keeps count while a run goes on. */
export interface Account {
  /** A container was brought into this state. */
  isIn(container: { readonly id: string; readonly name: string }, state: ReachableState): void
  /** This was asked, and answered with this status. */
  saw(operation: OperationId, ask: Ask, status: number): void
  coverage(): Coverage
}

const counted = (visited: ReadonlySet<string>, of: readonly string[]): Counted => {
  const missing = of.filter(each => !visited.has(each))
  return { visited: of.length - missing.length, of: of.length, missing }
}

/** What one part has missed another one may have visited. */
const joinCounted = (parts: readonly Counted[]): Counted => {
  const [first, ...others] = parts
  const missing = (first?.missing ?? []).filter(each => others.every(other => other.missing.includes(each)))
  const of = first?.of ?? 0
  return { visited: of - missing.length, of, missing }
}

/** What several runs have asked for together. */
export const joinCoverage = (parts: readonly Coverage[]): Coverage => {
  const statuses: Partial<Record<OperationId, readonly number[]>> = {}
  for (const part of parts)
    for (const [operation, seen] of Object.entries(part.statuses) as [OperationId, readonly number[]][])
      statuses[operation] = inOrder([...(statuses[operation] ?? []), ...seen])
  return {
    operations: joinCounted(parts.map(({ operations }) => operations)),
    cells: joinCounted(parts.map(({ cells }) => cells)),
    statuses,
  }
}

const inOrder = (statuses: Iterable<number>): number[] => [...new Set(statuses)].toSorted((one, other) => one - other)

export const createAccount = (): Account => {
  const statuses = new Map<OperationId, Set<number>>()
  const cells = new Set<string>()
  const states = new Map<string, ReachableState>()
  /** Every name of a container leads to the others. */
  const aliases = new Map<string, readonly string[]>()
  return {
    isIn({ id, name }, state) {
      const names = [id, name, id.slice(0, 12)]
      for (const each of names) {
        states.set(each, state)
        aliases.set(each, names)
      }
    },
    saw(operation, ask, status) {
      statuses.set(operation, (statuses.get(operation) ?? new Set()).add(status))
      const container = containerOf(operation, ask)
      if (container === undefined) return
      const state = states.get(container) ?? (status === 404 ? 'missing' : undefined)
      if (state !== undefined) cells.add(cellOf(operation, state))
      // Most signals move nothing.
      if (ask.query?.signal !== undefined) return
      if (status >= 300 || !moving.includes(operation)) return
      if (operation !== 'ContainerRestart' || state !== 'running')
        for (const each of aliases.get(container) ?? []) states.delete(each)
    },
    coverage: () => ({
      operations: counted(new Set(statuses.keys()), wanted),
      cells: counted(
        cells,
        aboutContainers.flatMap(operation => reachableStates.map(state => cellOf(operation, state))),
      ),
      statuses: Object.fromEntries([...statuses].map(([operation, seen]) => [operation, inOrder(seen)])),
    }),
  }
}
