import { gunzipSync, gzipSync } from 'fflate'
import { compressionOf } from '../archive/compression.ts'
import { packTar } from '../archive/tar.ts'
import type { Content } from '../image/content/content.ts'
import type { Layer } from '../image/content/layer.ts'
import { readBytes, type StoredBytes, writeBytes } from './bytes.ts'
import { readFiles, type StoredFile, writeFiles } from './files.ts'
import type { Records } from './snapshot.ts'

interface StoredDocument extends Omit<Content, 'bytes'> {
  readonly bytes: StoredBytes
}

interface StoredLayer extends Pick<Layer, 'diffId' | 'sizeBytes'> {
  readonly blob: Omit<Content, 'bytes'>
  readonly entries: readonly StoredFile[]
  /** As they came, when they do not follow from the entries. */
  readonly bytes?: StoredBytes
  /** The plain archive, when only a slow decoder could get it out of the bytes again. */
  readonly tar?: StoredBytes
}

/** What never changes is written once, however many snapshots there are of it. */
const writtenDocuments = new WeakMap<Content, StoredDocument>()
const writtenLayers = new WeakMap<Layer, StoredLayer>()

const remembered = <Key extends object, Value>(memory: WeakMap<Key, Value>, key: Key, write: () => Value): Value => {
  const known = memory.get(key)
  if (known) return known
  const value = write()
  memory.set(key, value)
  return value
}

const bare = ({ mediaType, digest, sizeBytes }: Content): Omit<Content, 'bytes'> => ({ mediaType, digest, sizeBytes })

const keyOf = ({ mediaType, digest }: Content): string => `${digest} ${mediaType}`

const writeLayer = (layer: Layer): StoredLayer => {
  const { diffId, sizeBytes, blob, isPacked } = layer
  const stored = { diffId, sizeBytes, blob: bare(blob), entries: writeFiles(layer.entries()) }
  if (isPacked) return stored
  const bytes = blob.bytes()
  const compression = compressionOf(bytes)
  const isSlow = compression !== undefined && compression !== 'gzip'
  return { ...stored, bytes: writeBytes(bytes), ...(isSlow && { tar: writeBytes(layer.tar()) }) }
}

/** Collects the documents and layers that records name, each once. */
export const createBlobWriter = () => {
  const documents: Record<string, StoredDocument> = {}
  const layers: Record<string, StoredLayer> = {}
  return {
    documents: documents as Records,
    layers: layers as Records,
    document(content: Content): string {
      const key = keyOf(content)
      documents[key] ??= remembered(writtenDocuments, content, () => ({
        ...bare(content),
        bytes: writeBytes(content.bytes()),
      }))
      return key
    },
    layer(layer: Layer): string {
      const key = keyOf(layer.blob)
      layers[key] ??= remembered(writtenLayers, layer, () => writeLayer(layer))
      return key
    },
  }
}

export type BlobWriter = ReturnType<typeof createBlobWriter>

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const readLayer = ({ diffId, sizeBytes, blob, entries: stored, bytes, tar }: StoredLayer): Layer => {
  const entries = once(() => readFiles(stored))
  const came = bytes === undefined ? undefined : readBytes(bytes)
  const packed = once(() => came ?? gzipSync(packTar(entries()), { mtime: 0 }))
  const unpacked = (): Uint8Array => {
    if (tar !== undefined) return readBytes(tar)
    return compressionOf(packed()) ? gunzipSync(packed()) : packed()
  }
  return {
    diffId,
    sizeBytes,
    blob: { ...blob, bytes: packed },
    tar: unpacked,
    entries,
    ...(!came && { isPacked: true }),
  }
}

/** Gives back what records name; one that several name is the same one for all. */
export const createBlobReader = (documents: Records, layers: Records) => {
  const readDocuments = new Map<string, Content>()
  const readLayers = new Map<string, Layer>()
  const found = <T>(records: Records, key: string): T => {
    if (!Object.hasOwn(records, key)) throw new Error(`the snapshot names ${key} and does not have it`)
    return records[key] as T
  }
  return {
    document(key: string): Content {
      const stored = found<StoredDocument>(documents, key)
      const content = readDocuments.get(key) ?? { ...bare(stored as never), bytes: once(() => readBytes(stored.bytes)) }
      readDocuments.set(key, content)
      return content
    },
    layer(key: string): Layer {
      const layer = readLayers.get(key) ?? readLayer(found<StoredLayer>(layers, key))
      readLayers.set(key, layer)
      return layer
    },
  }
}

export type BlobReader = ReturnType<typeof createBlobReader>
