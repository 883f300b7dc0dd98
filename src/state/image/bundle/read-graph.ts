import { internal } from '../../error.ts'
import { readConfiguration } from '../content/configuration.ts'
import { contentOf, mediaTypes } from '../content/content.ts'
import { platformImage } from '../content/documents.ts'
import type { Layer } from '../content/layer.ts'
import { receiveLayer } from '../content/receive.ts'
import { fullName, isShort, parseReference } from '../reference.ts'
import type { Delivery } from './delivery.ts'
import { type DockerManifestItem, readDockerManifest } from './docker-manifest.ts'
import type { BundleFiles } from './files.ts'

export interface GraphReader {
  /** Where the daemon unpacks archives: it says so when something is missing. */
  readonly folder: string
  readonly os: string
  /** Whose the names are that do not say it; default: Docker Hub's. */
  readonly domain: string | undefined
  /** A layer that is here already. */
  layer(diffId: string): Layer | undefined
}

/** The images of an archive as graph drivers read it (moby daemon/internal/image/tarexport/load.go). */
export const readForGraphDrivers = async (files: BundleFiles, reader: GraphReader): Promise<Delivery[]> => {
  const bytes = files.read('manifest.json')
  // 28.5.2 looks for the layout of before 1.10 then, and misses its files.
  if (!bytes) throw missing(reader, files.firstFolder === undefined ? 'repositories' : `${files.firstFolder}/json`)
  const items = readDockerManifest(bytes, '[]tarexport.manifestItem')
  if (!items) throw internal('invalid manifest, manifest cannot be null (but can be [])')
  const deliveries: Delivery[] = []
  for (const item of items) deliveries.push(await readItem(files, reader, item))
  return deliveries
}

const missing = ({ folder }: GraphReader, path: string) => internal(`open ${folder}/${path}: no such file or directory`)

const readItem = async (files: BundleFiles, reader: GraphReader, item: DockerManifestItem): Promise<Delivery> => {
  const bytes = files.read(item.config)
  if (!bytes) throw missing(reader, item.config)
  const configuration = contentOf(mediaTypes.dockerConfiguration, bytes)
  const { diffIds, platform } = readConfiguration(configuration)
  const os = platform.os || reader.os
  if (os !== reader.os) throw internal(`cannot load ${os} image on ${reader.os}`)
  if (item.layers.length !== diffIds.length)
    throw internal(`invalid manifest, layers length mismatch: expected ${item.layers.length}, got ${diffIds.length}`)
  const layers: Layer[] = []
  for (const [at, diffId] of diffIds.entries()) {
    const layer = reader.layer(diffId) ?? (await readLayer(files, reader, item.layers[at] ?? ''))
    if (layer.diffId !== diffId)
      throw internal(`invalid diffID for layer ${at}: expected "${diffId}", got "${layer.diffId}"`)
    layers.push(layer)
  }
  const names = item.repoTags.map(name => fullTag(name, reader.domain))
  return { arrival: { image: platformImage(configuration, layers) }, names, parentId: item.parent }
}

const readLayer = async (files: BundleFiles, reader: GraphReader, path: string): Promise<Layer> => {
  const bytes = files.read(path)
  if (!bytes) throw missing(reader, path)
  return receiveLayer(bytes)
}

const fullTag = (name: string, domain: string | undefined): string => {
  const reference = parseReference(domain !== undefined && isShort(name) ? `${domain}/${name}` : name)
  if (reference.tag === undefined) throw internal(`invalid tag "${name}"`)
  return fullName(reference)
}
