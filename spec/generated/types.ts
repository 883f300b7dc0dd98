// Written by spec/generate.ts from the description. Do not edit: change the description and run it again.
//
// Every property is optional and may be null, for two reasons: Go decodes null as the zero value in requests, and in
// replies daemons write null for what is nil and leave out what an API version does not have. Numbers of 64 bits are
// numbers; unknown properties are in no type, so that a misspelt one does not compile.

/** The `{}` with which Go spells a member of a set. */
export type EmptyObject = { [key: string]: never }

/** What a container is to run; the part that does not depend on its host. */
export interface ContainerConfig {
  Hostname?: string | null | undefined
  Domainname?: string | null | undefined
  /** user[:group], names or numbers. */
  User?: string | null | undefined
  AttachStdin?: boolean | null | undefined
  AttachStdout?: boolean | null | undefined
  AttachStderr?: boolean | null | undefined
  /** Keys such as 80/tcp. */
  ExposedPorts?: { [key: string]: EmptyObject | null } | null | undefined
  Tty?: boolean | null | undefined
  OpenStdin?: boolean | null | undefined
  StdinOnce?: boolean | null | undefined
  /** Each NAME=value, or NAME to remove it. */
  Env?: string[] | null | undefined
  /** Arguments; daemons accept one string too. */
  Cmd?: string[] | null | undefined
  Healthcheck?: HealthConfig | null | undefined
  ArgsEscaped?: boolean | null | undefined
  /** Name or id of the image. */
  Image?: string | null | undefined
  /** Keys are targets of anonymous volumes. */
  Volumes?: { [key: string]: EmptyObject | null } | null | undefined
  WorkingDir?: string | null | undefined
  /** Program; daemons accept one string too. */
  Entrypoint?: string[] | null | undefined
  NetworkDisabled?: boolean | null | undefined
  /** Such as 02:42:ac:11:00:02. Until 1.51. */
  MacAddress?: string | null | undefined
  /** Instructions for images built on this one. */
  OnBuild?: string[] | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  /** Name or number. */
  StopSignal?: string | null | undefined
  /** Seconds. */
  StopTimeout?: number | null | undefined
  /** Used by RUN, CMD and ENTRYPOINT in shell form. */
  Shell?: string[] | null | undefined
}

/** How a container is run on its host. */
export interface HostConfig {
  /** Relative weight. */
  CpuShares?: number | null | undefined
  /** Bytes. */
  Memory?: number | null | undefined
  CgroupParent?: string | null | undefined
  BlkioWeight?: number | null | undefined
  BlkioWeightDevice?: Array<{
    Path?: string | null | undefined
    /** 10 to 1000. */
    Weight?: number | null | undefined
  }> | null | undefined
  BlkioDeviceReadBps?: ThrottleDevice[] | null | undefined
  BlkioDeviceWriteBps?: ThrottleDevice[] | null | undefined
  BlkioDeviceReadIOps?: ThrottleDevice[] | null | undefined
  BlkioDeviceWriteIOps?: ThrottleDevice[] | null | undefined
  /** Microseconds. */
  CpuPeriod?: number | null | undefined
  /** Microseconds per period. */
  CpuQuota?: number | null | undefined
  /** Microseconds. */
  CpuRealtimePeriod?: number | null | undefined
  /** Microseconds. */
  CpuRealtimeRuntime?: number | null | undefined
  /** Processors, such as 0-2,4. */
  CpusetCpus?: string | null | undefined
  /** Memory nodes, such as 0-1. */
  CpusetMems?: string | null | undefined
  Devices?: DeviceMapping[] | null | undefined
  /** Bytes. Until 1.39. */
  DiskQuota?: number | null | undefined
  /** Bytes. */
  MemoryReservation?: number | null | undefined
  /** Bytes of memory and swap; -1 for no limit. */
  MemorySwap?: number | null | undefined
  /** Percent. */
  MemorySwappiness?: number | null | undefined
  /** Billionths of a processor. */
  NanoCpus?: number | null | undefined
  OomKillDisable?: boolean | null | undefined
  /** -1 or 0 for no limit. */
  PidsLimit?: number | null | undefined
  /** Limits of the kernel. */
  Ulimits?: Array<{
    Name?: string | null | undefined
    Soft?: number | null | undefined
    Hard?: number | null | undefined
  }> | null | undefined
  CpuCount?: number | null | undefined
  /** Hundredths of a percent. */
  CpuPercent?: number | null | undefined
  IOMaximumIOps?: number | null | undefined
  /** Bytes per second. */
  IOMaximumBandwidth?: number | null | undefined
  /** Each such as c 10:200 rwm. Since 1.28. */
  DeviceCgroupRules?: string[] | null | undefined
  /** Bytes. 1.36 to 1.41. */
  KernelMemory?: number | null | undefined
  /** Since 1.37. */
  Init?: boolean | null | undefined
  /** Since 1.40. */
  DeviceRequests?: DeviceRequest[] | null | undefined
  /** Bytes. 1.40 to 1.51. */
  KernelMemoryTCP?: number | null | undefined
  /** Each source:target[:options]. */
  Binds?: string[] | null | undefined
  /** Where the id was written, for the record. */
  ContainerIDFile?: string | null | undefined
  LogConfig?: {
    Type?: 'local' | 'json-file' | 'syslog' | 'journald' | 'gelf' | 'fluentd' | 'awslogs' | 'splunk' | 'etwlogs' | 'none' | null | undefined
    Config?: { [key: string]: string } | null | undefined
  } | null | undefined
  /** bridge, host, none, container:<id> or a network. */
  NetworkMode?: string | null | undefined
  PortBindings?: PortMap | null | undefined
  RestartPolicy?: RestartPolicy | null | undefined
  AutoRemove?: boolean | null | undefined
  VolumeDriver?: string | null | undefined
  /** Each container[:ro|rw]. */
  VolumesFrom?: string[] | null | undefined
  Mounts?: Mount[] | null | undefined
  CapAdd?: string[] | null | undefined
  CapDrop?: string[] | null | undefined
  Dns?: string[] | null | undefined
  DnsOptions?: string[] | null | undefined
  DnsSearch?: string[] | null | undefined
  /** Each name:address. */
  ExtraHosts?: string[] | null | undefined
  GroupAdd?: string[] | null | undefined
  /** none, private, shareable, container:<id> or host. */
  IpcMode?: string | null | undefined
  Cgroup?: string | null | undefined
  /** Each container:alias. */
  Links?: string[] | null | undefined
  /** -1000 to 1000. */
  OomScoreAdj?: number | null | undefined
  /** container:<id> or host. */
  PidMode?: string | null | undefined
  Privileged?: boolean | null | undefined
  PublishAllPorts?: boolean | null | undefined
  ReadonlyRootfs?: boolean | null | undefined
  /** Each name=value. */
  SecurityOpt?: string[] | null | undefined
  /** Options of the storage driver. */
  StorageOpt?: { [key: string]: string } | null | undefined
  /** Options by target. */
  Tmpfs?: { [key: string]: string } | null | undefined
  /** host or empty. */
  UTSMode?: string | null | undefined
  /** host or empty. */
  UsernsMode?: string | null | undefined
  /** Bytes. */
  ShmSize?: number | null | undefined
  Sysctls?: { [key: string]: string } | null | undefined
  Runtime?: string | null | undefined
  /** [rows, columns]. */
  ConsoleSize?: number[] | null | undefined
  Isolation?: 'default' | 'process' | 'hyperv' | '' | null | undefined
  /** Since 1.38. */
  MaskedPaths?: string[] | null | undefined
  /** Since 1.38. */
  ReadonlyPaths?: string[] | null | undefined
  /** 1.40 to 1.40. */
  Capabilities?: string[] | null | undefined
  /** Since 1.41. */
  CgroupnsMode?: 'private' | 'host' | null | undefined
  /** Handed to the runtime. Since 1.43. */
  Annotations?: { [key: string]: string } | null | undefined
}

/** Limits of a container. */
export interface Resources {
  /** Relative weight. */
  CpuShares?: number | null | undefined
  /** Bytes. */
  Memory?: number | null | undefined
  CgroupParent?: string | null | undefined
  BlkioWeight?: number | null | undefined
  BlkioWeightDevice?: Array<{
    Path?: string | null | undefined
    /** 10 to 1000. */
    Weight?: number | null | undefined
  }> | null | undefined
  BlkioDeviceReadBps?: ThrottleDevice[] | null | undefined
  BlkioDeviceWriteBps?: ThrottleDevice[] | null | undefined
  BlkioDeviceReadIOps?: ThrottleDevice[] | null | undefined
  BlkioDeviceWriteIOps?: ThrottleDevice[] | null | undefined
  /** Microseconds. */
  CpuPeriod?: number | null | undefined
  /** Microseconds per period. */
  CpuQuota?: number | null | undefined
  /** Microseconds. */
  CpuRealtimePeriod?: number | null | undefined
  /** Microseconds. */
  CpuRealtimeRuntime?: number | null | undefined
  /** Processors, such as 0-2,4. */
  CpusetCpus?: string | null | undefined
  /** Memory nodes, such as 0-1. */
  CpusetMems?: string | null | undefined
  Devices?: DeviceMapping[] | null | undefined
  /** Bytes. Until 1.39. */
  DiskQuota?: number | null | undefined
  /** Bytes. */
  MemoryReservation?: number | null | undefined
  /** Bytes of memory and swap; -1 for no limit. */
  MemorySwap?: number | null | undefined
  /** Percent. */
  MemorySwappiness?: number | null | undefined
  /** Billionths of a processor. */
  NanoCpus?: number | null | undefined
  OomKillDisable?: boolean | null | undefined
  /** -1 or 0 for no limit. */
  PidsLimit?: number | null | undefined
  /** Limits of the kernel. */
  Ulimits?: Array<{
    Name?: string | null | undefined
    Soft?: number | null | undefined
    Hard?: number | null | undefined
  }> | null | undefined
  CpuCount?: number | null | undefined
  /** Hundredths of a percent. */
  CpuPercent?: number | null | undefined
  IOMaximumIOps?: number | null | undefined
  /** Bytes per second. */
  IOMaximumBandwidth?: number | null | undefined
  /** Each such as c 10:200 rwm. Since 1.28. */
  DeviceCgroupRules?: string[] | null | undefined
  /** Bytes. 1.36 to 1.41. */
  KernelMemory?: number | null | undefined
  /** Since 1.37. */
  Init?: boolean | null | undefined
  /** Since 1.40. */
  DeviceRequests?: DeviceRequest[] | null | undefined
  /** Bytes. 1.40 to 1.51. */
  KernelMemoryTCP?: number | null | undefined
}

/** When to start a container again by itself. */
export interface RestartPolicy {
  Name?: '' | 'no' | 'always' | 'unless-stopped' | 'on-failure' | null | undefined
  /** Only for on-failure; 0 for no limit. */
  MaximumRetryCount?: number | null | undefined
}

/** Limit of one device. */
export interface ThrottleDevice {
  Path?: string | null | undefined
  /** Bytes or operations per second. */
  Rate?: number | null | undefined
}

/** Device of the host, given to a container. */
export interface DeviceMapping {
  PathOnHost?: string | null | undefined
  PathInContainer?: string | null | undefined
  /** Letters of rwm. */
  CgroupPermissions?: string | null | undefined
}

/** Devices to be chosen by a driver, such as GPUs. */
export interface DeviceRequest {
  Driver?: string | null | undefined
  /** -1 for all. */
  Count?: number | null | undefined
  DeviceIDs?: string[] | null | undefined
  /** Any of the lists, all within one. */
  Capabilities?: string[][] | null | undefined
  Options?: { [key: string]: string } | null | undefined
}

/** How to find out whether a container is healthy. */
export interface HealthConfig {
  /** [], [NONE], [CMD, …] or [CMD-SHELL, command]. */
  Test?: string[] | null | undefined
  /** Nanoseconds. */
  Interval?: number | null | undefined
  /** Nanoseconds. */
  Timeout?: number | null | undefined
  /** Failures in a row until unhealthy. */
  Retries?: number | null | undefined
  /** Nanoseconds. Since 1.29. */
  StartPeriod?: number | null | undefined
  /** Nanoseconds. Since 1.44. */
  StartInterval?: number | null | undefined
}

/** What to mount into a container. */
export interface Mount {
  /** Path inside the container. */
  Target?: string | null | undefined
  /** Path of the host, or name of a volume or image. */
  Source?: string | null | undefined
  Type?: MountType | null | undefined
  ReadOnly?: boolean | null | undefined
  BindOptions?: {
    Propagation?: 'private' | 'rprivate' | 'shared' | 'rshared' | 'slave' | 'rslave' | null | undefined
    /** Since 1.40. */
    NonRecursive?: boolean | null | undefined
    /** Since 1.42. */
    CreateMountpoint?: boolean | null | undefined
    /** Since 1.44. */
    ReadOnlyNonRecursive?: boolean | null | undefined
    /** Since 1.44. */
    ReadOnlyForceRecursive?: boolean | null | undefined
  } | null | undefined
  VolumeOptions?: {
    NoCopy?: boolean | null | undefined
    Labels?: { [key: string]: string } | null | undefined
    DriverConfig?: {
      Name?: string | null | undefined
      Options?: { [key: string]: string } | null | undefined
    } | null | undefined
    /** Since 1.45. */
    Subpath?: string | null | undefined
  } | null | undefined
  TmpfsOptions?: {
    /** Bytes. */
    SizeBytes?: number | null | undefined
    /** As decimal. */
    Mode?: number | null | undefined
    /** Each [name] or [name, value]. Since 1.46. */
    Options?: string[][] | null | undefined
  } | null | undefined
  /** Has no effect on Linux. Since 1.29. */
  Consistency?: string | null | undefined
  /** Since 1.48. */
  ImageOptions?: {
    Subpath?: string | null | undefined
  } | null | undefined
}

/** What a mount comes from. */
export type MountType = 'bind' | 'cluster' | 'image' | 'npipe' | 'tmpfs' | 'volume'

/** What is mounted in a container. */
export interface MountPoint {
  Type?: MountType | null | undefined
  Name?: string | null | undefined
  Source?: string | null | undefined
  Destination?: string | null | undefined
  Driver?: string | null | undefined
  Mode?: string | null | undefined
  RW?: boolean | null | undefined
  Propagation?: string | null | undefined
}

/** Where ports of a container, such as 80/tcp, are to be found on the host. */
export type PortMap = { [key: string]: PortBinding[] | null }

