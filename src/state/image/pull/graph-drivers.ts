import { internal, invalid } from '../../error.ts'
import type { Progress } from '../../progress.ts'
import { isOtherContent } from '../../registry/distribution-words.ts'
import { RegistryError, type RegistryFailure } from '../../registry/error.ts'
import { lineFor, readIndex, readManifest } from '../../registry/manifest.ts'
import { interleave, settled } from '../../task.ts'
import type { Content, Descriptor } from '../content/content.ts'
import { isIndexType, isManifestType } from '../content/documents.ts'
import type { Layer } from '../content/layer.ts'
import type { Image, PlatformImage } from '../entity.ts'
import { formatPlatform } from '../platform.ts'
import type { ImageReference } from '../reference.ts'
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

export interface Pulled {
  readonly image: Image
  readonly isNews: boolean
}

/** Pulls as graph drivers do (moby daemon/internal/distribution/pull_v2.go; asked of 28.5.2); answers what came. */
export function* pullToGraphDriver(pull: Pull, reference: ImageReference): Progress<Pulled> {
  const { engine, place } = pull
  const target = yield* resolve(pull, reference)
  if (!isIndexType(target.mediaType) && !isManifestType(target.mediaType)) throw invalid('unsupported manifest format')
  yield { message: { status: `Pulling from ${place.path}`, id: reference.digest ?? reference.tag ?? '' } }
  const wanted = pull.asked ?? engine.profile
  const top = yield* fetchDocument(pull, target)
  const line = isIndexType(target.mediaType) ? lineFor(readIndex(top), wanted) : target
  if (!line) throw internal(`no matching manifest for ${formatPlatform(wanted)} in the manifest list entries`)
  const manifest = line === target ? top : yield* fetchDocument(pull, line)
  const { configuration, layers } = readManifest(manifest)
  const known = engine.images.get(configuration.digest)
  const before = isCurrent(pull, reference, known)
  const image = known ?? (yield* fetchImage(pull, { manifest, configuration, layers }))
  const stored = keep(pull, reference, target, { image })
  yield { message: { status: `Digest: ${target.digest}` } }
  return { image: stored, isNews: !before }
}

type Documents = Omit<Plan, 'config' | 'diffIds'>

function* fetchImage(pull: Pull, documents: Documents): Progress<PlatformImage> {
  const { engine } = pull
  const { layers } = documents
  const inPlace = layersInPlace(pull, layers)
  for (const layer of layers.slice(0, inPlace)) yield report(engine, shortDigest(layer), 'Already exists')
  const fresh = layers.slice(inPlace)
  for (const layer of fresh) yield report(engine, shortDigest(layer), 'Pulling fs layer')
  for (const layer of fresh.slice(concurrentDownloads)) yield report(engine, shortDigest(layer), 'Waiting')
  const config = yield* fetchConfiguration(pull, documents.configuration)
  const mismatch = internal("layers from manifest don't match image configuration")
  const plan = readPlan(documents.manifest, config, mismatch)
  const came = new Map<string, Layer>()
  const different = new Map(fresh.map(layer => [layer.digest, layer])).values()
  const lanes = different.map(layer => fetchLayer(pull, layer, came))
  yield* interleave(engine.clock, lanes, concurrentDownloads)
  for (const layer of fresh) yield* unpack(pull, layer, came.get(layer.digest))
  return imageOf(pull, plan, came)
}

function* fetchConfiguration(pull: Pull, descriptor: Descriptor): Progress<Content> {
  const { engine, place } = pull
  return yield* retried(pull, descriptor, undefined, () => settled(engine.registry.document(place, descriptor)))
}

function* fetchLayer(pull: Pull, descriptor: Descriptor, came: Map<string, Layer>): Progress {
  const { engine, place } = pull
  const id = shortDigest(descriptor)
  const layer = yield* retried(pull, descriptor, id, () =>
    followed(engine, engine.registry.layer(place, descriptor), ({ currentBytes, totalBytes }) =>
      report(engine, id, 'Downloading', { current: currentBytes, total: totalBytes }),
    ),
  )
  receive(came, descriptor.digest, layer)
  yield report(engine, id, 'Verifying Checksum')
  yield report(engine, id, 'Download complete')
}

function* unpack(pull: Pull, descriptor: Descriptor, layer: Layer | undefined): Progress {
  const { engine } = pull
  const id = shortDigest(descriptor)
  const total = descriptor.size
  yield report(engine, id, 'Extracting', { current: Math.ceil(total / 2), total })
  yield { afterMilliseconds: unpackMilliseconds(pull, layer) }
  yield report(engine, id, 'Extracting', { current: total, total })
  yield report(engine, id, 'Pull complete')
}

const attemptsMax = 6
/** Each wait is longer than the one before by so much (moby daemon/internal/distribution/xfer/download.go). */
const retryStepSeconds = 5

/** What trying again does not mend (moby daemon/internal/distribution/errors.go, retryOnError). */
const finalCodes: ReadonlySet<string> = new Set([
  'UNAUTHORIZED',
  'UNSUPPORTED',
  'DENIED',
  'TOOMANYREQUESTS',
  'NAME_UNKNOWN',
])

const isWorthRetrying = (failure: RegistryFailure): boolean => {
  if (failure.kind === 'unreachable') return true
  if (failure.kind === 'truncated') return failure.isBroken
  return failure.kind === 'status' && failure.complaints.some(({ code }) => !finalCodes.has(code))
}

function* retried<T>(
  { engine, words }: Pull,
  descriptor: Descriptor,
  id: string | undefined,
  attempt: () => Progress<T>,
): Progress<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return yield* attempt()
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error
      const { failure } = error
      if (id !== undefined && isOtherContent(failure)) yield report(engine, id, 'Verifying Checksum')
      if (attempts === attemptsMax || !isWorthRetrying(failure)) throw words.fetch(failure, descriptor, attempts)
    }
    for (let seconds = attempts * retryStepSeconds; seconds > 0; seconds--) {
      if (id !== undefined) yield report(engine, id, `Retrying in ${seconds} second${seconds === 1 ? '' : 's'}`)
      yield { afterMilliseconds: 1000 }
    }
  }
}
