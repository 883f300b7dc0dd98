import { gunzipSync } from 'fflate'
import { collect, streamOf } from '../../archive/bytes.ts'
import { compressionOf, decompress } from '../../archive/compression.ts'
import { archiveBytesMax, readTar, tooLarge } from '../../archive/tar.ts'
import { digestOf } from '../../digest.ts'
import { contentOf, mediaTypes } from './content.ts'
import { filesBytes, type Layer } from './layer.ts'

const typeOf = { gzip: mediaTypes.layerGzip, zstd: mediaTypes.layerZstd } as const

/** A layer that came from outside, with its bytes as they came. Throws what the daemon says of one that is damaged. */
export const receiveLayer = async (bytes: Uint8Array, mediaType?: string): Promise<Layer> => {
  const compression = compressionOf(bytes)
  const tar = compression ? await collect(await decompress(streamOf(bytes)), archiveBytesMax, tooLarge) : bytes
  const entries = await readTar(streamOf(tar), { whiteouts: true })
  const assumed = compression === 'gzip' || compression === 'zstd' ? typeOf[compression] : mediaTypes.layerTar
  return {
    diffId: digestOf(tar),
    blob: contentOf(mediaType ?? assumed, bytes),
    // What can be had again from the bytes is not kept beside them.
    tar: compression === 'gzip' ? () => gunzipSync(bytes) : () => tar,
    entries: () => entries,
    sizeBytes: filesBytes(entries),
  }
}