/** One place on the host. */
export interface PortBinding {
  /** Any address when empty. Since 1.35. */
  HostIp?: string | null | undefined
  /** Number or range; any free port when empty. Since 1.35. */
  HostPort?: string | null | undefined
}

/** One port of a container. */
export interface PortSummary {
  /** Address of the host. */
  IP?: string | null | undefined
  PrivatePort?: number | null | undefined
  PublicPort?: number | null | undefined
  Type?: 'tcp' | 'udp' | 'sctp' | null | undefined
}

/** A container as lists show it. */
export interface ContainerSummary {
  Id?: string | null | undefined
  /** Each with a slash before it. */
  Names?: string[] | null | undefined
  /** Name given at creation, or id. */
  Image?: string | null | undefined
  ImageID?: string | null | undefined
  /** Shell-quoted. */
  Command?: string | null | undefined
  /** Seconds of Unix time. */
  Created?: number | null | undefined
  Ports?: PortSummary[] | null | undefined
  /** Bytes written on top of the image. */
  SizeRw?: number | null | undefined
  /** Bytes in all. */
  SizeRootFs?: number | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  State?: 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'removing' | 'dead' | null | undefined
  /** For people, such as Up 2 hours. */
  Status?: string | null | undefined
  HostConfig?: {
    NetworkMode?: string | null | undefined
    /** Since 1.46. */
    Annotations?: { [key: string]: string } | null | undefined
  } | null | undefined
  NetworkSettings?: {
    Networks?: { [key: string]: EndpointSettings | null } | null | undefined
  } | null | undefined
  Mounts?: MountPoint[] | null | undefined
  /** Since 1.48. */
  ImageManifestDescriptor?: OCIDescriptor | null | undefined
  /** Since 1.52. */
  Health?: {
    Status?: 'none' | 'starting' | 'healthy' | 'unhealthy' | null | undefined
    FailingStreak?: number | null | undefined
  } | null | undefined
}

/** A container in full. */
export interface ContainerInspectResponse {
  Id?: string | null | undefined
  Created?: string | null | undefined
  Path?: string | null | undefined
  Args?: string[] | null | undefined
  State?: ContainerState | null | undefined
  /** Id of the image. */
  Image?: string | null | undefined
  ResolvConfPath?: string | null | undefined
  HostnamePath?: string | null | undefined
  HostsPath?: string | null | undefined
  LogPath?: string | null | undefined
  /** With a slash before it. */
  Name?: string | null | undefined
  RestartCount?: number | null | undefined
  Driver?: string | null | undefined
  /** Since 1.40. */
  Platform?: string | null | undefined
  /** Since 1.48. */
  ImageManifestDescriptor?: OCIDescriptor | null | undefined
  MountLabel?: string | null | undefined
  ProcessLabel?: string | null | undefined
  AppArmorProfile?: string | null | undefined
  ExecIDs?: string[] | null | undefined
  HostConfig?: HostConfig | null | undefined
  GraphDriver?: DriverData | null | undefined
  /** Bytes written on top of the image. */
  SizeRw?: number | null | undefined
  /** Bytes in all. */
  SizeRootFs?: number | null | undefined
  Mounts?: MountPoint[] | null | undefined
  Config?: ContainerConfig | null | undefined
  NetworkSettings?: NetworkSettings | null | undefined
  /** Since 1.52. */
  Storage?: Storage | null | undefined
  /** From the time of standalone Swarm. Until 1.38. */
  Node?: { [key: string]: unknown } | null | undefined
}

/** What became of a container. */
export interface ContainerState {
  Status?: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead' | null | undefined
  Running?: boolean | null | undefined
  Paused?: boolean | null | undefined
  Restarting?: boolean | null | undefined
  OOMKilled?: boolean | null | undefined
  Dead?: boolean | null | undefined
  /** 0 when not running. */
  Pid?: number | null | undefined
  ExitCode?: number | null | undefined
  Error?: string | null | undefined
  /** RFC 3339; 0001-01-01T00:00:00Z for never. */
  StartedAt?: string | null | undefined
  /** RFC 3339; 0001-01-01T00:00:00Z for never. */
  FinishedAt?: string | null | undefined
  /** Since 1.39. */
  Health?: Health | null | undefined
}

/** Results of health checks. */
export interface Health {
  Status?: 'none' | 'starting' | 'healthy' | 'unhealthy' | null | undefined
  /** Failures in a row. */
  FailingStreak?: number | null | undefined
  /** The last five. */
  Log?: HealthcheckResult[] | null | undefined
}

/** One health check. */
export interface HealthcheckResult {
  Start?: string | null | undefined
  End?: string | null | undefined
  /** 0 healthy, 1 unhealthy, 2 reserved, other values an error. */
  ExitCode?: number | null | undefined
  /** The first 4096 bytes. */
  Output?: string | null | undefined
}

/** A container that was created. */
export interface ContainerCreateResponse {
  Id?: string | null | undefined
  Warnings?: string[] | null | undefined
}

/** A container that was changed. */
export interface ContainerUpdateResponse {
  Warnings?: string[] | null | undefined
}

/** A table of processes. */
export interface ContainerTopResponse {
  Titles?: string[] | null | undefined
  /** One row each. */
  Processes?: string[][] | null | undefined
}

/** How a container ended. */
export interface ContainerWaitResponse {
  /** Its exit code. */
  StatusCode?: number | null | undefined
  /** Since 1.34. */
  Error?: ContainerWaitExitError | null | undefined
}

/** What went wrong while waiting. */
export interface ContainerWaitExitError {
  Message?: string | null | undefined
}

/** A path that differs from the image. */
export interface FilesystemChange {
  Path?: string | null | undefined
  Kind?: ChangeType | null | undefined
}

/** 0 modified, 1 added, 2 deleted. */
export type ChangeType = 0 | 1 | 2

/** Where a storage driver keeps something. */
export interface DriverData {
  Name?: string | null | undefined
  Data?: { [key: string]: string } | null | undefined
}

/** Where a snapshotter keeps something. */
export interface Storage {
  RootFS?: RootFSStorage | null | undefined
}

/** Its root file system. */
export interface RootFSStorage {
  Snapshot?: RootFSStorageSnapshot | null | undefined
}

/** A snapshot. */
export interface RootFSStorageSnapshot {
  Name?: string | null | undefined
}

/** What a further process runs. */
export interface ProcessConfig {
  privileged?: boolean | null | undefined
  user?: string | null | undefined
  tty?: boolean | null | undefined
  entrypoint?: string | null | undefined
  arguments?: string[] | null | undefined
}

/** One sample of what a container uses. */
export interface ContainerStatsResponse {
  /** Since 1.48. */
  name?: string | null | undefined
  /** Since 1.48. */
  id?: string | null | undefined
  /** Since 1.48. */
  read?: string | null | undefined
  /** Since 1.48. */
  preread?: string | null | undefined
  /** Since 1.48. */
  pids_stats?: ContainerPidsStats | null | undefined
  /** Since 1.48. */
  blkio_stats?: ContainerBlkioStats | null | undefined
  /** Since 1.48. */
  num_procs?: number | null | undefined
  /** Since 1.48. */
  storage_stats?: ContainerStorageStats | null | undefined
  /** Since 1.48. */
  cpu_stats?: ContainerCPUStats | null | undefined
  /** Since 1.48. */
  precpu_stats?: ContainerCPUStats | null | undefined
  /** Since 1.48. */
  memory_stats?: ContainerMemoryStats | null | undefined
  /** Since 1.48. */
  networks?: { [key: string]: ContainerNetworkStats | null } | null | undefined
  /** Since 1.52. */
  os_type?: string | null | undefined
}

/** Processes. */
export interface ContainerPidsStats {
  current?: number | null | undefined
  limit?: number | null | undefined
}

/** Block devices. */
export interface ContainerBlkioStats {
  io_service_bytes_recursive?: ContainerBlkioStatEntry[] | null | undefined
  io_serviced_recursive?: ContainerBlkioStatEntry[] | null | undefined
  io_queue_recursive?: ContainerBlkioStatEntry[] | null | undefined
  io_service_time_recursive?: ContainerBlkioStatEntry[] | null | undefined
  io_wait_time_recursive?: ContainerBlkioStatEntry[] | null | undefined
  io_merged_recursive?: ContainerBlkioStatEntry[] | null | undefined
  io_time_recursive?: ContainerBlkioStatEntry[] | null | undefined
  sectors_recursive?: ContainerBlkioStatEntry[] | null | undefined
}

/** One counter of one device. */
export interface ContainerBlkioStatEntry {
  major?: number | null | undefined
  minor?: number | null | undefined
  op?: string | null | undefined
  value?: number | null | undefined
}

/** Storage on Windows. */
export interface ContainerStorageStats {
  read_count_normalized?: number | null | undefined
  /** Bytes. */
  read_size_bytes?: number | null | undefined
  write_count_normalized?: number | null | undefined
  /** Bytes. */
  write_size_bytes?: number | null | undefined
}

/** Processors. */
export interface ContainerCPUStats {
  cpu_usage?: ContainerCPUUsage | null | undefined
  /** Nanoseconds. */
  system_cpu_usage?: number | null | undefined
  online_cpus?: number | null | undefined
  throttling_data?: ContainerThrottlingData | null | undefined
}

/** Time on processors. */
export interface ContainerCPUUsage {
  /** Nanoseconds. */
  total_usage?: number | null | undefined
  /** Nanoseconds. */
  percpu_usage?: number[] | null | undefined
  /** Nanoseconds. */
  usage_in_kernelmode?: number | null | undefined
  /** Nanoseconds. */
  usage_in_usermode?: number | null | undefined
}

/** Time denied. */
export interface ContainerThrottlingData {
  periods?: number | null | undefined
  throttled_periods?: number | null | undefined
  /** Nanoseconds. */
  throttled_time?: number | null | undefined
}

/** Memory. */
export interface ContainerMemoryStats {
  /** Bytes. */
  usage?: number | null | undefined
  /** Bytes. */
  max_usage?: number | null | undefined
  stats?: { [key: string]: number | null } | null | undefined
  /** Times the limit was reached. */
  failcnt?: number | null | undefined
  /** Bytes. */
  limit?: number | null | undefined
  commitbytes?: number | null | undefined
  commitpeakbytes?: number | null | undefined
  privateworkingset?: number | null | undefined
}

/** One interface. */
export interface ContainerNetworkStats {
  /** Bytes. */
  rx_bytes?: number | null | undefined
  rx_packets?: number | null | undefined
  rx_errors?: number | null | undefined
  rx_dropped?: number | null | undefined
  /** Bytes. */
  tx_bytes?: number | null | undefined
  tx_packets?: number | null | undefined
  tx_errors?: number | null | undefined
  tx_dropped?: number | null | undefined
  endpoint_id?: string | null | undefined
  instance_id?: string | null | undefined
}

/** An image as lists show it. */
export interface ImageSummary {
  Id?: string | null | undefined
  /** Id of the image it was built on; empty when unknown. */
  ParentId?: string | null | undefined
  /** Names with tags. */
  RepoTags?: string[] | null | undefined
  /** Names with digests. */
  RepoDigests?: string[] | null | undefined
  /** Seconds of Unix time. */
  Created?: number | null | undefined
  /** Bytes. */
  Size?: number | null | undefined
  /** Bytes shared with other images; -1 when not measured. */
  SharedSize?: number | null | undefined
  /** Bytes. Until 1.43. */
  VirtualSize?: number | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  /** Containers that use it; -1 when not counted. */
  Containers?: number | null | undefined
  /** Since 1.47. */
  Manifests?: ImageManifestSummary[] | null | undefined
  /** Since 1.48. */
  Descriptor?: OCIDescriptor | null | undefined
}

/** An image in full. */
export interface ImageInspect {
  Id?: string | null | undefined
  /** Names with tags. */
  RepoTags?: string[] | null | undefined
  /** Names with digests. */
  RepoDigests?: string[] | null | undefined
  /** Until 1.51. */
  Parent?: string | null | undefined
  Comment?: string | null | undefined
  Created?: string | null | undefined
  /** Until 1.44. */
  Container?: string | null | undefined
  /** Until 1.44. */
  ContainerConfig?: ContainerConfig | null | undefined
  /** Until 1.51. */
  DockerVersion?: string | null | undefined
  Author?: string | null | undefined
  Config?: ImageConfig | null | undefined
  Architecture?: string | null | undefined
  /** Since 1.39. */
  Variant?: string | null | undefined
  Os?: string | null | undefined
  /** Of Windows images. Since 1.28. */
  OsVersion?: string | null | undefined
  /** Bytes. */
  Size?: number | null | undefined
  /** Bytes. Until 1.43. */
  VirtualSize?: number | null | undefined
  GraphDriver?: DriverData | null | undefined
  RootFS?: {
    Type?: string | null | undefined
    Layers?: string[] | null | undefined
  } | null | undefined
  /** Since 1.31. */
  Metadata?: {
    LastTagTime?: string | null | undefined
  } | null | undefined
  /** Since 1.48. */
  Descriptor?: OCIDescriptor | null | undefined
  /** Since 1.48. */
  Manifests?: ImageManifestSummary[] | null | undefined
  /** Since 1.53. */
  Identity?: Identity | null | undefined
}

/** What containers of an image start from. */
export interface ImageConfig {
  /** Until 1.49. */
  Hostname?: string | null | undefined
  /** Until 1.49. */
  Domainname?: string | null | undefined
  User?: string | null | undefined
  /** Until 1.49. */
  AttachStdin?: boolean | null | undefined
  /** Until 1.49. */
  AttachStdout?: boolean | null | undefined
  /** Until 1.49. */
  AttachStderr?: boolean | null | undefined
  /** Keys such as 80/tcp. */
  ExposedPorts?: { [key: string]: EmptyObject | null } | null | undefined
  /** Until 1.49. */
  Tty?: boolean | null | undefined
  /** Until 1.49. */
  OpenStdin?: boolean | null | undefined
  /** Until 1.49. */
  StdinOnce?: boolean | null | undefined
  /** Each NAME=value, or NAME to remove it. */
  Env?: string[] | null | undefined
  Cmd?: string[] | null | undefined
  Healthcheck?: HealthConfig | null | undefined
  ArgsEscaped?: boolean | null | undefined
  /** Until 1.49. */
  Image?: string | null | undefined
  Volumes?: { [key: string]: EmptyObject | null } | null | undefined
  WorkingDir?: string | null | undefined
  Entrypoint?: string[] | null | undefined
  /** Until 1.49. */
  NetworkDisabled?: boolean | null | undefined
  /** Such as 02:42:ac:11:00:02. Until 1.49. */
  MacAddress?: string | null | undefined
  OnBuild?: string[] | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  /** Name or number. */
  StopSignal?: string | null | undefined
  /** Seconds. Until 1.49. */
  StopTimeout?: number | null | undefined
  Shell?: string[] | null | undefined
}

