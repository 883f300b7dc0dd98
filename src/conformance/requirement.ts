import type { ApiVersion, OperationId } from '../../spec/index.ts'
import type { Capability } from './capability.ts'
import type { World } from './world.ts'

/**
 * `must`: the published description and every dockerd agree. `should`: every dockerd does it, nothing says so; wordings
 * start here. `info`: it varies, and somebody may want to know.
 */
export type Level = 'must' | 'should' | 'info'

/** One named claim about a daemon. */
export interface Claim {
  /** `ContainerPause.when-exited`: the operation it is about, then the case. */
  readonly id: string
  /** How sure it is that every daemon has to. */
  readonly level: Level
  /** Which one it is about. */
  readonly operation: OperationId
  /** A sentence in the present tense: what the daemon does. */
  readonly claim: string
  /** The first version of the API that it is about. Default: all. */
  readonly since?: ApiVersion
  /** The last one. */
  readonly until?: ApiVersion
  /** What the daemon must be able to do for this to be asked at all. */
  readonly needs: readonly Capability[]
  /** Where it is known from: a pointer into the description, a file of moby's source, a daemon that was asked. */
  readonly evidence: readonly string[]
}

/** A claim that is checked by asking. */
export interface Requirement extends Claim {
  /** Throws `Violation` when the daemon does otherwise. */
  readonly check: (world: World) => Promise<void>
}

type Given = Omit<Requirement, 'needs' | 'level'> & { readonly needs?: readonly Capability[]; readonly level?: Level }

/** A requirement with the usual: `must`, and no needs. */
export const requirement = ({ needs = [], level = 'must', ...rest }: Given): Requirement => ({ needs, level, ...rest })
