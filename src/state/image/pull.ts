import type { Engine } from '../engine.ts'
import { forbidden, invalid, notFound, unavailable } from '../error.ts'
import type { ByteSource } from '../pipe.ts'
import { type ProgressStep, progressStream } from '../progress.ts'
import { compressedBytes, type RemoteImage, remoteImage } from './catalogue/image.ts'
import { repositories } from './catalogue/repositories.ts'
import type { Layer } from './content/layer.ts'
import { imageEvent } from './event.ts'
import { storeImage } from './make.ts'
import {
  familiarName,
  familiarRepository,
  fullName,
  type ImageReference,
  parseReference,
  repositoryName,
  withDefaultTag,
} from './reference.ts'

/** The simulated line to the registry. Fast, because nobody wants to wait for a fake; not instant, so that progress shows. */
const downloadBytesPerMillisecond = 1_000_000
const extractBytesPerMillisecond = 2_000_000
const progressIntervalMilliseconds = 100

interface Pull {
  readonly reference: ImageReference
  readonly remote: RemoteImage
}

/**
 * `POST /images/create?fromImage=`: the progress stream of a pull. What can be refused before the first byte is thrown.
 * Without tag and digest every tag of the repository comes. Texts: moby daemon/containerd/image_pull.go.
 */
export const pullImage = (engine: Engine, fromImage: string, tag: string, platform: string): ByteSource => {
  const named = parseReference(fromImage.replace(/:$/, ''))
  if (named.domain === 'docker.io' && named.path === 'library/scratch') throw forbidden(`'scratch' is a reserved name`)
  const reference = tag === '' ? named : withTagOrDigest(named, tag)
  const architecture = requestedArchitecture(platform)
  const pulls = wanted(engine, reference)
  if (architecture !== undefined && architecture !== 'amd64') {
    throw notFound(
      `no matching manifest for linux/${architecture} in the manifest list entries: no match for platform in manifest: not found`,
    )
  }
  return progressStream(
    engine.clock,
    pulls.flatMap(pull => [...pullSteps(engine, pull)]),
  )
}

const withTagOrDigest = (named: ImageReference, tag: string): ImageReference => {
  const suffix = tag.includes(':') ? `@${tag}` : `:${tag}`
  return parseReference(`${repositoryName(named)}${suffix}`)
}

/** `linux/arm64/v8` → `arm64`. */
const requestedArchitecture = (platform: string): string | undefined => {
  if (platform === '') return undefined
  const [system, architecture, ...rest] = platform.split('/')
  if (!system || (architecture === undefined && system !== 'linux') || rest.length > 1) {
    throw invalid(`"${platform}": unknown operating system or architecture: invalid argument`)
  }
  return architecture
}

const wanted = (engine: Engine, reference: ImageReference): Pull[] => {
  const name = familiarRepository(reference)
  if (engine.registry === 'closed') {
    throw unavailable(`failed to resolve reference "${fullName(withDefaultTag(reference))}": registry is closed`)
  }
  const repository = reference.domain === 'docker.io' ? repositories.get(reference.path) : undefined
  if (!repository) {
    throw notFound(`pull access denied for ${name}, repository does not exist or may require 'docker login'`)
  }
  const remoteOf = (tag: string): RemoteImage | undefined => {
    const variant = repository.variant(tag)
    return variant && remoteImage(repository, variant)
  }
  if (reference.tag === undefined && reference.digest === undefined) {
    return repository.tags.flatMap(tag => {
      const remote = remoteOf(tag)
      return remote ? [{ reference: { ...reference, tag }, remote }] : []
    })
  }
  const remote =
    reference.digest === undefined
      ? remoteOf(reference.tag ?? '')
      : repository.tags.map(remoteOf).find(candidate => candidate?.index.digest === reference.digest)
  if (!remote) {
    const full = fullName(reference)
    throw notFound(`failed to resolve reference "${full}": ${full}: not found`)
  }
  return [{ reference, remote }]
}

const idOf = (engine: Engine, { index, image }: RemoteImage): string =>
  engine.profile.storage.containerdStore ? index.digest : image.configuration.digest

function* pullSteps(engine: Engine, { reference, remote }: Pull): Iterable<ProgressStep> {
  const repository = familiarRepository(reference)
  const path = reference.domain === 'docker.io' ? reference.path : repository
  yield { message: { status: `Pulling from ${path}`, id: reference.tag ?? reference.digest ?? '' } }
  const known = engine.images.get(idOf(engine, remote))
  if (!known) {
    for (const layer of remote.image.layers) yield* layerSteps(layer, engine.images.withLayer(layer.diffId).size > 0)
  }
  yield { message: { status: `Digest: ${remote.index.digest}` } }
  const isCurrent = known !== undefined && engine.images.tagged(reference) === known
  const outcome = isCurrent ? 'Image is up to date' : 'Downloaded newer image'
  yield { act: () => store(engine, reference, remote) }
  yield { message: { status: `Status: ${outcome} for ${familiarName(reference)}` } }
}

function* layerSteps(layer: Layer, isPresent: boolean): Iterable<ProgressStep> {
  const id = layer.blob.digest.slice('sha256:'.length, 'sha256:'.length + 12)
  if (isPresent) {
    yield { message: { status: 'Already exists', progressDetail: { hidecounts: true }, id } }
    return
  }
  yield { message: { status: 'Pulling fs layer', progressDetail: {}, id } }
  const total = compressedBytes(layer.sizeBytes)
  const chunk = downloadBytesPerMillisecond * progressIntervalMilliseconds
  for (let current = Math.min(chunk, total); ; current = Math.min(current + chunk, total)) {
    const part = current % chunk === 0 ? chunk : current % chunk
    yield {
      afterMilliseconds: part / downloadBytesPerMillisecond,
      message: { status: 'Downloading', progressDetail: { current, total }, id },
    }
    if (current === total) break
  }
  yield { message: { status: 'Download complete', progressDetail: { hidecounts: true }, id } }
  yield { message: { status: 'Extracting', progressDetail: { current: 1, units: 's' }, id } }
  yield {
    afterMilliseconds: layer.sizeBytes / extractBytesPerMillisecond,
    message: { status: 'Pull complete', progressDetail: { hidecounts: true }, id },
  }
}

const store = (engine: Engine, reference: ImageReference, remote: RemoteImage): void => {
  const { index, image: only } = remote
  const image = storeImage(engine, { index, image: only })
  image.digests.add(`${repositoryName(reference)}@${remote.index.digest}`)
  if (reference.digest === undefined) engine.images.tag(image, fullName(reference))
  imageEvent(engine, 'pull', familiarName(reference), familiarRepository(reference), image)
}
