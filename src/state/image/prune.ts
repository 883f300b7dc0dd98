import type { Engine } from '../engine.ts'
import { booleanFilter, type Filters, parseFilters } from '../filters.ts'
import { pruneContainerd } from './prune-containerd.ts'
import { pruneGraph } from './prune-graph.ts'
import type { Removal } from './removal.ts'

const acceptedFilters: ReadonlySet<string> = new Set(['dangling', 'label', 'label!', 'until'])

export interface ImagePrune {
  readonly removals: readonly Removal[]
  readonly reclaimedBytes: number
}

/** `POST /images/prune`: images without a name or, with `dangling=false`, all that no container uses. */
export const pruneImages = (engine: Engine, filtersText: string | undefined): ImagePrune => {
  const filters = parseFilters(filtersText, acceptedFilters)
  const onlyDangling = booleanFilter(filters, 'dangling', true)
  const others: Filters = new Map([...filters].filter(([key]) => key !== 'dangling'))
  return engine.profile.storage.containerdStore
    ? pruneContainerd(engine, others, onlyDangling)
    : pruneGraph(engine, others, onlyDangling)
}