/** One manifest of an image. */
export interface ImageManifestSummary {
  ID?: string | null | undefined
  Descriptor?: OCIDescriptor | null | undefined
  Available?: boolean | null | undefined
  Size?: {
    /** Bytes. */
    Total?: number | null | undefined
    /** Bytes. */
    Content?: number | null | undefined
  } | null | undefined
  Kind?: 'image' | 'attestation' | 'unknown' | null | undefined
  ImageData?: {
    Platform?: OCIPlatform | null | undefined
    Containers?: string[] | null | undefined
    Size?: {
      /** Bytes. */
      Unpacked?: number | null | undefined
    } | null | undefined
    /** Since 1.54. */
    Identity?: Identity | null | undefined
  } | null | undefined
  AttestationData?: {
    /** Digest of what it is about. */
    For?: string | null | undefined
  } | null | undefined
}

/** One layer. */
export interface ImageHistoryResponseItem {
  Id?: string | null | undefined
  /** Seconds of Unix time. */
  Created?: number | null | undefined
  CreatedBy?: string | null | undefined
  Tags?: string[] | null | undefined
  /** Bytes. */
  Size?: number | null | undefined
  Comment?: string | null | undefined
}

/** One thing that was removed. */
export interface ImageDeleteResponseItem {
  Untagged?: string | null | undefined
  Deleted?: string | null | undefined
}

/** An image that was made. */
export interface ImageID {
  ID?: string | null | undefined
}

/** Where content is to be found, by its digest. */
export interface OCIDescriptor {
  mediaType?: string | null | undefined
  digest?: string | null | undefined
  /** Bytes. */
  size?: number | null | undefined
  /** Since 1.48. */
  urls?: string[] | null | undefined
  /** Since 1.48. */
  annotations?: { [key: string]: string } | null | undefined
  /** The content itself, as base64. Since 1.48. */
  data?: string | null | undefined
  /** Since 1.48. */
  platform?: OCIPlatform | null | undefined
  /** Since 1.48. */
  artifactType?: string | null | undefined
}

/** What a program runs on. */
export interface OCIPlatform {
  architecture?: string | null | undefined
  os?: string | null | undefined
  'os.version'?: string | null | undefined
  'os.features'?: string[] | null | undefined
  variant?: string | null | undefined
}

/** What a registry knows about an image. */
export interface DistributionInspect {
  Descriptor?: OCIDescriptor | null | undefined
  Platforms?: OCIPlatform[] | null | undefined
}

/** A statement about an image. */
export interface AttestationStatement {
  Descriptor?: OCIDescriptor | null | undefined
  PredicateType?: string | null | undefined
  Statement?: { [key: string]: unknown } | null | undefined
}

/** Who made and signed an image. */
export interface Identity {
  Signature?: SignatureIdentity[] | null | undefined
  Pull?: PullIdentity[] | null | undefined
  Build?: BuildIdentity[] | null | undefined
}

/** The build it came from. */
export interface BuildIdentity {
  Ref?: string | null | undefined
  CreatedAt?: string | null | undefined
}

/** The repository it came from. */
export interface PullIdentity {
  Repository?: string | null | undefined
}

/** A signature. */
export interface SignatureIdentity {
  Name?: string | null | undefined
  Timestamps?: SignatureTimestamp[] | null | undefined
  KnownSigner?: KnownSignerIdentity | null | undefined
  DockerReference?: string | null | undefined
  Signer?: SignerIdentity | null | undefined
  SignatureType?: SignatureType | null | undefined
  Error?: string | null | undefined
  Warnings?: string[] | null | undefined
}

/** Witness to the time of a signature. */
export interface SignatureTimestamp {
  Type?: SignatureTimestampType | null | undefined
  URI?: string | null | undefined
  Timestamp?: string | null | undefined
}

/** Kind of witness. */
export type SignatureTimestampType = 'Tlog' | 'TimestampAuthority'

/** Format of a signature. */
export type SignatureType = 'bundle-v0.3' | 'simplesigning-v1'

/** What the certificate of a signer says. */
export interface SignerIdentity {
  CertificateIssuer?: string | null | undefined
  SubjectAlternativeName?: string | null | undefined
  Issuer?: string | null | undefined
  BuildSignerURI?: string | null | undefined
  BuildSignerDigest?: string | null | undefined
  RunnerEnvironment?: string | null | undefined
  SourceRepositoryURI?: string | null | undefined
  SourceRepositoryDigest?: string | null | undefined
  SourceRepositoryRef?: string | null | undefined
  SourceRepositoryIdentifier?: string | null | undefined
  SourceRepositoryOwnerURI?: string | null | undefined
  SourceRepositoryOwnerIdentifier?: string | null | undefined
  BuildConfigURI?: string | null | undefined
  BuildConfigDigest?: string | null | undefined
  BuildTrigger?: string | null | undefined
  RunInvocationURI?: string | null | undefined
  SourceRepositoryVisibilityAtSigning?: string | null | undefined
}

/** A signer known by name. */
export type KnownSignerIdentity = 'DHI'

/** Progress of a build. */
export interface BuildInfo {
  id?: string | null | undefined
  stream?: string | null | undefined
  /** Until 1.51. */
  error?: string | null | undefined
  errorDetail?: ErrorDetail | null | undefined
  status?: string | null | undefined
  /** Until 1.51. */
  progress?: string | null | undefined
  progressDetail?: ProgressDetail | null | undefined
  /** Since 1.36. */
  aux?: ImageID | null | undefined
}

/** Progress of a pull or an import. */
export interface CreateImageInfo {
  /** Until 1.51. */
  error?: string | null | undefined
  status?: string | null | undefined
  /** Until 1.51. */
  progress?: string | null | undefined
  progressDetail?: ProgressDetail | null | undefined
  /** Since 1.36. */
  id?: string | null | undefined
  /** Since 1.39. */
  errorDetail?: ErrorDetail | null | undefined
}

/** Progress of a push. */
export interface PushImageInfo {
  /** Until 1.51. */
  error?: string | null | undefined
  status?: string | null | undefined
  /** Until 1.51. */
  progress?: string | null | undefined
  progressDetail?: ProgressDetail | null | undefined
  /** Since 1.48. */
  errorDetail?: ErrorDetail | null | undefined
}

/** How far a step has come. */
export interface ProgressDetail {
  /** Until 1.35. */
  code?: number | null | undefined
  /** Until 1.35. */
  message?: number | null | undefined
  /** Since 1.36. */
  current?: number | null | undefined
  /** Since 1.36. */
  total?: number | null | undefined
}

/** Why a stream failed. */
export interface ErrorDetail {
  code?: number | null | undefined
  message?: string | null | undefined
}

/** A network. */
export interface Network {
  Name?: string | null | undefined
  Id?: string | null | undefined
  Created?: string | null | undefined
  Scope?: string | null | undefined
  Driver?: string | null | undefined
  /** Since 1.47. */
  EnableIPv4?: boolean | null | undefined
  EnableIPv6?: boolean | null | undefined
  IPAM?: IPAM | null | undefined
  Internal?: boolean | null | undefined
  /** Since 1.27. */
  Attachable?: boolean | null | undefined
  /** Since 1.29. */
  Ingress?: boolean | null | undefined
  /** Since 1.41. */
  ConfigFrom?: ConfigReference | null | undefined
  /** Since 1.41. */
  ConfigOnly?: boolean | null | undefined
  Options?: { [key: string]: string } | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  /** Since 1.41. */
  Peers?: PeerInfo[] | null | undefined
  /** Until 1.51. */
  Containers?: { [key: string]: {
    EndpointID?: string | null | undefined
    /** Such as 02:42:ac:11:00:02. */
    MacAddress?: string | null | undefined
    IPv4Address?: string | null | undefined
    IPv6Address?: string | null | undefined
    /** Since 1.30. */
    Name?: string | null | undefined
  } | null } | null | undefined
}

/** A network as lists show it. */
export interface NetworkSummary {
  Name?: string | null | undefined
  Id?: string | null | undefined
  Created?: string | null | undefined
  Scope?: string | null | undefined
  Driver?: string | null | undefined
  /** Since 1.47. */
  EnableIPv4?: boolean | null | undefined
  EnableIPv6?: boolean | null | undefined
  IPAM?: IPAM | null | undefined
  Internal?: boolean | null | undefined
  /** Since 1.27. */
  Attachable?: boolean | null | undefined
  /** Since 1.29. */
  Ingress?: boolean | null | undefined
  /** Since 1.41. */
  ConfigFrom?: ConfigReference | null | undefined
  /** Since 1.41. */
  ConfigOnly?: boolean | null | undefined
  Options?: { [key: string]: string } | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  /** Since 1.41. */
  Peers?: PeerInfo[] | null | undefined
  /** Until 1.51. */
  Containers?: { [key: string]: {
    EndpointID?: string | null | undefined
    /** Such as 02:42:ac:11:00:02. */
    MacAddress?: string | null | undefined
    IPv4Address?: string | null | undefined
    IPv6Address?: string | null | undefined
    /** Since 1.30. */
    Name?: string | null | undefined
  } | null } | null | undefined
}

/** A network in full. */
export interface NetworkInspect {
  Name?: string | null | undefined
  Id?: string | null | undefined
  Created?: string | null | undefined
  Scope?: string | null | undefined
  Driver?: string | null | undefined
  /** Since 1.47. */
  EnableIPv4?: boolean | null | undefined
  EnableIPv6?: boolean | null | undefined
  IPAM?: IPAM | null | undefined
  Internal?: boolean | null | undefined
  /** Since 1.27. */
  Attachable?: boolean | null | undefined
  /** Since 1.29. */
  Ingress?: boolean | null | undefined
  /** Since 1.41. */
  ConfigFrom?: ConfigReference | null | undefined
  /** Since 1.41. */
  ConfigOnly?: boolean | null | undefined
  Options?: { [key: string]: string } | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  /** Since 1.41. */
  Peers?: PeerInfo[] | null | undefined
  Containers?: { [key: string]: EndpointResource | null } | null | undefined
  /** Since 1.52. */
  Services?: { [key: string]: { [key: string]: unknown } | null } | null | undefined
  /** Since 1.52. */
  Status?: NetworkStatus | null | undefined
}

/** State of a network. */
export interface NetworkStatus {
  IPAM?: IPAMStatus | null | undefined
}

/** Network that holds the configuration. */
export interface ConfigReference {
  Network?: string | null | undefined
}

/** How addresses are given out. */
export interface IPAM {
  /** Name of the driver. */
  Driver?: string | null | undefined
  Config?: IPAMConfig[] | null | undefined
  Options?: { [key: string]: string } | null | undefined
}

/** One pool of addresses. */
export interface IPAMConfig {
  /** CIDR. Since 1.41. */
  Subnet?: string | null | undefined
  /** CIDR. Since 1.41. */
  IPRange?: string | null | undefined
  /** Since 1.41. */
  Gateway?: string | null | undefined
  /** Addresses of others, by name. Since 1.41. */
  AuxiliaryAddresses?: { [key: string]: string } | null | undefined
}

/** State of its pools. */
export interface IPAMStatus {
  /** By CIDR. */
  Subnets?: { [key: string]: SubnetStatus | null } | null | undefined
}

/** State of one pool. */
export interface SubnetStatus {
  IPsInUse?: number | null | undefined
  DynamicIPsAvailable?: number | null | undefined
}

/** A node on an overlay network. */
export interface PeerInfo {
  Name?: string | null | undefined
  IP?: string | null | undefined
}

/** A container on a network. */
export interface EndpointResource {
  /** Since 1.30. */
  Name?: string | null | undefined
  EndpointID?: string | null | undefined
  /** Such as 02:42:ac:11:00:02. */
  MacAddress?: string | null | undefined
  /** CIDR. */
  IPv4Address?: string | null | undefined
  /** CIDR. */
  IPv6Address?: string | null | undefined
}

/** A service on a network. */
export interface ServiceInfo {
  VIP?: string | null | undefined
  Ports?: string[] | null | undefined
  LocalLBIndex?: number | null | undefined
  Tasks?: NetworkTaskInfo[] | null | undefined
}

/** A task of it. */
export interface NetworkTaskInfo {
  Name?: string | null | undefined
  EndpointID?: string | null | undefined
  EndpointIP?: string | null | undefined
  Info?: { [key: string]: string } | null | undefined
}

/** A network that was created. */
export interface NetworkCreateResponse {
  Id?: string | null | undefined
  Warning?: string | null | undefined
}

/** Which container, and how. */
export interface NetworkConnectRequest {
  Container?: string | null | undefined
  EndpointConfig?: EndpointSettings | null | undefined
}

/** Which container. */
export interface NetworkDisconnectRequest {
  Container?: string | null | undefined
  Force?: boolean | null | undefined
}

/** Networks to be on. */
export interface NetworkingConfig {
  /** By name of the network. */
  EndpointsConfig?: { [key: string]: EndpointSettings | null } | null | undefined
}

/** Networks a container is on. */
export interface NetworkSettings {
  /** Until 1.51. */
  Bridge?: string | null | undefined
  /** Since 1.32. */
  SandboxID?: string | null | undefined
  /** 1.32 to 1.51. */
  HairpinMode?: boolean | null | undefined
  /** 1.32 to 1.51. */
  LinkLocalIPv6Address?: string | null | undefined
  /** 1.32 to 1.51. */
  LinkLocalIPv6PrefixLen?: number | null | undefined
  Ports?: PortMap | null | undefined
  /** Since 1.32. */
  SandboxKey?: string | null | undefined
  /** 1.32 to 1.51. */
  SecondaryIPAddresses?: Address[] | null | undefined
  /** 1.32 to 1.51. */
  SecondaryIPv6Addresses?: Address[] | null | undefined
  /** 1.32 to 1.51. */
  EndpointID?: string | null | undefined
  /** Until 1.51. */
  Gateway?: string | null | undefined
  /** 1.32 to 1.51. */
  GlobalIPv6Address?: string | null | undefined
  /** 1.32 to 1.51. */
  GlobalIPv6PrefixLen?: number | null | undefined
  /** 1.32 to 1.51. */
  IPAddress?: string | null | undefined
  /** Until 1.51. */
  IPPrefixLen?: number | null | undefined
  /** 1.32 to 1.51. */
  IPv6Gateway?: string | null | undefined
  /** Such as 02:42:ac:11:00:02. Until 1.51. */
  MacAddress?: string | null | undefined
  /** Since 1.32. */
  Networks?: { [key: string]: EndpointSettings | null } | null | undefined
  /** Until 1.31. */
  Address?: string | null | undefined
  /** Until 1.31. */
  PortMapping?: string | null | undefined
}

