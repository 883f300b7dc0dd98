import { compareVersions } from '../../../spec/version.ts'
import type { PodmanProfile } from './podman/podman.ts'
import { profiles } from './profiles.ts'

/** One of the programs `GET /version` and `GET /info` name beside the engine. */
export interface Component {
  readonly version: string
  readonly gitCommit: string
}

/** Which daemon the engine impersonates: all data, so that another daemon is another row. */
export interface Profile {
  readonly name: string
  readonly summary: string
  /** The `Version` of `GET /version`, and the product version of the `Server` header. */
  readonly engineVersion: string
  readonly platformName: string
  readonly gitCommit: string
  readonly goVersion: string
  /** RFC 3339 with nanoseconds. */
  readonly buildTime: string
  readonly apiVersion: string
  readonly minApiVersion: string
  readonly experimental: boolean
  /** What `_ping` recommends: 2 is BuildKit. Absent: it says nothing. */
  readonly builderVersion?: '1' | '2' | undefined
  /** Whether progress streams carry bars drawn for terminals beside the numbers: until 28. */
  readonly progressBars: boolean
  readonly os: string
  /** As Go names it, such as `amd64`; `machine` is as the kernel does, such as `x86_64`. */
  readonly architecture: string
  readonly machine: string
  readonly kernelVersion: string
  readonly operatingSystem: string
  readonly osVersion: string
  readonly containerd: Component
  readonly runc: Component
  readonly init: Component
  readonly storage: StorageProfile
  readonly classicBuilder: ClassicBuilderProfile
  readonly info: InfoProfile
  /** What a container that is not privileged cannot read; shared by all containers, never changed. */
  readonly maskedPaths: readonly string[]
  readonly host: HostProfile
  /** What is podman's alone; absent: it is Docker's own daemon. */
  readonly podman?: PodmanProfile
}

/** What `info` says of a daemon because it is of this version, beside what differs by API version. */
export interface InfoProfile {
  /** A key's fingerprint until 20.10. */
  readonly identity: 'uuid' | 'fingerprint'
  readonly logDrivers: readonly string[]
  readonly insecureRegistries: readonly string[]
  /** Absent: the daemon does not know the interface. */
  readonly containerDeviceFolders?: readonly string[]
  /** Fields that only daemons of this version have. */
  readonly more: Readonly<Record<string, boolean>>
}

export interface StorageProfile {
  /** True: images live in containerd's store; false: in graph drivers. */
  readonly containerdStore: boolean
  readonly driver: string
  readonly driverStatus: readonly (readonly [string, string])[]
}

/** What has changed in the classic builder, whose words clients see. */
export interface ClassicBuilderProfile {
  /** The history has a health check with the names of its fields: Go's `%+v` instead of `%v`. */
  readonly namesHealthFields: boolean
  /** What a refused port of EXPOSE is called. */
  readonly invalidWord: 'invalid' | 'Invalid'
  /** Whether a `version` that is neither 1 nor 2 is refused, or taken for 1. */
  readonly refusesUnknownVersion: boolean
}

export interface HostProfile {
  readonly cpuCount: number
  readonly memoryBytes: number
  readonly rootDirectory: string
  readonly cgroupDriver: 'cgroupfs' | 'systemd'
  readonly cgroupVersion: '1' | '2'
  readonly securityOptions: readonly string[]
  readonly fileDescriptorCount: number
  readonly goroutineCount: number
}

export const profileNamed = (name: string): Profile => {
  const profile = profiles.find(candidate => candidate.name === name)
  if (!profile) throw new Error(`there is no profile ${name}; there are ${profiles.map(each => each.name).join(', ')}`)
  return profile
}

/** The major version of Docker Engine that it behaves like. */
export const engineMajor = ({ podman, engineVersion }: Profile): number =>
  podman ? podman.resembles : Number.parseInt(engineVersion, 10)

/** Docker Engine 29 gave many errors a type and many answers another form; 1.52 is its first API version. */
export const isBefore29 = ({ apiVersion }: Profile): boolean => compareVersions(apiVersion, '1.52') < 0
