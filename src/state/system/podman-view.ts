import type { SystemInfo, SystemVersion } from '../../../spec/generated/types.ts'
import type { Engine } from '../engine.ts'
import { has } from '../profile/changes.ts'
import { isPodmanOf, type PodmanProfile } from '../profile/podman/podman.ts'
import { does } from '../profile/podman/quirks.ts'
import type { Profile } from '../profile/profile.ts'
import { type Instant, microsecondsPerMillisecond } from '../time.ts'

/** The oldest version of its own API that is served. */
const minLibpodVersion = '4.0.0'

/** `GET /version` (podman pkg/api/handlers/compat/version.go). */
export const podmanVersion = (profile: Profile, { components }: PodmanProfile): SystemVersion => {
  const { engineVersion, apiVersion, minApiVersion, gitCommit, goVersion, kernelVersion, buildTime } = profile
  const { os, architecture } = profile
  const details = {
    APIVersion: engineVersion,
    Arch: architecture,
    BuildTime: buildTime,
    Experimental: 'false',
    GitCommit: gitCommit,
    GoVersion: goVersion,
    KernelVersion: kernelVersion,
    MinAPIVersion: minLibpodVersion,
    Os: os,
  }
  return {
    Platform: { Name: profile.platformName },
    Components: [
      { Name: 'Podman Engine', Version: engineVersion, Details: details },
      ...components.map(({ name, version }) => ({ Name: name, Version: version, Details: { Package: 'Unknown' } })),
    ],
    Version: engineVersion,
    ApiVersion: apiVersion,
    MinAPIVersion: minApiVersion,
    GitCommit: gitCommit,
    GoVersion: goVersion,
    Os: os,
    Arch: architecture,
    KernelVersion: kernelVersion,
    BuildTime: buildTime,
  }
}

/** What pings alone say (podman pkg/api/handlers/compat/ping.go). */
export const podmanPingHeaders = (profile: Profile, { buildahVersion }: PodmanProfile) => ({
  'Builder-Version': '',
  'Buildkit-Version': '',
  'Cache-Control': 'no-cache',
  'Docker-Experimental': String(profile.experimental),
  'Libpod-Buildah-Version': buildahVersion,
  ...(!does(profile, 'pingOmitsOs') && { Ostype: profile.os }),
  Pragma: 'no-cache',
})

/** When the simulated machine began: its first network is as old. */
const beganAt = (networks: Engine['networks']): Instant => Math.min(...[...networks.all()].map(each => each.createdAt))

/** As podman writes what the kernel says: `6h 27m 27.00s (Approximately 0.25 days)`. */
const uptime = (microseconds: number): string => {
  const seconds = Math.floor(microseconds / microsecondsPerMillisecond / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const parts = [hours > 0 && `${hours}h`, seconds >= 60 && `${minutes}m`, `${seconds % 60}.00s`]
  const days = hours > 0 ? ` (Approximately ${(hours / 24).toFixed(2)} days)` : ''
  return `${parts.filter(part => part !== false).join(' ')}${days}`
}

const noCommit = { ID: '', Expected: '' }

/** What podman leaves empty, and what it adds (podman pkg/api/handlers/compat/info.go). */
export const podmanInfo = (
  { profile, clock, networks }: Engine,
  { FirewallBackend: _, Containerd: __, ...info }: SystemInfo,
  podman: PodmanProfile,
): SystemInfo => ({
  ...info,
  Plugins: { Volume: ['local'], Network: [...podman.networkDrivers], Authorization: null, Log: info.Plugins?.Log },
  ...(!has(profile, 'forgetsKernelMemory') && { KernelMemory: false, KernelMemoryTCP: false }),
  BridgeNfIptables: true,
  BridgeNfIp6tables: true,
  IPv4Forwarding: true,
  OomKillDisable: true,
  LoggingDriver: '',
  IndexServerAddress: '',
  RegistryConfig: {
    AllowNondistributableArtifactsCIDRs: [],
    AllowNondistributableArtifactsHostnames: [],
    InsecureRegistryCIDRs: [],
    IndexConfigs: {},
    Mirrors: [],
  },
  Labels: null,
  Runtimes: Object.fromEntries(Object.entries(podman.runtimes).map(([name, path]) => [name, { path }])),
  DefaultRuntime: 'crun',
  InitBinary: '',
  ContainerdCommit: noCommit,
  RuncCommit: noCommit,
  InitCommit: noCommit,
  ProductLicense: 'Apache-2.0',
  ...(isPodmanOf(profile, { since: '5' }) && { CDISpecDirs: null }),
  Warnings: [],
  ...{
    BuildahVersion: podman.buildahVersion,
    CPURealtimePeriod: true,
    CPURealtimeRuntime: true,
    CgroupVersion: profile.host.cgroupVersion,
    Rootless: false,
    SwapFree: 0,
    SwapTotal: 0,
    Uptime: uptime(clock.now() - beganAt(networks)),
  },
})