/** One network of a container. */
export interface EndpointSettings {
  IPAMConfig?: EndpointIPAMConfig | null | undefined
  /** Each container:alias. */
  Links?: string[] | null | undefined
  /** Further names on the network. */
  Aliases?: string[] | null | undefined
  NetworkID?: string | null | undefined
  EndpointID?: string | null | undefined
  Gateway?: string | null | undefined
  IPAddress?: string | null | undefined
  IPPrefixLen?: number | null | undefined
  IPv6Gateway?: string | null | undefined
  GlobalIPv6Address?: string | null | undefined
  GlobalIPv6PrefixLen?: number | null | undefined
  /** Such as 02:42:ac:11:00:02. */
  MacAddress?: string | null | undefined
  /** Since 1.32. */
  DriverOpts?: { [key: string]: string } | null | undefined
  /** Names by which others on the network reach it. Since 1.44. */
  DNSNames?: string[] | null | undefined
  /** The highest one has the default gateway. Since 1.48. */
  GwPriority?: number | null | undefined
}

/** Addresses asked for. */
export interface EndpointIPAMConfig {
  IPv4Address?: string | null | undefined
  IPv6Address?: string | null | undefined
  LinkLocalIPs?: string[] | null | undefined
}

/** An address and its mask. */
export interface Address {
  Addr?: string | null | undefined
  PrefixLen?: number | null | undefined
}

/** A volume. */
export interface Volume {
  Name?: string | null | undefined
  Driver?: string | null | undefined
  Mountpoint?: string | null | undefined
  Status?: { [key: string]: { [key: string]: unknown } | null } | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Scope?: 'local' | 'global' | null | undefined
  Options?: { [key: string]: string } | null | undefined
  UsageData?: {
    /** Bytes; -1 when not known. */
    Size?: number | null | undefined
    /** Containers that use it; -1 when not known. */
    RefCount?: number | null | undefined
  } | null | undefined
  /** Since 1.31. */
  CreatedAt?: string | null | undefined
  /** Since 1.42. */
  ClusterVolume?: ClusterVolume | null | undefined
}

/** A volume to create. */
export interface VolumeCreateRequest {
  /** Made up when empty. */
  Name?: string | null | undefined
  Driver?: string | null | undefined
  DriverOpts?: { [key: string]: string } | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  /** Since 1.42. */
  ClusterVolumeSpec?: ClusterVolumeSpec | null | undefined
}

/** Volumes, and drivers that did not answer. */
export interface VolumeListResponse {
  Volumes?: Volume[] | null | undefined
  Warnings?: string[] | null | undefined
}

/** Part of a volume that belongs to the swarm. */
export interface ClusterVolume {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: ClusterVolumeSpec | null | undefined
  Info?: {
    /** Bytes. */
    CapacityBytes?: number | null | undefined
    VolumeContext?: { [key: string]: string } | null | undefined
    VolumeID?: string | null | undefined
    AccessibleTopology?: Topology[] | null | undefined
  } | null | undefined
  PublishStatus?: Array<{
    NodeID?: string | null | undefined
    State?: 'pending-publish' | 'published' | 'pending-node-unpublish' | 'pending-controller-unpublish' | null | undefined
    PublishContext?: { [key: string]: string } | null | undefined
  }> | null | undefined
}

/** What a cluster volume is to be like. */
export interface ClusterVolumeSpec {
  Group?: string | null | undefined
  AccessMode?: {
    Scope?: 'single' | 'multi' | null | undefined
    Sharing?: 'none' | 'readonly' | 'onewriter' | 'all' | null | undefined
    MountVolume?: { [key: string]: unknown } | null | undefined
    Secrets?: Array<{
      Key?: string | null | undefined
      Secret?: string | null | undefined
    }> | null | undefined
    AccessibilityRequirements?: {
      Requisite?: Topology[] | null | undefined
      Preferred?: Topology[] | null | undefined
    } | null | undefined
    CapacityRange?: {
      /** Bytes. */
      RequiredBytes?: number | null | undefined
      /** Bytes. */
      LimitBytes?: number | null | undefined
    } | null | undefined
    Availability?: 'active' | 'pause' | 'drain' | null | undefined
  } | null | undefined
}

/** Where a volume can be reached. */
export interface Topology {
  Segments?: { [key: string]: string } | null | undefined
}

/** What the daemon and its host are like. */
export interface SystemInfo {
  ID?: string | null | undefined
  Containers?: number | null | undefined
  ContainersRunning?: number | null | undefined
  ContainersPaused?: number | null | undefined
  ContainersStopped?: number | null | undefined
  Images?: number | null | undefined
  Driver?: string | null | undefined
  /** Each [name, value]. */
  DriverStatus?: string[][] | null | undefined
  DockerRootDir?: string | null | undefined
  /** Each [name, value]. Until 1.40. */
  SystemStatus?: string[][] | null | undefined
  Plugins?: PluginsInfo | null | undefined
  MemoryLimit?: boolean | null | undefined
  SwapLimit?: boolean | null | undefined
  CpuCfsPeriod?: boolean | null | undefined
  CpuCfsQuota?: boolean | null | undefined
  /** Since 1.32. */
  CPUShares?: boolean | null | undefined
  /** Since 1.32. */
  CPUSet?: boolean | null | undefined
  OomKillDisable?: boolean | null | undefined
  IPv4Forwarding?: boolean | null | undefined
  /** 1.32 to 1.49. */
  BridgeNfIptables?: boolean | null | undefined
  /** 1.32 to 1.49. */
  BridgeNfIp6tables?: boolean | null | undefined
  Debug?: boolean | null | undefined
  /** Only in debug mode. */
  NFd?: number | null | undefined
  /** Only in debug mode. */
  NGoroutines?: number | null | undefined
  /** RFC 3339 with nanoseconds. */
  SystemTime?: string | null | undefined
  /** Since 1.32. */
  LoggingDriver?: string | null | undefined
  /** Since 1.32. */
  CgroupDriver?: 'cgroupfs' | 'systemd' | 'none' | null | undefined
  NEventsListener?: number | null | undefined
  KernelVersion?: string | null | undefined
  OperatingSystem?: string | null | undefined
  OSType?: string | null | undefined
  Architecture?: string | null | undefined
  NCPU?: number | null | undefined
  /** Bytes. */
  MemTotal?: number | null | undefined
  IndexServerAddress?: string | null | undefined
  RegistryConfig?: RegistryServiceConfig | null | undefined
  /** Since 1.32. */
  GenericResources?: GenericResources | null | undefined
  HttpProxy?: string | null | undefined
  HttpsProxy?: string | null | undefined
  NoProxy?: string | null | undefined
  Name?: string | null | undefined
  /** Each name=value. */
  Labels?: string[] | null | undefined
  ExperimentalBuild?: boolean | null | undefined
  ServerVersion?: string | null | undefined
  /** 1.32 to 1.41. */
  ClusterStore?: string | null | undefined
  /** 1.32 to 1.41. */
  ClusterAdvertise?: string | null | undefined
  /** Since 1.32. */
  Runtimes?: { [key: string]: Runtime | null } | null | undefined
  /** Since 1.32. */
  DefaultRuntime?: string | null | undefined
  /** Since 1.32. */
  Swarm?: SwarmInfo | null | undefined
  /** Since 1.32. */
  LiveRestoreEnabled?: boolean | null | undefined
  /** Since 1.32. */
  Isolation?: 'default' | 'hyperv' | 'process' | '' | null | undefined
  /** Since 1.32. */
  InitBinary?: string | null | undefined
  /** Since 1.32. */
  ContainerdCommit?: Commit | null | undefined
  /** Since 1.32. */
  RuncCommit?: Commit | null | undefined
  /** Since 1.32. */
  InitCommit?: Commit | null | undefined
  /** Each such as name=seccomp,profile=builtin. Since 1.32. */
  SecurityOptions?: string[] | null | undefined
  /** Bytes. 1.36 to 1.41. */
  KernelMemory?: boolean | null | undefined
  /** Since 1.39. */
  ProductLicense?: string | null | undefined
  /** Since 1.39. */
  Warnings?: string[] | null | undefined
  /** Bytes. 1.40 to 1.51. */
  KernelMemoryTCP?: boolean | null | undefined
  /** -1 or 0 for no limit. Since 1.40. */
  PidsLimit?: boolean | null | undefined
  /** Since 1.41. */
  CgroupVersion?: '1' | '2' | null | undefined
  /** Since 1.41. */
  OSVersion?: string | null | undefined
  /** Since 1.41. */
  DefaultAddressPools?: Array<{
    Base?: string | null | undefined
    Size?: number | null | undefined
  }> | null | undefined
  /** Since 1.44. */
  CDISpecDirs?: string[] | null | undefined
  /** Since 1.46. */
  Containerd?: ContainerdInfo | null | undefined
  /** Since 1.49. */
  FirewallBackend?: FirewallInfo | null | undefined
  /** Since 1.50. */
  DiscoveredDevices?: DeviceInfo[] | null | undefined
  /** Since 1.53. */
  NRI?: NRIInfo | null | undefined
  /** Until 1.31. */
  DiscoveryBackend?: string | null | undefined
  /** Until 1.31. */
  InitPath?: string | null | undefined
  /** Until 1.31. */
  InitSha1?: string | null | undefined
  /** Until 1.31. */
  OomScoreAdj?: number | null | undefined
}

/** Versions of the daemon and its parts. */
export interface SystemVersion {
  /** Since 1.35. */
  Platform?: {
    Name?: string | null | undefined
  } | null | undefined
  /** Since 1.35. */
  Components?: Array<{
    Name?: string | null | undefined
    Version?: string | null | undefined
    Details?: { [key: string]: unknown } | null | undefined
  }> | null | undefined
  Version?: string | null | undefined
  ApiVersion?: string | null | undefined
  MinAPIVersion?: string | null | undefined
  GitCommit?: string | null | undefined
  GoVersion?: string | null | undefined
  Os?: string | null | undefined
  Arch?: string | null | undefined
  KernelVersion?: string | null | undefined
  Experimental?: boolean | null | undefined
  BuildTime?: string | null | undefined
}

/** Names of plugins by kind. */
export interface PluginsInfo {
  Volume?: string[] | null | undefined
  Network?: string[] | null | undefined
  /** Since 1.32. */
  Authorization?: string[] | null | undefined
  /** Since 1.30. */
  Log?: string[] | null | undefined
}

/** How registries are reached. */
export interface RegistryServiceConfig {
  /** 1.32 to 1.48. */
  AllowNondistributableArtifactsCIDRs?: string[] | null | undefined
  /** 1.32 to 1.48. */
  AllowNondistributableArtifactsHostnames?: string[] | null | undefined
  InsecureRegistryCIDRs?: string[] | null | undefined
  IndexConfigs?: { [key: string]: IndexInfo | null } | null | undefined
  /** Since 1.32. */
  Mirrors?: string[] | null | undefined
}

/** One registry. */
export interface IndexInfo {
  Name?: string | null | undefined
  Mirrors?: string[] | null | undefined
  Secure?: boolean | null | undefined
  Official?: boolean | null | undefined
}

/** One runtime. */
export interface Runtime {
  path?: string | null | undefined
  runtimeArgs?: string[] | null | undefined
  /** Since 1.44. */
  status?: { [key: string]: string } | null | undefined
}

/** Version of a tool. */
export interface Commit {
  ID?: string | null | undefined
  /** Until 1.48. */
  Expected?: string | null | undefined
}

/** The containerd in use. */
export interface ContainerdInfo {
  Address?: string | null | undefined
  Namespaces?: {
    Containers?: string | null | undefined
    Plugins?: string | null | undefined
  } | null | undefined
}

/** The firewall in use. */
export interface FirewallInfo {
  Driver?: string | null | undefined
  /** Each [name, value]. */
  Info?: string[][] | null | undefined
}

/** State of NRI. */
export interface NRIInfo {
  /** Each [name, value]. */
  Info?: string[][] | null | undefined
}

/** A device a driver found. */
export interface DeviceInfo {
  Source?: string | null | undefined
  ID?: string | null | undefined
}

/** This daemon as part of a swarm. */
export interface SwarmInfo {
  NodeID?: string | null | undefined
  NodeAddr?: string | null | undefined
  LocalNodeState?: LocalNodeState | null | undefined
  ControlAvailable?: boolean | null | undefined
  Error?: string | null | undefined
  RemoteManagers?: PeerNode[] | null | undefined
  Nodes?: number | null | undefined
  Managers?: number | null | undefined
  Cluster?: ClusterInfo | null | undefined
}

/** How far it is part of a swarm. */
export type LocalNodeState = '' | 'inactive' | 'pending' | 'active' | 'error' | 'locked'

/** A manager. */
export interface PeerNode {
  NodeID?: string | null | undefined
  Addr?: string | null | undefined
}

/** One event. */
export interface EventMessage {
  Type?: 'builder' | 'config' | 'container' | 'daemon' | 'image' | 'network' | 'node' | 'plugin' | 'secret' | 'service' | 'volume' | null | undefined
  Action?: string | null | undefined
  Actor?: EventActor | null | undefined
  /** Since 1.40. */
  scope?: 'local' | 'swarm' | null | undefined
  /** Seconds of Unix time. */
  time?: number | null | undefined
  /** Nanoseconds of Unix time. */
  timeNano?: number | null | undefined
}

/** What it happened to. */
export interface EventActor {
  ID?: string | null | undefined
  /** Labels and further facts. */
  Attributes?: { [key: string]: string } | null | undefined
}

/** Disk space of images. */
export interface ImagesDiskUsage {
  ActiveCount?: number | null | undefined
  TotalCount?: number | null | undefined
  /** Bytes. */
  Reclaimable?: number | null | undefined
  /** Bytes. */
  TotalSize?: number | null | undefined
  Items?: Array<{ [key: string]: unknown }> | null | undefined
}

/** Disk space of containers. */
export interface ContainersDiskUsage {
  ActiveCount?: number | null | undefined
  TotalCount?: number | null | undefined
  /** Bytes. */
  Reclaimable?: number | null | undefined
  /** Bytes. */
  TotalSize?: number | null | undefined
  Items?: Array<{ [key: string]: unknown }> | null | undefined
}

