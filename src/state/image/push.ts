import { type ApiVersion, compareVersions } from '../../../spec/version.ts'
import type { Engine } from '../engine.ts'
import { internal, invalid, notFound } from '../error.ts'
import type { Progress } from '../progress.ts'
import type { Credentials } from '../registry/credentials.ts'
import type { Image } from './entity.ts'
import { imageEvent } from './event.ts'
import { decodePlatform } from './platform.ts'
import { pushFromContainerd } from './push/containerd.ts'
import { pushFromGraphDriver } from './push/graph-drivers.ts'
import type { Push } from './push/send.ts'
import {
  familiarName,
  familiarRepository,
  type ImageReference,
  parseReference,
  repositoryName,
  withTag,
} from './reference.ts'
import { selectPlatform } from './select.ts'
import { wordsOf } from './transfer.ts'

export interface PushRequest {
  readonly name: string
  /** Empty: every tag of the repository. */
  readonly tag?: string | undefined
  /** JSON. */
  readonly platform?: string | undefined
  readonly credentials: Credentials
  readonly apiVersion: ApiVersion
}

/** `POST /images/{name}/push`: the progress of a push (moby daemon/server/router/image/image_routes.go). */
export function* pushImage(engine: Engine, request: PushRequest): Progress {
  const reference = referenceOf(request)
  const { apiVersion, credentials, platform = '' } = request
  const asked = platform === '' || compareVersions(apiVersion, '1.46') < 0 ? undefined : decodePlatform(platform)
  const { domain, path } = reference
  const leaving = new AbortController()
  const place = { domain, path, credentials, signal: leaving.signal }
  const push: Push = { engine, place, words: wordsOf(engine), asked }
  const { containerdStore } = engine.profile.storage
  if (!containerdStore) refuseOtherPlatform(push, reference)
  try {
    yield { message: { status: `The push refers to repository [${repositoryName(reference)}]` } }
    for (const [tagged, image] of containerdStore ? wanted(push, reference) : wantedOfGraphDriver(push, reference)) {
      yield* containerdStore ? pushFromContainerd(push, tagged, image) : pushFromGraphDriver(push, tagged, image)
      imageEvent(engine, 'push', familiarName(tagged), familiarRepository(tagged), image)
    }
  } finally {
    leaving.abort()
  }
}

const referenceOf = ({ name, tag = '' }: PushRequest): ImageReference => {
  const named = parseReference(name)
  if (tag === '') return named
  if (named.digest !== undefined) throw invalid('cannot import digest reference')
  return withTag(named, tag)
}

type Wanted = readonly (readonly [ImageReference, Image])[]

const allTags = ({ engine }: Push, reference: ImageReference): Wanted =>
  engine.images.inRepository(repositoryName(reference)).map(name => [parseReference(name), engine.images.resolve(name)])

const noTags = (reference: ImageReference) =>
  notFound(`An image does not exist locally with the tag: ${familiarRepository(reference)}`)

const noSuchTag = (reference: ImageReference) => notFound(`tag does not exist: ${familiarName(reference)}`)

const wanted = (push: Push, reference: ImageReference): Wanted => {
  const { digest, tag } = reference
  if (tag === undefined && digest === undefined) {
    const all = allTags(push, reference)
    if (all.length === 0) throw noTags(reference)
    return all
  }
  const { images } = push.engine
  const image = digest === undefined ? images.tagged(reference) : images.get(digest)
  if (!image || (digest && !image.digests.has(`${repositoryName(reference)}@${digest}`))) throw noSuchTag(reference)
  return [[reference, image]]
}

/** Graph drivers look at the platform before they begin to answer. */
const refuseOtherPlatform = ({ asked, engine }: Push, reference: ImageReference): void => {
  const image = asked && engine.images.tagged(reference)
  if (image) selectPlatform(engine, image, familiarName(reference), asked)
}

/** A graph driver knows the repository first, and then its tags (moby daemon/internal/distribution/push.go). */
const wantedOfGraphDriver = (push: Push, reference: ImageReference): Wanted => {
  const all = allTags(push, reference)
  if (all.length === 0) throw noTags(reference)
  if (reference.digest !== undefined) throw internal('cannot push a digest reference')
  if (reference.tag === undefined) return all
  const image = push.engine.images.tagged(reference)
  if (!image) throw noSuchTag(reference)
  return [[reference, image]]
}
