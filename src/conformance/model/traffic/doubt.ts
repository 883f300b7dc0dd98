import type { OperationId } from '../../../../spec/index.ts'
import { findContainer, withContainer } from '../container/find.ts'
import { anything, unknowable } from '../container/moves.ts'
import { type Container, type States, withoutKey } from '../states.ts'
import type { Touch } from './overlap.ts'

/** Who has which name is not known any more. */
const nameless = (container: Container): Container => ({ ...unknowable(container), name: '' })

/** Whatever may have become of it by a command, it is somewhere: whoever looks finds out. */
const lost = (container: Container): Container => ({
  ...container,
  restarts: 'always',
  isToldToEnd: true,
  possible: anything,
})

/** After what nobody could follow: of what it was about everything may be true. */
export const inDoubt = (before: States, operation: OperationId, touches: readonly Touch[]): States => {
  const becomes = operation === 'ContainerCreate' || operation === 'ContainerRename' ? nameless : lost
  let states = before
  for (const { kind, reference, isChange } of touches) {
    if (!isChange) continue
    if (kind === 'execution') states = { ...states, executions: withoutKey(states.executions, reference ?? '') }
    else for (const each of meant(states, reference)) states = withContainer(states, becomes(each))
  }
  return states
}

const meant = (states: States, reference: string | undefined): readonly Container[] => {
  if (reference === undefined) return [...states.containers.values()]
  const found = findContainer(states, reference)
  return found ? [found] : []
}

/** Older objects are forgotten, and with that not judged any more. */
const mostObjects = 2000

const newest = <Value>(map: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> =>
  map.size <= mostObjects ? map : new Map([...map].slice(map.size - mostObjects))

/** No more than somebody can keep in mind who watches for months. */
export const withinReason = (states: States): States => ({
  ...states,
  containers: newest(states.containers),
  executions: newest(states.executions),
})