/** Disk space of volumes. */
export interface VolumesDiskUsage {
  ActiveCount?: number | null | undefined
  TotalCount?: number | null | undefined
  /** Bytes. */
  Reclaimable?: number | null | undefined
  /** Bytes. */
  TotalSize?: number | null | undefined
  Items?: Array<{ [key: string]: unknown }> | null | undefined
}

/** Disk space of the build cache. */
export interface BuildCacheDiskUsage {
  ActiveCount?: number | null | undefined
  TotalCount?: number | null | undefined
  /** Bytes. */
  Reclaimable?: number | null | undefined
  /** Bytes. */
  TotalSize?: number | null | undefined
  Items?: Array<{ [key: string]: unknown }> | null | undefined
}

/** One record of the build cache. */
export interface BuildCache {
  ID?: string | null | undefined
  /** Until 1.41. */
  Parent?: string | null | undefined
  Type?: 'internal' | 'frontend' | 'source.local' | 'source.git.checkout' | 'exec.cachemount' | 'regular' | null | undefined
  Description?: string | null | undefined
  InUse?: boolean | null | undefined
  Shared?: boolean | null | undefined
  /** Bytes. */
  Size?: number | null | undefined
  CreatedAt?: string | null | undefined
  LastUsedAt?: string | null | undefined
  UsageCount?: number | null | undefined
  /** Since 1.42. */
  Parents?: string[] | null | undefined
}

/** Credentials. */
export interface AuthConfig {
  username?: string | null | undefined
  password?: string | null | undefined
  /** Until 1.51. */
  email?: string | null | undefined
  serveraddress?: string | null | undefined
}

/** What a registry said. */
export interface AuthResponse {
  Status?: string | null | undefined
  /** To be used instead of the password. */
  IdentityToken?: string | null | undefined
}

/** Why a request failed. */
export interface ErrorResponse {
  message?: string | null | undefined
}

/** Something that was created. */
export interface IDResponse {
  Id?: string | null | undefined
}

/** A swarm, with the tokens to join it. */
export interface Swarm {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: SwarmSpec | null | undefined
  /** Since 1.39. */
  DefaultAddrPool?: string[] | null | undefined
  /** Bits of the mask. Since 1.39. */
  SubnetSize?: number | null | undefined
  /** Since 1.40. */
  DataPathPort?: number | null | undefined
  /** Since 1.30. */
  TLSInfo?: TLSInfo | null | undefined
  /** Since 1.30. */
  RootRotationInProgress?: boolean | null | undefined
  JoinTokens?: JoinTokens | null | undefined
}

/** A swarm. */
export interface ClusterInfo {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: SwarmSpec | null | undefined
  /** Since 1.39. */
  DefaultAddrPool?: string[] | null | undefined
  /** Bits of the mask. Since 1.39. */
  SubnetSize?: number | null | undefined
  /** Since 1.40. */
  DataPathPort?: number | null | undefined
  TLSInfo?: TLSInfo | null | undefined
  RootRotationInProgress?: boolean | null | undefined
}

/** What a swarm is to be like. */
export interface SwarmSpec {
  Name?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Orchestration?: {
    TaskHistoryRetentionLimit?: number | null | undefined
  } | null | undefined
  Raft?: {
    SnapshotInterval?: number | null | undefined
    KeepOldSnapshots?: number | null | undefined
    LogEntriesForSlowFollowers?: number | null | undefined
    ElectionTick?: number | null | undefined
    HeartbeatTick?: number | null | undefined
  } | null | undefined
  Dispatcher?: {
    /** Nanoseconds. */
    HeartbeatPeriod?: number | null | undefined
  } | null | undefined
  CAConfig?: {
    /** Nanoseconds. */
    NodeCertExpiry?: number | null | undefined
    ExternalCAs?: Array<{
      Protocol?: 'cfssl' | null | undefined
      URL?: string | null | undefined
      Options?: { [key: string]: string } | null | undefined
      /** PEM. */
      CACert?: string | null | undefined
    }> | null | undefined
    /** PEM. */
    SigningCACert?: string | null | undefined
    /** PEM. */
    SigningCAKey?: string | null | undefined
    ForceRotate?: number | null | undefined
  } | null | undefined
  EncryptionConfig?: {
    AutoLockManagers?: boolean | null | undefined
  } | null | undefined
  TaskDefaults?: {
    LogDriver?: {
      Name?: string | null | undefined
      Options?: { [key: string]: string } | null | undefined
    } | null | undefined
  } | null | undefined
}

/** Tokens to join with. */
export interface JoinTokens {
  Worker?: string | null | undefined
  Manager?: string | null | undefined
}

/** Certificates of a swarm. */
export interface TLSInfo {
  /** PEM. */
  TrustRoot?: string | null | undefined
  /** Base64 of DER. */
  CertIssuerSubject?: string | null | undefined
  /** Base64 of DER. */
  CertIssuerPublicKey?: string | null | undefined
}

/** A node of a swarm. */
export interface Node {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: NodeSpec | null | undefined
  Description?: NodeDescription | null | undefined
  /** Since 1.32. */
  Status?: NodeStatus | null | undefined
  /** Since 1.32. */
  ManagerStatus?: ManagerStatus | null | undefined
}

/** What a node is to be like. */
export interface NodeSpec {
  Name?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Role?: 'worker' | 'manager' | null | undefined
  Availability?: 'active' | 'pause' | 'drain' | null | undefined
}

/** What a node says about itself. */
export interface NodeDescription {
  Hostname?: string | null | undefined
  Platform?: Platform | null | undefined
  Resources?: ResourceObject | null | undefined
  Engine?: EngineDescription | null | undefined
  /** Since 1.30. */
  TLSInfo?: TLSInfo | null | undefined
}

/** State of a node. */
export interface NodeStatus {
  State?: NodeState | null | undefined
  Message?: string | null | undefined
  Addr?: string | null | undefined
}

/** Whether a node is there. */
export type NodeState = 'unknown' | 'down' | 'ready' | 'disconnected'

/** State of a manager. */
export interface ManagerStatus {
  Leader?: boolean | null | undefined
  Reachability?: Reachability | null | undefined
  /** host:port. */
  Addr?: string | null | undefined
}

/** Whether a manager is there. */
export type Reachability = 'unknown' | 'unreachable' | 'reachable'

/** The daemon of a node. */
export interface EngineDescription {
  EngineVersion?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Plugins?: Array<{
    Type?: string | null | undefined
    Name?: string | null | undefined
  }> | null | undefined
}

/** What a node runs on. */
export interface Platform {
  Architecture?: string | null | undefined
  OS?: string | null | undefined
}

/** Resources of a node, or reserved by a task. */
export interface ResourceObject {
  /** Billionths of a processor. */
  NanoCPUs?: number | null | undefined
  /** Bytes. */
  MemoryBytes?: number | null | undefined
  /** Since 1.32. */
  GenericResources?: GenericResources | null | undefined
}

/** Resources a cluster counts without knowing them. */
export type GenericResources = Array<{
  NamedResourceSpec?: {
    Kind?: string | null | undefined
    Value?: string | null | undefined
  } | null | undefined
  DiscreteResourceSpec?: {
    Kind?: string | null | undefined
    Value?: number | null | undefined
  } | null | undefined
}>

/** Grows with each change; a change names the one it is based on. */
export interface ObjectVersion {
  Index?: number | null | undefined
}

/** A driver and its options. */
export interface Driver {
  Name?: string | null | undefined
  Options?: { [key: string]: string } | null | undefined
}

/** A service. */
export interface Service {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: ServiceSpec | null | undefined
  Endpoint?: {
    Spec?: EndpointSpec | null | undefined
    Ports?: EndpointPortConfig[] | null | undefined
    VirtualIPs?: Array<{
      NetworkID?: string | null | undefined
      Addr?: string | null | undefined
    }> | null | undefined
  } | null | undefined
  UpdateStatus?: {
    State?: 'updating' | 'paused' | 'completed' | null | undefined
    StartedAt?: string | null | undefined
    CompletedAt?: string | null | undefined
    Message?: string | null | undefined
  } | null | undefined
  /** Since 1.41. */
  ServiceStatus?: {
    RunningTasks?: number | null | undefined
    DesiredTasks?: number | null | undefined
    CompletedTasks?: number | null | undefined
  } | null | undefined
  /** Since 1.41. */
  JobStatus?: {
    JobIteration?: ObjectVersion | null | undefined
    LastExecution?: string | null | undefined
  } | null | undefined
}

/** What a service is to be like. */
export interface ServiceSpec {
  Name?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  TaskTemplate?: TaskSpec | null | undefined
  Mode?: {
    Replicated?: {
      Replicas?: number | null | undefined
    } | null | undefined
    Global?: { [key: string]: unknown } | null | undefined
    /** Since 1.41. */
    ReplicatedJob?: {
      MaxConcurrent?: number | null | undefined
      TotalCompletions?: number | null | undefined
    } | null | undefined
    /** Since 1.41. */
    GlobalJob?: { [key: string]: unknown } | null | undefined
  } | null | undefined
  UpdateConfig?: {
    Parallelism?: number | null | undefined
    /** Nanoseconds. */
    Delay?: number | null | undefined
    FailureAction?: 'continue' | 'pause' | 'rollback' | null | undefined
    /** Nanoseconds. */
    Monitor?: number | null | undefined
    /** 0 to 1. */
    MaxFailureRatio?: number | null | undefined
    /** Since 1.29. */
    Order?: 'stop-first' | 'start-first' | null | undefined
  } | null | undefined
  Networks?: NetworkAttachmentConfig[] | null | undefined
  EndpointSpec?: EndpointSpec | null | undefined
  /** Since 1.28. */
  RollbackConfig?: {
    Parallelism?: number | null | undefined
    /** Nanoseconds. */
    Delay?: number | null | undefined
    FailureAction?: 'continue' | 'pause' | null | undefined
    /** Nanoseconds. */
    Monitor?: number | null | undefined
    /** 0 to 1. */
    MaxFailureRatio?: number | null | undefined
    /** Since 1.29. */
    Order?: 'stop-first' | 'start-first' | null | undefined
  } | null | undefined
}

/** A service that was created. */
export interface ServiceCreateResponse {
  ID?: string | null | undefined
  /** Since 1.44. */
  Warnings?: string[] | null | undefined
  /** Until 1.43. */
  Warning?: string | null | undefined
}

/** A service that was changed. */
export interface ServiceUpdateResponse {
  /** Since 1.28. */
  Warnings?: string[] | null | undefined
}

/** How a service is reached. */
export interface EndpointSpec {
  Mode?: 'vip' | 'dnsrr' | null | undefined
  Ports?: EndpointPortConfig[] | null | undefined
}

/** One port of a service. */
export interface EndpointPortConfig {
  Name?: string | null | undefined
  Protocol?: 'tcp' | 'udp' | 'sctp' | null | undefined
  TargetPort?: number | null | undefined
  PublishedPort?: number | null | undefined
  /** Since 1.34. */
  PublishMode?: 'ingress' | 'host' | null | undefined
}

/** One task of a service. */
export interface Task {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Name?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Spec?: TaskSpec | null | undefined
  ServiceID?: string | null | undefined
  /** Which of the replicas. */
  Slot?: number | null | undefined
  NodeID?: string | null | undefined
  Status?: TaskStatus | null | undefined
  DesiredState?: TaskState | null | undefined
  NetworksAttachments?: NetworkAttachment[] | null | undefined
  /** Since 1.32. */
  AssignedGenericResources?: GenericResources | null | undefined
  /** Since 1.41. */
  JobIteration?: ObjectVersion | null | undefined
}

/** What a task is to be like. */
export interface TaskSpec {
  ContainerSpec?: {
    Image?: string | null | undefined
    Command?: string[] | null | undefined
    Args?: string[] | null | undefined
    /** Each NAME=value, or NAME to remove it. */
    Env?: string[] | null | undefined
    Dir?: string | null | undefined
    User?: string | null | undefined
    Labels?: { [key: string]: string } | null | undefined
    TTY?: boolean | null | undefined
    Mounts?: Mount[] | null | undefined
    /** Nanoseconds. */
    StopGracePeriod?: number | null | undefined
    DNSConfig?: {
      Nameservers?: string[] | null | undefined
      Search?: string[] | null | undefined
      Options?: string[] | null | undefined
    } | null | undefined
    /** Since 1.27. */
    Hostname?: string | null | undefined
    /** Since 1.27. */
    Groups?: string[] | null | undefined
    /** Since 1.27. */
    OpenStdin?: boolean | null | undefined
    /** Since 1.27. */
    ReadOnly?: boolean | null | undefined
    /** Since 1.27. */
    HealthCheck?: HealthConfig | null | undefined
    /** Since 1.27. */
    Hosts?: string[] | null | undefined
    /** Since 1.27. */
    Secrets?: Array<{
      File?: {
        Name?: string | null | undefined
        UID?: string | null | undefined
        GID?: string | null | undefined
        Mode?: number | null | undefined
      } | null | undefined
      SecretID?: string | null | undefined
      SecretName?: string | null | undefined
    }> | null | undefined
    /** Name or number. Since 1.28. */
    StopSignal?: string | null | undefined
    /** Since 1.30. */
    Privileges?: {
      CredentialSpec?: {
        File?: string | null | undefined
        Registry?: string | null | undefined
        /** Since 1.40. */
        Config?: string | null | undefined
      } | null | undefined
      SELinuxContext?: {
        Disable?: boolean | null | undefined
        User?: string | null | undefined
        Role?: string | null | undefined
        Type?: string | null | undefined
        Level?: string | null | undefined
      } | null | undefined
      /** Since 1.44. */
      Seccomp?: {
        Mode?: 'default' | 'unconfined' | 'custom' | null | undefined
        Profile?: string | null | undefined
      } | null | undefined
      /** Since 1.44. */
      AppArmor?: {
        Mode?: 'default' | 'disabled' | null | undefined
      } | null | undefined
      /** Since 1.44. */
      NoNewPrivileges?: boolean | null | undefined
    } | null | undefined
    /** Since 1.30. */
    Configs?: Array<{
      File?: {
        Name?: string | null | undefined
        UID?: string | null | undefined
        GID?: string | null | undefined
        Mode?: number | null | undefined
      } | null | undefined
      ConfigID?: string | null | undefined
      ConfigName?: string | null | undefined
      /** Since 1.40. */
      Runtime?: { [key: string]: unknown } | null | undefined
    }> | null | undefined
    /** Since 1.35. */
    Isolation?: 'default' | 'process' | 'hyperv' | '' | null | undefined
    /** Since 1.38. */
    Init?: boolean | null | undefined
    /** Since 1.40. */
    Sysctls?: { [key: string]: string } | null | undefined
    /** Since 1.41. */
    CapabilityAdd?: string[] | null | undefined
    /** Since 1.41. */
    CapabilityDrop?: string[] | null | undefined
    /** Limits of the kernel. Since 1.41. */
    Ulimits?: Array<{
      Name?: string | null | undefined
      Soft?: number | null | undefined
      Hard?: number | null | undefined
    }> | null | undefined
    /** Since 1.46. */
    OomScoreAdj?: number | null | undefined
  } | null | undefined
  Resources?: {
    Limits?: Limit | null | undefined
    Reservations?: ResourceObject | null | undefined
    /** Bytes; -1 for no limit. Since 1.52. */
    SwapBytes?: number | null | undefined
    /** Percent. Since 1.52. */
    MemorySwappiness?: number | null | undefined
  } | null | undefined
  RestartPolicy?: {
    Condition?: 'none' | 'on-failure' | 'any' | null | undefined
    /** Nanoseconds. */
    Delay?: number | null | undefined
    MaxAttempts?: number | null | undefined
    /** Nanoseconds. */
    Window?: number | null | undefined
  } | null | undefined
  Placement?: {
    Constraints?: string[] | null | undefined
    /** Since 1.28. */
    Preferences?: Array<{
      Spread?: {
        SpreadDescriptor?: string | null | undefined
      } | null | undefined
    }> | null | undefined
    /** Since 1.30. */
    Platforms?: Platform[] | null | undefined
    /** Since 1.40. */
    MaxReplicas?: number | null | undefined
  } | null | undefined
  /** Raise it to replace tasks that have not changed. */
  ForceUpdate?: number | null | undefined
  Networks?: NetworkAttachmentConfig[] | null | undefined
  LogDriver?: {
    Name?: string | null | undefined
    Options?: { [key: string]: string } | null | undefined
  } | null | undefined
  /** container, plugin or attachment. Since 1.30. */
  Runtime?: string | null | undefined
  /** Since 1.31. */
  PluginSpec?: {
    Name?: string | null | undefined
    Remote?: string | null | undefined
    Disabled?: boolean | null | undefined
    PluginPrivilege?: PluginPrivilege[] | null | undefined
  } | null | undefined
  /** Since 1.38. */
  NetworkAttachmentSpec?: {
    ContainerID?: string | null | undefined
  } | null | undefined
}

