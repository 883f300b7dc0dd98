import type { ImageConfig } from '../../../../spec/generated/types.ts'
import type { FileEntry } from '../../filesystem/contract.ts'
import { microsecondsPerMillisecond } from '../../time.ts'
import {
  type HistoryEntry,
  type ImageDescription,
  type ImagePlatform,
  ociConfiguration,
} from '../content/configuration.ts'
import type { Content } from '../content/content.ts'
import { indexOf, platformImage } from '../content/documents.ts'
import { packLayer } from '../content/layer.ts'
import type { PlatformImage } from '../entity.ts'
import type { CatalogueConfig, Repository, Step, Variant } from './definition.ts'

/** What a registry would send for one tag: everything of an image but its place in a store. */
export interface RemoteImage {
  /** It names the image in a containerd store. */
  readonly index: Content
  /** One for each platform. */
  readonly images: readonly PlatformImage[]
}

/** All catalogue images say that they were made on this day; nothing in them depends on the host. */
const catalogueCreatedAt = Date.UTC(2025, 10, 18, 1, 2, 3) * microsecondsPerMillisecond
/** Roughly what gzip leaves of a root file system. */
const compressedShare = 0.4

/** Stand-ins run on any machine: what is for different ones differs in what it says of itself. */
const platforms: readonly ImagePlatform[] = [
  { os: 'linux', architecture: 'amd64' },
  { os: 'linux', architecture: 'arm64', variant: 'v8' },
]

/** Images that were made: the same tag is pulled again and again. */
const made = new Map<string, RemoteImage>()
const madeMax = 200

/** Makes the image that `tag` of a repository stands for. */
export const remoteImage = (repository: Repository, variant: Variant): RemoteImage => {
  const key = `${repository.path} ${variant.version} ${variant.flavour}`
  const known = made.get(key)
  if (known) return known
  const remote = makeRemote(repository, variant)
  if (made.size < madeMax) made.set(key, remote)
  return remote
}

/** The files are small stand-ins, whatever size is shown; layers, documents and digests are true to them. */
const makeRemote = (repository: Repository, variant: Variant): RemoteImage =>
  remoteOf(repository.steps(variant), imageConfig(repository.config(variant)))

/** The image that steps make. */
export const remoteOf = (steps: readonly Step[], config: ImageConfig): RemoteImage => {
  const layers = steps.flatMap(({ layer }) => (layer ? [packLayer(layer.entries().map(dated), layer.sizeBytes)] : []))
  const description: Omit<ImageDescription, 'platform'> = {
    createdAt: catalogueCreatedAt,
    author: '',
    comment: '',
    config,
    diffIds: layers.map(({ diffId }) => diffId),
    history: steps.map(historyOf),
  }
  const images = platforms.map(platform => platformImage(ociConfiguration({ ...description, platform }), layers))
  return { index: indexOf(images), images }
}

/** What the transfer of a layer of that size weighs. */
export const compressedBytes = (sizeBytes: number): number => Math.ceil(sizeBytes * compressedShare)

const dated = (entry: FileEntry): FileEntry => ({ modifiedAt: catalogueCreatedAt, ...entry })

const historyOf = (step: Step): HistoryEntry => ({
  createdAt: catalogueCreatedAt,
  createdBy: step.createdBy,
  author: '',
  comment: step.createdBy.endsWith('# buildkit') || !step.layer ? 'buildkit.dockerfile.v0' : '',
  emptyLayer: !step.layer,
})

const emptyObjects = (keys: readonly string[]): Record<string, Record<string, never>> =>
  Object.fromEntries(keys.map(key => [key, {}]))

/** In the OCI image configuration's words; what is not set is left out. */
export const imageConfig = (config: CatalogueConfig): ImageConfig => ({
  ...(config.user ? { User: config.user } : {}),
  ...(config.exposedPorts ? { ExposedPorts: emptyObjects(config.exposedPorts) } : {}),
  ...(config.environment ? { Env: [...config.environment] } : {}),
  ...(config.entrypoint ? { Entrypoint: [...config.entrypoint] } : {}),
  ...(config.command ? { Cmd: [...config.command] } : {}),
  ...(config.volumes ? { Volumes: emptyObjects(config.volumes) } : {}),
  ...(config.workingDirectory ? { WorkingDir: config.workingDirectory } : {}),
  ...(config.labels ? { Labels: { ...config.labels } } : {}),
  ...(config.stopSignal ? { StopSignal: config.stopSignal } : {}),
})
