import type {
  ContainerConfig,
  EndpointSettings,
  HealthConfig,
  HostConfig,
  Input,
  Resources,
} from '../../../../spec/generated/types.ts'
import { invalid } from '../../error.ts'
import { has } from '../../profile/changes.ts'
import type { Profile } from '../../profile/profile.ts'
import {
  emptyRecord,
  type Fields,
  flag,
  keyed,
  list,
  listMap,
  map,
  number,
  omitted,
  pointer,
  readFields,
  set,
  structure,
  structureList,
  structurePointer,
  text,
  writeFields,
} from './fields.ts'
import { portName } from './port.ts'

const healthFields: Fields = {
  Test: omitted(list),
  Interval: omitted(number),
  Timeout: omitted(number),
  StartPeriod: omitted(number),
  StartInterval: omitted(number),
  Retries: omitted(number),
}

/** moby api/types/container/config.go, in its order. */
export const configFields: Fields = {
  Hostname: text,
  Domainname: text,
  User: text,
  AttachStdin: flag,
  AttachStdout: flag,
  AttachStderr: flag,
  ExposedPorts: omitted(keyed(portName, set)),
  Tty: flag,
  OpenStdin: flag,
  StdinOnce: flag,
  Env: list,
  Cmd: list,
  Healthcheck: omitted(structurePointer(healthFields)),
  ArgsEscaped: omitted(flag),
  Image: text,
  Volumes: set,
  WorkingDir: text,
  Entrypoint: list,
  NetworkDisabled: omitted(flag),
  OnBuild: omitted(list),
  Labels: map,
  StopSignal: omitted(text),
  StopTimeout: omitted(pointer),
  Shell: omitted(list),
}

const throttles = structureList({ Path: text, Rate: number })

/** moby api/types/container/hostconfig.go, Resources. */
export const resourceFields: Fields = {
  CpuShares: number,
  Memory: number,
  NanoCpus: number,
  CgroupParent: text,
  BlkioWeight: number,
  BlkioWeightDevice: structureList({ Path: text, Weight: number }),
  BlkioDeviceReadBps: throttles,
  BlkioDeviceWriteBps: throttles,
  BlkioDeviceReadIOps: throttles,
  BlkioDeviceWriteIOps: throttles,
  CpuPeriod: number,
  CpuQuota: number,
  CpuRealtimePeriod: number,
  CpuRealtimeRuntime: number,
  CpusetCpus: text,
  CpusetMems: text,
  Devices: structureList({ PathOnHost: text, PathInContainer: text, CgroupPermissions: text }),
  DeviceCgroupRules: list,
  DeviceRequests: structureList({ Driver: text, Count: number, DeviceIDs: list, Capabilities: list, Options: map }),
  MemoryReservation: number,
  MemorySwap: number,
  MemorySwappiness: pointer,
  OomKillDisable: pointer,
  PidsLimit: pointer,
  Ulimits: structureList({ Name: text, Hard: number, Soft: number }),
  CpuCount: number,
  CpuPercent: number,
  IOMaximumIOps: number,
  IOMaximumBandwidth: number,
}

/** moby api/types/mount/mount.go. */
export const mountFields: Fields = {
  Type: omitted(text),
  Source: omitted(text),
  Target: omitted(text),
  ReadOnly: omitted(flag),
  Consistency: omitted(text),
  BindOptions: omitted(
    structurePointer({
      Propagation: omitted(text),
      NonRecursive: omitted(flag),
      CreateMountpoint: omitted(flag),
      ReadOnlyNonRecursive: omitted(flag),
      ReadOnlyForceRecursive: omitted(flag),
    }),
  ),
  VolumeOptions: omitted(
    structurePointer({
      NoCopy: omitted(flag),
      Labels: omitted(map),
      Subpath: omitted(text),
      DriverConfig: omitted(structurePointer({ Name: omitted(text), Options: omitted(map) })),
    }),
  ),
  ImageOptions: omitted(structurePointer({ Subpath: omitted(text) })),
  TmpfsOptions: omitted(
    structurePointer({ SizeBytes: omitted(number), Mode: omitted(number), Options: omitted(list) }),
  ),
  ClusterOptions: omitted(structurePointer({})),
}