/** How far a task has come. */
export type TaskState = 'new' | 'allocated' | 'pending' | 'assigned' | 'accepted' | 'preparing' | 'ready' | 'starting' | 'running' | 'complete' | 'shutdown' | 'failed' | 'rejected' | 'remove' | 'orphaned'

/** State of a task. */
export interface TaskStatus {
  Timestamp?: string | null | undefined
  State?: TaskState | null | undefined
  Message?: string | null | undefined
  Err?: string | null | undefined
  ContainerStatus?: ContainerStatus | null | undefined
  /** Since 1.44. */
  PortStatus?: PortStatus | null | undefined
}

/** Container of a task. */
export interface ContainerStatus {
  ContainerID?: string | null | undefined
  PID?: number | null | undefined
  ExitCode?: number | null | undefined
}

/** Ports of a task on its node. */
export interface PortStatus {
  Ports?: EndpointPortConfig[] | null | undefined
}

/** Limits of a task. */
export interface Limit {
  /** Billionths of a processor. */
  NanoCPUs?: number | null | undefined
  /** Bytes. */
  MemoryBytes?: number | null | undefined
  /** 0 for no limit. Since 1.41. */
  Pids?: number | null | undefined
  /** 1.32 to 1.40. */
  GenericResources?: Array<{
    NamedResourceSpec?: {
      Kind?: string | null | undefined
      Value?: string | null | undefined
    } | null | undefined
    DiscreteResourceSpec?: {
      Kind?: string | null | undefined
      Value?: number | null | undefined
    } | null | undefined
  }> | null | undefined
}

/** A network a task is on. */
export interface NetworkAttachment {
  Network?: Network | null | undefined
  /** CIDR. */
  Addresses?: string[] | null | undefined
}

/** A network to be on. */
export interface NetworkAttachmentConfig {
  /** Name or id. */
  Target?: string | null | undefined
  /** Further names on the network. */
  Aliases?: string[] | null | undefined
  /** Since 1.39. */
  DriverOpts?: { [key: string]: string } | null | undefined
}

/** A secret. */
export interface Secret {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: SecretSpec | null | undefined
}

/** What a secret is to be like. */
export interface SecretSpec {
  Name?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  /** Base64url; never sent back. */
  Data?: string | null | undefined
  /** Since 1.31. */
  Driver?: Driver | null | undefined
  /** Since 1.37. */
  Templating?: Driver | null | undefined
}

/** A config. */
export interface Config {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: ConfigSpec | null | undefined
}

/** What a config is to be like. */
export interface ConfigSpec {
  Name?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  /** Base64url. */
  Data?: string | null | undefined
  /** Since 1.37. */
  Templating?: Driver | null | undefined
}

/** A managed plugin. */
export interface Plugin {
  Id?: string | null | undefined
  Name?: string | null | undefined
  Enabled?: boolean | null | undefined
  Settings?: {
    Mounts?: PluginMount[] | null | undefined
    /** Each NAME=value, or NAME to remove it. */
    Env?: string[] | null | undefined
    Args?: string[] | null | undefined
    Devices?: PluginDevice[] | null | undefined
  } | null | undefined
  Config?: {
    Description?: string | null | undefined
    Documentation?: string | null | undefined
    Interface?: {
      /** Each such as docker.volumedriver/1.0. */
      Types?: string[] | null | undefined
      Socket?: string | null | undefined
      /** Since 1.38. */
      ProtocolScheme?: '' | 'moby.plugins.http/v1' | null | undefined
    } | null | undefined
    Entrypoint?: string[] | null | undefined
    WorkDir?: string | null | undefined
    User?: {
      UID?: number | null | undefined
      GID?: number | null | undefined
    } | null | undefined
    Network?: {
      Type?: string | null | undefined
    } | null | undefined
    Linux?: {
      Capabilities?: string[] | null | undefined
      AllowAllDevices?: boolean | null | undefined
      Devices?: PluginDevice[] | null | undefined
    } | null | undefined
    PropagatedMount?: string | null | undefined
    Mounts?: PluginMount[] | null | undefined
    /** Each NAME=value, or NAME to remove it. */
    Env?: PluginEnv[] | null | undefined
    Args?: {
      Name?: string | null | undefined
      Description?: string | null | undefined
      Settable?: string[] | null | undefined
      Value?: string[] | null | undefined
    } | null | undefined
    rootfs?: {
      type?: string | null | undefined
      diff_ids?: string[] | null | undefined
    } | null | undefined
    /** 1.29 to 1.51. */
    DockerVersion?: string | null | undefined
    /** Since 1.29. */
    IpcHost?: boolean | null | undefined
    /** Since 1.29. */
    PidHost?: boolean | null | undefined
  } | null | undefined
  /** Since 1.26. */
  PluginReference?: string | null | undefined
}

/** A mount of a plugin. */
export interface PluginMount {
  Name?: string | null | undefined
  Description?: string | null | undefined
  Settable?: string[] | null | undefined
  Source?: string | null | undefined
  Destination?: string | null | undefined
  Type?: string | null | undefined
  Options?: string[] | null | undefined
}

/** A device of a plugin. */
export interface PluginDevice {
  Name?: string | null | undefined
  Description?: string | null | undefined
  Settable?: string[] | null | undefined
  Path?: string | null | undefined
}

/** A variable of a plugin. */
export interface PluginEnv {
  Name?: string | null | undefined
  Description?: string | null | undefined
  Settable?: string[] | null | undefined
  Value?: string | null | undefined
}

/** One thing a plugin asks to be allowed. */
export interface PluginPrivilege {
  Name?: string | null | undefined
  Description?: string | null | undefined
  Value?: string[] | null | undefined
}

