import { pullManner } from '../container/behaviour/behaviour.ts'
import type { Engine } from '../engine.ts'
import { invalid } from '../error.ts'
import { definedImage, type ImageDefinition } from './catalogue/defined.ts'
import { descriptorOf } from './content/content.ts'
import { storeImage } from './make.ts'
import { matchesPlatform } from './platform.ts'
import { fullName, parseReference, withDefaultTag } from './reference.ts'

export interface DefinedImage {
  /** `docker.io/library/postgres:16` */
  readonly reference: string
  /** What a pull of it brings. */
  readonly digest: string
}

/**
 * Makes an image that can be pulled, whatever the registry says, and unless it is about pulls is here already. Defining
 * it again replaces it; containers keep what they were made from.
 */
export const defineImage = (engine: Engine, name: string, definition: ImageDefinition = {}): DefinedImage => {
  const reference = withDefaultTag(parseReference(name))
  if (reference.digest !== undefined) throw invalid(`${name} has a digest: nobody can choose that`)
  const remote = definedImage(reference, definition)
  const { pull, local = pull === undefined } = definition
  engine.definitions.add(reference, remote, pull === undefined ? undefined : pullManner(pull))
  const { digest } = remote.index
  const image = remote.images.find(({ platform }) => matchesPlatform(platform, engine.profile))
  if (local && image) {
    const manifests = remote.images.map(each => ({
      descriptor: descriptorOf(each.manifest),
      ...(each === image && { image }),
    }))
    const stored = storeImage(engine, { image, index: remote.index, manifests })
    engine.images.tag(stored, fullName(reference))
  }
  return { reference: fullName(reference), digest }
}
