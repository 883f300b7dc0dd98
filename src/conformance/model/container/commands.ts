import type { OperationId } from '../../../../spec/index.ts'
import { fieldsOf } from '../../fields.ts'
import { textOf } from '../../observation.ts'
import { unknownSignal } from '../../requirements/container/kill.ts'
import { lifecycleCell } from '../../requirements/container/lifecycle.ts'
import { goesOn } from '../behaviour.ts'
import { demandRefusal, demandStatus } from '../breach.ts'
import { isTrue } from '../fields.ts'
import { type Happened, withHappened } from '../happened.ts'
import type { Judge, Judged } from '../judge.ts'
import type { Condition, Container, States } from '../states.ts'
import { findContainer, told, withContainer } from './find.ts'
import { anything, endsOf, mayBe, unknowable, withPossible } from './moves.ts'

const killSignals = ['undefined', '', 'KILL', 'SIGKILL', '9']
const termSignals = ['TERM', 'SIGTERM', '15']
/** What a process that is PID 1 does not hear of unless it asked for it. */
const unheardSignals = ['WINCH', 'SIGWINCH', 'USR1', 'SIGUSR1', 'USR2', 'SIGUSR2', 'HUP', 'SIGHUP', 'CONT', 'SIGCONT']

/** Which row of the table of lifecycles a call belongs to. */
const variantOf = ({ call, query }: Judged['call']): string | undefined => {
  if (call === 'ContainerDelete' && isTrue(query?.force)) return 'force'
  return call === 'ContainerKill' && !killSignals.includes(String(query?.signal)) ? 'signal' : undefined
}

type Effect = (container: Container, condition: Condition, call: Judged['call']) => readonly Condition[]

const running: Condition = { status: 'running' }
const same: Effect = (_, condition) => [condition]

const ended = ({ behaviour }: Container, codes: readonly number[]): Condition[] => {
  const ends = behaviour.ends === 'any' ? [undefined] : behaviour.ends
  return [...new Set([...codes, ...ends])].map(code => ({ status: 'exited', ...(code === undefined ? {} : { code }) }))
}

const byStop: Effect = (container, condition, { query }) => {
  const ends =
    condition.status === 'restarting'
      ? [{ ...condition, status: 'exited' as const }, ...ended(container, [137])]
      : ended(container, [...container.behaviour.onTerm, 137])
  // A signal that is not its own does not keep it from being started again (moby daemon/kill.go).
  const isAgain = container.restarts !== 'no' && query?.signal !== undefined
  return isAgain ? ends.flatMap(each => [each, { ...each, status: 'restarting' as const }]) : ends
}

const byKill: Effect = (container, condition) =>
  condition.status === 'restarting'
    ? [{ ...condition, status: 'exited' }, ...ended(container, [137])]
    : ended(container, [137])

const bySignal: Effect = (container, condition, { query }) => {
  const signal = String(query?.signal).toUpperCase()
  const listens = termSignals.includes(signal)
  if (!listens && !unheardSignals.includes(signal)) return anything
  if (condition.status === 'restarting') return [condition, { ...condition, status: 'exited' }]
  const codes = listens ? container.behaviour.onTerm : []
  // A signal may wake what was paused (moby daemon/kill.go).
  return [
    condition,
    ...(condition.status === 'paused' ? [running] : []),
    ...codes.flatMap(code => ended(container, [code])),
  ]
}

/** Where a command that succeeds leads to from one condition. What is not listed leaves things as they are. */
const effects: Readonly<Partial<Record<OperationId, Effect>>> = {
  ContainerStart: () => [running],
  ContainerStop: byStop,
  ContainerRestart: () => [running],
  ContainerKill: (container, condition, call) =>
    (variantOf(call) === 'signal' ? bySignal : byKill)(container, condition, call),
  // What ends by itself may have ended just before it was stopped in its tracks.
  ContainerPause: container => [{ status: 'paused' }, ...endsOf(container)],
  ContainerUnpause: () => [running],
  ContainerDelete: () => [{ status: 'missing' }],
}

/** Which events a command that succeeds certainly causes. */
const causes: Readonly<Partial<Record<OperationId, readonly string[]>>> = {
  ContainerStart: ['start'],
  ContainerStop: ['kill', 'stop', 'die'],
  ContainerRestart: ['kill', 'die', 'start', 'restart'],
  ContainerKill: ['kill'],
  ContainerPause: ['pause'],
  ContainerUnpause: ['unpause'],
  ContainerDelete: ['destroy'],
  ContainerUpdate: ['update'],
  ContainerResize: ['resize'],
  ContainerTop: ['top'],
}

/** What waits to be restarted, or has ended by itself, has no process that could be killed, or end (moby daemon/kill.go). */
const causedBy = (call: OperationId, { behaviour }: Container, from: readonly Condition[]): readonly string[] => {
  const hasProcess = from.every(({ status }) => status === 'running' || status === 'paused')
  const isRunning = hasProcess && goesOn(behaviour)
  const needs: Readonly<Record<string, boolean>> = {
    kill: call === 'ContainerKill' ? hasProcess : isRunning,
    die: call === 'ContainerStop' ? hasProcess : isRunning,
  }
  return (causes[call] ?? []).filter(action => needs[action] ?? true)
}

