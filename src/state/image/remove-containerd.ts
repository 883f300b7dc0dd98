import { isAlive } from '../container/lifecycle.ts'
import type { Engine } from '../engine.ts'
import { conflict, DockerError, invalid, notFound, wrapped } from '../error.ts'
import type { Image } from './entity.ts'
import { imageEvent } from './event.ts'
import { isIdOf, shortId } from './identifier.ts'
import { familiar, repositoryOf, storedNames } from './names.ts'
import { formatPlatform, type Platform } from './platform.ts'
import {
  familiarName,
  fullName,
  type ImageReference,
  parseReference,
  repositoryName,
  withDefaultTag,
} from './reference.ts'
import { type Removal, type RemoveOptions, usersOf } from './removal.ts'
import { selectPlatform } from './select.ts'

/** The rules of a containerd store (moby daemon/containerd/image_delete.go). */
export const removeFromContainerd = (engine: Engine, name: string, options: RemoveOptions): Removal[] => {
  const { force, platforms } = options
  if (platforms.length > 0 && !force) {
    throw invalid('Content will be removed from all images referencing this variant. Use —-force to force delete.')
  }
  const image = engine.images.resolve(name)
  const all = storedNames(image)
  if (isIdOf(image, name)) {
    if (platforms.length > 0) return removePlatforms(engine, image, platforms)
    return removeAll(engine, image, options, !force && all.length > 1 && !areOneReference(all))
  }
  const reference = withDefaultTag(parseReference(name))
  const same = all.filter(each => isSame(each, reference, all))
  if (same.length === 0) throw notFound(`No such image: ${familiarName(reference)}`)
  if (platforms.length > 0) return removePlatforms(engine, image, platforms)
  if (same.length < all.length) return same.map(each => untag(engine, image, each))
  const [user] = reference.digest === undefined ? usersOf(engine, image) : []
  if (user && !force) {
    throw conflict(
      `conflict: unable to delete ${familiarName(reference)} (must be forced) - container ${shortId(user.id)} is using its referenced image ${shortId(image.id)}`,
    )
  }
  // The containers keep it, without a name.
  if (user) return same.map(each => untag(engine, image, each)).slice(0, 1)
  return removeAll(engine, image, options, false)
}

/** Names that stand for the same thing: the same repository and tag, or a digest in a repository without other tags. */
const isSame = (name: string, reference: ImageReference, all: readonly string[]): boolean => {
  if (repositoryOf(name) !== repositoryName(reference)) return false
  if (reference.digest !== undefined && reference.tag === undefined) return true
  if (!name.includes('@')) return name === fullName({ ...reference, digest: undefined })
  return all.every(
    each => each.includes('@') || repositoryOf(each) !== repositoryOf(name) || isSame(each, reference, []),
  )
}

const areOneReference = (all: readonly string[]): boolean => {
  const [first] = all.filter(name => !name.includes('@'))
  return first === undefined || all.every(name => isSame(name, parseReference(first), all))
}

const untag = (engine: Engine, image: Image, name: string): Removal => {
  engine.images.untag(image, name)
  imageEvent(engine, 'untag', image.id, familiar(name))
  return { Untagged: familiar(name) }
}

/** Takes an image away with all its names, and what was only a step on the way to it. */
const removeAll = (engine: Engine, image: Image, { force, prune }: RemoveOptions, isAmbiguous: boolean): Removal[] => {
  const ancestors = prune ? ancestorsOf(engine, image) : []
  refuseConflicts(engine, image, !force, isAmbiguous)
  const names = storedNames(image)
  const untagged = names.map(name => untag(engine, image, name))
  // What others were committed on stays as a step on the way to them, though the answer says otherwise.
  const isStep = names.length === 1 && !force && engine.images.children(image.id).size > 0
  const removals = [...untagged, destroy(engine, image, isStep)]
  for (const ancestor of ancestors) {
    if (storedNames(ancestor).length > 0 || isInConflict(engine, ancestor)) break
    removals.push(destroy(engine, ancestor, false))
  }
  return removals
}

const destroy = (engine: Engine, image: Image, stays: boolean): Removal => {
  if (!stays) engine.images.remove(image)
  imageEvent(engine, 'delete', image.id, image.id, engine.images.get(image.id))
  return { Deleted: image.id }
}

const ancestorsOf = (engine: Engine, image: Image): Image[] => {
  const found: Image[] = []
  for (let at = engine.images.get(image.parentId); at; at = engine.images.get(at.parentId)) found.push(at)
  return found
}

const refuseConflicts = (engine: Engine, image: Image, soft: boolean, isAmbiguous: boolean): void => {
  const refuse = (how: string, why: string): DockerError =>
    conflict(`conflict: unable to delete ${shortId(image.id)} (${how}) - ${why}`)
  const containers = [...engine.containers.ofImage(image.id)]
  const running = containers.find(isAlive)
  if (running) throw refuse('cannot be forced', `image is being used by running container ${shortId(running.id)}`)
  const [stopped] = containers
  if (stopped && soft) throw refuse('must be forced', `image is being used by stopped container ${shortId(stopped.id)}`)
  if (isAmbiguous) throw refuse('must be forced', 'image is referenced in multiple repositories')
}

const isInConflict = (engine: Engine, image: Image): boolean => {
  try {
    refuseConflicts(engine, image, true, false)
    return false
  } catch (error) {
    if (error instanceof DockerError) return true
    throw error
  }
}

/** Takes away what is here of some platforms; the index keeps their lines. */
const removePlatforms = (engine: Engine, image: Image, platforms: readonly Platform[]): Removal[] =>
  platforms.map(platform => {
    const { manifest } = wrapped(`failed to delete platform ${formatPlatform(platform)} for image ${image.id}`, () =>
      selectPlatform(engine, image, storedNames(image)[0] ?? image.id, platform),
    )
    const current = engine.images.get(image.id) ?? image
    const manifests = current.manifests.map(({ image: present, ...entry }) =>
      present && present.manifest.digest !== manifest.digest ? { ...entry, image: present } : entry,
    )
    engine.images.replace(current, { ...current, manifests })
    return { Deleted: manifest.digest }
  })