export interface Operations {
  /** `GET /containers/json` */
  ContainerList: {
    input: {
      path: {}
      query: {
        /** Also those that do not run. */
        all?: boolean | undefined
        /** No more than this many, newest first, whatever their state. */
        limit?: number | undefined
        /** Also measure SizeRw and SizeRootFs. */
        size?: boolean | undefined
        /** Which containers. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ContainerSummary[]
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/create` */
  ContainerCreate: {
    input: {
      path: {}
      query: {
        /** Name; one is made up without it. */
        name?: string | undefined
        /** os[/architecture[/variant]] of the image. Since 1.41. */
        platform?: string | undefined
      }
      headers: {}
      body: ContainerConfig & {
        HostConfig?: HostConfig | null | undefined
        NetworkingConfig?: NetworkingConfig | null | undefined
      }
    }
    replies: {
      201: ContainerCreateResponse
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /containers/{id}/json` */
  ContainerInspect: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Also measure SizeRw and SizeRootFs. */
        size?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ContainerInspectResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /containers/{id}/top` */
  ContainerTop: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Arguments for ps. */
        ps_args?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ContainerTopResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /containers/{id}/logs` */
  ContainerLogs: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Stay and send what comes. */
        follow?: boolean | undefined
        /** Standard output. */
        stdout?: boolean | undefined
        /** Standard error. */
        stderr?: boolean | undefined
        /** Not before these seconds of Unix time. */
        since?: number | undefined
        /** Begin each line with its instant. */
        timestamps?: boolean | undefined
        /** This many lines from the end, or `all`. */
        tail?: string | undefined
        /** Not after these seconds of Unix time. Since 1.35. */
        until?: number | undefined
        /** Also the labels and variables the log driver was told to keep. */
        details?: boolean | undefined
        /** `json` for one JSON value per line; experimental. Since 1.54. */
        format?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
      501: ErrorResponse
    }
  }
  /** `GET /containers/{id}/changes` */
  ContainerChanges: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: FilesystemChange[]
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /containers/{id}/export` */
  ContainerExport: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /containers/{id}/stats` */
  ContainerStats: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Again every second. */
        stream?: boolean | undefined
        /** Answer at once, without a previous sample; only when not streaming. Since 1.41. */
        'one-shot'?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ContainerStatsResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/resize` */
  ContainerResize: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Rows. */
        h: number
        /** Columns. */
        w: number
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/start` */
  ContainerStart: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Keys that end the connection, such as ctrl-p,ctrl-q. */
        detachKeys?: string | undefined
        /** Checkpoint to restore from. */
        checkpoint?: string | undefined
        /** Where that checkpoint lies. */
        'checkpoint-dir'?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      304: undefined
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/stop` */
  ContainerStop: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Seconds to wait before killing. */
        t?: number | undefined
        /** Name or number of the signal. Since 1.42. */
        signal?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      304: undefined
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/restart` */
  ContainerRestart: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Seconds to wait before killing. */
        t?: number | undefined
        /** Name or number of the signal. Since 1.42. */
        signal?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/kill` */
  ContainerKill: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Name or number of the signal. */
        signal?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/update` */
  ContainerUpdate: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {}
      headers: {}
      body: Resources & {
        RestartPolicy?: RestartPolicy | null | undefined
      }
    }
    replies: {
      200: ContainerUpdateResponse
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/rename` */
  ContainerRename: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** The new name. */
        name: string
      }
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/pause` */
  ContainerPause: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/unpause` */
  ContainerUnpause: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/attach` */
  ContainerAttach: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Keys that end the connection, such as ctrl-p,ctrl-q. */
        detachKeys?: string | undefined
        /** First what was printed so far. */
        logs?: boolean | undefined
        /** Then what is printed from now on. */
        stream?: boolean | undefined
        /** Standard input. */
        stdin?: boolean | undefined
        /** Standard output. */
        stdout?: boolean | undefined
        /** Standard error. */
        stderr?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      101: ReadableStream<Uint8Array>
      200: ReadableStream<Uint8Array>
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /containers/{id}/attach/ws` */
  ContainerAttachWebsocket: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Keys that end the connection, such as ctrl-p,ctrl-q. */
        detachKeys?: string | undefined
        /** First what was printed so far. */
        logs?: boolean | undefined
        /** Then what is printed from now on. */
        stream?: boolean | undefined
        /** Standard input. Since 1.42. */
        stdin?: boolean | undefined
        /** Standard output. Since 1.42. */
        stdout?: boolean | undefined
        /** Standard error. Since 1.42. */
        stderr?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      101: undefined
      200: undefined
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/wait` */
  ContainerWait: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** What to wait for. Since 1.30. */
        condition?: 'not-running' | 'next-exit' | 'removed' | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ContainerWaitResponse
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `DELETE /containers/{id}` */
  ContainerDelete: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Also the anonymous volumes. */
        v?: boolean | undefined
        /** Even when in use. */
        force?: boolean | undefined
        /** Only the link of that name. Since 1.27. */
        link?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `HEAD /containers/{id}/archive` */
  ContainerArchiveInfo: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Path inside the container. */
        path: string
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /containers/{id}/archive` */
  ContainerArchive: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Path inside the container. */
        path: string
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `PUT /containers/{id}/archive` */
  PutContainerArchive: {
    input: {
      path: {
        /** Id, name, or an unambiguous start of the id. */
        id: string
      }
      query: {
        /** Path inside the container. */
        path: string
        /** 1: refuse to replace a directory by a file, or the reverse. */
        noOverwriteDirNonDir?: string | undefined
        /** 1: keep the owners the tar names. Since 1.39. */
        copyUIDGID?: string | undefined
      }
      headers: {}
      body: ReadableStream<Uint8Array> | undefined
    }
    replies: {
      200: undefined
      400: ErrorResponse
      403: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/prune` */
  ContainerPrune: {
    input: {
      path: {}
      query: {
        /** Which containers. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        ContainersDeleted?: string[] | null | undefined
        /** Bytes. */
        SpaceReclaimed?: number | null | undefined
      }
      400: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /images/json` */
  ImageList: {
    input: {
      path: {}
      query: {
        /** Also layers without a name. */
        all?: boolean | undefined
        /** Which images. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
        /** Also the digests. */
        digests?: boolean | undefined
        /** Also measure SharedSize. Since 1.42. */
        'shared-size'?: boolean | undefined
        /** Also the manifests of each platform. Since 1.47. */
        manifests?: boolean | undefined
        /** Also who made and signed it; needs manifests. Since 1.54. */
        identity?: boolean | undefined
        /** Reference to match, from before `filters` had it. Until 1.24. */
        filter?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ImageSummary[]
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /build` */
  ImageBuild: {
    input: {
      path: {}
      query: {
        /** Path of the Dockerfile in the tar. */
        dockerfile?: string | undefined
        /** Name, with optional tag, for the result. */
        t?: string[] | undefined
        /** Address of a git repository, a tar or a Dockerfile. */
        remote?: string | undefined
        /** Only the resulting id. */
        q?: boolean | undefined
        /** Build every step. */
        nocache?: boolean | undefined
        /** JSON list of images to reuse layers from. */
        cachefrom?: string | undefined
        /** Fetch base images even when present. */
        pull?: string | undefined
        /** Remove the containers of steps that succeeded. */
        rm?: boolean | undefined
        /** Remove them always. */
        forcerm?: boolean | undefined
        /** Bytes. */
        memory?: number | undefined
        /** Bytes of memory and swap; -1 for no limit. */
        memswap?: number | undefined
        /** Relative weight. */
        cpushares?: number | undefined
        /** Processors, such as 0-2,4. */
        cpusetcpus?: string | undefined
        /** Microseconds. */
        cpuperiod?: number | undefined
        /** Microseconds per period. */
        cpuquota?: number | undefined
        /** JSON object of ARG values. */
        buildargs?: string | undefined
        /** Bytes of /dev/shm. */
        shmsize?: number | undefined
        /** One layer for the whole result (experimental). */
        squash?: boolean | undefined
        /** JSON object of labels. */
        labels?: string | undefined
        /** Network of the steps. */
        networkmode?: string | undefined
        /** Extra line of /etc/hosts, as name:address. Since 1.28. */
        extrahosts?: string[] | undefined
        /** os[/architecture[/variant]]. Since 1.34. */
        platform?: string | undefined
        /** Stage to stop at. Since 1.37. */
        target?: string | undefined
        /** 1 for the classic builder, 2 for BuildKit. Since 1.38. */
        version?: '1' | '2' | undefined
        /** JSON list of BuildKit outputs. Since 1.40. */
        outputs?: string | undefined
        /** Memory nodes, such as 0-1. */
        cpusetmems?: string | undefined
        /** Parent cgroup. */
        cgroupparent?: string | undefined
        /** JSON list of limits. */
        ulimits?: string | undefined
        /** Windows isolation. */
        isolation?: string | undefined
        /** Security option. */
        securityopt?: string[] | undefined
        /** Session that serves files and secrets. */
        session?: string | undefined
        /** Name by which the build can be cancelled. */
        buildid?: string | undefined
      }
      headers: {
        /** Type of the body. */
        'Content-type'?: 'application/x-tar' | undefined
        /** Credentials by registry, as base64url of JSON. */
        'X-Registry-Config'?: string | undefined
      }
      body: ReadableStream<Uint8Array> | undefined
    }
    replies: {
      200: BuildInfo
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /build/prune` */
  BuildPrune: {
    input: {
      path: {}
      query: {
        /** Old name of reserved-space, still read. Since 1.52. */
        'keep-storage'?: number | undefined
        /** Also what is in use. Since 1.39. */
        all?: boolean | undefined
        /** Which records. Since 1.39. */
        filters?: string | undefined
        /** Bytes never to take back. Since 1.48. */
        'reserved-space'?: number | undefined
        /** Bytes to use at most. Since 1.48. */
        'max-used-space'?: number | undefined
        /** Bytes to leave free on the disk. Since 1.48. */
        'min-free-space'?: number | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        /** Bytes. */
        SpaceReclaimed?: number | null | undefined
        /** Since 1.39. */
        CachesDeleted?: string[] | null | undefined
      }
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /images/create` */
  ImageCreate: {
    input: {
      path: {}
      query: {
        /** Name of the image to pull. */
        fromImage?: string | undefined
        /** Address to import from; `-` for the body. */
        fromSrc?: string | undefined
        /** Name for the result. */
        repo?: string | undefined
        /** Tag or digest. */
        tag?: string | undefined
        /** os[/architecture[/variant]]. Since 1.32. */
        platform?: string | undefined
        /** Comment on the import. Since 1.39. */
        message?: string | undefined
        /** Dockerfile instruction to apply. Since 1.40. */
        changes?: string[] | undefined
      }
      headers: {
        /** Credentials, as base64url of JSON. */
        'X-Registry-Auth'?: string | undefined
      }
      body: ReadableStream<Uint8Array> | undefined
    }
    replies: {
      200: CreateImageInfo
      400: ErrorResponse
      403: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /images/{name}/json` */
  ImageInspect: {
    input: {
      path: {
        /** Name with optional tag or digest, or id. */
        name: string
      }
      query: {
        /** Also the manifests of each platform. Since 1.48. */
        manifests?: boolean | undefined
        /** JSON of the platform. Since 1.49. */
        platform?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ImageInspect
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /images/{name}/attestations` */
  ImageAttestations: {
    input: {
      path: {
        /** Name with optional tag or digest, or id. */
        name: string
      }
      query: {
        /** JSON of the platform; at most one. */
        platform?: string[] | undefined
        /** Kind of statement, by its URI. */
        type?: string[] | undefined
        /** Also the statements themselves. */
        statement?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: AttestationStatement[]
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
      501: ErrorResponse
    }
  }
  /** `GET /images/{name}/history` */
  ImageHistory: {
    input: {
      path: {
        /** Name with optional tag or digest, or id. */
        name: string
      }
      query: {
        /** JSON of the platform. Since 1.48. */
        platform?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ImageHistoryResponseItem[]
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /images/{name}/push` */
  ImagePush: {
    input: {
      path: {
        /** Name with optional tag or digest, or id. */
        name: string
      }
      query: {
        /** Tag or digest. */
        tag?: string | undefined
        /** JSON of the only platform to push. Since 1.46. */
        platform?: string | undefined
      }
      headers: {
        /** Credentials, as base64url of JSON. */
        'X-Registry-Auth': string
      }
      body: undefined
    }
    replies: {
      200: PushImageInfo
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /images/{name}/tag` */
  ImageTag: {
    input: {
      path: {
        /** Name with optional tag or digest, or id. */
        name: string
      }
      query: {
        /** Name for the result. */
        repo?: string | undefined
        /** Tag or digest. */
        tag?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      201: undefined
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `DELETE /images/{name}` */
  ImageDelete: {
    input: {
      path: {
        /** Name with optional tag or digest, or id. */
        name: string
      }
      query: {
        /** Even when in use. */
        force?: boolean | undefined
        /** Leave untagged parents. */
        noprune?: boolean | undefined
        /** JSON of a platform to remove. Since 1.50. */
        platforms?: string[] | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ImageDeleteResponseItem[]
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /images/search` */
  ImageSearch: {
    input: {
      path: {}
      query: {
        /** What to search for. */
        term: string
        /** 1 to 100. */
        limit?: number | undefined
        /** Which results. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: Array<{
        description?: string | null | undefined
        is_official?: boolean | null | undefined
        is_automated?: boolean | null | undefined
        name?: string | null | undefined
        star_count?: number | null | undefined
      }>
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /images/prune` */
  ImagePrune: {
    input: {
      path: {}
      query: {
        /** Which images. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        ImagesDeleted?: ImageDeleteResponseItem[] | null | undefined
        /** Bytes. */
        SpaceReclaimed?: number | null | undefined
      }
      400: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /commit` */
  ImageCommit: {
    input: {
      path: {}
      query: {
        /** Id or name of the container. */
        container?: string | undefined
        /** Name for the result. */
        repo?: string | undefined
        /** Tag or digest. */
        tag?: string | undefined
        /** Comment on the image. */
        comment?: string | undefined
        /** Who made it. */
        author?: string | undefined
        /** Freeze the container meanwhile. */
        pause?: boolean | undefined
        /** Dockerfile instruction to apply. */
        changes?: string[] | undefined
      }
      headers: {}
      body: ContainerConfig | undefined
    }
    replies: {
      201: IDResponse
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /images/{name}/get` */
  ImageGet: {
    input: {
      path: {
        /** Name with optional tag or digest, or id. */
        name: string
      }
      query: {
        /** JSON of a platform to include. Since 1.48. */
        platform?: string[] | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /images/get` */
  ImageGetAll: {
    input: {
      path: {}
      query: {
        /** Name of an image. */
        names?: string[] | undefined
        /** JSON of a platform to include. Since 1.48. */
        platform?: string[] | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /images/load` */
  ImageLoad: {
    input: {
      path: {}
      query: {
        /** No progress. */
        quiet?: boolean | undefined
        /** JSON of a platform to take in. Since 1.48. */
        platform?: string[] | undefined
      }
      headers: {}
      body: ReadableStream<Uint8Array> | undefined
    }
    replies: {
      200: BuildInfo
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /build/cancel` */
  BuildCancel: {
    input: {
      path: {}
      query: {
        /** The buildid the build was given. */
        id: string
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /auth` */
  SystemAuth: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: AuthConfig | undefined
    }
    replies: {
      200: AuthResponse
      204: undefined
      400: ErrorResponse
      401: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /info` */
  SystemInfo: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: SystemInfo
      500: ErrorResponse
    }
  }
  /** `GET /version` */
  SystemVersion: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: SystemVersion
      500: ErrorResponse
    }
  }
  /** `GET /_ping` */
  SystemPing: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: string
      500: ErrorResponse
    }
  }
  /** `HEAD /_ping` */
  SystemPingHead: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: string
      500: ErrorResponse
    }
  }
  /** `GET /events` */
  SystemEvents: {
    input: {
      path: {}
      query: {
        /** Replay from this instant on: Unix time, RFC 3339, or a duration back from now. */
        since?: string | undefined
        /** End at this instant. */
        until?: string | undefined
        /** Which events. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: EventMessage
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /system/df` */
  SystemDataUsage: {
    input: {
      path: {}
      query: {
        /** Kind of object to measure. Since 1.42. */
        type?: string[] | undefined
        /** Also the parts. Since 1.52. */
        verbose?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        /** Bytes. Until 1.51. */
        LayersSize?: number | null | undefined
        /** Until 1.51. */
        Images?: ImageSummary[] | null | undefined
        /** Until 1.51. */
        Containers?: ContainerSummary[] | null | undefined
        /** Until 1.51. */
        Volumes?: Volume[] | null | undefined
        /** 1.39 to 1.51. */
        BuildCache?: BuildCache[] | null | undefined
        /** Since 1.52. */
        ImageUsage?: ImagesDiskUsage | null | undefined
        /** Since 1.52. */
        ContainerUsage?: ContainersDiskUsage | null | undefined
        /** Since 1.52. */
        VolumeUsage?: VolumesDiskUsage | null | undefined
        /** Since 1.52. */
        BuildCacheUsage?: BuildCacheDiskUsage | null | undefined
      }
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `OPTIONS /{anyroute}` */
  SystemOptions: {
    input: {
      path: {
        /** Any path. */
        anyroute: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
    }
  }
  /** `POST /containers/{id}/exec` */
  ContainerExec: {
    input: {
      path: {
        /** Id or name of the container. */
        id: string
      }
      query: {}
      headers: {}
      body: {
        AttachStdin?: boolean | null | undefined
        AttachStdout?: boolean | null | undefined
        AttachStderr?: boolean | null | undefined
        DetachKeys?: string | null | undefined
        Tty?: boolean | null | undefined
        /** Each NAME=value, or NAME to remove it. */
        Env?: string[] | null | undefined
        Cmd?: string[] | null | undefined
        Privileged?: boolean | null | undefined
        User?: string | null | undefined
        /** Since 1.35. */
        WorkingDir?: string | null | undefined
        /** [rows, columns]. Since 1.42. */
        ConsoleSize?: number[] | null | undefined
      }
    }
    replies: {
      201: IDResponse
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /exec/{id}/start` */
  ExecStart: {
    input: {
      path: {
        /** Id of the process. */
        id: string
      }
      query: {}
      headers: {}
      body: {
        Detach?: boolean | null | undefined
        Tty?: boolean | null | undefined
        /** [rows, columns]. Since 1.42. */
        ConsoleSize?: number[] | null | undefined
      } | undefined
    }
    replies: {
      101: ReadableStream<Uint8Array>
      200: ReadableStream<Uint8Array>
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
    }
  }
  /** `POST /exec/{id}/resize` */
  ExecResize: {
    input: {
      path: {
        /** Id of the process. */
        id: string
      }
      query: {
        /** Rows. */
        h: number
        /** Columns. */
        w: number
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /exec/{id}/json` */
  ExecInspect: {
    input: {
      path: {
        /** Id of the process. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        ID?: string | null | undefined
        Running?: boolean | null | undefined
        ExitCode?: number | null | undefined
        ProcessConfig?: ProcessConfig | null | undefined
        OpenStdin?: boolean | null | undefined
        OpenStderr?: boolean | null | undefined
        OpenStdout?: boolean | null | undefined
        ContainerID?: string | null | undefined
        Pid?: number | null | undefined
        /** Since 1.36. */
        CanRemove?: boolean | null | undefined
        /** Since 1.36. */
        DetachKeys?: string | null | undefined
      }
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /volumes` */
  VolumeList: {
    input: {
      path: {}
      query: {
        /** Which volumes. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: VolumeListResponse
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /volumes/create` */
  VolumeCreate: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: VolumeCreateRequest
    }
    replies: {
      201: Volume
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /volumes/{name}` */
  VolumeInspect: {
    input: {
      path: {
        /** Name of the volume. */
        name: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: Volume
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `PUT /volumes/{name}` */
  VolumeUpdate: {
    input: {
      path: {
        /** Name of the volume. */
        name: string
      }
      query: {
        /** Index of the version this change is based on. */
        version: number
      }
      headers: {}
      body: {
        Spec?: ClusterVolumeSpec | null | undefined
      } | undefined
    }
    replies: {
      200: undefined
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `DELETE /volumes/{name}` */
  VolumeDelete: {
    input: {
      path: {
        /** Name of the volume. */
        name: string
      }
      query: {
        /** Even when in use. */
        force?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /volumes/prune` */
  VolumePrune: {
    input: {
      path: {}
      query: {
        /** Which volumes. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        VolumesDeleted?: string[] | null | undefined
        /** Bytes. */
        SpaceReclaimed?: number | null | undefined
      }
      400: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /networks` */
  NetworkList: {
    input: {
      path: {}
      query: {
        /** Which networks. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: NetworkSummary[]
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /networks/{id}` */
  NetworkInspect: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {
        /** Also services and tasks. Since 1.28. */
        verbose?: boolean | undefined
        /** local, global or swarm. Since 1.31. */
        scope?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: NetworkInspect
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `DELETE /networks/{id}` */
  NetworkDelete: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      400: ErrorResponse
      403: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /networks/create` */
  NetworkCreate: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: {
        Name?: string | null | undefined
        /** Until 1.45. */
        CheckDuplicate?: boolean | null | undefined
        Driver?: string | null | undefined
        Internal?: boolean | null | undefined
        IPAM?: IPAM | null | undefined
        EnableIPv6?: boolean | null | undefined
        Options?: { [key: string]: string } | null | undefined
        Labels?: { [key: string]: string } | null | undefined
        /** Since 1.27. */
        Attachable?: boolean | null | undefined
        /** Since 1.29. */
        Ingress?: boolean | null | undefined
        /** Since 1.41. */
        Scope?: string | null | undefined
        /** Since 1.41. */
        ConfigOnly?: boolean | null | undefined
        /** Since 1.41. */
        ConfigFrom?: ConfigReference | null | undefined
        /** Since 1.47. */
        EnableIPv4?: boolean | null | undefined
      }
    }
    replies: {
      201: NetworkCreateResponse
      400: ErrorResponse
      403: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /networks/{id}/connect` */
  NetworkConnect: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {}
      headers: {}
      body: NetworkConnectRequest
    }
    replies: {
      200: undefined
      400: ErrorResponse
      403: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /networks/{id}/disconnect` */
  NetworkDisconnect: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {}
      headers: {}
      body: NetworkDisconnectRequest
    }
    replies: {
      200: undefined
      403: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /networks/prune` */
  NetworkPrune: {
    input: {
      path: {}
      query: {
        /** Which networks. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        /** Until 1.25. */
        VolumesDeleted?: string[] | null | undefined
        /** Since 1.26. */
        NetworksDeleted?: string[] | null | undefined
      }
      400: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /networks/` */
  NetworkListSlash: {
    input: {
      path: {}
      query: {
        /** Which networks. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /plugins` */
  PluginList: {
    input: {
      path: {}
      query: {
        /** Which plugins. Since 1.28. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: Plugin[]
      500: ErrorResponse
    }
  }
  /** `GET /plugins/privileges` */
  GetPluginPrivileges: {
    input: {
      path: {}
      query: {
        /** Until 1.26. */
        name: string
        /** Name of the plugin in its registry. Since 1.27. */
        remote: string
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: PluginPrivilege[]
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/pull` */
  PluginPull: {
    input: {
      path: {}
      query: {
        /** Name of the plugin in its registry. */
        remote: string
        /** Local name. */
        name?: string | undefined
      }
      headers: {
        /** Credentials, as base64url of JSON. */
        'X-Registry-Auth'?: string | undefined
      }
      body: PluginPrivilege[] | undefined
    }
    replies: {
      200: CreateImageInfo
      204: undefined
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /plugins/{name}/json` */
  PluginInspect: {
    input: {
      path: {
        /** Name with optional tag, or id. */
        name: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: Plugin
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `DELETE /plugins/{name}` */
  PluginDelete: {
    input: {
      path: {
        /** Name with optional tag, or id. */
        name: string
      }
      query: {
        /** Even when in use. */
        force?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: Plugin
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/{name}/enable` */
  PluginEnable: {
    input: {
      path: {
        /** Name with optional tag, or id. */
        name: string
      }
      query: {
        /** Seconds. */
        timeout?: number | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/{name}/disable` */
  PluginDisable: {
    input: {
      path: {
        /** Name with optional tag, or id. */
        name: string
      }
      query: {
        /** Even when in use. Since 1.28. */
        force?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/{name}/upgrade` */
  PluginUpgrade: {
    input: {
      path: {
        /** Name with optional tag, or id. */
        name: string
      }
      query: {
        /** Name of the plugin in its registry. */
        remote: string
      }
      headers: {
        /** Credentials, as base64url of JSON. */
        'X-Registry-Auth'?: string | undefined
      }
      body: PluginPrivilege[] | undefined
    }
    replies: {
      200: CreateImageInfo
      204: undefined
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/create` */
  PluginCreate: {
    input: {
      path: {}
      query: {
        /** Name of the plugin. */
        name: string
      }
      headers: {}
      body: ReadableStream<Uint8Array> | undefined
    }
    replies: {
      204: undefined
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/{name}/push` */
  PluginPush: {
    input: {
      path: {
        /** Name with optional tag, or id. */
        name: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: PushImageInfo
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/{name}/set` */
  PluginSet: {
    input: {
      path: {
        /** Name with optional tag, or id. */
        name: string
      }
      query: {}
      headers: {}
      body: string[] | undefined
    }
    replies: {
      204: undefined
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /nodes` */
  NodeList: {
    input: {
      path: {}
      query: {
        /** Which nodes. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: Node[]
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /nodes/{id}` */
  NodeInspect: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: Node
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `DELETE /nodes/{id}` */
  NodeDelete: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {
        /** Even when in use. */
        force?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /nodes/{id}/update` */
  NodeUpdate: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {
        /** Index of the version this change is based on. */
        version: number
      }
      headers: {}
      body: NodeSpec | undefined
    }
    replies: {
      200: undefined
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /swarm` */
  SwarmInspect: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: Swarm
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /swarm/init` */
  SwarmInit: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: {
        ListenAddr?: string | null | undefined
        AdvertiseAddr?: string | null | undefined
        ForceNewCluster?: boolean | null | undefined
        Spec?: SwarmSpec | null | undefined
        /** Since 1.30. */
        DataPathAddr?: string | null | undefined
        /** Since 1.39. */
        DefaultAddrPool?: string[] | null | undefined
        /** Bits of the mask. Since 1.39. */
        SubnetSize?: number | null | undefined
        /** Since 1.40. */
        DataPathPort?: number | null | undefined
      }
    }
    replies: {
      200: string
      400: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /swarm/join` */
  SwarmJoin: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: {
        ListenAddr?: string | null | undefined
        AdvertiseAddr?: string | null | undefined
        RemoteAddrs?: string[] | null | undefined
        /** SWMTKN-1-…. */
        JoinToken?: string | null | undefined
        /** Since 1.30. */
        DataPathAddr?: string | null | undefined
      }
    }
    replies: {
      200: undefined
      400: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /swarm/leave` */
  SwarmLeave: {
    input: {
      path: {}
      query: {
        /** Even when it breaks the swarm. */
        force?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /swarm/update` */
  SwarmUpdate: {
    input: {
      path: {}
      query: {
        /** Index of the version this change is based on. */
        version: number
        /** Make a new token for workers. */
        rotateWorkerToken?: boolean | undefined
        /** Make a new token for managers. */
        rotateManagerToken?: boolean | undefined
        /** Make a new unlock key. */
        rotateManagerUnlockKey?: boolean | undefined
      }
      headers: {}
      body: SwarmSpec
    }
    replies: {
      200: undefined
      400: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /swarm/unlockkey` */
  SwarmUnlockkey: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        UnlockKey?: string | null | undefined
      }
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /swarm/unlock` */
  SwarmUnlock: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: {
        UnlockKey?: string | null | undefined
      }
    }
    replies: {
      200: undefined
      401: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /services` */
  ServiceList: {
    input: {
      path: {}
      query: {
        /** Which services. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
        /** Also how many tasks run. Since 1.41. */
        status?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: Service[]
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /services/create` */
  ServiceCreate: {
    input: {
      path: {}
      query: {}
      headers: {
        /** Credentials, as base64url of JSON. */
        'X-Registry-Auth'?: string | undefined
      }
      body: ServiceSpec
    }
    replies: {
      201: ServiceCreateResponse
      400: ErrorResponse
      403: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /services/{id}` */
  ServiceInspect: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {
        /** Fill in defaults. Since 1.29. */
        insertDefaults?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: Service
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `DELETE /services/{id}` */
  ServiceDelete: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /services/{id}/update` */
  ServiceUpdate: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {
        /** Index of the version this change is based on. */
        version: number
        /** Where credentials come from without a header. */
        registryAuthFrom?: 'spec' | 'previous-spec' | undefined
        /** `previous` to go back. Since 1.28. */
        rollback?: string | undefined
      }
      headers: {
        /** Credentials, as base64url of JSON. */
        'X-Registry-Auth'?: string | undefined
      }
      body: ServiceSpec
    }
    replies: {
      200: ServiceUpdateResponse
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /services/{id}/logs` */
  ServiceLogs: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {
        /** Also extra attributes. */
        details?: boolean | undefined
        /** Stay and send what comes. */
        follow?: boolean | undefined
        /** Standard output. */
        stdout?: boolean | undefined
        /** Standard error. */
        stderr?: boolean | undefined
        /** Not before these seconds of Unix time. */
        since?: number | undefined
        /** Begin each line with its instant. */
        timestamps?: boolean | undefined
        /** This many lines from the end, or `all`. */
        tail?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /tasks` */
  TaskList: {
    input: {
      path: {}
      query: {
        /** Which tasks. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: Task[]
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /tasks/{id}` */
  TaskInspect: {
    input: {
      path: {
        /** Id of the task. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: Task
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /tasks/{id}/logs` */
  TaskLogs: {
    input: {
      path: {
        /** Id of the task. */
        id: string
      }
      query: {
        /** Also extra attributes. */
        details?: boolean | undefined
        /** Stay and send what comes. */
        follow?: boolean | undefined
        /** Standard output. */
        stdout?: boolean | undefined
        /** Standard error. */
        stderr?: boolean | undefined
        /** Not before these seconds of Unix time. */
        since?: number | undefined
        /** Begin each line with its instant. */
        timestamps?: boolean | undefined
        /** This many lines from the end, or `all`. */
        tail?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /secrets` */
  SecretList: {
    input: {
      path: {}
      query: {
        /** Which secrets. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: Secret[]
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /secrets/create` */
  SecretCreate: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: SecretSpec | undefined
    }
    replies: {
      201: IDResponse
      409: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /secrets/{id}` */
  SecretInspect: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: Secret
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `DELETE /secrets/{id}` */
  SecretDelete: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /secrets/{id}/update` */
  SecretUpdate: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {
        /** Index of the version this change is based on. */
        version: number
      }
      headers: {}
      body: SecretSpec | undefined
    }
    replies: {
      200: undefined
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /configs` */
  ConfigList: {
    input: {
      path: {}
      query: {
        /** Which configs. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: Config[]
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /configs/create` */
  ConfigCreate: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: ConfigSpec | undefined
    }
    replies: {
      201: IDResponse
      409: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /configs/{id}` */
  ConfigInspect: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: Config
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `DELETE /configs/{id}` */
  ConfigDelete: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `POST /configs/{id}/update` */
  ConfigUpdate: {
    input: {
      path: {
        /** Id or name. */
        id: string
      }
      query: {
        /** Index of the version this change is based on. */
        version: number
      }
      headers: {}
      body: ConfigSpec | undefined
    }
    replies: {
      200: undefined
      400: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /distribution/{name}/json` */
  DistributionInspect: {
    input: {
      path: {
        /** Name of the image. */
        name: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: DistributionInspect
      400: ErrorResponse
      401: ErrorResponse
      403: ErrorResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /session` */
  Session: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      101: ReadableStream<Uint8Array>
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /grpc` */
  Grpc: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      101: undefined
      500: ErrorResponse
    }
  }
  /** `GET /containers/{name}/checkpoints` */
  CheckpointList: {
    input: {
      path: {
        /** Id or name of the container. */
        name: string
      }
      query: {
        /** Where checkpoints lie, instead of beside the container. */
        dir?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: Array<{
        Name?: string | null | undefined
      }> | null
      404: ErrorResponse
      500: ErrorResponse
      501: ErrorResponse
    }
  }
  /** `POST /containers/{name}/checkpoints` */
  CheckpointCreate: {
    input: {
      path: {
        /** Id or name of the container. */
        name: string
      }
      query: {}
      headers: {}
      body: {
        /** Its name. */
        CheckpointID?: string | null | undefined
        /** Where to put it, instead of beside the container. */
        CheckpointDir?: string | null | undefined
        /** Stop the container afterwards. */
        Exit?: boolean | null | undefined
      } | undefined
    }
    replies: {
      201: undefined
      400: ErrorResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
      501: ErrorResponse
    }
  }
  /** `DELETE /containers/{name}/checkpoints/{checkpoint}` */
  CheckpointDelete: {
    input: {
      path: {
        /** Id or name of the container. */
        name: string
        /** Name of the checkpoint. */
        checkpoint: string
      }
      query: {
        /** Where checkpoints lie, instead of beside the container. */
        dir?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      404: ErrorResponse
      500: ErrorResponse
      501: ErrorResponse
    }
  }
  /** `GET /debug/vars` */
  DebugVars: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: { [key: string]: unknown }
      404: ErrorResponse
    }
  }
  /** `GET /debug/pprof/` */
  DebugPprofIndex: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
    }
  }
  /** `GET /debug/pprof/cmdline` */
  DebugPprofCmdline: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
    }
  }
  /** `GET /debug/pprof/profile` */
  DebugPprofProfile: {
    input: {
      path: {}
      query: {
        /** How long. */
        seconds?: number | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
    }
  }
  /** `GET /debug/pprof/symbol` */
  DebugPprofSymbol: {
    input: {
      path: {}
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
    }
  }
  /** `GET /debug/pprof/trace` */
  DebugPprofTrace: {
    input: {
      path: {}
      query: {
        /** How long. */
        seconds?: number | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
    }
  }
  /** `GET /debug/pprof/{name}` */
  DebugPprofNamed: {
    input: {
      path: {
        /** Name of the profile. */
        name: string
      }
      query: {
        /** How long. */
        seconds?: number | undefined
        /** 1 for text. */
        debug?: number | undefined
        /** 1 to collect garbage first. */
        gc?: number | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
    }
  }
}

/** The name of an operation, as the published description has it, such as ContainerStart. */
export type OperationId = keyof Operations

/** What a decoded request holds. */
export type Input<Id extends OperationId> = Operations[Id]['input']

type Success<Replies> = Replies[Extract<keyof Replies, 101 | 200 | 201 | 204>]

/** What a successful reply says; `undefined` where it has no body, one value of the stream where it is a stream. */
export type Reply<Id extends OperationId> = Exclude<Success<Operations[Id]['replies']>, undefined> extends never
  ? undefined
  : Exclude<Success<Operations[Id]['replies']>, undefined>
