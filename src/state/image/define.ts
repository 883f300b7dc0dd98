import { pullManner } from '../container/behaviour/behaviour.ts'
import type { Engine } from '../engine.ts'
import { invalid } from '../error.ts'
import { definedImage, type ImageDefinition } from './catalogue/defined.ts'
import type { RemoteImage } from './catalogue/image.ts'
import { descriptorOf } from './content/content.ts'
import type { Arrival } from './entity.ts'
import { storeImage } from './make.ts'
import { matchesPlatform } from './platform.ts'
import { fullName, parseReference, withDefaultTag } from './reference.ts'

/** An image that was defined. */
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
  const { pull, local = pull === undefined, program } = definition
  if (typeof program === 'function') engine.functions.set(fullName(reference), program)
  engine.definitions.add(reference, remote, pull === undefined ? undefined : pullManner(pull))
  const { digest } = remote.index
  const arrival = arrivalOf(engine, remote)
  if (local && arrival) engine.images.tag(storeImage(engine, arrival), fullName(reference))
  return { reference: fullName(reference), digest }
}

/** What a pull of it would bring to this daemon; undefined when it is for other platforms alone. */
export const arrivalOf = (engine: Engine, { index, images }: RemoteImage): Arrival | undefined => {
  const image = images.find(({ platform }) => matchesPlatform(platform, engine.profile))
  if (!image) return undefined
  const manifests = images.map(each => ({ descriptor: descriptorOf(each.manifest), ...(each === image && { image }) }))
  return { image, index, manifests }
}
