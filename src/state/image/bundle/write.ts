import type { ArchiveEntry } from '../../archive/member.ts'
import type { FileEntry } from '../../filesystem/contract.ts'
import type { Instant } from '../../time.ts'
import { type Content, type Descriptor, descriptorOf, documentOf, mediaTypes } from '../content/content.ts'
import type { Layer } from '../content/layer.ts'
import { allContents, contentsOf } from '../content/parts.ts'
import type { Image, PlatformImage } from '../entity.ts'
import { digestsOf, familiar } from '../names.ts'
import { familiarRepository, parseReference } from '../reference.ts'

/** An image to be saved, with the names (in full) that it is to have where it is loaded. */
export interface Export {
  readonly image: Image
  /** Only this one of its platforms. */
  readonly only?: PlatformImage | undefined
  readonly names: readonly string[]
}

const encoder = new TextEncoder()

const pathOf = (digest: string): string => `blobs/${digest.replace(':', '/')}`

const file = (path: string, content: Uint8Array, mode: number, modifiedAt: Instant = 0): FileEntry => ({
  path: `/${path}`,
  kind: 'file',
  mode,
  modifiedAt,
  content,
})

const folders = (modifiedAt: Instant): FileEntry[] =>
  ['/blobs', '/blobs/sha256'].map(path => ({ path, kind: 'directory', mode: 0o755, modifiedAt }))

/** Both stores write in the order of names, each file once. */
const inOrder = (entries: readonly FileEntry[]): ArchiveEntry[] =>
  [...new Map(entries.map(entry => [entry.path, entry])).values()].sort((a, b) => (a.path < b.path ? -1 : 1))

const named = (descriptor: Descriptor, names: readonly string[]): Descriptor[] =>
  names.length === 0
    ? [descriptor]
    : names.map(name => ({
        ...descriptor,
        annotations: {
          ...descriptor.annotations,
          'io.containerd.image.name': name,
          'org.opencontainers.image.ref.name': parseReference(name).tag ?? '',
        },
      }))

const ociIndex = (manifests: readonly Descriptor[] | null): Content =>
  documentOf(mediaTypes.index, { schemaVersion: 2, mediaType: mediaTypes.index, manifests })

/** An OCI layout with Docker's list beside it (containerd core/images/archive/exporter.go, seen with 28.5.2). */
export const containerdBundle = (exports: readonly Export[]): ArchiveEntry[] => {
  const contents = exports.flatMap(({ image, only }) => (only ? contentsOf(only) : allContents(image)))
  const index = ociIndex(exports.flatMap(({ image, only, names }) => named(targetOf(image, only), names)))
  const lists = new Map<string, { Config: string; RepoTags: string[] | null; Layers: string[] }>()
  for (const { image, only, names } of exports) {
    const { configuration, layers, manifest } = only ?? image
    const known = lists.get(manifest.digest)
    const tags = [...(known?.RepoTags ?? []), ...names.map(familiar)]
    lists.set(manifest.digest, {
      Config: pathOf(configuration.digest),
      RepoTags: tags.length === 0 ? null : tags,
      Layers: layers.map(({ blob }) => pathOf(blob.digest)),
    })
  }
  return inOrder([
    ...(contents.length === 0 ? [] : folders(0)),
    ...contents.map(({ digest, bytes }) => file(pathOf(digest), bytes(), 0o444)),
    file('index.json', index.bytes(), 0o644),
    ...(lists.size === 0 ? [] : [file('manifest.json', encoder.encode(JSON.stringify([...lists.values()])), 0o644)]),
    file('oci-layout', encoder.encode('{"imageLayoutVersion":"1.0.0"}'), 0o444),
  ])
}

const targetOf = (image: Image, only: PlatformImage | undefined): Descriptor => {
  const line = image.manifests.find(({ descriptor }) => descriptor.digest === only?.manifest.digest)
  const target = only ? (line?.descriptor ?? descriptorOf(only.manifest)) : descriptorOf(image.index ?? image.manifest)
  const sources = sourcesOf(image)
  return sources ? { ...target, annotations: { ...sources, ...target.annotations } } : target
}

/** The repositories that know the image, by host: an archive tells where its blobs can be had. */
const sourcesOf = (image: Image): Record<string, string> | undefined => {
  const paths = new Map<string, string[]>()
  for (const name of digestsOf(image)) {
    const { domain, path } = parseReference(name)
    const key = `containerd.io/distribution.source.${domain.replace(/:\d+$/, '')}`
    paths.set(key, [...(paths.get(key) ?? []), path])
  }
  if (paths.size === 0) return undefined
  return Object.fromEntries([...paths].map(([key, list]) => [key, [...new Set(list)].join(',')]))
}

/**
 * Layers as plain archives under their own names (moby daemon/internal/image/tarexport/save.go, seen with 28.5.2);
 * `shown` is how the daemon shows a full name.
 */
export const graphBundle = (exports: readonly Export[], shown: (name: string) => string): ArchiveEntry[] => {
  const manifests = exports.map(({ image, names }) => ({ image, names, manifest: plainManifest(image) }))
  const index = ociIndex(
    exports.length === 0 ? null : manifests.flatMap(({ manifest, names }) => named(descriptorOf(manifest), names)),
  )
  const repositories = legacyRepositories(exports)
  const lines = (value: unknown): Uint8Array => encoder.encode(`${JSON.stringify(value)}\n`)
  return inOrder([
    ...exports.slice(0, 1).flatMap(({ image }) => folders(image.createdAt)),
    ...manifests.flatMap(({ image, manifest }) => [
      ...image.layers.map(({ diffId, tar }) => file(pathOf(diffId), tar(), 0o644, image.createdAt)),
      file(pathOf(image.configuration.digest), image.configuration.bytes(), 0o644, image.createdAt),
      file(pathOf(manifest.digest), manifest.bytes(), 0o644),
    ]),
    file('index.json', index.bytes(), 0o644),
    file('manifest.json', lines(exports.length === 0 ? null : exports.map(each => graphItem(each, shown))), 0o644),
    file('oci-layout', encoder.encode('{"imageLayoutVersion": "1.0.0"}'), 0o644),
    ...(repositories.size === 0 ? [] : [file('repositories', lines(Object.fromEntries(repositories)), 0o644)]),
  ])
}

const plainLayer = ({ diffId, tar }: Layer): Descriptor => ({
  mediaType: mediaTypes.layerTar,
  digest: diffId,
  size: tar().length,
})

const plainManifest = ({ configuration, layers }: Image): Content =>
  documentOf(mediaTypes.manifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { ...descriptorOf(configuration), mediaType: mediaTypes.configuration },
    layers: layers.map(plainLayer),
  })

const graphItem = ({ image, names }: Export, shown: (name: string) => string) => ({
  Config: pathOf(image.configuration.digest),
  RepoTags: names.length === 0 ? null : names.map(shown),
  Layers: image.layers.map(({ diffId }) => pathOf(diffId)),
  LayerSources: Object.fromEntries(image.layers.map(layer => [layer.diffId, plainLayer(layer)])),
})

/** What Docker before 1.10 looked for: repository → tag → top layer. */
const legacyRepositories = (exports: readonly Export[]): Map<string, Record<string, string>> => {
  const repositories = new Map<string, Record<string, string>>()
  for (const { image, names } of exports)
    for (const name of names) {
      const reference = parseReference(name)
      const repository = familiarRepository(reference)
      const tags = {
        ...repositories.get(repository),
        [reference.tag ?? '']: image.layers.at(-1)?.diffId.slice(7) ?? '',
      }
      repositories.set(repository, tags)
    }
  return repositories
}
