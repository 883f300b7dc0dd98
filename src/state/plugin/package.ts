import { digestOf } from '../digest.ts'
import type { FileEntry } from '../filesystem/contract.ts'
import type { PluginConfig, PluginPackage } from './entity.ts'
import { configView } from './view.ts'

/** What a registry would get of it. The layer is named by what it holds, as no bytes of it are ever made. */
export const packFiles = (config: PluginConfig, files: readonly FileEntry[]): PluginPackage => {
  const described = files.map(({ content, ...entry }) => [entry, content ? digestOf(content) : ''])
  const layerBytes = files.reduce((sum, { content }) => sum + (content?.length ?? 0), 0)
  const paths = files.map(({ path }) => path)
  return packageOf(config, digestOf(JSON.stringify(described)), layerBytes, paths)
}

export const packageOf = (
  config: PluginConfig,
  layerDigest: string,
  layerBytes: number,
  paths: PluginPackage['paths'],
): PluginPackage => {
  const configDocument = JSON.stringify(configView(config, layerDigest))
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: {
      mediaType: 'application/vnd.docker.plugin.v1+json',
      digest: digestOf(configDocument),
      size: configDocument.length,
    },
    layers: [{ mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', digest: layerDigest, size: layerBytes }],
  })
  const configDigest = digestOf(configDocument)
  const manifestDigest = digestOf(manifest)
  return { config, layerDigest, layerBytes, configDigest, manifestDigest, manifestBytes: manifest.length, paths }
}
