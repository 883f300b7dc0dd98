import { demand, demandNothing, demandRefusal, demandStatus } from '../breach.ts'
import type { Judge } from '../judge.ts'
import { findContainer, told, withContainer } from './find.ts'
import { mayBe, mustBe, withPossible } from './moves.ts'

const here = ['created', 'running', 'paused', 'restarting', 'exited'] as const
const renames = 'ContainerRename.renames'
const renamesBetweenRuns = 'ContainerRename.when-restarting'

/** A new name that is free is given, and the old one is free from then on. */
export const judgeRename: Judge = judged => {
  const { states, call, observation } = judged
  const container = findContainer(states, call.path?.id)
  if (!container && !states.isClosed) return states
  const wanted = String(call.query?.name ?? '').replace(/^\//, '')
  if (!container || mustBe(container, 'missing')) {
    demandNothing(judged, 'ContainerRename.of-nothing')
    return states
  }
  if (container.isUnknown || wanted === '')
    return observation.status === 204 ? withContainer(states, { ...container, name: wanted }) : states
  if (observation.status === 404) {
    const requirement = mayBe(container, 'restarting') ? renamesBetweenRuns : renames
    demand(mayBe(container, 'missing'), requirement, 'the status', '204', 404)
    return withContainer(states, withPossible(container, [{ status: 'missing' }]))
  }
  const present = withPossible(
    container,
    container.possible.filter(({ status }) => status !== 'missing'),
  )
  if (wanted === container.name) {
    demandRefusal(judged, 'ContainerRename.refuses-same-name', 400, /same name as its current name/)
    return withContainer(states, present)
  }
  const holder = findContainer(states, wanted)
  const rightful = holder?.name === wanted ? holder : undefined
  if (rightful && mustBe(rightful, ...here)) {
    demandRefusal(judged, renames, 409, /already in use by container/)
    return states
  }
  if (observation.status === 409 && (!states.isClosed || (rightful && mayBe(rightful, ...here)))) return states
  demandStatus(judged, renames, 204)
  const freed = rightful ? withContainer(states, { ...rightful, possible: [{ status: 'missing' }] }) : states
  return withContainer(freed, { ...told(present, 'rename'), name: wanted, changedBy: renames })
}