/** moby api/types/container/hostconfig.go, in its order. */
export const hostConfigFields: Fields = {
  Binds: list,
  ContainerIDFile: text,
  LogConfig: structure({ Type: text, Config: map }),
  NetworkMode: text,
  PortBindings: keyed(portName, listMap({ HostIp: text, HostPort: text })),
  RestartPolicy: structure({ Name: text, MaximumRetryCount: number }),
  AutoRemove: flag,
  VolumeDriver: text,
  VolumesFrom: list,
  ConsoleSize: { ...list, zero: [0, 0] },
  Annotations: omitted(map),
  CapAdd: list,
  CapDrop: list,
  CgroupnsMode: text,
  Dns: list,
  DnsOptions: list,
  DnsSearch: list,
  ExtraHosts: list,
  GroupAdd: list,
  IpcMode: text,
  Cgroup: text,
  Links: list,
  OomScoreAdj: number,
  PidMode: text,
  Privileged: flag,
  PublishAllPorts: flag,
  ReadonlyRootfs: flag,
  SecurityOpt: list,
  StorageOpt: omitted(map),
  Tmpfs: omitted(map),
  UTSMode: text,
  UsernsMode: text,
  ShmSize: number,
  Sysctls: omitted(map),
  Runtime: omitted(text),
  Isolation: text,
  ...resourceFields,
  Mounts: omitted(structureList(mountFields)),
  MaskedPaths: list,
  ReadonlyPaths: list,
  Init: omitted(pointer),
}

/** What a client may say of an endpoint; the rest of the structure is the daemon's to fill. */
const endpointFields: Fields = {
  IPAMConfig: structurePointer({ IPv4Address: text, IPv6Address: text, LinkLocalIPs: list }),
  Links: list,
  Aliases: list,
  DriverOpts: map,
  GwPriority: number,
  MacAddress: text,
}

/** A create request as the daemon holds it while it is being checked: a private copy, free to be changed. */
export interface Settings {
  readonly config: ContainerConfig
  readonly hostConfig: HostConfig
  /** By network as the client named it; null is refused later. */
  endpoints: Map<string, EndpointSettings | null>
  /** Fields that only older versions of the API had. */
  readonly legacy: { readonly macAddress: string; readonly capabilities: readonly string[] }
}

type CreateBody = Input<'ContainerCreate'>['body']

export const readConfig = (source: ContainerConfig): ContainerConfig => readFields(configFields, source)
export const readResources = (source: Resources): Resources => readFields(resourceFields, source)
export const writeConfig = (config: ContainerConfig): ContainerConfig => writeFields(configFields, config)

/** Before API 1.52 an empty ONBUILD was shown as well. */
const oldConfigFields: Fields = { ...configFields, OnBuild: list }
export const writeOldConfig = (config: ContainerConfig): ContainerConfig => writeFields(oldConfigFields, config)
export const writeHostConfig = (hostConfig: HostConfig): HostConfig => writeFields(hostConfigFields, hostConfig)
export const readHealth = (source: HealthConfig): HealthConfig => readFields(healthFields, source)

/** moby daemon/internal/runconfig/config.go, decodeCreateRequest. */
export const readSettings = (body: CreateBody | undefined, profile: Profile): Settings => {
  const names = Object.keys(body ?? {})
  if (body === undefined || !names.some(name => Object.hasOwn(configFields, name))) {
    throw invalid('config cannot be empty in order to create a container')
  }
  const config = readConfig(body)
  config.Volumes ??= emptyRecord
  const hostConfig: HostConfig = readFields(hostConfigFields, body.HostConfig ?? {})
  if (has(profile, 'bindingsAreNeverNull')) hostConfig.PortBindings ??= emptyRecord
  const endpoints = new Map(
    Object.entries(body.NetworkingConfig?.EndpointsConfig ?? {}).map(([name, endpoint]) => [
      name,
      endpoint ? (readFields(endpointFields, endpoint) as EndpointSettings) : null,
    ]),
  )
  const legacy = { macAddress: body.MacAddress ?? '', capabilities: body.HostConfig?.Capabilities ?? [] }
  return { config, hostConfig, endpoints, legacy }
}
