import type { Engine } from '../engine.ts'
import { DockerError, forbidden } from '../error.ts'
import type { Progress } from '../progress.ts'
import type { Credentials } from '../registry/credentials.ts'
import { distributionWords } from '../registry/distribution-words.ts'
import { reword } from '../registry/words.ts'
import { settled } from '../task.ts'
import { formatPlatform, matchesPlatform, parsePlatform } from './platform.ts'
import { pullToContainerd } from './pull/containerd.ts'
import type { Pull } from './pull/fetch.ts'
import { type Pulled, pullToGraphDriver } from './pull/graph-drivers.ts'
import { familiarName, fullName, type ImageReference, parseReference, withTagOrDigest } from './reference.ts'
import { wordsOf } from './transfer.ts'

export interface PullRequest {
  readonly fromImage: string
  readonly tag?: string | undefined
  readonly platform?: string | undefined
  readonly credentials: Credentials
}

/**
 * `POST /images/create?fromImage=`: the progress of a pull. Without tag and digest every tag of the repository comes.
 * moby daemon/server/router/image/image_routes.go.
 */
export function* pullImage(engine: Engine, request: PullRequest): Progress {
  const { credentials, platform = '' } = request
  const asked = platform === '' ? undefined : parsePlatform(platform, engine.profile)
  const reference = referenceOf(request)
  const { domain, path } = reference
  const leaving = new AbortController()
  const place = { domain, path, credentials, signal: leaving.signal }
  const pull: Pull = { engine, place, words: wordsOf(engine), asked }
  try {
    const isWhole = reference.tag === undefined && reference.digest === undefined
    const references = isWhole ? yield* allTags(pull, reference) : [reference]
    if (!engine.profile.storage.containerdStore) yield* pullAndSum(pull, reference, references)
    else
      for (const each of references)
        yield* isWhole ? named(each, pullToContainerd(pull, each)) : pullToContainerd(pull, each)
  } finally {
    leaving.abort()
  }
}

const referenceOf = ({ fromImage, tag = '' }: PullRequest): ImageReference => {
  const named = parseReference(fromImage.replace(/:$/, ''))
  const reference = tag === '' ? named : withTagOrDigest(named, tag)
  if (named.domain === 'docker.io' && named.path === 'library/scratch') throw forbidden(`'scratch' is a reserved name`)
  return reference
}

function* allTags(pull: Pull, reference: ImageReference): Progress<ImageReference[]> {
  try {
    yield* settled(pull.engine.registry.ping(pull.place))
    const tags = yield* settled(pull.engine.registry.tags(pull.place))
    return tags.map(tag => ({ ...reference, tag }))
  } catch (error) {
    return reword(error, failure => distributionWords.resolve(failure, reference))
  }
}

/** Among many pulls, a failure says which one failed. */
function* named(reference: ImageReference, progress: Progress): Progress {
  try {
    yield* progress
  } catch (error) {
    throw error instanceof DockerError ? error.wrap(`error pulling ${fullName(reference)}`) : error
  }
}

/** A graph driver says at the end what became of all. */
function* pullAndSum(pull: Pull, reference: ImageReference, references: readonly ImageReference[]): Progress {
  const all: Pulled[] = []
  for (const each of references) all.push(yield* pullToGraphDriver(pull, each))
  const outcome = all.some(({ isNews }) => isNews) ? 'Downloaded newer image' : 'Image is up to date'
  yield { message: { status: `Status: ${outcome} for ${familiarName(reference)}` } }
  for (const pulled of all) yield* platformWarning(pull, reference, pulled)
}

/** Who asked for a platform may have got another. */
function* platformWarning({ asked }: Pull, reference: ImageReference, { image }: Pulled): Progress {
  if (!asked || matchesPlatform(image.platform, asked)) return
  const is = formatPlatform(image.platform)
  const status = `WARNING: image with reference ${familiarName(reference)} was found but its platform (${is}) does not match the specified platform (${formatPlatform(asked)})`
  yield { message: { status } }
}
