import type { OCIDescriptor } from '../../../../spec/generated/types.ts'
import { digestOf } from '../../digest.ts'
import { internal } from '../../error.ts'
import { scanJson } from '../../json-syntax.ts'

/** A blob as a content store keeps it: bytes, and the digest that names them. */
export interface Content {
  readonly mediaType: string
  readonly digest: string
  readonly sizeBytes: number
  readonly bytes: () => Uint8Array
}

export const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  configuration: 'application/vnd.oci.image.config.v1+json',
  layerTar: 'application/vnd.oci.image.layer.v1.tar',
  layerGzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  layerZstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerConfiguration: 'application/vnd.docker.container.image.v1+json',
  dockerLayerTar: 'application/vnd.docker.image.rootfs.diff.tar',
  dockerLayerGzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
} as const

export const contentOf = (mediaType: string, bytes: Uint8Array): Content => ({
  mediaType,
  digest: digestOf(bytes),
  sizeBytes: bytes.length,
  bytes: () => bytes,
})

/** A JSON document, as compact as Go writes it. */
export const documentOf = (mediaType: string, value: object): Content =>
  contentOf(mediaType, new TextEncoder().encode(JSON.stringify(value)))

/** Reads a JSON document as Go's decoder does: the first value counts, and a damaged one is refused in its words. */
export const parseDocument = (bytes: Uint8Array): unknown => {
  const scan = scanJson(bytes)
  if (scan.outcome === 'nothing') throw internal('EOF')
  if (scan.outcome === 'error') throw internal(scan.message)
  return JSON.parse(new TextDecoder().decode(bytes.subarray(0, scan.end)))
}

export const readDocument = (content: Content): unknown => parseDocument(content.bytes())

/** A descriptor that is complete, as documents have them. */
export type Descriptor = OCIDescriptor & { readonly mediaType: string; readonly digest: string; readonly size: number }

export const descriptorOf = ({ mediaType, digest, sizeBytes }: Content): Descriptor => ({
  mediaType,
  digest,
  size: sizeBytes,
})
