import type { Call } from '../program/program.ts'
import { Breach } from './breach.ts'

/** What is broken when the head of an answer is held back until its body has ended. */
export const requirementOfHead = ({ call, query }: Call): string => {
  if (call === 'SystemEvents') return 'SystemEvents.head-at-once'
  if (call === 'ContainerLogs') return 'ContainerLogs.follows'
  const { condition } = query ?? {}
  const known = condition === 'next-exit' || condition === 'removed' ? condition : 'not-running'
  return `ContainerWait.blocks-until-${known}`
}

export const breachOfHead = (call: Call): Breach =>
  new Breach(requirementOfHead(call), `the head of ${call.call}`, 'at once', 'nothing')
