import type { Container } from '../container/entity.ts'
import type { Engine } from '../engine.ts'
import { conflict, invalid } from '../error.ts'
import type { Image } from './entity.ts'
import { imageEvent } from './event.ts'
import { familiarName, fullName, parseReference, withDefaultTag } from './reference.ts'

export interface Removal {
  readonly Untagged?: string
  readonly Deleted?: string
}

const shortId = (id: string): string => id.replace('sha256:', '').slice(0, 12)

/** `DELETE /images/{name}` with the rules of a containerd store (moby daemon/containerd/image_delete.go). */
export const removeImage = (engine: Engine, name: string, force: boolean): Removal[] => {
  if (name.trim() === '') throw invalid('image name cannot be blank')
  const image = engine.images.resolve(name)
  const tag = tagOf(image, name)
  if (tag === undefined) return removeById(engine, image, force)
  if (image.references.size > 1) return [untag(engine, image, tag)]
  const user = users(engine, image)[0]
  if (user && !force) {
    throw conflict(
      `conflict: unable to delete ${familiar(tag)} (must be forced) - container ${shortId(user.id)} is using its referenced image ${shortId(image.id)}`,
    )
  }
  const untagged = untag(engine, image, tag)
  return user ? [untagged] : [untagged, destroy(engine, image)]
}

/** The stored name that the caller meant, unless the caller named an id. */
const tagOf = (image: Image, name: string): string | undefined => {
  if (image.id.startsWith(name) || image.id.startsWith(`sha256:${name}`)) return undefined
  const full = fullName(withDefaultTag(parseReference(name)))
  return image.references.has(full) ? full : undefined
}

const removeById = (engine: Engine, image: Image, force: boolean): Removal[] => {
  const refuse = (how: string, why: string): never => {
    throw conflict(`conflict: unable to delete ${shortId(image.id)} (${how}) - ${why}`)
  }
  const using = users(engine, image)
  const running = using.find(({ state }) => state === 'running' || state === 'paused' || state === 'restarting')
  if (running) refuse('cannot be forced', `image is being used by running container ${shortId(running.id)}`)
  const stopped = using[0]
  if (stopped && !force) refuse('must be forced', `image is being used by stopped container ${shortId(stopped.id)}`)
  if (image.references.size > 1 && !force) refuse('must be forced', 'image is referenced in multiple repositories')
  const untagged = [...image.references].map(tag => untag(engine, image, tag))
  return [...untagged, destroy(engine, image)]
}

const users = (engine: Engine, image: Image): Container[] => [...engine.containers.ofImage(image.id)]

const familiar = (fullNameText: string): string => familiarName(parseReference(fullNameText))

const untag = (engine: Engine, image: Image, tag: string): Removal => {
  engine.images.untag(tag)
  imageEvent(engine, 'untag', image.id, familiar(tag), image)
  return { Untagged: familiar(tag) }
}

const destroy = (engine: Engine, image: Image): Removal => {
  engine.images.remove(image)
  imageEvent(engine, 'delete', image.id, image.id, image)
  return { Deleted: image.id }
}
