import type { Engine } from '../engine.ts'
import { parseReference } from '../image/reference.ts'
import type { Personality } from '../registry/personality.ts'
import type { BlobReader, BlobWriter } from './blobs.ts'
import { readPlatformImage, type StoredPlatformImage, writePlatformImage } from './images.ts'
import { type Records, recordsOf } from './snapshot.ts'

interface StoredDefinition {
  readonly index: string
  readonly images: readonly StoredPlatformImage[]
  readonly personality?: Personality
}

/** What can be pulled because a test has defined it, whether or not it is here. */
export const writeDefinitions = ({ definitions }: Engine, blobs: BlobWriter): Records<StoredDefinition> =>
  recordsOf(
    definitions.all(),
    ({ name }) => name,
    ({ remote: { index, images }, personality }) => ({
      index: blobs.document(index),
      images: images.map(image => writePlatformImage(blobs, image)),
      ...(personality && { personality }),
    }),
  )

export const readDefinitions = ({ definitions }: Engine, records: Records, blobs: BlobReader): void => {
  for (const [name, { index, images, personality }] of Object.entries(records as Records<StoredDefinition>)) {
    const remote = { index: blobs.document(index), images: images.map(image => readPlatformImage(blobs, image)) }
    definitions.add(parseReference(name), remote, personality)
  }
}
