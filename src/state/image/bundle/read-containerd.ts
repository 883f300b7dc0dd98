import { compressionOf } from '../../archive/compression.ts'
import { DockerError, internal, wrapped } from '../../error.ts'
import { assemble, type BlobSource, readDescriptor } from '../content/assemble.ts'
import { contentOf, type Descriptor, descriptorOf, documentOf, mediaTypes, parseDocument } from '../content/content.ts'
import { fullName, parseReference, withDefaultTag } from '../reference.ts'
import type { Delivery } from './delivery.ts'
import { readDockerManifest } from './docker-manifest.ts'
import type { BundleFiles } from './files.ts'

const nameAnnotations = ['io.containerd.image.name', 'org.opencontainers.image.ref.name'] as const

/**
 * The images of an archive as a containerd store reads it: an OCI layout when there is one, Docker's list otherwise
 * (containerd core/images/archive/importer.go).
 */
export const readForContainerd = async (files: BundleFiles, store: Omit<BlobSource, 'bytes'>): Promise<Delivery[]> => {
  const layout = files.read('oci-layout')
  const own = new Map<string, Uint8Array>()
  const targets = layout ? layoutTargets(files, layout) : dockerTargets(files, own)
  if (targets.length === 0) throw internal('image might be filtered out')
  const source: BlobSource = {
    ...store,
    bytes: digest => own.get(digest) ?? files.read(`blobs/${digest.replace(':', '/')}`),
  }
  const deliveries: Delivery[] = []
  for (const { target, names } of targets) deliveries.push({ arrival: await assemble(target, source), names })
  return deliveries
}

interface Target {
  readonly target: Descriptor
  readonly names: readonly string[]
}

const layoutTargets = (files: BundleFiles, layout: Uint8Array): Target[] => {
  const { imageLayoutVersion: version } = asRecord(
    wrapped('untar oci layout "oci-layout"', () => parseDocument(layout)),
  )
  if (version !== '1.0.0') throw internal(`unsupported OCI version ${String(version)}`)
  const index = files.read('index.json')
  if (!index) throw internal('missing index.json in OCI layout 1.0.0')
  const { manifests } = asRecord(parseDocument(index))
  return (Array.isArray(manifests) ? manifests : [])
    .map(readDescriptor)
    .map(target => ({ target, names: nameOf(target) }))
}

/** A name that is none leaves the image without one. */
const nameOf = ({ annotations }: Descriptor): string[] => {
  const name = nameAnnotations.map(key => annotations?.[key]).find(Boolean)
  if (name === undefined) return []
  try {
    return [fullName(withDefaultTag(parseReference(name)))]
  } catch (error) {
    if (error instanceof DockerError) return []
    throw error
  }
}

/** Docker's list has no manifests, so they are written here. */
const dockerTargets = (files: BundleFiles, own: Map<string, Uint8Array>): Target[] => {
  const bytes = files.read('manifest.json')
  const items = bytes && wrapped('untar manifest "manifest.json"', () => readDockerManifest(bytes, structType))
  if (!items) throw internal('unrecognized image format')
  const blob = (path: string, mediaType: string, missing: string): Descriptor => {
    const found = files.read(path)
    if (!found) throw internal(missing)
    const content = contentOf(mediaType, found)
    own.set(content.digest, found)
    return descriptorOf(content)
  }
  return items.map(({ config, repoTags, layers }) => {
    const document = files.read(config)
    if (document) wrapped('unable to resolve platform', () => parseDocument(document))
    const manifest = documentOf(mediaTypes.dockerManifest, {
      schemaVersion: 2,
      mediaType: mediaTypes.dockerManifest,
      config: blob(config, mediaTypes.dockerConfiguration, `image config "${config}" not found`),
      layers: layers.map(path => {
        const missing = `failed to resolve layers: layer "${path}" not found`
        return blob(path, layerType(files.read(path)), missing)
      }),
    })
    own.set(manifest.digest, manifest.bytes())
    const names = repoTags.map(normalize)
    return { target: { ...descriptorOf(manifest), ...annotationsOf(names[0]) }, names }
  })
}

const annotationsOf = (name: string | undefined): Pick<Descriptor, 'annotations'> => {
  if (name === undefined) return {}
  const [image, tag] = nameAnnotations
  return { annotations: { [image]: name, [tag]: parseReference(name).tag ?? '' } }
}

const structType = '[]struct { Config string; RepoTags []string; Layers []string }'

const layerType = (bytes: Uint8Array | undefined): string =>
  bytes && compressionOf(bytes) ? mediaTypes.dockerLayerGzip : mediaTypes.dockerLayerTar

const normalize = (name: string): string => {
  const reference = wrapped(`normalize image ref ${JSON.stringify(name)}`, () => parseReference(name))
  return fullName(withDefaultTag(reference))
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
