import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import { type Filters, labelsMatch } from '../filters.ts'
import { untilFilter } from '../until.ts'
import { chainOf } from './chain.ts'
import type { Image } from './entity.ts'
import { shownName } from './names.ts'
import type { ImagePrune } from './prune.ts'
import type { Removal } from './removal.ts'
import { removeImage } from './remove.ts'

/** Images are removed as a client would, and what refuses stays (moby daemon/images/image_prune.go). */
export const pruneGraph = (engine: Engine, filters: Filters, onlyDangling: boolean): ImagePrune => {
  const until = untilFilter(filters, engine.clock.now())
  const unwanted = filters.get('label!')
  const passes = ({ config, createdAt }: Image): boolean => {
    const labels = config.Labels ?? {}
    if (until !== undefined && createdAt > until) return false
    if (!labelsMatch(filters.get('label') ?? [], labels)) return false
    return unwanted === undefined || !labelsMatch(unwanted, labels)
  }
  const images = [...engine.images.all()]
  const layers = new Map(
    images.flatMap(image =>
      chainOf(image.layers).map((id, at): [string, number] => [id, image.layers[at]?.sizeBytes ?? 0]),
    ),
  )
  const removals = images
    .filter(image => isTop(engine, image, onlyDangling) && passes(image))
    .flatMap(image => prune(engine, image, onlyDangling))
  let reclaimedBytes = 0
  for (const { Deleted } of removals) reclaimedBytes += layers.get(Deleted ?? '') ?? 0
  engine.events.record({
    type: 'image',
    action: 'prune',
    actorId: '',
    attributes: { reclaimed: String(reclaimedBytes) },
  })
  return { removals, reclaimedBytes }
}

/** What others stand on goes with them. */
const isTop = (engine: Engine, image: Image, onlyDangling: boolean): boolean => {
  const hasChildren = engine.images.children(image.id).size > 0
  return onlyDangling ? !hasChildren : !hasChildren || image.references.size + image.digests.size > 0
}

const prune = (engine: Engine, image: Image, onlyDangling: boolean): Removal[] => {
  if (!engine.images.get(image.id)) return []
  const names = [...image.references, ...image.digests].sort()
  if (names.length === 0) return attempt(engine, image.id)
  if (onlyDangling && image.references.size > 0) return []
  return names.flatMap(name => attempt(engine, shownName(engine, name)))
}

const attempt = (engine: Engine, name: string): Removal[] => {
  try {
    return removeImage(engine, name)
  } catch (error) {
    if (error instanceof DockerError) return []
    throw error
  }
}
