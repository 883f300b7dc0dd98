import type { Engine } from '../engine.ts'
import type { Progress, ProgressDetail, ProgressStep } from '../progress.ts'
import { progressBar } from '../progress-bar.ts'
import { containerdWords } from '../registry/containerd-words.ts'
import { distributionWords } from '../registry/distribution-words.ts'
import type { Place, Transfer, TransferStep } from '../registry/registry.ts'
import type { RegistryWords } from '../registry/words.ts'
import type { Descriptor } from './content/content.ts'
import type { Layer } from './content/layer.ts'

/** A pull or a push that is under way: with whom, about what, and in which words. */
export interface Conversation {
  readonly engine: Engine
  readonly place: Place
  readonly words: RegistryWords
}

export const wordsOf = ({ profile }: Engine): RegistryWords =>
  profile.storage.containerdStore ? containerdWords : distributionWords

/** How many blobs move at the same time (moby daemon/config, max-concurrent-downloads and -uploads). */
export const concurrentDownloads = 3
export const concurrentUploads = 5

const unpackBytesPerMillisecond = 2_000_000

/** Unpacking takes time where downloading does. */
export const unpackMilliseconds = ({ engine, place }: Conversation, layer: Layer | undefined): number =>
  engine.registry.isSimulated(place.domain) ? (layer?.sizeBytes ?? 0) / unpackBytesPerMillisecond : 0

/** How often a transfer says how far it is. */
const reportIntervalMilliseconds = 100

export const shortDigest = ({ digest }: Pick<Descriptor, 'digest'>): string =>
  digest.slice('sha256:'.length, 'sha256:'.length + 12)

/** Says how far something is. */
export const report = (
  engine: Engine,
  id: string,
  status: string,
  progressDetail: ProgressDetail = {},
): ProgressStep => {
  const progress = engine.profile.progressBars ? progressBar(progressDetail) : ''
  return { message: { status, progressDetail, ...(progress !== '' && { progress }), id } }
}

/** Follows a transfer, saying now and then how far it is. */
export function* followed<T>(
  engine: Engine,
  transfer: Transfer<T>,
  say: (moved: NonNullable<TransferStep['moved']>) => ProgressStep,
): Progress<T> {
  let saidAt = Number.NEGATIVE_INFINITY
  try {
    let result = transfer.next()
    while (!result.done) {
      const { moved, ...pause } = result.value
      if (!moved) {
        result = yield* handed(transfer, pause)
        continue
      }
      const now = engine.clock.now()
      if (moved.currentBytes >= moved.totalBytes || now - saidAt >= reportIntervalMicroseconds) {
        saidAt = now
        yield say(moved)
      }
      result = transfer.next()
    }
    return result.value
  } finally {
    transfer.return(undefined as never)
  }
}

const reportIntervalMicroseconds = reportIntervalMilliseconds * 1000

/** Waits for a transfer, and tells it what came of it. */
function* handed<T>(transfer: Transfer<T>, pause: ProgressStep): Progress<IteratorResult<TransferStep, T>> {
  let value: unknown
  try {
    value = yield pause
  } catch (error) {
    return transfer.throw(error)
  }
  return transfer.next(value)
}
