import type { ImageConfig } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { catalogueImage } from '../image/catalogue/defined.ts'
import { type ImageDescription, ociConfiguration } from '../image/content/configuration.ts'
import { type Content, descriptorOf } from '../image/content/content.ts'
import { platformImage } from '../image/content/documents.ts'
import { type Layer, packLayer } from '../image/content/layer.ts'
import { arrivalOf } from '../image/define.ts'
import type { Arrival, Image, PlatformImage } from '../image/entity.ts'
import { imageOf, storeImage } from '../image/make.ts'
import { fullName, parseReference, withDefaultTag } from '../image/reference.ts'
import type { SeedImage } from '../seed.ts'
import { madeAt } from './moment.ts'
import { type Run, standInsFor } from './stand-ins.ts'

/** What inspect says of an image that has lost its name. */
const isName = (text: string): boolean => !text.startsWith('<none>')

/** Our own image of one of the names. */
const namesake = (engine: Engine, names: readonly string[]): Arrival | undefined => {
  for (const name of names) {
    const { path, tag = '' } = withDefaultTag(parseReference(name))
    const remote = catalogueImage(path, tag)
    if (remote) return arrivalOf(engine, remote)
  }
  return undefined
}

const idOf = ({ profile }: Engine, image: PlatformImage, index: Content | undefined): string =>
  profile.storage.containerdStore ? (index ?? image.manifest).digest : image.configuration.digest

const ownRun = ({ Entrypoint, Cmd, User, Env, WorkingDir }: ImageConfig): Run => ({
  path: (Entrypoint ?? [])[0] ?? (Cmd ?? [])[0] ?? '',
  user: User ?? '',
  environment: Env ?? [],
  workingDirectory: WorkingDir ?? '',
})

const descriptionOf = (
  engine: Engine,
  seed: SeedImage,
  config: ImageConfig,
  layers: readonly Layer[],
): ImageDescription => ({
  createdAt: madeAt(engine, seed.Created),
  author: seed.Author ?? '',
  comment: seed.Comment ?? '',
  platform: {
    os: seed.Os ?? engine.profile.os,
    architecture: seed.Architecture ?? engine.profile.architecture,
    ...(seed.Variant && { variant: seed.Variant }),
  },
  config,
  diffIds: layers.map(({ diffId }) => diffId),
  history: [],
})

/** One that is none of ours stands on ours; the size that it had lies in the layer that is its own. */
const standIn = (engine: Engine, seed: SeedImage, base: PlatformImage | undefined, runs: readonly Run[]): Image => {
  const config = seed.Config ?? base?.config ?? {}
  const below = base?.layers ?? []
  const own = packLayer(standInsFor(engine, below, [ownRun(config), ...runs]), seed.Size)
  const layers = [...(seed.Size === undefined ? below : below.map(layer => ({ ...layer, sizeBytes: 0 }))), own]
  const shown = platformImage(ociConfiguration(descriptionOf(engine, seed, config, layers)), layers)
  const image = imageOf(engine, shown, {
    id: seed.Id ?? idOf(engine, shown, undefined),
    index: undefined,
    manifests: [{ descriptor: descriptorOf(shown.manifest), image: shown }],
    parentId: '',
    references: new Set(),
    digests: new Set(),
    storedAt: engine.clock.now(),
    lastTaggedAt: undefined,
  })
  engine.images.add(image)
  return image
}

/**
 * Puts an image into the world: our own, when it has the id of that; otherwise its configuration, names, id and size, over
 * files of ours. `runs` is how containers run it. Its id is the one that it had, though what it was the digest of is not here.
 */
export const plantImage = (engine: Engine, seed: SeedImage, runs: readonly Run[]): void => {
  const names = (seed.RepoTags ?? []).filter(isName)
  const ours = namesake(engine, names)
  const isOurs = ours && idOf(engine, ours.image, ours.index) === seed.Id
  const plainest = catalogueImage('library/busybox', 'latest')?.images[0]
  const image = isOurs ? storeImage(engine, ours) : standIn(engine, seed, ours?.image ?? plainest, runs)
  for (const name of names) engine.images.tag(image, fullName(withDefaultTag(parseReference(name))))
  for (const name of (seed.RepoDigests ?? []).filter(isName)) engine.images.pin(image, fullName(parseReference(name)))
}
