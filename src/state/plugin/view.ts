import type { Plugin as PluginDescription } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { isBefore29 } from '../profile/profile.ts'
import type { ConfigDocument } from './config.ts'
import type { Plugin, PluginConfig, PluginDevice, PluginMount } from './entity.ts'

const copy = (list: readonly string[] | null): string[] | null => (list ? [...list] : null)

const mountView = ({ name, description, settable, source, destination, type, options }: PluginMount) => ({
  Description: description,
  Destination: destination,
  Name: name,
  Options: copy(options),
  Settable: copy(settable),
  Source: source,
  Type: type,
})

const deviceView = ({ name, description, settable, path }: PluginDevice) => ({
  Description: description,
  Name: name,
  Path: path,
  Settable: copy(settable),
})

/** In moby's order of keys (api/types/plugin/plugin.go). */
export const configView = (config: PluginConfig, layerDigest?: string, dockerVersion?: string): ConfigDocument => ({
  Args: {
    Description: config.arguments.description,
    Name: config.arguments.name,
    Settable: copy(config.arguments.settable),
    Value: copy(config.arguments.value),
  },
  Description: config.description,
  ...(dockerVersion !== undefined && { DockerVersion: dockerVersion }),
  Documentation: config.documentation,
  Entrypoint: copy(config.entrypoint),
  Env:
    config.environment?.map(({ name, description, settable, value }) => ({
      Description: description,
      Name: name,
      Settable: copy(settable),
      Value: value,
    })) ?? null,
  Interface: {
    ...(config.protocol === 'moby.plugins.http/v1' && { ProtocolScheme: config.protocol }),
    Socket: config.socket,
    Types: copy(config.types),
  },
  IpcHost: config.ipcHost,
  Linux: {
    AllowAllDevices: config.allowAllDevices,
    Capabilities: copy(config.capabilities),
    Devices: config.devices?.map(deviceView) ?? null,
  },
  Mounts: config.mounts?.map(mountView) ?? null,
  Network: { Type: config.network },
  PidHost: config.pidHost,
  PropagatedMount: config.propagatedMount,
  User: {
    ...(config.user.gid !== 0 && { GID: config.user.gid }),
    ...(config.user.uid !== 0 && { UID: config.user.uid }),
  },
  WorkDir: config.workingDirectory,
  ...(layerDigest !== undefined && { rootfs: { diff_ids: [layerDigest], type: 'layers' } }),
})

/** A plugin as list and inspect show it; daemons before 29 say which daemon packed it. */
export const pluginView = ({ profile }: Engine, plugin: Plugin): PluginDescription => ({
  Config: configView(
    plugin.content.config,
    plugin.content.layerDigest,
    isBefore29(profile) ? profile.engineVersion : undefined,
  ),
  Enabled: plugin.state === 'enabled',
  Id: plugin.id,
  Name: plugin.name,
  ...(plugin.reference !== '' && { PluginReference: plugin.reference }),
  Settings: {
    Args: [...plugin.arguments],
    Devices: plugin.devices.map(deviceView),
    Env: [...plugin.environment],
    Mounts: plugin.mounts.map(mountView),
  },
})
