import type { ReachableState } from '../../state.ts'
import type { Condition, Container } from '../states.ts'

const anyStatus: readonly ReachableState[] = ['created', 'running', 'paused', 'restarting', 'exited', 'missing']

/** All that a container could be of which nothing is known. */
export const anything: readonly Condition[] = anyStatus.map(status => ({ status }))

const exited = (code: number | undefined): Condition => ({ status: 'exited', ...(code === undefined ? {} : { code }) })

/** Where a container may go when its process ends with this status; it ended by itself, nobody stopped it. */
const afterEnd = ({ restarts, isToldToEnd }: Container, code: number | undefined): Condition[] => {
  const restarting: Condition = { ...exited(code), status: 'restarting' }
  if (restarts === 'no') return [exited(code)]
  if (isToldToEnd) return [exited(code), restarting]
  if (restarts === 'always') return [restarting]
  // How many attempts are left nobody counts here.
  return code === 0 ? [exited(code)] : [exited(code), restarting]
}

/** Where a running container may go when its process ends by itself. */
export const endsOf = (container: Container): Condition[] => {
  const { ends } = container.behaviour
  return ends === 'any' ? afterEnd(container, undefined) : ends.flatMap(each => afterEnd(container, each))
}

/** What it may do next without being asked: end, start again, be removed. */
const moves = (container: Container, { status, code }: Condition): Condition[] => {
  const { isAutoRemoved } = container
  if (status === 'running') return endsOf(container)
  if (status === 'restarting') {
    const isGivenUp = container.restarts === 'on-failure' || container.isToldToEnd === true
    return [{ status: 'running' }, ...(isGivenUp ? [exited(code)] : [])]
  }
  return status === 'exited' && isAutoRemoved ? [{ status: 'missing' }] : []
}

const keyOf = ({ status, code }: Condition): string => `${status} ${code}`

const distinct = (conditions: readonly Condition[]): Condition[] => [
  ...new Map(conditions.map(each => [keyOf(each), each])).values(),
]

/** These conditions, and every one that it may come to from them by itself. */
export const closure = (container: Container, conditions: readonly Condition[]): readonly Condition[] => {
  const found = new Map(conditions.map(each => [keyOf(each), each]))
  const open = [...found.values()]
  for (let next = open.pop(); next; next = open.pop())
    for (const reached of moves(container, next)) {
      if (found.has(keyOf(reached))) continue
      found.set(keyOf(reached), reached)
      open.push(reached)
    }
  return [...found.values()]
}

/** The container with other possibilities, and all that follows from them by itself. */
export const withPossible = (container: Container, conditions: readonly Condition[]): Container => ({
  ...container,
  possible: closure(container, distinct(conditions)),
})

/** Nothing is known of it any more. */
export const unknowable = (container: Container): Container => ({ ...container, isUnknown: true, possible: anything })

export const mayBe = ({ possible }: Container, ...statuses: readonly ReachableState[]): boolean =>
  possible.some(({ status }) => statuses.includes(status))

export const mustBe = ({ possible }: Container, ...statuses: readonly ReachableState[]): boolean =>
  possible.every(({ status }) => statuses.includes(status))
