import { textOf } from '../../observation.ts'
import { demand, demandNothing, demandRefusal, demandStatus } from '../breach.ts'
import type { Judge, Judged } from '../judge.ts'
import type { Condition, Container, States } from '../states.ts'
import { findContainer, withContainer } from './find.ts'
import { mayBe, mustBe, withPossible } from './moves.ts'

const conditions = ['not-running', 'next-exit', 'removed']

const requirementOf = (code: number | undefined): string =>
  `ContainerWait.status-of-${code === 0 ? 'success' : code === 137 ? 'kill' : 'failure'}`

const statusIn = ({ observation }: Judged): number | undefined => {
  try {
    const { StatusCode } = JSON.parse(textOf(observation)) as { StatusCode?: unknown }
    return typeof StatusCode === 'number' ? StatusCode : undefined
  } catch {
    return undefined
  }
}

/** The statuses that an end may have left. */
const codesOf = ({ possible, behaviour, restarts }: Container): readonly number[] | undefined => {
  const ends = possible.filter(({ status }) => status === 'exited' || status === 'restarting' || status === 'missing')
  if (behaviour.ends === 'any' || ends.some(({ status, code }) => status !== 'missing' && code === undefined))
    return undefined
  if (restarts !== 'no' || ends.some(({ status }) => status === 'missing')) return undefined
  return [
    ...ends.flatMap(({ code }) => code ?? []),
    ...(possible.some(({ status }) => status === 'created') ? [0] : []),
  ]
}

/** It has ended, or was never started: waiting for not-running was over. */
const afterNotRunning = (states: States, container: Container, code: number): States => {
  const left: Condition[] = container.possible.filter(
    each =>
      each.status !== 'running' &&
      each.status !== 'paused' &&
      (each.status !== 'exited' || each.code === undefined || each.code === code),
  )
  demand(
    left.length > 0,
    'ContainerWait.blocks-until-not-running',
    `waiting for ${container.name}`,
    'no end while it runs',
    code,
  )
  // What is restarted may run again by now.
  return withContainer(
    states,
    withPossible(
      container,
      left.map(each => (each.status === 'exited' ? { ...each, code } : each)),
    ),
  )
}

/** Waiting ends when what was waited for has come about, with the status of the end. */
export const judgeWait: Judge = judged => {
  const { states, call, observation, isCut } = judged
  const condition = String(call.query?.condition ?? 'not-running') || 'not-running'
  const container = findContainer(states, call.path?.id)
  if (!container && !states.isClosed) return states
  if (!conditions.includes(condition) && observation.status !== 404) {
    demandRefusal(judged, 'ContainerWait.refuses-unknown-condition', 400, /invalid condition: "?/)
    return states
  }
  if (!container || mustBe(container, 'missing')) {
    if (conditions.includes(condition) || observation.status === 404) demandNothing(judged, 'ContainerWait.of-nothing')
    return states
  }
  if (container.isUnknown) return states
  if (observation.status === 404 && mayBe(container, 'missing'))
    return withContainer(states, withPossible(container, [{ status: 'missing' }]))
  demandStatus(judged, `ContainerWait.blocks-until-${condition}`, 200)
  if (isCut) {
    const isOver = condition === 'not-running' && mustBe(container, 'created', 'exited', 'missing')
    demand(
      !isOver,
      mustBe(container, 'created') ? 'ContainerWait.of-created' : requirementOf(container.possible[0]?.code),
      `waiting for ${container.name}`,
      'an end at once',
      'none',
    )
    return states
  }
  const code = statusIn(judged)
  demand(code !== undefined, requirementOf(undefined), 'the body', 'an object with a StatusCode', textOf(observation))
  if (code === undefined) return states
  const codes = codesOf(container)
  if (condition === 'not-running') {
    const [wanted] = codes ?? []
    demand(
      codes === undefined || codes.length > 0,
      'ContainerWait.blocks-until-not-running',
      `waiting for ${container.name}`,
      'no end while it runs',
      code,
    )
    demand(
      codes === undefined || codes.includes(code),
      mustBe(container, 'created') ? 'ContainerWait.of-created' : requirementOf(wanted),
      'StatusCode',
      codes?.join(' or ') ?? '',
      code,
    )
    return afterNotRunning(states, container, code)
  }
  const canEnd =
    container.behaviour.ends === 'any' ||
    container.behaviour.ends.length > 0 ||
    (condition === 'removed' && mayBe(container, 'missing'))
  demand(canEnd, `ContainerWait.blocks-until-${condition}`, `waiting for ${container.name}`, 'no end', code)
  return states
}
