import type { EndpointSettings, HostConfig } from '../../../../spec/generated/types.ts'
import { type ApiVersion, compareVersions } from '../../../../spec/version.ts'
import { internal, invalid } from '../../error.ts'
import { isPrivate, takesMacAddress } from './modes.ts'
import type { Settings } from './settings.ts'

/**
 * What the daemon does to a create request because of the API version it came with, in the daemon's own order
 * (moby daemon/server/router/container/container_routes.go, postContainersCreate).
 */
interface Gate {
  /** Applies below this version. */
  readonly below?: ApiVersion
  /** Applies from this version on. */
  readonly since?: ApiVersion
  /** Changes the settings; a text is a warning. */
  readonly apply: (settings: Settings, version: ApiVersion) => string | undefined
}

const sysctlOption = 'com.docker.network.endpoint.sysctls'

const mountsOf = ({ hostConfig }: Settings) => hostConfig.Mounts ?? []

const silently =
  (change: (settings: Settings) => void): Gate['apply'] =>
  settings => {
    change(settings)
    return undefined
  }

const gates: readonly Gate[] = [
  {
    below: '1.40',
    apply: silently(settings => {
      for (const { BindOptions } of mountsOf(settings)) if (BindOptions) delete BindOptions.NonRecursive
      settings.hostConfig.IpcMode ??= 'shareable'
    }),
  },
  { below: '1.42', apply: silently(settings => forgetForeignOptions(settings)) },
  { below: '1.42', apply: silently(({ hostConfig }) => delete hostConfig.ConsoleSize) },
  { since: '1.42', apply: silently(settings => refuseForeignOptions(settings)) },
  { below: '1.43', apply: silently(({ hostConfig }) => delete hostConfig.Annotations) },
  { below: '1.44', apply: silently(({ config }) => delete config.Healthcheck?.StartInterval) },
  { below: '1.44', apply: silently(settings => refuseForcedRecursion(settings)) },
  { below: '1.44', apply: silently(settings => refuseSeveralEndpoints(settings)) },
  {
    below: '1.45',
    apply: silently(settings => {
      if (mountsOf(settings).some(({ VolumeOptions }) => VolumeOptions?.Subpath))
        throw invalid('VolumeOptions.Subpath needs API v1.45 or newer')
    }),
  },
  { below: '1.46', apply: silently(settings => forgetTmpfsOptions(settings)) },
  {
    below: '1.48',
    apply: silently(settings => {
      for (const endpoint of settings.endpoints.values()) if (endpoint) delete endpoint.GwPriority
      if (mountsOf(settings).some(({ Type }) => Type === 'image'))
        throw invalid('Mount type "Image" needs API v1.48 or newer')
    }),
  },
  { since: '1.48', apply: settings => ignoredVolumeDriver(settings) },
  {
    below: '1.52',
    apply: ({ legacy }, version) => {
      if (legacy.capabilities.length === 0 || compareVersions(version, '1.40') !== 0) return undefined
      throw invalid(
        'the HostConfig.Capabilities field is not supported by this daemon; use CapAdd and CapDrop to set capabilities',
      )
    },
  },
  { below: '1.44', apply: (settings, version) => migrateMacAddress(settings, version) },
  { since: '1.44', below: '1.52', apply: (settings, version) => adoptMacAddress(settings, version) },
  { apply: (settings, version) => migrateSysctls(settings, version) },
  { apply: (settings, version) => fillEmptyPortBindings(settings.hostConfig, version) },
]

/** Changes the settings to what a client of that version means; returns the warnings. */
export const adaptToVersion = (settings: Settings, version: ApiVersion): string[] => {
  const warnings: string[] = []
  for (const { below, since, apply } of gates) {
    if (below !== undefined && compareVersions(version, below) >= 0) continue
    if (since !== undefined && compareVersions(version, since) < 0) continue
    const warning = apply(settings, version)
    if (warning !== undefined) warnings.push(warning)
  }
  return warnings
}

const forgetForeignOptions = (settings: Settings): void => {
  for (const mount of mountsOf(settings)) {
    if (mount.Type !== 'volume') delete mount.VolumeOptions
    if (mount.Type !== 'tmpfs') delete mount.TmpfsOptions
    delete mount.BindOptions?.CreateMountpoint
  }
}

const forgetTmpfsOptions = (settings: Settings): void => {
  for (const { TmpfsOptions } of mountsOf(settings)) delete TmpfsOptions?.Options
}

const mountOptions = [
  ['VolumeOptions', 'volume'],
  ['BindOptions', 'bind'],
  ['TmpfsOptions', 'tmpfs'],
] as const

const refuseForeignOptions = (settings: Settings): void => {
  for (const mount of mountsOf(settings)) {
    for (const [name, type] of mountOptions) {
      if (mount[name] && mount.Type !== type)
        throw invalid(`${name} must not be specified on mount type "${mount.Type ?? ''}"`)
    }
  }
}

const refuseForcedRecursion = (settings: Settings): void => {
  if (mountsOf(settings).some(({ Type, BindOptions }) => Type === 'bind' && BindOptions?.ReadOnlyForceRecursive))
    throw invalid('BindOptions.ReadOnlyForceRecursive needs API v1.44 or newer')
}

const refuseSeveralEndpoints = ({ endpoints }: Settings): void => {
  if (endpoints.size > 1)
    throw invalid(`Container cannot be created with multiple network endpoints: ${[...endpoints.keys()].join(', ')}`)
}

