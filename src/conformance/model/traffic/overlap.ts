import type { OperationId } from '../../../../spec/index.ts'
import type { Asked } from '../../monitor/monitor.ts'
import { findContainer } from '../container/find.ts'
import type { States } from '../states.ts'

/** An object that a request looks at or changes. */
export interface Touch {
  readonly kind: 'container' | 'execution'
  /** As it was asked for; undefined: every one. */
  readonly reference: string | undefined
  readonly isChange: boolean
}

/** A request that is under way. */
export interface Flight {
  readonly touches: readonly Touch[]
  /** Another one changes meanwhile what this one is about: in which order they are done nobody can see. */
  isOverlapped: boolean
}

/** What only looks at the container in its path, or at all of them. */
const looking: readonly OperationId[] = [
  'ContainerInspect',
  'ContainerWait',
  'ContainerLogs',
  'ContainerTop',
  'ContainerExec',
]

const named = (kind: Touch['kind'], reference: string | null | undefined, isChange: boolean): Touch[] =>
  reference ? [{ kind, reference: reference.replace(/^\//, ''), isChange }] : []

/** What a request is about, as far as its first line tells. */
export const touchesOf = ({ route: { operation, path, query } }: Asked, { executions }: States): readonly Touch[] => {
  const { id } = path
  if (operation === 'ContainerCreate') return named('container', query.get('name'), true)
  if (operation === 'ContainerRename')
    return [...named('container', id, true), ...named('container', query.get('name'), true)]
  if (operation === 'ContainerPrune') return [{ kind: 'container', reference: undefined, isChange: true }]
  if (operation === 'ContainerList') return [{ kind: 'container', reference: undefined, isChange: false }]
  if (operation === 'ExecStart' || operation === 'ExecInspect')
    return [
      ...named('execution', id, operation === 'ExecStart'),
      ...named('container', executions.get(id ?? '')?.container, false),
    ]
  return named('container', id, !looking.includes(operation))
}

/** Whether two are about the same object, and the first one changes it. */
const disturbs = (one: Touch, other: Touch, states: States): boolean => {
  if (!one.isChange || one.kind !== other.kind) return false
  if (one.reference === undefined || other.reference === undefined || one.reference === other.reference) return true
  if (one.kind === 'execution') return false
  const container = findContainer(states, one.reference)
  return container !== undefined && container.id === findContainer(states, other.reference)?.id
}

const isDisturbedBy = (one: Flight, other: Flight, states: States): boolean =>
  other.touches.some(change => one.touches.some(touch => disturbs(change, touch, states)))

/** A request begins while others are under way: marks whose outcome depends on who is served first. */
export const takeOff = (flight: Flight, others: Iterable<Flight>, states: States): void => {
  for (const other of others) {
    if (isDisturbedBy(flight, other, states)) flight.isOverlapped = true
    if (isDisturbedBy(other, flight, states)) other.isOverlapped = true
  }
}
