import type { Observation } from '../observation.ts'
import type { Call, Step } from './program.ts'
import type { Symbols } from './symbols.ts'

/** One step that was made. */
export interface Entry {
  /** As the program has it, with symbols. */
  readonly step: Step
  /** As it was asked in this run, without symbols; absent of time that passed. */
  readonly call?: Call
  readonly observation?: Observation
  /** Not even the head had come when nobody waited any longer: there is no observation. */
  readonly isLate?: boolean
  /** The body had not come to its end when nobody waited any longer. */
  readonly isCut?: boolean
  /** Which thread of a concurrent program it belongs to; absent of the prefix. */
  readonly thread?: number
  /** When it was asked and when it was answered, as places in the order of all that happened in the run. */
  readonly began: number
  readonly ended: number
}

/** What a program asked and a daemon answered. Of threads: in the order of the answers. */
export interface Transcript {
  readonly entries: readonly Entry[]
  readonly symbols: Symbols
}
