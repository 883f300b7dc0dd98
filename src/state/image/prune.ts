import type { Engine } from '../engine.ts'
import { booleanFilter, labelsMatch, parseFilters } from '../filters.ts'
import { untilFilter } from '../until.ts'
import type { Image } from './entity.ts'
import { type Removal, removeImage } from './remove.ts'

const acceptedFilters: ReadonlySet<string> = new Set(['dangling', 'label', 'label!', 'until'])

export interface ImagePrune {
  readonly removals: readonly Removal[]
  readonly reclaimedBytes: number
}

/**
 * `POST /images/prune`: images without a name or, with `dangling=false`, all that no container uses. A containerd store
 * records no event of its own for it (moby daemon/containerd/image_prune.go).
 */
export const pruneImages = (engine: Engine, filtersText: string | undefined): ImagePrune => {
  const filters = parseFilters(filtersText, acceptedFilters)
  const until = untilFilter(filters, engine.clock.now())
  const onlyDangling = booleanFilter(filters, 'dangling', true)
  const unwanted = filters.get('label!')
  const isPrunable = (image: Image): boolean => {
    const labels = image.config.Labels ?? {}
    if (engine.containers.ofImage(image.id).size > 0) return false
    if (onlyDangling && image.references.size > 0) return false
    if (until !== undefined && image.createdAt > until) return false
    if (!labelsMatch(filters.get('label') ?? [], labels)) return false
    return unwanted === undefined || !labelsMatch(unwanted, labels)
  }
  const before = layerBytes(engine)
  const removals = [...engine.images.all()].filter(isPrunable).flatMap(image => removeImage(engine, image.id, true))
  return { removals, reclaimedBytes: before - layerBytes(engine) }
}

/** Layers that several images share are there once. */
const layerBytes = (engine: Engine): number => {
  const sizes = new Map(
    [...engine.images.all()].flatMap(({ layers }) => layers.map(layer => [layer.diffId, layer.sizeBytes])),
  )
  let total = 0
  for (const bytes of sizes.values()) total += bytes
  return total
}