/** What a command that succeeded changes of the container beside its condition. */
const changed = (container: Container, { call, query, body }: Judged['call']): Container => {
  const { behaviour } = container
  const isTold = call === 'ContainerKill' && termSignals.includes(String(query?.signal).toUpperCase())
  // It ends when it comes to it.
  if (isTold && behaviour.ends !== 'any' && behaviour.onTerm.length > 0)
    return {
      ...container,
      isToldToEnd: true,
      behaviour: { ...behaviour, ends: [...behaviour.ends, ...behaviour.onTerm] },
    }
  if (call === 'ContainerStart' || call === 'ContainerRestart') return { ...container, isToldToEnd: false }
  if (call === 'ContainerKill' || call === 'ContainerStop') return { ...container, isToldToEnd: true }
  const policy = fieldsOf(fieldsOf(body).RestartPolicy).Name
  return call === 'ContainerUpdate' && typeof policy === 'string'
    ? {
        ...container,
        restarts: restartsOf(policy),
        body: { ...container.body, updatedTo: fieldsOf(body).RestartPolicy },
      }
    : container
}

export const restartsOf = (policy: unknown): Container['restarts'] =>
  policy === 'always' || policy === 'unless-stopped' ? 'always' : policy === 'on-failure' ? 'on-failure' : 'no'

const nobody: readonly Condition[] = [{ status: 'missing' }]

/**
 * Commands whose outcome depends on where the container is, by the table of lifecycles: of all that may be true of it,
 * what fits the answer is left, and has its effect.
 */
export const judgeCommand: Judge = judged => {
  const { states, call, observation } = judged
  const reference = call.path?.id ?? ''
  // It is read before anybody looks for the container.
  if (call.call === 'ContainerKill' && call.query?.signal === 'nonsense') {
    demandRefusal(judged, 'ContainerKill.refuses-unknown-signal', 400, unknownSignal)
    return states
  }
  const container = findContainer(states, reference)
  if (!container && !states.isClosed) return states
  if (container?.isUnknown)
    return container && call.call === 'ContainerDelete' ? afterUnknown(states, container, observation.status) : states
  const possible = container?.possible ?? nobody
  if (container?.isAutoRemoved && isRestartedBy(call) && observation.status === 409) return states
  // It ended at that very moment: the runtime does not know it any more.
  if (
    container &&
    observation.status === 500 &&
    mayBe(container, 'running') &&
    mayBe(container, 'exited', 'restarting')
  )
    return states
  if (
    container?.isAutoRemoved &&
    observation.status === 409 &&
    /marked for removal|removal|dead/i.test(textOf(observation))
  )
    return states
  const variant = variantOf(call)
  const cellOf = ({ status }: Condition) => lifecycleCell(call.call, variant, status)
  const answered = possible.filter(each => cellOf(each)?.status === observation.status)
  if (answered.length === 0) {
    const [first] = possible.flatMap(each => cellOf(each) ?? [])
    if (first) demandStatus(judged, first.requirement, ...new Set(possible.flatMap(each => cellOf(each)?.status ?? [])))
    return states
  }
  // What is missing is named as it was asked for.
  const nameOf = ({ status }: Condition) =>
    container && status !== 'missing' ? container : { id: reference, name: reference }
  const isSaid = (each: Condition): boolean => cellOf(each)?.text?.(nameOf(each)).test(textOf(observation)) ?? true
  const worded = observation.status >= 400 ? answered.filter(isSaid) : answered
  const fitting = worded.length > 0 ? worded : answered
  const [first] = fitting
  const cell = first && cellOf(first)
  if (!cell) return states
  if (cell.status >= 400) demandRefusal(judged, cell.requirement, cell.status, cell.text?.(nameOf(first)))
  if (!container) return states
  if (observation.status >= 300) return withContainer(states, withPossible(container, fitting))
  const after = changed(container, call)
  const effect = effects[call.call] ?? same
  const moved = withPossible(
    after,
    fitting.flatMap(each => effect(container, each, call)),
  )
  const isChange = call.call in effects || call.call === 'ContainerUpdate'
  const caused = causedBy(call.call, container, fitting)
  const changes = withContainer(states, {
    ...told(moved, ...caused),
    ...(isChange ? { changedBy: cell.requirement } : {}),
  })
  return withHappened(changes, ...mountsOf(container, caused, call))
}

/** What starts gets its volumes, and leaves them when it ends. */
const mountsOf = (
  { volumes, behaviour }: Container,
  caused: readonly string[],
  { call }: Judged['call'],
): Happened[] => {
  const isEnded = goesOn(behaviour) && call === 'ContainerStop'
  const actions = [
    ...(caused.includes('start') ? ['mount'] : []),
    ...(isEnded && caused.includes('die') ? ['unmount'] : []),
  ]
  return actions.flatMap(action =>
    volumes.map(id => ({
      type: 'volume' as const,
      action,
      id,
      attributes: { driver: 'local' },
      requirement: `SystemEvents.of-volume-${action}`,
    })),
  )
}

/** What is removed when it ends cannot be restarted (moby daemon/update.go). */
const isRestartedBy = ({ call, body }: Judged['call']): boolean =>
  call === 'ContainerUpdate' && restartsOf(fieldsOf(fieldsOf(body).RestartPolicy).Name) !== 'no'

const afterUnknown = (states: States, container: Container, status: number): States =>
  withContainer(
    states,
    status === 204 || status === 404
      ? { ...container, isUnknown: false, isUncounted: true, possible: nobody }
      : unknowable(container),
  )
