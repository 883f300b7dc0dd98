import { gzipSync } from 'fflate'
import { streamOf } from '../../../../src/state/archive/bytes.ts'
import { packTar } from '../../../../src/state/archive/tar.ts'
import { digestOf } from '../../../../src/state/digest.ts'
import type { Engine } from '../../../../src/state/engine.ts'
import { DockerError } from '../../../../src/state/error.ts'
import type { FileEntry } from '../../../../src/state/filesystem/contract.ts'
import { loadImages, readImageArchive } from '../../../../src/state/image/load.ts'
import type { Platform } from '../../../../src/state/image/platform.ts'

type Content = string | Uint8Array | object

const bytesOf = (content: Content): Uint8Array => {
  if (content instanceof Uint8Array) return content
  return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content))
}

/** An archive of files; a target of `→ path` makes a symlink. */
export const archiveOf = (files: Readonly<Record<string, Content>>): Uint8Array =>
  packTar(
    Object.entries(files).map(([name, content]): FileEntry => {
      const path = `/${name}`
      if (typeof content === 'string' && content.startsWith('→ '))
        return { path, kind: 'symlink', target: content.slice(2) }
      return { path, kind: 'file', content: bytesOf(content) }
    }),
  )

export const layerTar = packTar([{ path: '/hello', kind: 'file', content: bytesOf('hi') }])
export const layerGzip = gzipSync(layerTar, { mtime: 0 })
export const diffId = digestOf(layerTar)

export const configuration = (changes: object = {}): object => ({
  architecture: 'amd64',
  os: 'linux',
  created: '2020-01-01T00:00:00Z',
  config: { Cmd: ['/hello'] },
  rootfs: { type: 'layers', diff_ids: [diffId] },
  history: [{ created: '2020-01-01T00:00:00Z', created_by: 'x' }],
  ...changes,
})

export const dockerItem = (changes: object = {}): object => ({
  Config: 'c.json',
  RepoTags: ['probe:1'],
  Layers: ['l.tar'],
  ...changes,
})

export const dockerArchive = (item: object = {}, files: Readonly<Record<string, Content>> = {}): Uint8Array =>
  archiveOf({ 'manifest.json': [dockerItem(item)], 'c.json': configuration(), 'l.tar': layerTar, ...files })

interface Line {
  readonly mediaType: string
  readonly digest: string
  readonly size: number
}

const manifestType = 'application/vnd.oci.image.manifest.v1+json'
const indexType = 'application/vnd.oci.image.index.v1+json'

const line = (mediaType: string, content: Uint8Array): Line => ({
  mediaType,
  digest: digestOf(content),
  size: content.length,
})

export const blobPath = (digest: string): string => `blobs/${digest.replace(':', '/')}`

/** The blobs of an image for a platform, and its line in an index. */
export const ociImage = (changes: object = {}): { line: Line; blobs: Record<string, Uint8Array> } => {
  const config = bytesOf(configuration(changes))
  const manifest = bytesOf({
    schemaVersion: 2,
    mediaType: manifestType,
    config: line('application/vnd.oci.image.config.v1+json', config),
    layers: [line('application/vnd.oci.image.layer.v1.tar+gzip', layerGzip)],
  })
  const blobs = Object.fromEntries([config, manifest, layerGzip].map(content => [blobPath(digestOf(content)), content]))
  return { line: line(manifestType, manifest), blobs }
}

export const named = (name: string): object => ({ annotations: { 'io.containerd.image.name': name } })

export const ociArchive = (lines: readonly object[], files: Readonly<Record<string, Content>> = {}): Uint8Array =>
  archiveOf({
    'oci-layout': { imageLayoutVersion: '1.0.0' },
    'index.json': { schemaVersion: 2, manifests: lines },
    ...files,
  })

export const innerIndex = (lines: readonly object[]): { line: Line; blobs: Record<string, Uint8Array> } => {
  const index = bytesOf({ schemaVersion: 2, mediaType: indexType, manifests: lines })
  return { line: line(indexType, index), blobs: { [blobPath(digestOf(index))]: index } }
}

/** Loads an archive: what a client is told, without the ends of lines. */
export const load = async (
  engine: Engine,
  archive: Uint8Array,
  { quiet = true, platforms = [] }: { quiet?: boolean; platforms?: readonly Platform[] } = {},
): Promise<string[]> => {
  const said: string[] = []
  try {
    const deliveries = await readImageArchive(engine, streamOf(archive))
    for (const { act, message } of loadImages(engine, deliveries, { quiet, platforms })) {
      act?.()
      if (message?.stream !== undefined) said.push(message.stream.trim())
      else if (message?.status !== undefined)
        said.push(`${message.status} ${message.id} ${JSON.stringify(message.progressDetail)}`)
    }
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    said.push(`failed: ${error.message}`)
  }
  return said
}