const ignoredVolumeDriver = (settings: Settings): string | undefined => {
  if (!settings.hostConfig.VolumeDriver) return undefined
  const isIgnored = mountsOf(settings).some(
    ({ Type, VolumeOptions }) => Type === 'volume' && !VolumeOptions?.DriverConfig?.Name,
  )
  return isIgnored
    ? "WARNING: the container-wide volume-driver configuration is ignored for volumes specified via 'mount'. Use '--mount type=volume,volume-driver=...' instead"
    : undefined
}

/** The endpoint that container-wide settings mean. With none yet, there is one from now on. */
const mainEndpoint = (settings: Settings, version: ApiVersion): EndpointSettings => {
  const name = settings.hostConfig.NetworkMode ?? ''
  if (settings.endpoints.size === 0) settings.endpoints.set(name, {})
  const [only] = settings.endpoints.values()
  const endpoint = compareVersions(version, '1.44') < 0 ? only : settings.endpoints.get(name)
  if (endpoint) return endpoint
  throw invalid('HostConfig.NetworkMode must match the identity of a network in NetworkSettings.Networks')
}

const migrateMacAddress = (settings: Settings, version: ApiVersion): undefined => {
  const { macAddress } = settings.legacy
  if (macAddress === '') {
    for (const endpoint of settings.endpoints.values()) if (endpoint) delete endpoint.MacAddress
    return undefined
  }
  if (!takesMacAddress(settings.hostConfig.NetworkMode ?? ''))
    throw invalid('conflicting options: mac-address and the network mode')
  mainEndpoint(settings, version).MacAddress = macAddress
  return undefined
}

const adoptMacAddress = (settings: Settings, version: ApiVersion): string | undefined => {
  const { macAddress } = settings.legacy
  if (macAddress === '') return undefined
  if (takesMacAddress(settings.hostConfig.NetworkMode ?? '')) {
    const endpoint = mainEndpointForMacAddress(settings, version)
    endpoint.MacAddress ??= macAddress
    if (endpoint.MacAddress.toLowerCase() !== macAddress.toLowerCase()) {
      throw invalid(
        'the container-wide MAC address must match the endpoint-specific MAC address for the main network, or be left empty',
      )
    }
  }
  return 'The container-wide MacAddress field is now deprecated. It should be specified in EndpointsConfig instead.'
}

const mainEndpointForMacAddress = (settings: Settings, version: ApiVersion): EndpointSettings => {
  const name = settings.hostConfig.NetworkMode ?? ''
  if (settings.endpoints.size > 0 && !settings.endpoints.get(name)) {
    throw invalid(
      'unable to migrate container-wide MAC address to a specific network: HostConfig.NetworkMode must match the identity of a network in NetworkSettings.Networks',
    )
  }
  return mainEndpoint(settings, version)
}

/** Settings of one interface (`net.ipv4.conf.eth0.…`) belong to an endpoint; older clients gave them container-wide. */
const migrateSysctls = (settings: Settings, version: ApiVersion): string | undefined => {
  const { hostConfig } = settings
  if (!isPrivate(hostConfig.NetworkMode ?? '')) return undefined
  const moved: string[] = []
  const options: string[] = []
  for (const [key, value] of Object.entries(hostConfig.Sysctls ?? {})) {
    const [, family, kind, device, setting] = /^net\.([^.]*)\.([^.]*)\.(eth[^.]*)\.(.*)$/.exec(key) ?? []
    if (device === undefined) continue
    if (compareVersions(version, '1.47') > 0)
      throw internal(
        `interface specific sysctl setting "${key}" must be supplied using driver option '${sysctlOption}'`,
      )
    if (device !== 'eth0') {
      throw internal(
        `unable to determine network endpoint for sysctl ${key}, use driver option '${sysctlOption}' to set per-interface sysctls`,
      )
    }
    moved.push(key)
    options.push(`net.${family}.${kind}.IFNAME.${setting}=${value ?? ''}`)
  }
  if (moved.length === 0) return undefined
  const endpoint = mainEndpoint(settings, version)
  const migrated = options.join(',')
  const given = endpoint.DriverOpts?.[sysctlOption]
  endpoint.DriverOpts = { ...endpoint.DriverOpts, [sysctlOption]: given ? `${migrated},${given}` : migrated }
  const rest = Object.entries(hostConfig.Sysctls ?? {}).filter(([key]) => !moved.includes(key))
  hostConfig.Sysctls = Object.fromEntries(rest)
  return `Migrated sysctl "${moved.join(',')}" to DriverOpts{"${sysctlOption}":"${migrated}"}.`
}

/** A port with no binding at all means "any address, any free port", as it always did. */
const fillEmptyPortBindings = (hostConfig: HostConfig, version: ApiVersion): string | undefined => {
  const bindings = hostConfig.PortBindings ?? {}
  const empty = Object.keys(bindings).filter(port => (bindings[port] ?? []).length === 0)
  if (empty.length === 0) return undefined
  hostConfig.PortBindings = { ...bindings, ...Object.fromEntries(empty.map(port => [port, [{}]])) }
  if (compareVersions(version, '1.52') < 0) return undefined
  return `Following container port(s) have an empty list of port-bindings: ${empty.join(', ')}. Such bindings will be discarded in a future version.`
}
