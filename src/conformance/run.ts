import type { ApiVersion } from '../../spec/index.ts'
import type { Capability, Finding } from './capability.ts'
import type { Account } from './coverage.ts'
import type { Ledger } from './ledger.ts'
import type { Mode } from './safety/mode.ts'
import type { Target } from './wire.ts'

/** One use of the suite on one daemon. */
export interface Run {
  /** Names the run in labels and names: eight hexadecimal digits. */
  readonly id: string
  /** Not guarded: worlds and clients ask through a guard (`environment.ts`). */
  readonly target: Target
  readonly mode: Mode
  /** The newest version that the daemon and the suite both know. */
  readonly apiVersion: ApiVersion
  readonly minApiVersion: ApiVersion
  /** The image of workloads. */
  readonly image: string
  readonly ledger: Ledger
  /** Names and ids that the daemon has confirmed as objects of this run. */
  readonly known: Set<string>
  readonly prefix: string
  readonly capabilities: ReadonlySet<Capability>
  readonly findings: readonly Finding[]
  /** `mkc-<run>-<number>`. */
  nextName(): string
  /** What has been asked for so far. */
  readonly account: Account
}

/** What every name of a run begins with. */
export const prefixOf = (run: string): string => `mkc-${run}-`
