import { type Fields, fieldsOf, listOf } from '../../fields.ts'
import { isBusyPruning } from '../../observation.ts'
import { demand, demandRefusal, demandStatus, replyOf } from '../breach.ts'
import type { Judge, Judged } from '../judge.ts'
import type { States } from '../states.ts'
import { told, withContainer } from './find.ts'
import { filtersOf, hasLabel } from './list.ts'
import { mustBe, withPossible } from './moves.ts'

/** Labels that are wanted and labels that are not, without those of the suite itself. */
export const isPrunable = (labels: Fields, given: unknown, { isClosed }: States): boolean | undefined => {
  const { label = [], 'label!': not = [], until } = filtersOf(given)
  // What others have made may have further labels, of its image.
  if (!isClosed && label.length + not.length > 0) return undefined
  const foreign = label.filter(each => !each.startsWith('dev.mockerd.'))
  if (!foreign.every(each => hasLabel(labels, each)) || not.some(each => hasLabel(labels, each))) return false
  // Long ago nothing of this run was there.
  return until === undefined ? true : until.includes('1') ? false : undefined
}

/** Whether a prune was asked for with a filter that no daemon knows, and refused as it must be. */
export const refusesFilters = (judged: Judged): boolean => {
  const { call, query } = judged.call
  if (!('nonsense' in filtersOf(query?.filters))) return false
  demandRefusal(judged, `${call}.refuses-unknown-filter`, 400, /invalid filter/i)
  return true
}

/** Prune removes what does not run, of what its filters name, and tells what it has removed. */
export const judgePrune: Judge = judged => {
  const { states, call, observation } = judged
  if (isBusyPruning(observation) || refusesFilters(judged)) return states
  demandStatus(judged, 'ContainerDelete.when-exited', 200)
  const { ContainersDeleted } = replyOf<Fields>(judged, 'ContainerDelete.when-exited')
  const removed = listOf(ContainersDeleted)
  return [...states.containers.values()].reduce((left, container) => {
    if (container.isUnknown) return left
    const prunable = isPrunable(fieldsOf(container.body.Labels), call.query?.filters, states)
    if (removed.includes(container.id)) {
      demand(
        prunable !== false && !mustBe(container, 'running', 'paused', 'missing'),
        'ContainerDelete.when-running',
        'what was pruned',
        `not ${container.name}`,
        removed,
      )
      return withContainer(left, told(withPossible(container, [{ status: 'missing' }]), 'destroy'))
    }
    if (prunable !== true) return left
    const stayed = container.possible.filter(({ status }) => status !== 'created' && status !== 'exited')
    demand(stayed.length > 0, 'ContainerDelete.when-exited', 'what was pruned', container.name, removed)
    return withContainer(left, withPossible(container, stayed))
  }, states)
}
