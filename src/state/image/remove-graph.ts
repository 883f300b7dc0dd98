import { isAlive } from '../container/lifecycle.ts'
import type { Engine } from '../engine.ts'
import { conflict, type DockerError, invalid } from '../error.ts'
import { chainOf } from './chain.ts'
import type { Image } from './entity.ts'
import { imageEvent } from './event.ts'
import { isIdOf, shortId } from './identifier.ts'
import { digestsOf, repositoryOf, shownName, tagsOf } from './names.ts'
import { type Removal, type RemoveOptions, usersOf } from './removal.ts'
import { selectPlatform } from './select.ts'

/** The rules of graph drivers (moby daemon/images/image_delete.go). */
export const removeFromGraph = (engine: Engine, name: string, options: RemoveOptions): Removal[] => {
  const { force, platforms } = options
  if (platforms.length > 1) throw invalid('multiple platforms are not supported')
  const image = engine.images.resolve(name)
  selectPlatform(engine, image, name, platforms[0])
  const isId = isIdOf(image, name)
  const untagged = isId ? untagById(engine, image, force) : untagByName(engine, image, name, force)
  if (!isId && namesOf(image).length > 0) return untagged
  return [...untagged, ...removeWithAncestors(engine, image, { ...options, quiet: !isId })]
}

const namesOf = (image: Image): string[] => [...tagsOf(image), ...digestsOf(image)].sort()

/** At most one tag, and every digest in its repository. */
const isSingle = (names: readonly string[]): boolean => {
  const tags = names.filter(name => !name.includes('@'))
  if (names.length <= 1) return names.length === 1
  return tags.length <= 1 && new Set(names.map(repositoryOf)).size === 1
}

const untagByName = (engine: Engine, image: Image, name: string, force: boolean): Removal[] => {
  const names = namesOf(image)
  const [user] = usersOf(engine, image)
  if (!force && user && isSingle(names)) {
    throw conflict(
      `conflict: unable to remove repository reference ${JSON.stringify(name)} (must force) - container ${shortId(user.id)} is using its referenced image ${shortId(image.id)}`,
    )
  }
  const full = engine.images.fullNameOf(name)
  const removals = [untag(engine, image, full)]
  const left = namesOf(image).filter(each => repositoryOf(each) === repositoryOf(full))
  // Digests go with the last tag of their repository, without a word.
  if (full.includes('@') || left.some(each => !each.includes('@'))) return removals
  return [...removals, ...left.map(each => untagSilently(engine, image, each))]
}

const untagById = (engine: Engine, image: Image, force: boolean): Removal[] => {
  if (!isSingle(namesOf(image))) return []
  const found = conflictOf(engine, image, { ignoreNames: true, force })
  if (found) throw found.error
  return namesOf(image).map(name => untag(engine, image, name))
}

const untagSilently = (engine: Engine, image: Image, name: string): Removal => {
  engine.images.untag(image, name)
  return { Untagged: shownName(engine, name) }
}

const untag = (engine: Engine, image: Image, name: string): Removal => {
  const removal = untagSilently(engine, image, name)
  imageEvent(engine, 'untag', image.id, image.id, image)
  return removal
}

interface Conflict {
  readonly error: DockerError
  readonly isUse: boolean
}

interface ConflictOptions {
  readonly force: boolean
  readonly ignoreNames?: boolean
}

const conflictOf = (
  engine: Engine,
  image: Image,
  { force, ignoreNames = false }: ConflictOptions,
): Conflict | undefined => {
  const found = (how: string, why: string, isUse: boolean): Conflict => ({
    error: conflict(`conflict: unable to delete ${shortId(image.id)} (${how}) - ${why}`),
    isUse,
  })
  const containers = [...engine.containers.ofImage(image.id)]
  const running = containers.find(isAlive)
  if (engine.images.children(image.id).size > 0)
    return found('cannot be forced', 'image has dependent child images', false)
  if (running) return found('cannot be forced', `image is being used by running container ${shortId(running.id)}`, true)
  if (!force && !ignoreNames && namesOf(image).length > 0)
    return found('must be forced', 'image is referenced in multiple repositories', false)
  const [stopped] = containers
  if (!force && stopped)
    return found('must be forced', `image is being used by stopped container ${shortId(stopped.id)}`, true)
  return undefined
}

/** A conflict that nobody needs to hear of: the name is gone, and the rest is wanted by others. */
const removeWithAncestors = (
  engine: Engine,
  image: Image,
  { force, prune, quiet }: { force: boolean; prune: boolean; quiet: boolean },
): Removal[] => {
  const found = conflictOf(engine, image, { force })
  if (found) {
    const isDangling = namesOf(image).length === 0 && engine.images.children(image.id).size === 0
    if (quiet && (!isDangling || found.isUse)) return []
    throw found.error
  }
  const parent = engine.images.get(image.parentId)
  const untagged = namesOf(image).map(name => untag(engine, image, name))
  const removals = [...untagged, ...destroy(engine, image)]
  if (!prune || !parent) return removals
  return [...removals, ...removeWithAncestors(engine, parent, { force: false, prune: true, quiet: true })]
}

/** The image, then its layers from the top as far as nobody else stands on them. */
const destroy = (engine: Engine, image: Image): Removal[] => {
  engine.images.remove(image)
  imageEvent(engine, 'delete', image.id, image.id)
  const gone: Removal[] = [{ Deleted: image.id }]
  if (engine.containers.ofImage(image.id).size > 0) return gone
  for (const chainId of chainOf(image.layers).reverse()) {
    if (engine.images.withChain(chainId).size > 0) break
    gone.push({ Deleted: chainId })
  }
  return gone
}
