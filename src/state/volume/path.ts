import type { Engine } from '../engine.ts'
import type { Volume } from './entity.ts'

/** Where a local volume's files would lie on a real host. */
export const mountpointOf = (engine: Engine, name: string): string =>
  `${engine.profile.host.rootDirectory}/volumes/${name}/_data`

/** Where the host mounts the files of a container, or of an image that is mounted into one. */
export const rootFolder = ({ profile }: Engine, id: string): string => {
  const { driver, containerdStore } = profile.storage
  const place = containerdStore ? `rootfs/${driver}/${id}` : `${driver}/${id}/merged`
  return `${profile.host.rootDirectory}/${place}`
}

/** Where a plugin says that its volumes are, in its own files, when it does not say otherwise. */
const pluginFolder = '/mnt/volumes'

/** What the volume's driver answers when it is asked where the volume is; empty as long as nobody has asked. */
export const sourceOf = (engine: Engine, { name, driver, pluginId }: Volume): string => {
  if (pluginId === undefined) return mountpointOf(engine, name)
  const folder = engine.plugins.byName(driver)?.content.config.propagatedMount || pluginFolder
  return `${folder}/${name}`
}

/** The same as the host sees it, which is what lists show (moby daemon/pkg/plugin/v2, ScopedPath). */
export const hostMountpointOf = (engine: Engine, volume: Volume): string => {
  const { driver, pluginId } = volume
  const source = sourceOf(engine, volume)
  if (pluginId === undefined) return source
  const propagated = engine.plugins.byName(driver)?.content.config.propagatedMount ?? ''
  const home = `${engine.profile.host.rootDirectory}/plugins/${pluginId}`
  return propagated !== '' && source.startsWith(propagated)
    ? `${home}/propagated-mount${source.slice(propagated.length)}`
    : `${home}/rootfs${source}`
}
