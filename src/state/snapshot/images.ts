import type { Engine } from '../engine.ts'
import type { Descriptor } from '../image/content/content.ts'
import { platformImage } from '../image/content/documents.ts'
import type { Image, IndexEntry, PlatformImage } from '../image/entity.ts'
import { imageOf } from '../image/make.ts'
import type { BlobReader, BlobWriter } from './blobs.ts'
import { type Records, recordsOf } from './snapshot.ts'

export interface StoredPlatformImage {
  readonly manifest: string
  readonly configuration: string
  readonly layers: readonly string[]
}

interface StoredEntry {
  readonly descriptor: Descriptor
  readonly image?: StoredPlatformImage
  readonly other?: { readonly manifest: string; readonly parts: readonly string[] }
}

interface StoredImage extends Pick<Image, 'parentId' | 'storedAt'> {
  readonly shown: StoredPlatformImage
  readonly index?: string
  readonly manifests: readonly StoredEntry[]
  readonly references: readonly string[]
  readonly digests: readonly string[]
  readonly lastTaggedAt?: number
}

export const writePlatformImage = (
  blobs: BlobWriter,
  { manifest, configuration, layers }: PlatformImage,
): StoredPlatformImage => ({
  manifest: blobs.document(manifest),
  configuration: blobs.document(configuration),
  layers: layers.map(layer => blobs.layer(layer)),
})

export const readPlatformImage = (
  blobs: BlobReader,
  { manifest, configuration, layers }: StoredPlatformImage,
): PlatformImage =>
  platformImage(
    blobs.document(configuration),
    layers.map(layer => blobs.layer(layer)),
    blobs.document(manifest),
  )

const writeEntry = (blobs: BlobWriter, { descriptor, image, other }: IndexEntry): StoredEntry => ({
  descriptor,
  ...(image && { image: writePlatformImage(blobs, image) }),
  ...(other && {
    other: { manifest: blobs.document(other.manifest), parts: other.parts.map(part => blobs.document(part)) },
  }),
})

export const writeImages = (engine: Engine, blobs: BlobWriter): Records<StoredImage> =>
  recordsOf(
    engine.images.all(),
    ({ id }) => id,
    image => ({
      shown: writePlatformImage(blobs, image),
      ...(image.index && { index: blobs.document(image.index) }),
      manifests: image.manifests.map(entry => writeEntry(blobs, entry)),
      parentId: image.parentId,
      references: [...image.references],
      digests: [...image.digests],
      storedAt: image.storedAt,
      ...(image.lastTaggedAt !== undefined && { lastTaggedAt: image.lastTaggedAt }),
    }),
  )

export const readImages = (engine: Engine, records: Records, blobs: BlobReader): void => {
  for (const [id, record] of Object.entries(records as Records<StoredImage>)) readImage(engine, id, record, blobs)
}

const readImage = (engine: Engine, id: string, stored: StoredImage, blobs: BlobReader): void => {
  const known = new Map<string, PlatformImage>()
  const readOnce = (platform: StoredPlatformImage): PlatformImage => {
    const image = known.get(platform.manifest) ?? readPlatformImage(blobs, platform)
    known.set(platform.manifest, image)
    return image
  }
  const readEntry = ({ descriptor, image, other }: StoredEntry): IndexEntry => ({
    descriptor,
    ...(image && { image: readOnce(image) }),
    ...(other && {
      other: { manifest: blobs.document(other.manifest), parts: other.parts.map(part => blobs.document(part)) },
    }),
  })
  const image = imageOf(engine, readOnce(stored.shown), {
    id,
    index: stored.index === undefined ? undefined : blobs.document(stored.index),
    manifests: stored.manifests.map(readEntry),
    parentId: stored.parentId,
    references: new Set(),
    digests: new Set(),
    storedAt: stored.storedAt,
    lastTaggedAt: undefined,
  })
  engine.images.add(image)
  for (const name of stored.references) engine.images.tag(image, name)
  for (const name of stored.digests) engine.images.pin(image, name)
  image.lastTaggedAt = stored.lastTaggedAt
}
