import type { ReachableState } from '../state.ts'
import type { Pick } from './pick.ts'

/** A container as the generator believes it to be: near enough that most calls mean something. */
export interface ShadowContainer {
  readonly symbol: string
  /** The symbol that its name goes by: another one after it was renamed. */
  name: string
  status: ReachableState
  readonly workload: string
  readonly networks: string[]
}

/** What the steps so far have most likely made. */
export interface Shadow {
  readonly containers: ShadowContainer[]
  readonly executions: { readonly symbol: string; isStarted: boolean }[]
  readonly networks: string[]
  /** Those of the networks whose addresses are known. */
  readonly addressed: string[]
  readonly volumes: string[]
  readonly images: string[]
  /** The next symbol of a kind. */
  fresh(kind: 'c' | 'e' | 'n' | 'v' | 'i'): string
}

export const createShadow = (): Shadow => {
  const counts: Record<string, number> = {}
  return {
    containers: [],
    executions: [],
    networks: [],
    addressed: [],
    volumes: [],
    images: [],
    fresh(kind) {
      const count = counts[kind] ?? 0
      counts[kind] = count + 1
      return `${kind}${count}`
    },
  }
}

/** What nothing is ever called. */
export const nobody = (kind: string): string => `{${kind}99}`

/** A container by its name, its id or the beginning of it. */
export const reference = ({ symbol, name }: ShadowContainer, pick: Pick): string =>
  pick.of([`{${name}}`, `{${symbol}.id}`, `{${symbol}.id}`, `{${symbol}.short}`])

/** Those that are there, in one of these states when there is one. */
export const likely = (
  { containers }: Shadow,
  pick: Pick,
  ...states: readonly ReachableState[]
): ShadowContainer | undefined => {
  const fitting = containers.filter(({ status }) => states.includes(status))
  const present = containers.filter(({ status }) => status !== 'missing')
  const list =
    fitting.length > 0 && pick.chance(80) ? fitting : present.length > 0 && pick.chance(90) ? present : containers
  return list.length === 0 ? undefined : pick.of(list)
}
