import type { Progress } from '../../progress.ts'
import { reword } from '../../registry/words.ts'
import { interleave, settled } from '../../task.ts'
import { type Content, contentOf, type Descriptor, mediaTypes, readDocument } from '../content/content.ts'
import { manifestOf } from '../content/documents.ts'
import type { Layer } from '../content/layer.ts'
import type { Image } from '../entity.ts'
import { type ImageReference, repositoryName } from '../reference.ts'
import { concurrentUploads, report, shortDigest } from '../transfer.ts'
import { type Push, publish, sendLayer, sendQuietly } from './send.ts'

const idOf = ({ diffId }: Layer): string => shortDigest({ digest: diffId })

/** Pushes as graph drivers do: a manifest of Docker's own (moby daemon/internal/distribution/push_v2.go; asked of 28.5.2). */
export function* pushFromGraphDriver(push: Push, reference: ImageReference, image: Image): Progress {
  const { engine, place, words } = push
  try {
    yield* settled(engine.registry.ping(place))
  } catch (error) {
    reword(error, words.push)
  }
  const layers = image.layers.toReversed()
  for (const layer of layers) yield report(engine, idOf(layer), 'Preparing')
  for (const layer of layers.slice(concurrentUploads)) yield report(engine, idOf(layer), 'Waiting')
  const lanes = layers.map(layer => sendLayer(push, layer, idOf(layer), layer.sizeBytes))
  yield* interleave(engine.clock, lanes, concurrentUploads)
  const configuration = { ...image.configuration, mediaType: mediaTypes.dockerConfiguration }
  yield* sendQuietly(push, { blob: configuration })
  const manifest = indented(manifestOf(configuration, image.layers))
  yield* publish(push, manifest, reference.tag)
  engine.images.pin(image, `${repositoryName(reference)}@${manifest.digest}`)
  const { digest, sizeBytes } = manifest
  yield { message: { status: `${reference.tag}: digest: ${digest} size: ${sizeBytes}` } }
  yield { message: { progressDetail: {}, aux: { Tag: reference.tag, Digest: digest, Size: sizeBytes } } }
}

/** Distribution writes its manifests for people to read, and their digests are of that (manifest/schema2/manifest.go). */
const indented = (manifest: Content): Content => {
  const { config, layers, ...rest } = readDocument(manifest) as DockerManifest
  const ordered = { ...rest, config: descriptor(config), layers: layers.map(descriptor) }
  return contentOf(manifest.mediaType, new TextEncoder().encode(JSON.stringify(ordered, null, 3)))
}

interface DockerManifest {
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
}

const descriptor = ({ digest, mediaType, size }: Descriptor) => ({ mediaType, size, digest })
