import { internal, notFound, notImplemented } from '../../error.ts'
import type { Progress } from '../../progress.ts'
import { lineFor, readIndex, readManifest } from '../../registry/manifest.ts'
import { reword } from '../../registry/words.ts'
import { interleave } from '../../task.ts'
import { type Content, type Descriptor, mediaTypes } from '../content/content.ts'
import { isIndexType, isManifestType } from '../content/documents.ts'
import type { Layer } from '../content/layer.ts'
import type { Image, IndexEntry, PlatformImage } from '../entity.ts'
import { formatPlatform, matchesPlatform, type Platform } from '../platform.ts'
import { familiarName, fullName, type ImageReference } from '../reference.ts'
import { concurrentDownloads, followed, report, shortDigest, unpackMilliseconds } from '../transfer.ts'
import {
  fetchDocument,
  imageOf,
  isCurrent,
  keep,
  layersInPlace,
  type Plan,
  type Pull,
  readPlan,
  receive,
  resolve,
} from './fetch.ts'

const hideCounts = { hidecounts: true } as const

/** Pulls as the containerd image store does (moby daemon/containerd/image_pull.go, progress.go; asked of 28.5.2). */
export function* pullToContainerd(pull: Pull, reference: ImageReference): Progress {
  const { engine, place } = pull
  const target = yield* resolve(pull, reference)
  refuseOldFormats(target)
  const known = engine.images.get(target.digest)
  const before = isCurrent(pull, reference, known)
  const wanted = pull.asked ?? engine.profile
  const present = known && platformsOf(known).find(({ platform }) => !known.index || matchesPlatform(platform, wanted))
  const index = isIndexType(target.mediaType) ? (known?.index ?? (yield* fetchDocument(pull, target))) : undefined
  const lines = index ? readIndex(index) : [target]
  const line = index ? lineFor(lines, wanted) : target
  if (!line) throw noMatch(wanted)
  yield { message: { status: `Pulling from ${place.path}`, id: reference.tag ?? fullName(reference) } }
  const image = present ?? (yield* fetchImage(pull, line))
  const manifests =
    index && lines.map((descriptor): IndexEntry => ({ descriptor, ...(descriptor === line && { image }) }))
  keep(pull, reference, target, { image, index, manifests })
  yield { message: { status: `Digest: ${target.digest}` } }
  const outcome = before ? 'Image is up to date' : 'Downloaded newer image'
  yield { message: { status: `Status: ${outcome} for ${familiarName(reference)}` } }
}

const platformsOf = (image: Image): PlatformImage[] => [image, ...image.manifests.flatMap(entry => entry.image ?? [])]

const noMatch = (wanted: Platform) =>
  notFound(
    `no matching manifest for ${formatPlatform(wanted)} in the manifest list entries: no match for platform in manifest: not found`,
  )

const schema1 = 'application/vnd.docker.distribution.manifest.v1+prettyjws'

const refuseOldFormats = ({ digest, mediaType }: Descriptor): void => {
  if (isIndexType(mediaType) || isManifestType(mediaType)) return
  if (mediaType === schema1)
    throw notImplemented(
      `not implemented: media type "${schema1}" is no longer supported since containerd v2.1, please rebuild the image as "${mediaTypes.dockerManifest}" or "${mediaTypes.manifest}"`,
    )
  throw notFound(
    `failed to copy: httpReadSeeker: failed open: could not fetch content descriptor ${digest} (${mediaType}) from remote: not found`,
  )
}

function* fetchImage(pull: Pull, line: Descriptor): Progress<PlatformImage> {
  const manifest = yield* fetchDocument(pull, line)
  const { configuration } = readManifest(manifest)
  const config: Content = yield* fetchDocument(pull, configuration)
  const plan = readPlan(manifest, config, internal('mismatched image rootfs and manifest layers'))
  return imageOf(pull, plan, yield* fetchLayers(pull, plan))
}

/** Layers that are in place are not mentioned; of others whose blob is here that is said. */
function* fetchLayers(pull: Pull, plan: Plan): Progress<ReadonlyMap<string, Layer>> {
  const { engine } = pull
  const fresh = plan.layers.slice(layersInPlace(pull, plan.layers))
  const came = new Map<string, Layer>()
  for (const layer of fresh) yield report(engine, shortDigest(layer), 'Pulling fs layer')
  const different = new Map(fresh.map(layer => [layer.digest, layer])).values()
  yield* interleave(
    engine.clock,
    different.map(layer => fetchLayer(pull, layer, came)),
    concurrentDownloads,
  )
  for (const layer of fresh) {
    yield report(engine, shortDigest(layer), 'Extracting', { current: 1, units: 's' })
    yield { afterMilliseconds: unpackMilliseconds(pull, came.get(layer.digest)) }
    yield report(engine, shortDigest(layer), 'Pull complete', hideCounts)
  }
  return came
}

function* fetchLayer(pull: Pull, descriptor: Descriptor, came: Map<string, Layer>): Progress {
  const { engine, place, words } = pull
  const id = shortDigest(descriptor)
  const local = engine.images.layer(descriptor.digest)
  if (local) {
    yield report(engine, id, 'Already exists', hideCounts)
    return
  }
  try {
    const transfer = engine.registry.layer(place, descriptor)
    const layer = yield* followed(engine, transfer, ({ currentBytes, totalBytes }) =>
      report(engine, id, 'Downloading', { current: currentBytes, total: totalBytes }),
    )
    receive(came, descriptor.digest, layer)
  } catch (error) {
    reword(error, failure => words.fetch(failure, descriptor, 1))
  }
  yield report(engine, id, 'Download complete', hideCounts)
}
