import type { Observation } from '../observation.ts'
import type { Call } from '../program/program.ts'
import type { States } from './states.ts'

/** One exchange that is held against what may be true. */
export interface Judged {
  readonly states: States
  /** In the words of one run: names and ids, no symbols; the workload still a word. */
  readonly call: Call
  readonly observation: Observation
  /** The body had not ended when nobody waited any longer. */
  readonly isCut: boolean
}

/** Answers what may be true afterwards; throws `Breach` when nothing may. */
export type Judge = (judged: Judged) => States
