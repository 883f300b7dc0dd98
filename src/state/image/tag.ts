import type { Engine } from '../engine.ts'
import { invalid } from '../error.ts'
import { imageEvent } from './event.ts'
import { familiarName, familiarRepository, fullName, parseReference, withDefaultTag } from './reference.ts'

/** `POST /images/{name}/tag`. An empty repository does nothing, as moby's handler does. Returns whether it tagged. */
export const tagImage = (engine: Engine, source: string, repository: string, tag: string): boolean => {
  if (repository === '') {
    engine.images.resolve(source)
    return false
  }
  const named = parseReference(repository)
  if (named.digest !== undefined) throw invalid('cannot import digest reference')
  const reference = withDefaultTag(parseReference(tag === '' ? repository : `${repository}:${tag}`))
  if (familiarRepository(reference) === 'sha256') {
    throw invalid('refusing to create an ambiguous tag using digest algorithm as name')
  }
  const image = engine.images.resolve(source)
  engine.images.tag(image, fullName(reference))
  imageEvent(engine, 'tag', image.id, familiarName(reference), image)
  return true
}
