import { type Container, type States, withEntry } from '../states.ts'
import { mayBe } from './moves.ts'

/** The container that a name, an id or the beginning of one leads to. One that may be there goes before one that is gone. */
export const findContainer = ({ containers }: States, reference: string | undefined): Container | undefined => {
  if (reference === undefined || reference === '') return undefined
  const name = reference.replace(/^\//, '')
  const fitting = [...containers.values()].filter(
    each => each.id === reference || each.name === name || each.id.startsWith(reference),
  )
  const rank = (each: Container): number =>
    mayBe(each, 'created', 'running', 'paused', 'restarting', 'exited') ? 1 : 0
  return fitting.toSorted((one, other) => rank(other) - rank(one))[0]
}

export const withContainer = (states: States, container: Container): States => ({
  ...states,
  containers: withEntry(states.containers, container.id, container),
})

/** The container after so many more events of these kinds. */
export const told = (container: Container, ...actions: readonly string[]): Container => {
  const events: Record<string, number> = { ...container.events }
  for (const action of actions) events[action] = (events[action] ?? 0) + 1
  return { ...container, events }
}
