import { gunzipSync, gzipSync } from 'fflate'
import { packTar } from '../../archive/tar.ts'
import { digestOf } from '../../digest.ts'
import type { FileEntry } from '../../filesystem/contract.ts'
import { microsecondsPerSecond, unixSeconds } from '../../time.ts'
import { type Content, contentOf, mediaTypes } from './content.ts'

/** An immutable layer, shared by every image that has it. */
export interface Layer {
  /** `sha256:` of the uncompressed archive; names the layer everywhere. */
  readonly diffId: string
  /** As a registry sends it, compressed or not. */
  readonly blob: Content
  /** The uncompressed archive. */
  readonly tar: () => Uint8Array
  readonly entries: () => readonly FileEntry[]
  /** What its files take up, as histories and lists show it. */
  readonly sizeBytes: number
  /** Made here: all its bytes follow from its entries. */
  readonly isPacked?: true
}

/** The digest of an archive with nothing in it: Docker makes no layer of it (moby daemon/internal/layer/empty.go). */
export const emptyDiffId = digestOf(packTar([]))

/**
 * A layer of files that were made here, gzipped, the same bytes everywhere. `shownBytes` is the size that it claims,
 * when its files are stand-ins for bigger ones.
 */
export const packLayer = (files: readonly FileEntry[], shownBytes?: number): Layer => {
  const entries = files.map(archived)
  const tar = packTar(entries)
  const blob = contentOf(mediaTypes.layerGzip, gzipSync(tar, { mtime: 0 }))
  return {
    diffId: digestOf(tar),
    blob,
    tar: () => gunzipSync(blob.bytes()),
    entries: () => entries,
    sizeBytes: shownBytes ?? filesBytes(entries),
    isPacked: true,
  }
}

const squeezed: ReadonlySet<string> = new Set([mediaTypes.layerGzip, mediaTypes.layerZstd, mediaTypes.dockerLayerGzip])

/** The same layer as registries want it: one that came plain, or squeezed otherwise, is gzipped. */
export const gzippedLayer = (layer: Layer): Layer => {
  if (squeezed.has(layer.blob.mediaType)) return layer
  const blob = contentOf(mediaTypes.layerGzip, gzipSync(layer.tar(), { mtime: 0 }))
  return { ...layer, blob, tar: () => gunzipSync(blob.bytes()) }
}

export const filesBytes = (entries: readonly FileEntry[]): number =>
  entries.reduce((sum, { content }) => sum + (content?.length ?? 0), 0)

/** An entry as it comes back from an archive, which knows whole seconds only. */
const archived = (entry: FileEntry): FileEntry => {
  const { modifiedAt = 0 } = entry
  return { ...entry, modifiedAt: Math.max(0, unixSeconds(modifiedAt)) * microsecondsPerSecond }
}
