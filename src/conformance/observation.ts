import type { OperationId } from '../../spec/index.ts'
import { ensure, ensureMatch } from './violation.ts'
import { decodeText, type WireReply, type WireRequest } from './wire.ts'

/** A request and what the daemon said to it. */
export interface Observation {
  readonly operation: OperationId
  readonly request: WireRequest
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export const observe = (operation: OperationId, request: WireRequest, reply: WireReply): Observation => ({
  operation,
  request,
  ...reply,
})

const nameOf = ({ request: { method, target } }: Observation): string => `${method} ${target}`

/** The body as text. */
export const textOf = ({ body }: Observation): string => decodeText(body)

/** The body as JSON; a violation when it is none. */
export const jsonOf = <T = unknown>(observation: Observation): T => {
  try {
    return JSON.parse(textOf(observation))
  } catch {
    ensure(false, nameOf(observation), 'a JSON body', textOf(observation))
    throw new Error('unreachable')
  }
}

/** The `message` of a refusal. */
export const messageOf = (observation: Observation): string => {
  const { message } = jsonOf<{ message?: unknown }>(observation) ?? {}
  ensure(typeof message === 'string', nameOf(observation), 'an object with a message', textOf(observation))
  return String(message)
}

/** Throws a `Violation` unless the status is one of these. */
export const ensureStatus = (observation: Observation, ...statuses: readonly number[]): void =>
  ensure(
    statuses.includes(observation.status),
    nameOf(observation),
    `status ${statuses.join(' or ')}`,
    `${observation.status} ${textOf(observation).trim()}`,
  )

/** A refusal with this status, and a message as every client expects one. */
export const ensureRefusal = (observation: Observation, status: number, message?: RegExp): void => {
  ensureStatus(observation, status)
  const text = messageOf(observation)
  if (message) ensureMatch(text, message, `the message of ${nameOf(observation)}`)
}

/** Whether a prune was refused because somebody else prunes at the same time (moby daemon/prune.go). */
export const isBusyPruning = (observation: Observation): boolean =>
  observation.status === 409 && /a prune operation is already running/.test(textOf(observation))
