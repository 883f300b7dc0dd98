import { internal } from '../../error.ts'
import type { Arrival, IndexEntry, PlatformImage } from '../entity.ts'
import { matchesPlatform } from '../platform.ts'
import { type ImagePlatform, readConfiguration } from './configuration.ts'
import { type Content, contentOf, type Descriptor, mediaTypes, readDocument } from './content.ts'
import { platformImage } from './documents.ts'
import type { Layer } from './layer.ts'
import { receiveLayer } from './receive.ts'

/** Where blobs are: an archive that was read, or a store. */
export interface BlobSource {
  bytes(digest: string): Uint8Array | undefined
  /** A layer that is here already, unpacked. */
  layer(digest: string): Layer | undefined
  readonly host: ImagePlatform
}

const indexTypes: ReadonlySet<string> = new Set([mediaTypes.index, mediaTypes.dockerList])

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const digestPattern = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-fA-F0-9]{32,}$/

/** Reads a descriptor out of a document that somebody else wrote. */
export const readDescriptor = (value: unknown): Descriptor => {
  const { mediaType, digest, size } = isFields(value) ? value : {}
  if (typeof digest !== 'string' || !digestPattern.test(digest)) throw internal('invalid checksum digest format')
  return {
    ...(value as Fields),
    mediaType: typeof mediaType === 'string' ? mediaType : '',
    digest,
    size: typeof size === 'number' ? size : 0,
  }
}

const descriptorsOf = (value: unknown): Descriptor[] => (Array.isArray(value) ? value.map(readDescriptor) : [])

const fieldsOf = (content: Content): Fields => {
  const document = readDocument(content)
  return isFields(document) ? document : {}
}

const content = (source: BlobSource, { mediaType, digest }: Descriptor): Content | undefined => {
  const bytes = source.bytes(digest)
  if (!bytes) return undefined
  const found = contentOf(mediaType, bytes)
  if (found.digest !== digest) throw internal(`unexpected digest ${found.digest} for ${digest}`)
  return found
}

/** Puts together what a descriptor names, as far as its blobs are there. Throws when no image of it is complete. */
export const assemble = async (target: Descriptor, source: BlobSource): Promise<Arrival> => {
  const top = content(source, target)
  if (!top) throw internal(`content digest ${target.digest}: not found`)
  const isIndex = indexTypes.has(target.mediaType)
  const { manifests: listed } = fieldsOf(top)
  const lines = isIndex ? descriptorsOf(listed) : [target]
  const manifests: IndexEntry[] = []
  for (const line of lines) manifests.push(await readLine(line, source))
  const images = manifests.flatMap(({ image }) => (image ? [image] : []))
  const image = images.find(({ platform }) => matchesPlatform(platform, source.host)) ?? images[0]
  if (!image) throw internal(`content digest ${lines[0]?.digest ?? target.digest}: not found`)
  return { image, index: isIndex ? top : undefined, manifests }
}

const readLine = async (descriptor: Descriptor, source: BlobSource): Promise<IndexEntry> => {
  const manifest = content(source, descriptor)
  if (!manifest || indexTypes.has(descriptor.mediaType)) return { descriptor }
  const { config, layers } = fieldsOf(manifest)
  const [configurationLine, lines] = [readDescriptor(config), descriptorsOf(layers)]
  const configuration = content(source, configurationLine)
  if (isNoImage(descriptor)) {
    const parts = [configurationLine, ...lines].flatMap(line => content(source, line) ?? [])
    return { descriptor, other: { manifest, parts } }
  }
  const isComplete = configuration && lines.every(({ digest }) => source.layer(digest) ?? source.bytes(digest))
  if (!isComplete) return { descriptor }
  return { descriptor, image: await unpack(manifest, configuration, lines, source) }
}

/** Builders put what they attest beside the images, marked so that nobody runs it. */
const isNoImage = ({ annotations }: Descriptor): boolean =>
  annotations?.['vnd.docker.reference.type'] === 'attestation-manifest'

const unpack = async (
  manifest: Content,
  configuration: Content,
  lines: readonly Descriptor[],
  source: BlobSource,
): Promise<PlatformImage> => {
  const { diffIds } = readConfiguration(configuration)
  if (diffIds.length !== lines.length) throw internal('mismatched image rootfs and manifest layers')
  const layers: Layer[] = []
  for (const [at, line] of lines.entries()) {
    const layer = source.layer(line.digest) ?? (await receive(source, line))
    if (layer.diffId !== diffIds[at]) throw internal(`wrong diff id calculated on extraction "${layer.diffId}"`)
    layers.push(layer)
  }
  return platformImage(configuration, layers, manifest)
}

const receive = async (source: BlobSource, line: Descriptor): Promise<Layer> => {
  const blob = content(source, line)
  if (!blob) throw internal(`content digest ${line.digest}: not found`)
  return receiveLayer(blob.bytes(), line.mediaType)
}
