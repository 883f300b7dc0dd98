import type { Reply } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { DockerError, invalid } from '../error.ts'
import { type Filters, parseFilters } from '../filters.ts'
import { untilFilter } from '../until.ts'

const acceptedFilters: ReadonlySet<string> = new Set([
  'description',
  'id',
  'inuse',
  'label',
  'label!',
  'parent',
  'private',
  'shared',
  'type',
  'until',
  'unused-for',
])

/**
 * `POST /build/prune`. The classic builder's cache are images, which only an image prune takes away: what is emptied here
 * is BuildKit's, and there is nothing in it (moby daemon/builder/backend/backend.go, PruneCache).
 */
export const pruneBuildCache = (engine: Engine, filtersText: string | undefined): Reply<'BuildPrune'> => {
  const filters = parseFilters(filtersText, undefined)
  try {
    checkFilters(engine, filters)
  } catch (error) {
    throw error instanceof DockerError ? error.wrap('failed to prune build cache') : error
  }
  engine.events.record({ type: 'builder', action: 'prune', actorId: '', attributes: { reclaimed: '0' } })
  return { CachesDeleted: null, SpaceReclaimed: 0 }
}

/** moby daemon/internal/builder-next/builder.go, toBuildkitPruneInfo. */
const checkFilters = (engine: Engine, filters: Filters): void => {
  for (const key of filters.keys()) if (!acceptedFilters.has(key)) throw invalid(`invalid filter '${key}'`)
  const [until, unusedFor] = [filters.get('until') ?? [], filters.get('unused-for') ?? []]
  if (until.length > 0 && unusedFor.length > 0) throw invalid('conflicting filters: "until" and "unused-for"')
  const [key, values] = until.length > 0 ? (['until', until] as const) : (['unused-for', unusedFor] as const)
  if (values.length > 1) throw invalid('filters expect only one value')
  try {
    untilFilter(new Map([['until', values]]), engine.clock.now())
  } catch (error) {
    const prefix = `"${key}" filter expects a duration (e.g., '24h') or a timestamp`
    throw error instanceof DockerError ? error.wrap(prefix) : error
  }
}
