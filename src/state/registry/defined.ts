import { compressedBytes, type RemoteImage } from '../image/catalogue/image.ts'
import { type Content, descriptorOf } from '../image/content/content.ts'
import type { Layer } from '../image/content/layer.ts'
import type { ImageReference } from '../image/reference.ts'
import { delegate } from './delegate.ts'
import { move } from './line.ts'
import { type Personality, withPersonality } from './personality.ts'
import type { Place, Registry } from './registry.ts'

/** Images that a test has defined, and how pulls of them go. */
export interface Definitions {
  add(reference: ImageReference, remote: RemoteImage, personality: Personality | undefined): void
  /** In the order of their repositories. */
  all(): Iterable<Definition>
  /** The registry, as if it had them. */
  readonly registry: Registry
}

interface Defined {
  readonly remote: RemoteImage
  readonly personality: Personality | undefined
}

export interface Definition extends Defined {
  /** `docker.io/library/postgres:16` */
  readonly name: string
}

type Repository = Map<string, Defined>

const documentsOf = ({ index, images }: RemoteImage): readonly Content[] => [
  index,
  ...images.flatMap(({ configuration, manifest }) => [manifest, configuration]),
]

const layersOf = ({ images }: RemoteImage): readonly Layer[] => images.flatMap(({ layers }) => layers)

export const createDefinitions = (registry: Registry): Definitions => {
  const repositories = new Map<string, Repository>()
  const inRepository = ({ domain, path }: Pick<Place, 'domain' | 'path'>) => repositories.get(`${domain}/${path}`)
  const named = (place: Place, tagOrDigest: string): Defined | undefined => {
    const repository = inRepository(place)
    if (!repository) return undefined
    return repository.get(tagOrDigest) ?? repository.values().find(({ remote }) => isNamed(remote, tagOrDigest))
  }
  const holding = (place: Place, digest: string): Defined | undefined =>
    inRepository(place)
      ?.values()
      .find(({ remote }) => isNamed(remote, digest) || layersOf(remote).some(({ blob }) => blob.digest === digest))

  const ours: Registry = {
    ...delegate(registry),
    isSimulated: () => true,
    ping: () => undefined,
    resolve(place, tagOrDigest) {
      const remote = named(place, tagOrDigest)?.remote
      const document = remote && documentsOf(remote).find(({ digest }) => digest === tagOrDigest)
      return remote ? descriptorOf(document ?? remote.index) : registry.resolve(place, tagOrDigest)
    },
    document(place, descriptor) {
      const remote = holding(place, descriptor.digest)?.remote
      const document = remote && documentsOf(remote).find(({ digest }) => digest === descriptor.digest)
      return document ?? registry.document(place, descriptor)
    },
    *layer(place, descriptor) {
      const remote = holding(place, descriptor.digest)?.remote
      const layer = remote && layersOf(remote).find(({ blob }) => blob.digest === descriptor.digest)
      if (!layer) return yield* registry.layer(place, descriptor)
      yield* move(compressedBytes(layer.sizeBytes))
      return layer
    },
  }
  /** Whoever answers for an image: we, in the manner that its definition asks for, or the registry. */
  const answering = (defined: Defined | undefined): Registry => {
    if (!defined) return registry
    return defined.personality ? withPersonality(ours, defined.personality) : ours
  }
  return {
    add({ domain, path, tag = 'latest' }, remote, personality) {
      const name = `${domain}/${path}`
      const repository: Repository = repositories.get(name) ?? new Map()
      repository.set(tag, { remote, personality })
      repositories.set(name, repository)
    },
    *all() {
      for (const [repository, tags] of repositories)
        for (const [tag, defined] of tags) yield { name: `${repository}:${tag}`, ...defined }
    },
    registry: {
      ...delegate(registry),
      ping: place => (inRepository(place) ? undefined : registry.ping(place)),
      resolve: (place, tagOrDigest) => answering(named(place, tagOrDigest)).resolve(place, tagOrDigest),
      document: (place, descriptor) => answering(holding(place, descriptor.digest)).document(place, descriptor),
      layer: (place, descriptor) => answering(holding(place, descriptor.digest)).layer(place, descriptor),
      publish(place, manifest, tag) {
        if (tag !== undefined) inRepository(place)?.delete(tag)
        return registry.publish(place, manifest, tag)
      },
    },
  }
}

const isNamed = (remote: RemoteImage, digest: string): boolean =>
  documentsOf(remote).some(document => document.digest === digest)
