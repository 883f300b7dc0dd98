import type { Container } from '../container/entity.ts'
import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import type { Filters } from '../filters.ts'
import type { Image } from './entity.ts'
import { imageEvent } from './event.ts'
import { isIdOf } from './identifier.ts'
import { imageTest } from './list.ts'
import { familiar, storedNames } from './names.ts'
import type { ImagePrune } from './prune.ts'
import { fullName, parseReference, withDefaultTag } from './reference.ts'
import type { Removal } from './removal.ts'
import { partsOf } from './size.ts'

/** A name of an image, or the image itself when it has none. */
interface Candidate {
  readonly image: Image
  readonly name: string | undefined
}

/**
 * Names go one by one, and an image with its last one. It records no event of the prune as a whole
 * (moby daemon/containerd/image_prune.go).
 */
export const pruneContainerd = (engine: Engine, filters: Filters, onlyDangling: boolean): ImagePrune => {
  const passes = imageTest(engine, filters)
  const candidates: Candidate[] = []
  for (const image of engine.images.all()) {
    if (!passes(image)) continue
    const names = storedNames(image)
    if (names.length === 0) candidates.push({ image, name: undefined })
    else if (!onlyDangling) candidates.push(...names.map(name => ({ image, name })))
  }
  const before = heldBytes(engine)
  const removals = candidates
    .filter(candidate => !isNamedByContainer(engine, candidate))
    .sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
    .flatMap(candidate => prune(engine, candidate))
  return { removals, reclaimedBytes: removals.length === 0 ? 0 : before - heldBytes(engine) }
}

const isNamedByContainer = (engine: Engine, { image, name }: Candidate): boolean => {
  const users = [...engine.containers.ofImage(image.id)]
  return name === undefined ? users.length > 0 : users.some(user => namedBy(user) === name)
}

/** The name in full by which a container was made, its digest aside. */
const namedBy = ({ config }: Container): string | undefined => {
  try {
    return fullName({ ...withDefaultTag(parseReference(config.Image ?? '')), digest: undefined })
  } catch (error) {
    if (error instanceof DockerError) return undefined
    throw error
  }
}

/** The last name stays while a container was made by id or digest. */
const prune = (engine: Engine, { image, name }: Candidate): Removal[] => {
  const isLast = storedNames(image).length <= 1
  if (isLast && [...engine.containers.ofImage(image.id)].some(user => isMadeById(user, image))) return []
  const shown = name === undefined ? image.id : familiar(name)
  if (name !== undefined) engine.images.untag(image, name)
  imageEvent(engine, 'untag', image.id, shown)
  if (!isLast || engine.containers.ofImage(image.id).size > 0) return [{ Untagged: shown }]
  engine.images.remove(image)
  imageEvent(engine, 'delete', image.id, shown)
  const manifests = image.manifests
    .filter(entry => entry.image ?? entry.other)
    .map(({ descriptor }) => descriptor.digest)
  const gone = [...new Set([...(image.index ? [image.id] : []), ...manifests])]
  return [{ Untagged: shown }, ...gone.map(Deleted => ({ Deleted }))]
}

const isMadeById = ({ config }: Container, image: Image): boolean =>
  isIdOf(image, config.Image ?? '') || (config.Image ?? '').endsWith(`@${image.id}`)

/** What several images share is there once. */
const heldBytes = (engine: Engine): number => {
  const parts = new Map<string, number>()
  for (const image of engine.images.all()) for (const [key, bytes] of partsOf(engine, image)) parts.set(key, bytes)
  let total = 0
  for (const bytes of parts.values()) total += bytes
  return total
}
