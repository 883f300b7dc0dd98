import type { PlatformImage } from '../entity.ts'
import { type ImagePlatform, readConfiguration } from './configuration.ts'
import { type Content, descriptorOf, documentOf, mediaTypes } from './content.ts'
import type { Layer } from './layer.ts'

/** The manifest that names a configuration and layers, in the media types of the configuration's family. */
export const manifestOf = (configuration: Content, layers: readonly Layer[]): Content => {
  const isOci = configuration.mediaType === mediaTypes.configuration
  const mediaType = isOci ? mediaTypes.manifest : mediaTypes.dockerManifest
  return documentOf(mediaType, {
    schemaVersion: 2,
    mediaType,
    config: descriptorOf(configuration),
    layers: layers.map(({ blob }) => ({ ...descriptorOf(blob), mediaType: layerType(blob.mediaType, isOci) })),
  })
}

/** Docker's manifests use Docker's names for what OCI calls otherwise. */
const layerType = (mediaType: string, isOci: boolean): string =>
  !isOci && mediaType === mediaTypes.layerGzip ? mediaTypes.dockerLayerGzip : mediaType

/** The index with which a registry offers an image for several platforms. */
export const indexOf = (images: readonly PlatformImage[]): Content =>
  documentOf(mediaTypes.index, {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: images.map(({ manifest, platform }) => ({ ...descriptorOf(manifest), platform: platformOf(platform) })),
  })

export const platformOf = ({ architecture, os, osVersion, variant }: ImagePlatform) => ({
  architecture,
  os,
  ...(osVersion && { 'os.version': osVersion }),
  ...(variant && { variant }),
})

/** An image of these documents; all it says of itself is read from its configuration. */
export const platformImage = (
  configuration: Content,
  layers: readonly Layer[],
  manifest = manifestOf(configuration, layers),
): PlatformImage => ({ ...readConfiguration(configuration), configuration, layers, manifest })

const indexTypes: ReadonlySet<string> = new Set([mediaTypes.index, mediaTypes.dockerList])
const manifestTypes: ReadonlySet<string> = new Set([mediaTypes.manifest, mediaTypes.dockerManifest])
const configurationTypes: ReadonlySet<string> = new Set([mediaTypes.configuration, mediaTypes.dockerConfiguration])

export const isIndexType = (mediaType: string): boolean => indexTypes.has(mediaType)
export const isManifestType = (mediaType: string): boolean => manifestTypes.has(mediaType)
export const isConfigurationType = (mediaType: string): boolean => configurationTypes.has(mediaType)
