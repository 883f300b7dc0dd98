import type { OperationId } from '../../../spec/index.ts'
import type { Exchange } from '../exchange.ts'
import type { Level } from '../requirement.ts'
import type { Route } from '../route.ts'
import type { Past } from './past.ts'

/** An exchange of a described operation. */
export interface Known extends Exchange {
  readonly route: Route
}

/** A request of a described operation that has begun. */
export type Asked = Pick<Known, 'route' | 'begun'>

/** Looks at one exchange: whether it exercises the claim. Throws `Violation` when it breaks it. */
export type Watcher = (exchange: Known) => boolean

/** Something that is claimed of every exchange, and found out by watching alone. */
export interface Monitor {
  /** With an operation before it the id of a requirement: `ContainerList.documented-status`. */
  readonly name: string
  readonly level: Level
  /** A sentence in the present tense. */
  readonly claim: string
  readonly evidence: readonly string[]
  /** Whose exchanges can break it. */
  readonly operations: readonly OperationId[]
  /** Begins to watch one daemon; of others it knows nothing. */
  watch(past: Past): Watcher
}
