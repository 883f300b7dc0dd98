import type { Engine } from '../engine.ts'
import type { Descriptor } from '../image/content/content.ts'
import type { BlobReader, BlobWriter } from './blobs.ts'
import type { Records } from './snapshot.ts'

interface StoredShelf {
  readonly repositories: Records<{ readonly tags: Records<Descriptor>; readonly contents: readonly string[] }>
  readonly documents: readonly string[]
  readonly layers: readonly string[]
  readonly claimedBytes: Records<number>
}

const shelfKey = 'shelf'

/** A registry of this world goes with it; real ones, and those of the caller, live elsewhere. */
export const writeRegistry = ({ registry }: Engine, blobs: BlobWriter): Records<StoredShelf> => {
  const { shelf } = registry
  if (!shelf) return {}
  const repositories = [...shelf.repositories].map(([name, { tags, contents }]) => [
    name,
    { tags: Object.fromEntries(tags), contents: [...contents] },
  ])
  return {
    [shelfKey]: {
      repositories: Object.fromEntries(repositories),
      documents: [...shelf.documents.values()].map(content => blobs.document(content)),
      layers: [...shelf.layers.values()].map(layer => blobs.layer(layer)),
      claimedBytes: Object.fromEntries(shelf.claimedBytes),
    },
  }
}

export const readRegistry = ({ registry }: Engine, records: Records, blobs: BlobReader): void => {
  const { shelf } = registry
  const stored = (records as Records<StoredShelf>)[shelfKey]
  if (!shelf || !stored) return
  for (const [name, { tags, contents }] of Object.entries(stored.repositories))
    shelf.repositories.set(name, { tags: new Map(Object.entries(tags)), contents: new Set(contents) })
  for (const key of stored.documents) {
    const content = blobs.document(key)
    shelf.documents.set(content.digest, content)
  }
  for (const key of stored.layers) {
    const layer = blobs.layer(key)
    shelf.layers.set(layer.blob.digest, layer)
  }
  for (const [digest, bytes] of Object.entries(stored.claimedBytes)) shelf.claimedBytes.set(digest, bytes)
}
