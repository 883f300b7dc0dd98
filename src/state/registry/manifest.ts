import { internal } from '../error.ts'
import { readDescriptor } from '../image/content/assemble.ts'
import { type Content, type Descriptor, readDocument } from '../image/content/content.ts'
import { matchesPlatform, type Platform } from '../image/platform.ts'

/** What a manifest of an image names. */
export interface ImageManifest {
  readonly configuration: Descriptor
  readonly layers: readonly Descriptor[]
}

/** Nobody has images with more of them; a hostile document could name millions. */
const partsMax = 4096

const list = (value: unknown): readonly Descriptor[] => {
  if (!Array.isArray(value)) return []
  if (value.length > partsMax) throw internal(`refusing a document that names ${value.length} parts`)
  return value.map(readSound)
}

/** Content is looked up by this digest and compared with this size: neither may be nonsense. */
const readSound = (value: unknown): Descriptor => {
  const descriptor = readDescriptor(value)
  if (!/^sha256:[0-9a-f]{64}$/.test(descriptor.digest)) throw internal('invalid checksum digest format')
  if (!Number.isSafeInteger(descriptor.size) || descriptor.size < 0)
    throw internal('json: cannot unmarshal number into Go struct field Descriptor.size of type int64')
  return descriptor
}

const fieldsOf = (content: Content): Readonly<Record<string, unknown>> => {
  const document = readDocument(content)
  if (typeof document === 'object' && document !== null && !Array.isArray(document))
    return document as Readonly<Record<string, unknown>>
  throw internal('json: cannot unmarshal document into Go value of type v1.Manifest')
}

export const readManifest = (content: Content): ImageManifest => {
  const { config, layers } = fieldsOf(content)
  return { configuration: readSound(config), layers: list(layers) }
}

export const readIndex = (content: Content): readonly Descriptor[] => list(fieldsOf(content).manifests)

/** The line of an index that is for a platform. A line that names none fits any. */
export const lineFor = (lines: readonly Descriptor[], wanted: Platform): Descriptor | undefined =>
  lines.find(({ platform }) => matches(platform, wanted)) ?? lines.find(({ platform }) => !platform)

const matches = (platform: Descriptor['platform'], wanted: Platform): boolean => {
  if (typeof platform !== 'object' || platform === null) return false
  const { architecture, os, variant } = platform
  if (typeof os !== 'string' || typeof architecture !== 'string') return false
  return matchesPlatform({ os, architecture, ...(typeof variant === 'string' && { variant }) }, wanted)
}
