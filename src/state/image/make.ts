import type { ImageConfig } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import type { FileEntry, Tree } from '../filesystem/contract.ts'
import {
  type CommittedContainer,
  dockerConfiguration,
  type ImageDescription,
  type ImagePlatform,
  ociConfiguration,
} from './content/configuration.ts'
import { descriptorOf } from './content/content.ts'
import { platformImage } from './content/documents.ts'
import { emptyDiffId, type Layer, packLayer } from './content/layer.ts'
import type { Arrival, Image, IndexEntry, PlatformImage } from './entity.ts'
import { matchesPlatform } from './platform.ts'

/** What a commit, an import or a step of a build adds to what was there. */
export interface Making {
  readonly parent?: (PlatformImage & Pick<Image, 'id'>) | undefined
  /** Files and whiteouts, or a layer that came as it is; nothing, and the image has its parent's files. */
  readonly layer?: readonly FileEntry[] | Layer | undefined
  readonly config: ImageConfig
  readonly createdBy: string
  readonly comment: string
  readonly author: string
  readonly createdAt: number
  /** Default: the parent's, or the daemon's own. */
  readonly platform?: ImagePlatform | undefined
  readonly container?: CommittedContainer | undefined
}

/** Makes an image with all its documents and stores it, without a name (moby generateCommitImageConfig, NewChildImage). */
export const makeImage = (engine: Engine, making: Making): Image => {
  const { parent, config, createdBy, comment, author, createdAt, container } = making
  const layer = layerOf(making.layer)
  const layers = [...(parent?.layers ?? []), ...(layer ? [layer] : [])]
  const { os, architecture } = engine.profile
  const description: ImageDescription = {
    createdAt,
    author,
    comment,
    platform: making.platform ?? parent?.platform ?? { os, architecture },
    config,
    diffIds: layers.map(({ diffId }) => diffId),
    history: [...(parent?.history ?? []), { createdAt, createdBy, author, comment, emptyLayer: !layer }],
  }
  const configuration = engine.profile.storage.containerdStore
    ? ociConfiguration(description)
    : dockerConfiguration(description, engine.profile.engineVersion, container)
  return storeImage(engine, { image: platformImage(configuration, layers), parentId: parent?.id ?? '' })
}

/** An archive without files is no layer (moby daemon/internal/layer/empty.go). */
const layerOf = (given: Making['layer']): Layer | undefined => {
  if (given === undefined) return undefined
  const layer = 'diffId' in given ? given : packLayer(given)
  return layer.diffId === emptyDiffId ? undefined : layer
}

/** Stores an image, or finds it already there. A graph driver keeps one platform and no index. */
export const storeImage = (engine: Engine, arrival: Arrival): Image => {
  const { image, index, manifests, parentId = '' } = arrival
  const keepsIndex = engine.profile.storage.containerdStore
  const id = keepsIndex ? (index ?? image.manifest).digest : image.configuration.digest
  const known = engine.images.get(id)
  if (known) return withPlatform(engine, known, image)
  const alone = { descriptor: descriptorOf(image.manifest), image }
  const stored = imageOf(engine, image, {
    id,
    index: keepsIndex ? index : undefined,
    manifests: (keepsIndex && manifests) || [alone],
    parentId,
    references: new Set(),
    digests: new Set(),
    storedAt: engine.clock.now(),
    lastTaggedAt: undefined,
  })
  engine.images.add(stored)
  return stored
}

export type Kept = Omit<Image, keyof PlatformImage | 'tree'>

/** An image with its files, which are laid out when somebody first looks at them. */
export const imageOf = (engine: Engine, shown: PlatformImage, kept: Kept): Image => {
  let tree: Tree | undefined
  return {
    ...shown,
    ...kept,
    tree: () => {
      tree ??= engine.images.tree(shown.layers)
      return tree
    },
  }
}

/** An image that is here may get another of its platforms, and shows it when that fits the daemon better. */
const withPlatform = (engine: Engine, known: Image, image: PlatformImage): Image => {
  const isLacking = ({ descriptor, image: present }: IndexEntry): boolean =>
    !present && descriptor.digest === image.manifest.digest
  if (!known.manifests.some(isLacking)) return known
  const manifests = known.manifests.map(entry => (isLacking(entry) ? { ...entry, image } : entry))
  const { id, index, parentId, references, digests, storedAt, lastTaggedAt } = known
  const isBetter = !matchesPlatform(known.platform, engine.profile) && matchesPlatform(image.platform, engine.profile)
  const kept = { id, index, manifests, parentId, references, digests, storedAt, lastTaggedAt }
  const completed = imageOf(engine, isBetter ? image : shownOf(known), kept)
  engine.images.replace(known, completed)
  return completed
}

const shownOf = (known: Image): PlatformImage =>
  known.manifests.find(({ image }) => image?.manifest.digest === known.manifest.digest)?.image ?? known
