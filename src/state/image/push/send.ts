import type { Progress } from '../../progress.ts'
import type { Arrived, Part } from '../../registry/registry.ts'
import { reword } from '../../registry/words.ts'
import { settled } from '../../task.ts'
import type { Content } from '../content/content.ts'
import type { Layer } from '../content/layer.ts'
import type { Platform } from '../platform.ts'
import { parseReference } from '../reference.ts'
import { type Conversation, followed, report } from '../transfer.ts'

export interface Push extends Conversation {
  /** The one platform that is to be pushed. */
  readonly asked: Platform | undefined
}

/** Registries are asked to take a blob from so many of their other repositories. */
const sourcesMax = 4

/** Repositories of the same registry that have a layer, because images with it came from there or went there. */
const sourcesOf = ({ engine, place }: Push, { diffId }: Layer): string[] => {
  const paths = new Set<string>()
  for (const image of engine.images.withLayer(diffId)) {
    for (const digest of image.digests) {
      const { domain, path } = parseReference(digest)
      if (domain === place.domain && path !== place.path) paths.add(path)
    }
    if (paths.size >= sourcesMax) break
  }
  return [...paths].slice(0, sourcesMax)
}

const outcomes: Readonly<Record<Arrived['how'], string>> = {
  sent: 'Pushed',
  present: 'Layer already exists',
  mounted: 'Mounted from ',
}

/** Sends a layer and says so. `totalBytes` is what the daemon counts. */
export function* sendLayer(push: Push, layer: Layer, id: string, totalBytes: number): Progress {
  const { engine, place, words } = push
  try {
    const transfer = engine.registry.send(place, { blob: layer.blob, layer }, sourcesOf(push, layer))
    const arrived = yield* followed(engine, transfer, moved => {
      const share = moved.totalBytes === 0 ? 1 : moved.currentBytes / moved.totalBytes
      return report(engine, id, 'Pushing', { current: Math.round(share * totalBytes), total: totalBytes })
    })
    yield report(engine, id, `${outcomes[arrived.how]}${arrived.how === 'mounted' ? arrived.from : ''}`)
  } catch (error) {
    reword(error, words.push)
  }
}

/** Sends what nobody is told of. */
export function* sendQuietly({ engine, place, words }: Push, part: Part): Progress {
  try {
    yield* followed(engine, engine.registry.send(place, part, []), () => ({}))
  } catch (error) {
    reword(error, words.push)
  }
}

export function* publish({ engine, place, words }: Push, manifest: Content, tag: string | undefined): Progress {
  try {
    yield* settled(engine.registry.publish(place, manifest, tag))
  } catch (error) {
    reword(error, words.push)
  }
}
