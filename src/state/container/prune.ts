import type { Reply } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { labelsMatch, parseFilters } from '../filters.ts'
import { untilFilter } from '../until.ts'
import type { Container, ContainerState } from './entity.ts'
import { deleteContainer } from './remove.ts'
import { StoredContainer } from './runtime/record.ts'

const acceptedFilters: ReadonlySet<string> = new Set(['label', 'label!', 'until'])

const prunable: readonly ContainerState[] = ['created', 'exited', 'dead']

/**
 * `POST /containers/prune` (moby daemon/prune.go). A real daemon refuses a second prune while one runs; here a prune is
 * done before the next request is looked at.
 */
export const pruneContainers = (engine: Engine, filtersText: string | undefined): Reply<'ContainerPrune'> => {
  const filters = parseFilters(filtersText, acceptedFilters)
  const until = untilFilter(filters, engine.clock.now())
  const unwanted = filters.get('label!')
  const pruned = prunable
    .flatMap(state => [...engine.containers.inState(state)])
    .filter(({ createdAt, config }) => {
      const labels = (config.Labels ?? {}) as Readonly<Record<string, string>>
      if (until !== undefined && createdAt > until) return false
      if (!labelsMatch(filters.get('label') ?? [], labels)) return false
      return unwanted === undefined || !labelsMatch(unwanted, labels)
    })
    .sort((a, b) => a.sequence - b.sequence)
  let reclaimedBytes = 0
  for (const container of pruned) {
    reclaimedBytes += writtenBytes(container)
    deleteContainer(engine, container.id, {})
  }
  engine.events.record({
    type: 'container',
    action: 'prune',
    actorId: '',
    attributes: { reclaimed: String(reclaimedBytes) },
  })
  return { ContainersDeleted: pruned.length === 0 ? null : pruned.map(({ id }) => id), SpaceReclaimed: reclaimedBytes }
}

/** One that never ran has written nothing: its files are not made to find that out. */
const writtenBytes = (container: Container): number =>
  container instanceof StoredContainer ? container.writtenBytes : container.tree.writtenBytes
