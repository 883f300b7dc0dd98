import type { ReachableState } from '../state.ts'
import type { Behaviour } from './behaviour.ts'
import type { Happened } from './happened.ts'

/** One thing that may be true of a container: where it is, and the status of its last end. Without one: any. */
export interface Condition {
  readonly status: ReachableState
  readonly code?: number
}

export interface Container {
  readonly id: string
  readonly name: string
  /** What it was created with, in the words of the program. */
  readonly body: Readonly<Record<string, unknown>>
  readonly behaviour: Behaviour
  readonly restarts: 'no' | 'on-failure' | 'always'
  /** A signal may have told the daemon not to restart it. */
  readonly isToldToEnd?: boolean
  readonly isAutoRemoved: boolean
  /** Names of networks and volumes. */
  readonly networks: readonly string[]
  readonly volumes: readonly string[]
  /** Everything that may be true of it now. */
  readonly possible: readonly Condition[]
  /** Something that the model does not know has happened to it: nothing is said of it any more. */
  readonly isUnknown?: boolean
  /** Nothing was known of it for a while: more may have happened to it than was counted. */
  readonly isUncounted?: boolean
  /** How often each event must have been told by now. */
  readonly events: Readonly<Record<string, number>>
  /** What was seen of its health while it ran undisturbed. */
  readonly health?: string
  /** The requirement of the last command that changed it: what is broken when it is found elsewhere. */
  readonly changedBy: string
}

export interface Execution {
  readonly id: string
  readonly container: string
  readonly body: Readonly<Record<string, unknown>>
  readonly behaviour: Behaviour
  readonly phase: 'created' | 'started' | 'ended'
  /** How often its container had been started by then: it goes when the container ends. */
  readonly starts: number
}

export interface Network {
  readonly id: string
  readonly name: string
  readonly body: Readonly<Record<string, unknown>>
}

export interface Volume {
  readonly name: string
  readonly labels: Readonly<Record<string, unknown>>
}

/**
 * Everything that may be true of a daemon, object by object: what one object does by itself has nothing to do with
 * another one, so that a set of worlds is a set of conditions for each. Never changed in place.
 */
export interface States {
  /** Whether what the model does not know cannot exist; false for who looks on while others work. */
  readonly isClosed: boolean
  /** What containers are made of that name no image; absent: nobody knows. */
  readonly image?: string
  /** By id, in order of making. What is gone stays: its events and its name are still asked for. */
  readonly containers: ReadonlyMap<string, Container>
  readonly executions: ReadonlyMap<string, Execution>
  readonly networks: ReadonlyMap<string, Network>
  readonly volumes: ReadonlyMap<string, Volume>
  /** Further names of the image of the run. */
  readonly images: ReadonlySet<string>
  /** In the order in which it happened. What is told of containers is counted with them. */
  readonly happened: readonly Happened[]
}

/** A daemon on which nothing was made yet. `isClosed`: nobody else makes anything under the names that are asked for. */
export const initialStates = (isClosed = true): States => ({
  isClosed,
  containers: new Map(),
  executions: new Map(),
  networks: new Map(),
  volumes: new Map(),
  images: new Set(),
  happened: [],
})

export const withEntry = <Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, value: Value): ReadonlyMap<Key, Value> =>
  new Map(map).set(key, value)

export const withoutKey = <Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): ReadonlyMap<Key, Value> => {
  const rest = new Map(map)
  rest.delete(key)
  return rest
}
