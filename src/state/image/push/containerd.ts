import type { Progress } from '../../progress.ts'
import { interleave } from '../../task.ts'
import { type Content, descriptorOf } from '../content/content.ts'
import { platformOf } from '../content/documents.ts'
import type { Layer } from '../content/layer.ts'
import type { Image, PlatformImage } from '../entity.ts'
import { matchesPlatform } from '../platform.ts'
import { familiarName, type ImageReference, repositoryName } from '../reference.ts'
import { selectPlatform } from '../select.ts'
import { concurrentUploads, report, shortDigest } from '../transfer.ts'
import { type Push, publish, sendLayer, sendQuietly } from './send.ts'

/** What goes to the registry, and under what the tag is. */
interface Shipment {
  readonly target: Content
  readonly images: readonly PlatformImage[]
  /** What an index names beside images, whole. */
  readonly others: readonly { readonly manifest: Content; readonly parts: readonly Content[] }[]
  /** The index that could not go, because not all of it is here. */
  readonly insteadOf?: Content | undefined
}

/** Pushes as the containerd image store does (moby daemon/containerd/image_push.go; asked of 28.5.2). */
export function* pushFromContainerd(push: Push, reference: ImageReference, image: Image): Progress {
  const { engine } = push
  const { images, insteadOf, others, target } = shipmentOf(push, reference, image)
  const layers = [...new Map(images.flatMap(({ layers }) => layers).map(layer => [layer.blob.digest, layer])).values()]
  for (const { blob } of layers.slice(concurrentUploads)) yield report(engine, shortDigest(blob), 'Waiting')
  const lane = (layer: Layer) => sendLayer(push, layer, shortDigest(layer.blob), layer.blob.sizeBytes)
  yield* interleave(engine.clock, layers.map(lane), concurrentUploads)
  const parts = [...images.map(({ configuration }) => configuration), ...others.flatMap(({ parts }) => parts)]
  for (const blob of parts) yield* sendQuietly(push, { blob })
  const manifests = [...images, ...others].map(({ manifest }) => manifest)
  for (const manifest of manifests) if (manifest !== target) yield* publish(push, manifest, undefined)
  yield* publish(push, target, reference.tag)
  engine.images.pin(image, `${repositoryName(reference)}@${target.digest}`)
  if (insteadOf) yield { message: { progressDetail: {}, aux: substitution(insteadOf, images[0]) } }
  if (reference.tag === undefined) return
  yield { message: { status: `${reference.tag}: digest: ${target.digest} size: ${target.sizeBytes}` } }
}

const shipmentOf = (push: Push, reference: ImageReference, image: Image): Shipment => {
  const { asked, engine } = push
  if (asked) return alone(selectPlatform(engine, image, familiarName(reference), asked))
  const { index, manifests } = image
  if (!index) return alone(image)
  const images = manifests.flatMap(entry => entry.image ?? [])
  const others = manifests.flatMap(entry => entry.other ?? [])
  if (images.length + others.length === manifests.length) return { target: index, images, others }
  const chosen = images.find(({ platform }) => matchesPlatform(platform, engine.profile)) ?? images[0] ?? image
  return { ...alone(chosen), insteadOf: index }
}

const alone = (image: PlatformImage): Shipment => ({ target: image.manifest, images: [image], others: [] })

/** moby api/types/auxprogress/push.go */
const substitution = (index: Content, image: PlatformImage | undefined): object => ({
  manifestPushedInsteadOfIndex: true,
  originalIndex: descriptorOf(index),
  selectedManifest: image && { ...descriptorOf(image.manifest), platform: platformOf(image.platform) },
})
