import { type DockerError, internal } from '../../error.ts'
import type { Progress } from '../../progress.ts'
import { type ImageManifest, readManifest } from '../../registry/manifest.ts'
import { reword } from '../../registry/words.ts'
import { settled } from '../../task.ts'
import { readConfiguration } from '../content/configuration.ts'
import type { Content, Descriptor } from '../content/content.ts'
import { platformImage } from '../content/documents.ts'
import type { Layer } from '../content/layer.ts'
import type { Arrival, Image, PlatformImage } from '../entity.ts'
import { imageEvent } from '../event.ts'
import { storeImage } from '../make.ts'
import type { Platform } from '../platform.ts'
import { familiarName, familiarRepository, fullName, type ImageReference, repositoryName } from '../reference.ts'
import type { Conversation } from '../transfer.ts'

export interface Pull extends Conversation {
  /** The platform that was asked for. */
  readonly asked: Platform | undefined
}

/** What a reference names on the registry. Distribution's client asks first whether the registry is there. */
export function* resolve({ engine, place, words }: Pull, reference: ImageReference): Progress<Descriptor> {
  try {
    if (!engine.profile.storage.containerdStore) yield* settled(engine.registry.ping(place))
    return yield* settled(engine.registry.resolve(place, reference.digest ?? reference.tag ?? ''))
  } catch (error) {
    return reword(error, failure => words.resolve(failure, reference))
  }
}

export function* fetchDocument({ engine, place, words }: Pull, descriptor: Descriptor): Progress<Content> {
  try {
    return yield* settled(engine.registry.document(place, descriptor))
  } catch (error) {
    return reword(error, failure => words.fetch(failure, descriptor, 1))
  }
}

/** The documents of an image, and how many of its layers are in place already. */
export interface Plan extends ImageManifest {
  readonly manifest: Content
  readonly config: Content
  readonly diffIds: readonly string[]
}

/** Images are held in memory: as much as a small disk holds, packed or unpacked, and no more. */
const imageBytesMax = 2 * 1024 ** 3

const refuseTooMuch = (sizes: Iterable<number>): void => {
  let sum = 0
  for (const size of sizes) sum += size
  if (sum > imageBytesMax) throw internal('failed to copy: write: no space left on device')
}

export const readPlan = (manifest: Content, config: Content, mismatch: DockerError): Plan => {
  const named = readManifest(manifest)
  const { diffIds } = readConfiguration(config)
  if (diffIds.length !== named.layers.length) throw mismatch
  refuseTooMuch(named.layers.map(({ size }) => size))
  return { ...named, manifest, config, diffIds }
}

/** How many layers, from the lowest on, some image here has in the same order: they need not be unpacked again. */
export const layersInPlace = ({ engine }: Pull, layers: readonly Descriptor[]): number => {
  const local = layers.map(({ digest }) => engine.images.layer(digest)?.diffId)
  const known = local.indexOf(undefined)
  for (let count = known < 0 ? local.length : known; count > 0; count--) {
    const wanted = local.slice(0, count)
    const isChain = ({ layers }: Image): boolean => wanted.every((diffId, at) => layers[at]?.diffId === diffId)
    if (
      engine.images
        .withLayer(wanted.at(-1) ?? '')
        .values()
        .some(isChain)
    )
      return count
  }
  return 0
}

/** Puts a layer to those that came before it. */
export const receive = (came: Map<string, Layer>, digest: string, layer: Layer): void => {
  came.set(digest, layer)
  refuseTooMuch([...came.values()].map(({ sizeBytes }) => sizeBytes))
}

/** The image that was planned, of the layers that came and those that were here. */
export const imageOf = ({ engine }: Pull, plan: Plan, came: ReadonlyMap<string, Layer>): PlatformImage => {
  const layers = plan.layers.map(({ digest }, at) => {
    const layer = came.get(digest) ?? engine.images.layer(digest)
    if (!layer) throw internal(`content digest ${digest}: not found`)
    if (layer.diffId !== plan.diffIds[at]) throw internal(`wrong diff id calculated on extraction "${layer.diffId}"`)
    return layer
  })
  return platformImage(plan.config, layers, plan.manifest)
}

/** Whether a reference stands for this image already. */
export const isCurrent = ({ engine }: Pull, reference: ImageReference, image: Image | undefined): boolean => {
  if (!image) return false
  if (reference.digest !== undefined) return image.digests.has(`${repositoryName(reference)}@${reference.digest}`)
  return engine.images.tagged(reference) === image
}

/** Stores what came under the name that it was asked for by. */
export const keep = (pull: Pull, reference: ImageReference, target: Descriptor, arrival: Arrival): Image => {
  const { engine } = pull
  const image = storeImage(engine, arrival)
  engine.images.pin(image, `${repositoryName(reference)}@${target.digest}`)
  if (reference.digest === undefined) engine.images.tag(image, fullName(reference))
  imageEvent(engine, 'pull', familiarName(reference), familiarRepository(reference), image)
  return image
}
