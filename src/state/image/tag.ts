import type { Engine } from '../engine.ts'
import { invalid } from '../error.ts'
import type { Image } from './entity.ts'
import { imageEvent } from './event.ts'
import { shownName } from './names.ts'
import {
  familiarRepository,
  fullName,
  type ImageReference,
  parseReference,
  withDefaultTag,
  withTag,
} from './reference.ts'

/** `POST /images/{name}/tag`. An empty repository does nothing, as moby's handler does. Returns whether it tagged. */
export const tagImage = (engine: Engine, source: string, repository: string, tag: string): boolean => {
  const reference = newTag(repository, tag)
  const image = engine.images.resolve(source)
  if (reference) nameImage(engine, image, reference)
  return reference !== undefined
}

/** The name that a request gives to an image; none when it gives no repository (moby RepoTagReference). */
export const newTag = (repository: string, tag: string): ImageReference | undefined => {
  if (repository === '') return undefined
  const named = parseReference(repository)
  if (named.digest !== undefined) throw invalid('cannot import digest reference')
  const reference = tag === '' ? withDefaultTag(named) : withTag(named, tag)
  if (familiarRepository(reference) === 'sha256') {
    throw invalid('refusing to create an ambiguous tag using digest algorithm as name')
  }
  return reference
}

export const nameImage = (engine: Engine, image: Image, reference: ImageReference): void => {
  engine.images.tag(image, fullName(reference))
  imageEvent(engine, 'tag', image.id, shownName(engine, fullName(reference)), image)
}
