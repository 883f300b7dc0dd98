import type { Engine } from '../engine.ts'
import { invalid } from '../error.ts'
import { has } from '../profile/changes.ts'
import { transition } from '../wait.ts'
import type { Container } from './entity.ts'
import { isAlive, table } from './lifecycle.ts'
import { supervisionOf } from './runtime/supervision.ts'

const conditions = ['not-running', 'next-exit', 'removed'] as const

type Condition = (typeof conditions)[number]

export interface WaitOptions {
  readonly condition?: string | undefined
  /** The client has gone: the wait ends as moby ends it, for whoever still reads. */
  readonly signal?: AbortSignal | undefined
}

/** The body of the reply, which comes long after its headers. */
export interface WaitResult {
  readonly statusCode: number
  readonly error?: string
  /** Somebody else may still be reading the last words of the container. */
  readonly hasReaders?: true
}

/** `POST /containers/{id}/wait`: refuses at once, and otherwise answers later. */
export const waitContainer = (
  engine: Engine,
  reference: string,
  { condition: asked = '', signal }: WaitOptions = {},
): Promise<WaitResult> => {
  const isOdd = !conditions.some(known => known === asked)
  const any = asked === '' || (isOdd && !has(engine.profile, 'checksWaitCondition'))
  const condition = any ? 'not-running' : conditions.find(known => known === asked)
  if (!condition) throw invalid(`invalid condition: "${asked}"`)
  const container = engine.containers.resolve(reference)
  table.next('wait', container.state, container, reference)
  const { exits } = container
  const isMet = metBy[condition]
  const result = transition(
    container.changed,
    () => (isMet(container, exits) ? resultOf(container) : undefined),
    signal,
  )
  // moby writes this although nobody is there to read it (daemon/container/state.go, Wait).
  return result.catch(error => {
    if (signal?.aborted) return { statusCode: -1, error: 'context canceled' }
    throw error
  })
}

const metBy: Readonly<Record<Condition, (container: Container, exits: number) => boolean>> = {
  'not-running': (container, exits) => container.removed || container.exits > exits || !isAlive(container),
  'next-exit': (container, exits) => container.removed || container.exits > exits,
  removed: container => container.removed,
}

const resultOf = (container: Container): WaitResult => {
  const { exitCode: statusCode, error, removed } = container
  return {
    statusCode,
    ...(error !== '' && !removed && { error }),
    ...(supervisionOf(container).streams.wasAttached && { hasReaders: true }),
  }
}
