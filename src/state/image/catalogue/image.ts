import type { ImageConfig } from '../../../../spec/generated/types.ts'
import { digestOf } from '../../digest.ts'
import { microsecondsPerMillisecond, rfc3339Nano } from '../../time.ts'
import type { HistoryEntry, Layer } from '../entity.ts'
import type { CatalogueConfig, Repository, Step, Variant } from './definition.ts'

/** What a registry would send for one tag: everything of an image but its place in a store. */
export interface RemoteImage {
  readonly configDigest: string
  readonly manifestDigest: string
  /** Of the image index, which names the image in a containerd store. */
  readonly indexDigest: string
  readonly createdAt: number
  readonly config: ImageConfig
  readonly layers: readonly Layer[]
  readonly history: readonly HistoryEntry[]
  readonly platform: { readonly os: string; readonly architecture: string }
}

/** All catalogue images say that they were made on this day; nothing in them depends on the host. */
const catalogueCreatedAt = Date.UTC(2025, 10, 18, 1, 2, 3) * microsecondsPerMillisecond
/** Roughly what gzip leaves of a root file system. */
const compressedShare = 0.4

const platform = { os: 'linux', architecture: 'amd64' } as const

/**
 * Makes the image that `tag` of a repository stands for. Digests are computed from the OCI documents; only a layer's
 * content is named by its recipe, because a catalogue layer has no bytes until someone asks for its files.
 */
export const remoteImage = (repository: Repository, variant: Variant): RemoteImage => {
  const steps = repository.steps(variant)
  const layers = steps.flatMap(step => (step.layer ? [layerOf(step, step.layer)] : []))
  const history = steps.map(historyOf)
  const config = imageConfig(repository.config(variant))
  const configDocument = JSON.stringify({
    architecture: platform.architecture,
    config,
    created: rfc3339Nano(catalogueCreatedAt),
    history: history.map(entry => ({
      created: rfc3339Nano(entry.createdAt),
      created_by: entry.createdBy,
      ...(entry.emptyLayer ? { empty_layer: true } : {}),
    })),
    os: platform.os,
    rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
  })
  const configDigest = digestOf(configDocument)
  const manifestDocument = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: configDigest,
      size: configDocument.length,
    },
    layers: layers.map(({ digest, sizeBytes }) => ({
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest,
      size: compressedBytes(sizeBytes),
    })),
  })
  const manifestDigest = digestOf(manifestDocument)
  const indexDigest = digestOf(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [
        {
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          digest: manifestDigest,
          size: manifestDocument.length,
          platform,
        },
      ],
    }),
  )
  return { configDigest, manifestDigest, indexDigest, createdAt: catalogueCreatedAt, config, layers, history, platform }
}

/** What the transfer of a layer of that size weighs. */
export const compressedBytes = (sizeBytes: number): number => Math.ceil(sizeBytes * compressedShare)

/** Two images made by the same step share the layer, as on a real registry. */
const layerOf = (step: Step, { sizeBytes, entries }: NonNullable<Step['layer']>): Layer => {
  const recipe = JSON.stringify([step.createdBy, sizeBytes])
  let made: ReturnType<typeof entries> | undefined
  return {
    diffId: digestOf(`layer ${recipe}`),
    digest: digestOf(`blob ${recipe}`),
    sizeBytes,
    entries: () => {
      made ??= entries()
      return made
    },
  }
}

const historyOf = (step: Step): HistoryEntry => ({
  createdAt: catalogueCreatedAt,
  createdBy: step.createdBy,
  comment: step.createdBy.endsWith('# buildkit') || !step.layer ? 'buildkit.dockerfile.v0' : '',
  emptyLayer: !step.layer,
})

const emptyObjects = (keys: readonly string[]): Record<string, Record<string, never>> =>
  Object.fromEntries(keys.map(key => [key, {}]))

/** In the OCI image configuration's words; what is not set is left out. */
const imageConfig = (config: CatalogueConfig): ImageConfig => ({
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
