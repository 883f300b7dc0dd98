import type { SystemInfo, SystemVersion } from '../../../spec/generated/types.ts'
import { type ApiVersion, compareVersions } from '../../../spec/version.ts'
import type { Engine } from '../engine.ts'
import { enabledPlugins } from '../plugin/driver.ts'
import { has } from '../profile/changes.ts'
import { type Component, isBefore29, type Profile } from '../profile/profile.ts'
import { rfc3339Nano } from '../time.ts'
import { podmanInfo, podmanPingHeaders, podmanVersion } from './podman-view.ts'

/** `GET /version`. Daemons before 29 have the same in another order, and do not say what Go module they are. */
export const versionView = (engine: Engine): SystemVersion => {
  const { profile } = engine
  if (profile.podman) return podmanVersion(profile, profile.podman)
  const { apiVersion, minApiVersion, gitCommit, goVersion, kernelVersion, buildTime, os, architecture } = profile
  const { containerd, runc, init } = profile
  const component = (name: string, { version, gitCommit }: Component) => ({
    Name: name,
    Version: version,
    Details: { GitCommit: gitCommit },
  })
  const Platform = { Name: profile.platformName }
  const versions = { Version: profile.engineVersion, ApiVersion: apiVersion, MinAPIVersion: minApiVersion }
  const system = { Os: os, Arch: architecture }
  const Components = [
    engineComponent(profile),
    component('containerd', containerd),
    component('runc', runc),
    component('docker-init', init),
  ]
  const build = { GitCommit: gitCommit, GoVersion: goVersion }
  const rest = {
    KernelVersion: kernelVersion,
    ...(profile.experimental && { Experimental: true }),
    BuildTime: buildTime,
  }
  return isBefore29(profile)
    ? { Platform, Components, ...versions, ...build, ...system, ...rest }
    : { Platform, ...versions, ...system, Components, ...build, ...rest }
}

const engineComponent = (profile: Profile) => ({
  Name: 'Engine',
  Version: profile.engineVersion,
  Details: {
    ApiVersion: profile.apiVersion,
    Arch: profile.architecture,
    BuildTime: profile.buildTime,
    Experimental: String(profile.experimental),
    GitCommit: profile.gitCommit,
    GoVersion: profile.goVersion,
    KernelVersion: profile.kernelVersion,
    MinAPIVersion: profile.minApiVersion,
    ...(!isBefore29(profile) && {
      Module: 'github.com/moby/moby/v2',
      ModuleVersion: `v2.0.0+${profile.engineVersion}`,
    }),
    Os: profile.os,
  },
})

/** What `_ping` says in headers about the daemon, beside the versions that every answer says. */
export const pingHeaders = ({ profile }: Engine): Readonly<Record<string, string>> =>
  profile.podman
    ? podmanPingHeaders(profile, profile.podman)
    : {
        ...(profile.builderVersion && { 'Builder-Version': profile.builderVersion }),
        'Cache-Control': 'no-cache, no-store, must-revalidate',
        Pragma: 'no-cache',
        ...(has(profile, 'swarmInPing') && { Swarm: 'inactive' }),
      }

/** Where the drivers and plugins that a daemon is built with have their names. */
const builtInPlugins = {
  Volume: ['local'],
  Network: ['bridge', 'host', 'ipvlan', 'macvlan', 'null', 'overlay'],
  Authorization: null,
}

/** With the plugins that are enabled, and those that networks of theirs are left of (moby GetNetworkDriverList). */
const networkDrivers = (engine: Engine): string[] => {
  const enabled = enabledPlugins(engine, 'networkdriver').map(({ name }) => name)
  const used = [...engine.networks.all()].map(({ driver }) => driver)
  return [...new Set([...builtInPlugins.Network, ...enabled, ...used])].sort()
}

const runtimeFeatures = {
  'org.opencontainers.runtime-spec.features': '{"ociVersionMin":"1.0.0","ociVersionMax":"1.2.1"}',
}

