import type { Plugin as PluginDescription } from '../../../spec/generated/types.ts'
import type { PluginConfig } from './entity.ts'

/** `config.json` as a client wrote it, its keys spelled as the API does. */
export type ConfigDocument = NonNullable<PluginDescription['Config']>

type Nullable<T> = T | null | undefined

const each = <From, To>(list: Nullable<readonly From[]>, read: (item: From) => To): To[] | null =>
  list ? list.map(read) : null

/** What was left out is Go's zero value. */
export const readConfig = (document: ConfigDocument): PluginConfig => ({
  description: document.Description ?? '',
  documentation: document.Documentation ?? '',
  socket: document.Interface?.Socket ?? '',
  protocol: document.Interface?.ProtocolScheme ?? '',
  types: each(document.Interface?.Types, capabilityText),
  entrypoint: document.Entrypoint ?? null,
  workingDirectory: document.WorkDir ?? '',
  user: { uid: document.User?.UID ?? 0, gid: document.User?.GID ?? 0 },
  network: document.Network?.Type ?? '',
  capabilities: document.Linux?.Capabilities ?? null,
  allowAllDevices: document.Linux?.AllowAllDevices ?? false,
  devices: each(document.Linux?.Devices, device => ({ ...described(device), path: device.Path ?? null })),
  mounts: each(document.Mounts, mount => ({
    ...described(mount),
    source: mount.Source ?? null,
    destination: mount.Destination ?? '',
    type: mount.Type ?? '',
    options: mount.Options ?? null,
  })),
  propagatedMount: document.PropagatedMount ?? '',
  ipcHost: document.IpcHost ?? false,
  pidHost: document.PidHost ?? false,
  environment: each(document.Env, variable => ({ ...described(variable), value: variable.Value ?? null })),
  arguments: { ...described(document.Args ?? {}), value: document.Args?.Value ?? null },
})

const described = (part: {
  readonly Name?: Nullable<string>
  readonly Description?: Nullable<string>
  readonly Settable?: Nullable<readonly string[]>
}) => ({ name: part.Name ?? '', description: part.Description ?? '', settable: part.Settable ?? null })

/** A capability is taken apart and put together again, so that it always has its dot and its slash. */
const capabilityText = (text: string): string => {
  const { prefix, capability, version } = parseCapability(text)
  return `${prefix}.${capability}/${version}`
}

/** `docker.volumedriver/1.0` (moby api/types/plugin/capability.go). */
export const parseCapability = (text: string): { prefix: string; capability: string; version: string } => {
  const slash = text.indexOf('/')
  const qualified = slash < 0 ? text : text.slice(0, slash)
  const dot = qualified.lastIndexOf('.')
  return {
    prefix: qualified.slice(0, Math.max(dot, 0)),
    capability: qualified.slice(dot + 1),
    version: slash < 0 ? '' : text.slice(slash + 1),
  }
}
