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

/** The index with which a registry offers an image for one platform. */
export const indexOf = (manifest: Content, platform: ImagePlatform): Content =>
  documentOf(mediaTypes.index, {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: [{ ...descriptorOf(manifest), platform: platformOf(platform) }],
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
