import type { PluginPrivilege } from '../../../spec/generated/types.ts'
import { internal } from '../error.ts'
import type { PluginConfig } from './entity.ts'

const usualNetworks: readonly string[] = ['', 'null', 'bridge']

const privilege = (name: string, description: string, values: readonly string[]): PluginPrivilege => ({
  Name: name,
  Description: description,
  Value: [...values],
})

/** What a plugin asks to be allowed (moby daemon/pkg/plugin/backend_linux.go, computePrivileges). */
export const privilegesOf = (config: PluginConfig): PluginPrivilege[] => {
  const { network, ipcHost, pidHost, mounts, devices, allowAllDevices, capabilities } = config
  const asked: PluginPrivilege[] = []
  const ask = (...parts: Parameters<typeof privilege>): void => void asked.push(privilege(...parts))
  if (!usualNetworks.includes(network)) ask('network', 'permissions to access a network', [network])
  if (ipcHost) ask('host ipc namespace', 'allow access to host ipc namespace', ['true'])
  if (pidHost) ask('host pid namespace', 'allow access to host pid namespace', ['true'])
  for (const { source } of mounts ?? []) if (source !== null) ask('mount', 'host path to mount', [source])
  for (const { path } of devices ?? []) if (path !== null) ask('device', 'host device to access', [path])
  if (allowAllDevices) ask('allow-all-devices', "allow 'rwm' access to all devices", ['true'])
  if (capabilities && capabilities.length > 0)
    ask('capabilities', 'list of additional capabilities required', capabilities)
  return asked
}

/** Names and values in an order of their own; what people read does not count. */
const comparable = (privileges: readonly PluginPrivilege[]): string =>
  JSON.stringify(
    privileges
      .map(({ Name, Value }) => [Name ?? '', [...(Value ?? [])].sort()] as const)
      .toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
  )

/** Whoever installs a plugin has to allow exactly what it asks for. */
export const verifyPrivileges = (config: PluginConfig, allowed: readonly PluginPrivilege[]): void => {
  if (comparable(privilegesOf(config)) !== comparable(allowed)) throw internal('incorrect privileges')
}