/** `GET /info`, as far as no API version differs. moby counts what is neither running nor paused as stopped. */
const currentInfo = (engine: Engine): SystemInfo => {
  const { profile, containers } = engine
  const { host, info, storage } = profile
  const running = containers.inState('running').size
  const paused = containers.inState('paused').size
  return {
    ID: info.identity === 'uuid' ? engine.id : fingerprint(engine.id),
    Containers: containers.size,
    ContainersRunning: running,
    ContainersPaused: paused,
    ContainersStopped: containers.size - running - paused,
    Images: engine.images.size,
    Driver: storage.driver,
    DriverStatus: storage.driverStatus.map(pair => [...pair]),
    Plugins: { ...builtInPlugins, Network: networkDrivers(engine), Log: [...info.logDrivers] },
    MemoryLimit: true,
    SwapLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    Debug: false,
    NFd: host.fileDescriptorCount,
    OomKillDisable: false,
    NGoroutines: host.goroutineCount,
    SystemTime: rfc3339Nano(engine.clock.now()),
    LoggingDriver: 'json-file',
    CgroupDriver: host.cgroupDriver,
    CgroupVersion: host.cgroupVersion,
    NEventsListener: engine.events.listenerCount,
    KernelVersion: profile.kernelVersion,
    OperatingSystem: profile.operatingSystem,
    OSVersion: profile.osVersion,
    OSType: profile.os,
    Architecture: profile.machine,
    IndexServerAddress: 'https://index.docker.io/v1/',
    RegistryConfig: {
      InsecureRegistryCIDRs: [...info.insecureRegistries],
      IndexConfigs: { 'docker.io': { Name: 'docker.io', Mirrors: [], Secure: true, Official: true } },
      Mirrors: has(profile, 'noMirrorsAreNull') ? null : [],
    },
    NCPU: host.cpuCount,
    MemTotal: host.memoryBytes,
    GenericResources: null,
    DockerRootDir: host.rootDirectory,
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: engine.name,
    Labels: [],
    ExperimentalBuild: profile.experimental,
    ServerVersion: profile.engineVersion,
    Runtimes: {
      'io.containerd.runc.v2': { path: 'runc', status: runtimeFeatures },
      ...(!has(profile, 'oneRuntime') && { 'io.containerd.runtime.v1.linux': { path: 'runc' } }),
      runc: { path: 'runc', status: runtimeFeatures },
    },
    DefaultRuntime: 'runc',
    Swarm: {
      NodeID: '',
      NodeAddr: '',
      LocalNodeState: 'inactive',
      ControlAvailable: false,
      Error: '',
      RemoteManagers: null,
    },
    LiveRestoreEnabled: false,
    Isolation: '',
    InitBinary: 'docker-init',
    ContainerdCommit: { ID: profile.containerd.gitCommit },
    RuncCommit: { ID: profile.runc.gitCommit },
    InitCommit: { ID: profile.init.gitCommit },
    SecurityOptions: [...host.securityOptions],
    FirewallBackend: { Driver: 'iptables', ...(!isBefore29(profile) && { Info: userlandProxy() }) },
    ...(info.containerDeviceFolders && { CDISpecDirs: [...info.containerDeviceFolders] }),
    Containerd: {
      Address: '/run/containerd/containerd.sock',
      Namespaces: { Containers: 'moby', Plugins: 'plugins.moby' },
    },
    Warnings: null,
    ...info.more,
  }
}

/** Twelve groups of four digits to the base 32, as libtrust wrote the fingerprint of a daemon's key. */
const fingerprint = (uuid: string): string => {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const hex = uuid.replaceAll('-', '').repeat(3)
  const groups = Array.from({ length: 12 }, (_, group) =>
    [0, 2, 4, 6].map(at => digits[Number.parseInt(hex.slice(group * 8 + at, group * 8 + at + 2), 16) % 32]).join(''),
  )
  return groups.join(':')
}

/** Said since 29.5 (moby daemon/libnetwork/controller_linux.go). */
const userlandProxy = (): string[][] => [
  ['EnableUserlandProxy', 'true'],
  ['UserlandProxyPath', '/usr/bin/docker-proxy'],
]

/**
 * Each change brings the view one step back; a version takes all steps newer than itself, newest first (moby
 * daemon/server/router/system/system_routes.go). What adds fields sorts all keys, at any depth.
 */
const infoBefore: readonly (readonly [ApiVersion, (info: SystemInfo) => SystemInfo])[] = [
  ['1.50', info => ({ BridgeNfIptables: false, BridgeNfIp6tables: false, ...info })],
  [
    '1.49',
    ({ FirewallBackend: _, ...info }) => ({
      ...info,
      ContainerdCommit: withExpected(info.ContainerdCommit),
      RuncCommit: withExpected(info.RuncCommit),
      InitCommit: withExpected(info.InitCommit),
    }),
  ],
  [
    '1.47',
    info => ({
      ...info,
      RegistryConfig: {
        AllowNondistributableArtifactsCIDRs: info.RegistryConfig?.Mirrors ?? null,
        AllowNondistributableArtifactsHostnames: info.RegistryConfig?.Mirrors ?? null,
        ...info.RegistryConfig,
      },
    }),
  ],
  ['1.46', ({ Containerd: _, ...info }) => info],
  ['1.44', info => ({ ...info, Runtimes: withoutStatus(info.Runtimes) })],
]

const withExpected = (commit: SystemInfo['ContainerdCommit']): SystemInfo['ContainerdCommit'] =>
  commit && { ...commit, Expected: commit.ID }

const withoutStatus = (runtimes: SystemInfo['Runtimes']): SystemInfo['Runtimes'] =>
  Object.fromEntries(Object.entries(runtimes ?? {}).map(([name, runtime]) => [name, { path: runtime?.path }]))

export const infoView = (engine: Engine, apiVersion: ApiVersion): SystemInfo => {
  const info = infoBefore.reduce(
    (view, [version, step]) => (compareVersions(apiVersion, version) < 0 ? step(view) : view),
    currentInfo(engine),
  )
  if (engine.profile.podman) return podmanInfo(engine, info, engine.profile.podman)
  const isMap = compareVersions(apiVersion, '1.50') < 0 && has(engine.profile, 'olderInfoAsMap')
  return isMap ? (sortedKeys(info) as SystemInfo) : info
}

/** As Go encodes a map of maps. */
const sortedKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sortedKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedKeys(inner)]))
}
