import { fieldsOf } from '../fields.ts'
import { jsonOf, messageOf, textOf } from '../observation.ts'
import { wordsForNothing } from '../requirements/laws/lookup.ts'
import { shown, Violation } from '../violation.ts'
import type { Judged } from './judge.ts'

/** The daemon did what none of the possible worlds allows: a violation of this requirement. */
export class Breach extends Violation {
  readonly requirement: string
  /** The statuses that might have been answered, when it was another one. */
  readonly statuses: readonly number[]

  constructor(requirement: string, what: string, expected: string, got: string, statuses: readonly number[] = []) {
    super(what, expected, got)
    this.name = 'Breach'
    this.requirement = requirement
    this.statuses = statuses
  }
}

/** Throws a breach of the requirement unless it holds. */
export const demand = (holds: boolean, requirement: string, what: string, expected: string, got: unknown): void => {
  if (!holds) throw new Breach(requirement, what, expected, shown(got))
}

export const demandEqual = (got: unknown, expected: unknown, requirement: string, what: string): void =>
  demand(JSON.stringify(got) === JSON.stringify(expected), requirement, what, shown(expected), got)

export const demandStatus = (
  { call, observation }: Judged,
  requirement: string,
  ...statuses: readonly number[]
): void => {
  if (statuses.includes(observation.status)) return
  const got = shown(`${observation.status} ${textOf(observation).trim().slice(0, 200)}`)
  throw new Breach(requirement, `the status of ${call.call}`, statuses.join(' or '), got, statuses)
}

/** A refusal with this status and, where a body can have words, a message that fits. */
export const demandRefusal = (judged: Judged, requirement: string, status: number, words?: RegExp): void => {
  demandStatus(judged, requirement, status)
  const { observation } = judged
  // HEAD has no words, and attach refuses in bare text.
  if (observation.request.method === 'HEAD' || status === 304) return
  let message = textOf(observation)
  if (judged.call.call !== 'ContainerAttach') {
    try {
      message = messageOf(observation)
    } catch {
      throw new Breach(requirement, `the refusal of ${judged.call.call}`, 'an object with a message', shown(message))
    }
  }
  const wording = requirement.includes('when-') ? `${requirement}.text` : requirement
  if (words) demand(words.test(message), wording, `the message of ${judged.call.call}`, String(words), message)
}

/** What was asked for is not there: told with 404, in words that name it. */
export const demandNothing = (judged: Judged, requirement: string): void => {
  const { call, observation } = judged
  demandRefusal(judged, requirement, 404)
  const words = wordsForNothing(call.call)
  if (!words || observation.request.method === 'HEAD') return
  // The words are those for a name of the suite; ids are named the same way.
  const named = [...Object.values(call.path ?? {}), String(fieldsOf(call.body).Container ?? 'mkc-nobody')].reduce(
    (text, each) => text.replaceAll(each.replace(/:\w+$/, ''), 'mkc-nobody'),
    messageOf(observation),
  )
  demand(words.test(named), requirement, `the message of ${call.call}`, String(words), messageOf(observation))
}

/** Reads a reply that must be JSON; a breach when it is none. */
export const replyOf = <T>(judged: Judged, requirement: string): T => {
  try {
    return jsonOf<T>(judged.observation)
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    throw new Breach(requirement, `the reply of ${judged.call.call}`, error.expected, error.got)
  }
}
