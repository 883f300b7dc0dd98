// Written by spec/generate.ts from the description. Do not edit: change the description and run it again.
//
// Every property is optional and may be null, for two reasons: Go decodes null as the zero value in requests, and in
// replies daemons write null for what is nil and leave out what an API version does not have. Numbers of 64 bits are
// numbers; unknown properties are in no type, so that a misspelt one does not compile.

/** The `{}` with which Go spells a member of a set. */
export type EmptyObject = { [key: string]: never }

export interface ContainerConfig {
  Hostname?: string | null | undefined
  Domainname?: string | null | undefined
  User?: string | null | undefined
  AttachStdin?: boolean | null | undefined
  AttachStdout?: boolean | null | undefined
  AttachStderr?: boolean | null | undefined
  ExposedPorts?: { [key: string]: EmptyObject | null } | null | undefined
  Tty?: boolean | null | undefined
  OpenStdin?: boolean | null | undefined
  StdinOnce?: boolean | null | undefined
  Env?: string[] | null | undefined
  Cmd?: string[] | null | undefined
  Healthcheck?: HealthConfig | null | undefined
  ArgsEscaped?: boolean | null | undefined
  Image?: string | null | undefined
  Volumes?: { [key: string]: EmptyObject | null } | null | undefined
  WorkingDir?: string | null | undefined
  Entrypoint?: string[] | null | undefined
  NetworkDisabled?: boolean | null | undefined
  /** Until 1.51. */
  MacAddress?: string | null | undefined
  OnBuild?: string[] | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  StopSignal?: string | null | undefined
  StopTimeout?: number | null | undefined
  Shell?: string[] | null | undefined
}

export interface HostConfig {
  CpuShares?: number | null | undefined
  Memory?: number | null | undefined
  CgroupParent?: string | null | undefined
  BlkioWeight?: number | null | undefined
  BlkioWeightDevice?: Array<{
    Path?: string | null | undefined
    Weight?: number | null | undefined
  }> | null | undefined
  BlkioDeviceReadBps?: ThrottleDevice[] | null | undefined
  BlkioDeviceWriteBps?: ThrottleDevice[] | null | undefined
  BlkioDeviceReadIOps?: ThrottleDevice[] | null | undefined
  BlkioDeviceWriteIOps?: ThrottleDevice[] | null | undefined
  CpuPeriod?: number | null | undefined
  CpuQuota?: number | null | undefined
  CpuRealtimePeriod?: number | null | undefined
  CpuRealtimeRuntime?: number | null | undefined
  CpusetCpus?: string | null | undefined
  CpusetMems?: string | null | undefined
  Devices?: DeviceMapping[] | null | undefined
  /** Until 1.39. */
  DiskQuota?: number | null | undefined
  MemoryReservation?: number | null | undefined
  MemorySwap?: number | null | undefined
  MemorySwappiness?: number | null | undefined
  NanoCpus?: number | null | undefined
  OomKillDisable?: boolean | null | undefined
  PidsLimit?: number | null | undefined
  Ulimits?: Array<{
    Name?: string | null | undefined
    Soft?: number | null | undefined
    Hard?: number | null | undefined
  }> | null | undefined
  CpuCount?: number | null | undefined
  CpuPercent?: number | null | undefined
  IOMaximumIOps?: number | null | undefined
  IOMaximumBandwidth?: number | null | undefined
  Binds?: string[] | null | undefined
  ContainerIDFile?: string | null | undefined
  LogConfig?: {
    Type?: 'local' | 'json-file' | 'syslog' | 'journald' | 'gelf' | 'fluentd' | 'awslogs' | 'splunk' | 'etwlogs' | 'none' | null | undefined
    Config?: { [key: string]: string } | null | undefined
  } | null | undefined
  NetworkMode?: string | null | undefined
  PortBindings?: PortMap | null | undefined
  RestartPolicy?: RestartPolicy | null | undefined
  AutoRemove?: boolean | null | undefined
  VolumeDriver?: string | null | undefined
  VolumesFrom?: string[] | null | undefined
  Mounts?: Mount[] | null | undefined
  CapAdd?: string[] | null | undefined
  CapDrop?: string[] | null | undefined
  Dns?: string[] | null | undefined
  DnsOptions?: string[] | null | undefined
  DnsSearch?: string[] | null | undefined
  ExtraHosts?: string[] | null | undefined
  GroupAdd?: string[] | null | undefined
  IpcMode?: string | null | undefined
  Cgroup?: string | null | undefined
  Links?: string[] | null | undefined
  OomScoreAdj?: number | null | undefined
  PidMode?: string | null | undefined
  Privileged?: boolean | null | undefined
  PublishAllPorts?: boolean | null | undefined
  ReadonlyRootfs?: boolean | null | undefined
  SecurityOpt?: string[] | null | undefined
  StorageOpt?: { [key: string]: string } | null | undefined
  Tmpfs?: { [key: string]: string } | null | undefined
  UTSMode?: string | null | undefined
  UsernsMode?: string | null | undefined
  ShmSize?: number | null | undefined
  Sysctls?: { [key: string]: string } | null | undefined
  Runtime?: string | null | undefined
  ConsoleSize?: number[] | null | undefined
  Isolation?: 'default' | 'process' | 'hyperv' | '' | null | undefined
  /** Since 1.28. */
  DeviceCgroupRules?: string[] | null | undefined
  /** 1.36 to 1.41. */
  KernelMemory?: number | null | undefined
  /** Since 1.37. */
  Init?: boolean | null | undefined
  /** Since 1.38. */
  MaskedPaths?: string[] | null | undefined
  /** Since 1.38. */
  ReadonlyPaths?: string[] | null | undefined
  /** Since 1.40. */
  DeviceRequests?: DeviceRequest[] | null | undefined
  /** 1.40 to 1.51. */
  KernelMemoryTCP?: number | null | undefined
  /** 1.40 to 1.40. */
  Capabilities?: string[] | null | undefined
  /** Since 1.41. */
  CgroupnsMode?: 'private' | 'host' | null | undefined
  /** Since 1.43. */
  Annotations?: { [key: string]: string } | null | undefined
}

export interface Resources {
  CpuShares?: number | null | undefined
  Memory?: number | null | undefined
  CgroupParent?: string | null | undefined
  BlkioWeight?: number | null | undefined
  BlkioWeightDevice?: Array<{
    Path?: string | null | undefined
    Weight?: number | null | undefined
  }> | null | undefined
  BlkioDeviceReadBps?: ThrottleDevice[] | null | undefined
  BlkioDeviceWriteBps?: ThrottleDevice[] | null | undefined
  BlkioDeviceReadIOps?: ThrottleDevice[] | null | undefined
  BlkioDeviceWriteIOps?: ThrottleDevice[] | null | undefined
  CpuPeriod?: number | null | undefined
  CpuQuota?: number | null | undefined
  CpuRealtimePeriod?: number | null | undefined
  CpuRealtimeRuntime?: number | null | undefined
  CpusetCpus?: string | null | undefined
  CpusetMems?: string | null | undefined
  Devices?: DeviceMapping[] | null | undefined
  /** Until 1.39. */
  DiskQuota?: number | null | undefined
  MemoryReservation?: number | null | undefined
  MemorySwap?: number | null | undefined
  MemorySwappiness?: number | null | undefined
  NanoCpus?: number | null | undefined
  OomKillDisable?: boolean | null | undefined
  PidsLimit?: number | null | undefined
  Ulimits?: Array<{
    Name?: string | null | undefined
    Soft?: number | null | undefined
    Hard?: number | null | undefined
  }> | null | undefined
  CpuCount?: number | null | undefined
  CpuPercent?: number | null | undefined
  IOMaximumIOps?: number | null | undefined
  IOMaximumBandwidth?: number | null | undefined
  /** Since 1.28. */
  DeviceCgroupRules?: string[] | null | undefined
  /** 1.36 to 1.41. */
  KernelMemory?: number | null | undefined
  /** Since 1.37. */
  Init?: boolean | null | undefined
  /** Since 1.40. */
  DeviceRequests?: DeviceRequest[] | null | undefined
  /** 1.40 to 1.51. */
  KernelMemoryTCP?: number | null | undefined
}

export interface RestartPolicy {
  Name?: '' | 'no' | 'always' | 'unless-stopped' | 'on-failure' | null | undefined
  MaximumRetryCount?: number | null | undefined
}

export interface ThrottleDevice {
  Path?: string | null | undefined
  Rate?: number | null | undefined
}

export interface DeviceMapping {
  PathOnHost?: string | null | undefined
  PathInContainer?: string | null | undefined
  CgroupPermissions?: string | null | undefined
}

export interface DeviceRequest {
  Driver?: string | null | undefined
  Count?: number | null | undefined
  DeviceIDs?: string[] | null | undefined
  Capabilities?: string[][] | null | undefined
  Options?: { [key: string]: string } | null | undefined
}

export interface HealthConfig {
  Test?: string[] | null | undefined
  Interval?: number | null | undefined
  Timeout?: number | null | undefined
  Retries?: number | null | undefined
  /** Since 1.29. */
  StartPeriod?: number | null | undefined
  /** Since 1.44. */
  StartInterval?: number | null | undefined
}

export interface Mount {
  Target?: string | null | undefined
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
    SizeBytes?: number | null | undefined
    Mode?: number | null | undefined
    /** Since 1.46. */
    Options?: string[][] | null | undefined
  } | null | undefined
  /** Since 1.29. */
  Consistency?: string | null | undefined
  /** Since 1.48. */
  ImageOptions?: {
    Subpath?: string | null | undefined
  } | null | undefined
}

export type MountType = 'bind' | 'cluster' | 'image' | 'npipe' | 'tmpfs' | 'volume'

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

export type PortMap = { [key: string]: PortBinding[] | null }

export interface PortBinding {
  /** Since 1.35. */
  HostIp?: string | null | undefined
  /** Since 1.35. */
  HostPort?: string | null | undefined
}

export interface PortSummary {
  IP?: string | null | undefined
  PrivatePort?: number | null | undefined
  PublicPort?: number | null | undefined
  Type?: 'tcp' | 'udp' | 'sctp' | null | undefined
}

export interface ContainerSummary {
  Id?: string | null | undefined
  Names?: string[] | null | undefined
  Image?: string | null | undefined
  ImageID?: string | null | undefined
  Command?: string | null | undefined
  Created?: number | null | undefined
  Ports?: PortSummary[] | null | undefined
  SizeRw?: number | null | undefined
  SizeRootFs?: number | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  State?: 'created' | 'running' | 'paused' | 'restarting' | 'exited' | 'removing' | 'dead' | null | undefined
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

export interface ContainerInspectResponse {
  Id?: string | null | undefined
  Created?: string | null | undefined
  Path?: string | null | undefined
  Args?: string[] | null | undefined
  State?: ContainerState | null | undefined
  Image?: string | null | undefined
  ResolvConfPath?: string | null | undefined
  HostnamePath?: string | null | undefined
  HostsPath?: string | null | undefined
  LogPath?: string | null | undefined
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
  SizeRw?: number | null | undefined
  SizeRootFs?: number | null | undefined
  Mounts?: MountPoint[] | null | undefined
  Config?: ContainerConfig | null | undefined
  NetworkSettings?: NetworkSettings | null | undefined
  /** Since 1.52. */
  Storage?: Storage | null | undefined
  /** Until 1.38. */
  Node?: { [key: string]: unknown } | null | undefined
}

export interface ContainerState {
  Status?: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead' | null | undefined
  Running?: boolean | null | undefined
  Paused?: boolean | null | undefined
  Restarting?: boolean | null | undefined
  OOMKilled?: boolean | null | undefined
  Dead?: boolean | null | undefined
  Pid?: number | null | undefined
  ExitCode?: number | null | undefined
  Error?: string | null | undefined
  StartedAt?: string | null | undefined
  FinishedAt?: string | null | undefined
  /** Since 1.39. */
  Health?: Health | null | undefined
}

export interface Health {
  Status?: 'none' | 'starting' | 'healthy' | 'unhealthy' | null | undefined
  FailingStreak?: number | null | undefined
  Log?: HealthcheckResult[] | null | undefined
}

export interface HealthcheckResult {
  Start?: string | null | undefined
  End?: string | null | undefined
  ExitCode?: number | null | undefined
  Output?: string | null | undefined
}

export interface ContainerCreateResponse {
  Id?: string | null | undefined
  Warnings?: string[] | null | undefined
}

export interface ContainerUpdateResponse {
  Warnings?: string[] | null | undefined
}

export interface ContainerTopResponse {
  Titles?: string[] | null | undefined
  Processes?: string[][] | null | undefined
}

export interface ContainerWaitResponse {
  StatusCode?: number | null | undefined
  /** Since 1.34. */
  Error?: ContainerWaitExitError | null | undefined
}

export interface ContainerWaitExitError {
  Message?: string | null | undefined
}

export interface FilesystemChange {
  Path?: string | null | undefined
  Kind?: ChangeType | null | undefined
}

export type ChangeType = 0 | 1 | 2

export interface DriverData {
  Name?: string | null | undefined
  Data?: { [key: string]: string } | null | undefined
}

export interface Storage {
  RootFS?: RootFSStorage | null | undefined
}

export interface RootFSStorage {
  Snapshot?: RootFSStorageSnapshot | null | undefined
}

export interface RootFSStorageSnapshot {
  Name?: string | null | undefined
}

export interface ProcessConfig {
  privileged?: boolean | null | undefined
  user?: string | null | undefined
  tty?: boolean | null | undefined
  entrypoint?: string | null | undefined
  arguments?: string[] | null | undefined
}

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

export interface ContainerPidsStats {
  current?: number | null | undefined
  limit?: number | null | undefined
}

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

export interface ContainerBlkioStatEntry {
  major?: number | null | undefined
  minor?: number | null | undefined
  op?: string | null | undefined
  value?: number | null | undefined
}

export interface ContainerStorageStats {
  read_count_normalized?: number | null | undefined
  read_size_bytes?: number | null | undefined
  write_count_normalized?: number | null | undefined
  write_size_bytes?: number | null | undefined
}

export interface ContainerCPUStats {
  cpu_usage?: ContainerCPUUsage | null | undefined
  system_cpu_usage?: number | null | undefined
  online_cpus?: number | null | undefined
  throttling_data?: ContainerThrottlingData | null | undefined
}

export interface ContainerCPUUsage {
  total_usage?: number | null | undefined
  percpu_usage?: number[] | null | undefined
  usage_in_kernelmode?: number | null | undefined
  usage_in_usermode?: number | null | undefined
}

export interface ContainerThrottlingData {
  periods?: number | null | undefined
  throttled_periods?: number | null | undefined
  throttled_time?: number | null | undefined
}

export interface ContainerMemoryStats {
  usage?: number | null | undefined
  max_usage?: number | null | undefined
  stats?: { [key: string]: number | null } | null | undefined
  failcnt?: number | null | undefined
  limit?: number | null | undefined
  commitbytes?: number | null | undefined
  commitpeakbytes?: number | null | undefined
  privateworkingset?: number | null | undefined
}

export interface ContainerNetworkStats {
  rx_bytes?: number | null | undefined
  rx_packets?: number | null | undefined
  rx_errors?: number | null | undefined
  rx_dropped?: number | null | undefined
  tx_bytes?: number | null | undefined
  tx_packets?: number | null | undefined
  tx_errors?: number | null | undefined
  tx_dropped?: number | null | undefined
  endpoint_id?: string | null | undefined
  instance_id?: string | null | undefined
}

export interface ImageSummary {
  Id?: string | null | undefined
  ParentId?: string | null | undefined
  RepoTags?: string[] | null | undefined
  RepoDigests?: string[] | null | undefined
  Created?: number | null | undefined
  Size?: number | null | undefined
  SharedSize?: number | null | undefined
  /** Until 1.43. */
  VirtualSize?: number | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Containers?: number | null | undefined
  /** Since 1.47. */
  Manifests?: ImageManifestSummary[] | null | undefined
  /** Since 1.48. */
  Descriptor?: OCIDescriptor | null | undefined
}

export interface ImageInspect {
  Id?: string | null | undefined
  RepoTags?: string[] | null | undefined
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
  /** Since 1.28. */
  OsVersion?: string | null | undefined
  Size?: number | null | undefined
  /** Until 1.43. */
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
  ExposedPorts?: { [key: string]: EmptyObject | null } | null | undefined
  /** Until 1.49. */
  Tty?: boolean | null | undefined
  /** Until 1.49. */
  OpenStdin?: boolean | null | undefined
  /** Until 1.49. */
  StdinOnce?: boolean | null | undefined
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
  /** Until 1.49. */
  MacAddress?: string | null | undefined
  OnBuild?: string[] | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  StopSignal?: string | null | undefined
  /** Until 1.49. */
  StopTimeout?: number | null | undefined
  Shell?: string[] | null | undefined
}

export interface ImageManifestSummary {
  ID?: string | null | undefined
  Descriptor?: OCIDescriptor | null | undefined
  Available?: boolean | null | undefined
  Size?: {
    Total?: number | null | undefined
    Content?: number | null | undefined
  } | null | undefined
  Kind?: 'image' | 'attestation' | 'unknown' | null | undefined
  ImageData?: {
    Platform?: OCIPlatform | null | undefined
    Containers?: string[] | null | undefined
    Size?: {
      Unpacked?: number | null | undefined
    } | null | undefined
    /** Since 1.54. */
    Identity?: Identity | null | undefined
  } | null | undefined
  AttestationData?: {
    For?: string | null | undefined
  } | null | undefined
}

export interface ImageHistoryResponseItem {
  Id?: string | null | undefined
  Created?: number | null | undefined
  CreatedBy?: string | null | undefined
  Tags?: string[] | null | undefined
  Size?: number | null | undefined
  Comment?: string | null | undefined
}

export interface ImageDeleteResponseItem {
  Untagged?: string | null | undefined
  Deleted?: string | null | undefined
}

export interface ImageID {
  ID?: string | null | undefined
}

export interface OCIDescriptor {
  mediaType?: string | null | undefined
  digest?: string | null | undefined
  size?: number | null | undefined
  /** Since 1.48. */
  urls?: string[] | null | undefined
  /** Since 1.48. */
  annotations?: { [key: string]: string } | null | undefined
  /** Since 1.48. */
  data?: string | null | undefined
  /** Since 1.48. */
  platform?: OCIPlatform | null | undefined
  /** Since 1.48. */
  artifactType?: string | null | undefined
}

export interface OCIPlatform {
  architecture?: string | null | undefined
  os?: string | null | undefined
  'os.version'?: string | null | undefined
  'os.features'?: string[] | null | undefined
  variant?: string | null | undefined
}

export interface DistributionInspect {
  Descriptor?: OCIDescriptor | null | undefined
  Platforms?: OCIPlatform[] | null | undefined
}

export interface AttestationStatement {
  Descriptor?: OCIDescriptor | null | undefined
  PredicateType?: string | null | undefined
  Statement?: { [key: string]: unknown } | null | undefined
}

export interface Identity {
  Signature?: SignatureIdentity[] | null | undefined
  Pull?: PullIdentity[] | null | undefined
  Build?: BuildIdentity[] | null | undefined
}

export interface BuildIdentity {
  Ref?: string | null | undefined
  CreatedAt?: string | null | undefined
}

export interface PullIdentity {
  Repository?: string | null | undefined
}

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

export interface SignatureTimestamp {
  Type?: SignatureTimestampType | null | undefined
  URI?: string | null | undefined
  Timestamp?: string | null | undefined
}

export type SignatureTimestampType = 'Tlog' | 'TimestampAuthority'

export type SignatureType = 'bundle-v0.3' | 'simplesigning-v1'

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

export type KnownSignerIdentity = 'DHI'

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

export interface ErrorDetail {
  code?: number | null | undefined
  message?: string | null | undefined
}

export interface Network {
  Name?: string | null | undefined
  Id?: string | null | undefined
  Created?: string | null | undefined
  Scope?: string | null | undefined
  Driver?: string | null | undefined
  EnableIPv6?: boolean | null | undefined
  IPAM?: IPAM | null | undefined
  Internal?: boolean | null | undefined
  /** Until 1.51. */
  Containers?: { [key: string]: {
    EndpointID?: string | null | undefined
    MacAddress?: string | null | undefined
    IPv4Address?: string | null | undefined
    IPv6Address?: string | null | undefined
    /** Since 1.30. */
    Name?: string | null | undefined
  } | null } | null | undefined
  Options?: { [key: string]: string } | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  /** Since 1.27. */
  Attachable?: boolean | null | undefined
  /** Since 1.29. */
  Ingress?: boolean | null | undefined
  /** Since 1.41. */
  ConfigFrom?: ConfigReference | null | undefined
  /** Since 1.41. */
  ConfigOnly?: boolean | null | undefined
  /** Since 1.41. */
  Peers?: PeerInfo[] | null | undefined
  /** Since 1.47. */
  EnableIPv4?: boolean | null | undefined
}

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
    MacAddress?: string | null | undefined
    IPv4Address?: string | null | undefined
    IPv6Address?: string | null | undefined
    /** Since 1.30. */
    Name?: string | null | undefined
  } | null } | null | undefined
}

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

export interface NetworkStatus {
  IPAM?: IPAMStatus | null | undefined
}

export interface ConfigReference {
  Network?: string | null | undefined
}

export interface IPAM {
  Driver?: string | null | undefined
  Config?: IPAMConfig[] | null | undefined
  Options?: { [key: string]: string } | null | undefined
}

export interface IPAMConfig {
  /** Since 1.41. */
  Subnet?: string | null | undefined
  /** Since 1.41. */
  IPRange?: string | null | undefined
  /** Since 1.41. */
  Gateway?: string | null | undefined
  /** Since 1.41. */
  AuxiliaryAddresses?: { [key: string]: string } | null | undefined
}

export interface IPAMStatus {
  Subnets?: { [key: string]: SubnetStatus | null } | null | undefined
}

export interface SubnetStatus {
  IPsInUse?: number | null | undefined
  DynamicIPsAvailable?: number | null | undefined
}

export interface PeerInfo {
  Name?: string | null | undefined
  IP?: string | null | undefined
}

export interface EndpointResource {
  /** Since 1.30. */
  Name?: string | null | undefined
  EndpointID?: string | null | undefined
  MacAddress?: string | null | undefined
  IPv4Address?: string | null | undefined
  IPv6Address?: string | null | undefined
}

export interface ServiceInfo {
  VIP?: string | null | undefined
  Ports?: string[] | null | undefined
  LocalLBIndex?: number | null | undefined
  Tasks?: NetworkTaskInfo[] | null | undefined
}

export interface NetworkTaskInfo {
  Name?: string | null | undefined
  EndpointID?: string | null | undefined
  EndpointIP?: string | null | undefined
  Info?: { [key: string]: string } | null | undefined
}

export interface NetworkCreateResponse {
  Id?: string | null | undefined
  Warning?: string | null | undefined
}

export interface NetworkConnectRequest {
  Container?: string | null | undefined
  EndpointConfig?: EndpointSettings | null | undefined
}

export interface NetworkDisconnectRequest {
  Container?: string | null | undefined
  Force?: boolean | null | undefined
}

export interface NetworkingConfig {
  EndpointsConfig?: { [key: string]: EndpointSettings | null } | null | undefined
}

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
  /** Until 1.51. */
  MacAddress?: string | null | undefined
  /** Since 1.32. */
  Networks?: { [key: string]: EndpointSettings | null } | null | undefined
  /** Until 1.31. */
  Address?: string | null | undefined
  /** Until 1.31. */
  PortMapping?: string | null | undefined
}

export interface EndpointSettings {
  IPAMConfig?: EndpointIPAMConfig | null | undefined
  Links?: string[] | null | undefined
  Aliases?: string[] | null | undefined
  NetworkID?: string | null | undefined
  EndpointID?: string | null | undefined
  Gateway?: string | null | undefined
  IPAddress?: string | null | undefined
  IPPrefixLen?: number | null | undefined
  IPv6Gateway?: string | null | undefined
  GlobalIPv6Address?: string | null | undefined
  GlobalIPv6PrefixLen?: number | null | undefined
  MacAddress?: string | null | undefined
  /** Since 1.32. */
  DriverOpts?: { [key: string]: string } | null | undefined
  /** Since 1.44. */
  DNSNames?: string[] | null | undefined
  /** Since 1.48. */
  GwPriority?: number | null | undefined
}

export interface EndpointIPAMConfig {
  IPv4Address?: string | null | undefined
  IPv6Address?: string | null | undefined
  LinkLocalIPs?: string[] | null | undefined
}

export interface Address {
  Addr?: string | null | undefined
  PrefixLen?: number | null | undefined
}

export interface Volume {
  Name?: string | null | undefined
  Driver?: string | null | undefined
  Mountpoint?: string | null | undefined
  Status?: { [key: string]: { [key: string]: unknown } | null } | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Scope?: 'local' | 'global' | null | undefined
  Options?: { [key: string]: string } | null | undefined
  UsageData?: {
    Size?: number | null | undefined
    RefCount?: number | null | undefined
  } | null | undefined
  /** Since 1.31. */
  CreatedAt?: string | null | undefined
  /** Since 1.42. */
  ClusterVolume?: ClusterVolume | null | undefined
}

export interface VolumeCreateRequest {
  Name?: string | null | undefined
  Driver?: string | null | undefined
  DriverOpts?: { [key: string]: string } | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  /** Since 1.42. */
  ClusterVolumeSpec?: ClusterVolumeSpec | null | undefined
}

export interface VolumeListResponse {
  Volumes?: Volume[] | null | undefined
  Warnings?: string[] | null | undefined
}

export interface ClusterVolume {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: ClusterVolumeSpec | null | undefined
  Info?: {
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
      RequiredBytes?: number | null | undefined
      LimitBytes?: number | null | undefined
    } | null | undefined
    Availability?: 'active' | 'pause' | 'drain' | null | undefined
  } | null | undefined
}

export interface Topology {
  Segments?: { [key: string]: string } | null | undefined
}

export interface SystemInfo {
  ID?: string | null | undefined
  Containers?: number | null | undefined
  ContainersRunning?: number | null | undefined
  ContainersPaused?: number | null | undefined
  ContainersStopped?: number | null | undefined
  Images?: number | null | undefined
  Driver?: string | null | undefined
  DriverStatus?: string[][] | null | undefined
  DockerRootDir?: string | null | undefined
  /** Until 1.40. */
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
  NFd?: number | null | undefined
  NGoroutines?: number | null | undefined
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
  MemTotal?: number | null | undefined
  IndexServerAddress?: string | null | undefined
  RegistryConfig?: RegistryServiceConfig | null | undefined
  /** Since 1.32. */
  GenericResources?: GenericResources | null | undefined
  HttpProxy?: string | null | undefined
  HttpsProxy?: string | null | undefined
  NoProxy?: string | null | undefined
  Name?: string | null | undefined
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
  /** Since 1.32. */
  SecurityOptions?: string[] | null | undefined
  /** 1.36 to 1.41. */
  KernelMemory?: boolean | null | undefined
  /** Since 1.39. */
  ProductLicense?: string | null | undefined
  /** Since 1.39. */
  Warnings?: string[] | null | undefined
  /** 1.40 to 1.51. */
  KernelMemoryTCP?: boolean | null | undefined
  /** Since 1.40. */
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

export interface PluginsInfo {
  Volume?: string[] | null | undefined
  Network?: string[] | null | undefined
  /** Since 1.32. */
  Authorization?: string[] | null | undefined
  /** Since 1.30. */
  Log?: string[] | null | undefined
}

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

export interface IndexInfo {
  Name?: string | null | undefined
  Mirrors?: string[] | null | undefined
  Secure?: boolean | null | undefined
  Official?: boolean | null | undefined
}

export interface Runtime {
  path?: string | null | undefined
  runtimeArgs?: string[] | null | undefined
  /** Since 1.44. */
  status?: { [key: string]: string } | null | undefined
}

export interface Commit {
  ID?: string | null | undefined
  /** Until 1.48. */
  Expected?: string | null | undefined
}

export interface ContainerdInfo {
  Address?: string | null | undefined
  Namespaces?: {
    Containers?: string | null | undefined
    Plugins?: string | null | undefined
  } | null | undefined
}

export interface FirewallInfo {
  Driver?: string | null | undefined
  Info?: string[][] | null | undefined
}

export interface NRIInfo {
  Info?: string[][] | null | undefined
}

export interface DeviceInfo {
  Source?: string | null | undefined
  ID?: string | null | undefined
}

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

export type LocalNodeState = '' | 'inactive' | 'pending' | 'active' | 'error' | 'locked'

export interface PeerNode {
  NodeID?: string | null | undefined
  Addr?: string | null | undefined
}

export interface EventMessage {
  Type?: 'builder' | 'config' | 'container' | 'daemon' | 'image' | 'network' | 'node' | 'plugin' | 'secret' | 'service' | 'volume' | null | undefined
  Action?: string | null | undefined
  Actor?: EventActor | null | undefined
  /** Since 1.40. */
  scope?: 'local' | 'swarm' | null | undefined
  time?: number | null | undefined
  timeNano?: number | null | undefined
}

export interface EventActor {
  ID?: string | null | undefined
  Attributes?: { [key: string]: string } | null | undefined
}

export interface ImagesDiskUsage {
  ActiveCount?: number | null | undefined
  TotalCount?: number | null | undefined
  Reclaimable?: number | null | undefined
  TotalSize?: number | null | undefined
  Items?: Array<{ [key: string]: unknown }> | null | undefined
}

export interface ContainersDiskUsage {
  ActiveCount?: number | null | undefined
  TotalCount?: number | null | undefined
  Reclaimable?: number | null | undefined
  TotalSize?: number | null | undefined
  Items?: Array<{ [key: string]: unknown }> | null | undefined
}

export interface VolumesDiskUsage {
  ActiveCount?: number | null | undefined
  TotalCount?: number | null | undefined
  Reclaimable?: number | null | undefined
  TotalSize?: number | null | undefined
  Items?: Array<{ [key: string]: unknown }> | null | undefined
}

export interface BuildCacheDiskUsage {
  ActiveCount?: number | null | undefined
  TotalCount?: number | null | undefined
  Reclaimable?: number | null | undefined
  TotalSize?: number | null | undefined
  Items?: Array<{ [key: string]: unknown }> | null | undefined
}

export interface BuildCache {
  ID?: string | null | undefined
  /** Until 1.41. */
  Parent?: string | null | undefined
  Type?: 'internal' | 'frontend' | 'source.local' | 'source.git.checkout' | 'exec.cachemount' | 'regular' | null | undefined
  Description?: string | null | undefined
  InUse?: boolean | null | undefined
  Shared?: boolean | null | undefined
  Size?: number | null | undefined
  CreatedAt?: string | null | undefined
  LastUsedAt?: string | null | undefined
  UsageCount?: number | null | undefined
  /** Since 1.42. */
  Parents?: string[] | null | undefined
}

export interface AuthConfig {
  username?: string | null | undefined
  password?: string | null | undefined
  /** Until 1.51. */
  email?: string | null | undefined
  serveraddress?: string | null | undefined
}

export interface AuthResponse {
  Status?: string | null | undefined
  IdentityToken?: string | null | undefined
}

export interface ErrorResponse {
  message?: string | null | undefined
}

export interface IDResponse {
  Id?: string | null | undefined
}

export interface Swarm {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: SwarmSpec | null | undefined
  /** Since 1.30. */
  TLSInfo?: TLSInfo | null | undefined
  /** Since 1.30. */
  RootRotationInProgress?: boolean | null | undefined
  JoinTokens?: JoinTokens | null | undefined
  /** Since 1.39. */
  DefaultAddrPool?: string[] | null | undefined
  /** Since 1.39. */
  SubnetSize?: number | null | undefined
  /** Since 1.40. */
  DataPathPort?: number | null | undefined
}

export interface ClusterInfo {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: SwarmSpec | null | undefined
  TLSInfo?: TLSInfo | null | undefined
  RootRotationInProgress?: boolean | null | undefined
  /** Since 1.39. */
  DefaultAddrPool?: string[] | null | undefined
  /** Since 1.39. */
  SubnetSize?: number | null | undefined
  /** Since 1.40. */
  DataPathPort?: number | null | undefined
}

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
    HeartbeatPeriod?: number | null | undefined
  } | null | undefined
  CAConfig?: {
    NodeCertExpiry?: number | null | undefined
    ExternalCAs?: Array<{
      Protocol?: 'cfssl' | null | undefined
      URL?: string | null | undefined
      Options?: { [key: string]: string } | null | undefined
      CACert?: string | null | undefined
    }> | null | undefined
    SigningCACert?: string | null | undefined
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

export interface JoinTokens {
  Worker?: string | null | undefined
  Manager?: string | null | undefined
}

export interface TLSInfo {
  TrustRoot?: string | null | undefined
  CertIssuerSubject?: string | null | undefined
  CertIssuerPublicKey?: string | null | undefined
}

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

export interface NodeSpec {
  Name?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Role?: 'worker' | 'manager' | null | undefined
  Availability?: 'active' | 'pause' | 'drain' | null | undefined
}

export interface NodeDescription {
  Hostname?: string | null | undefined
  Platform?: Platform | null | undefined
  Resources?: ResourceObject | null | undefined
  Engine?: EngineDescription | null | undefined
  /** Since 1.30. */
  TLSInfo?: TLSInfo | null | undefined
}

export interface NodeStatus {
  State?: NodeState | null | undefined
  Message?: string | null | undefined
  Addr?: string | null | undefined
}

export type NodeState = 'unknown' | 'down' | 'ready' | 'disconnected'

export interface ManagerStatus {
  Leader?: boolean | null | undefined
  Reachability?: Reachability | null | undefined
  Addr?: string | null | undefined
}

export type Reachability = 'unknown' | 'unreachable' | 'reachable'

export interface EngineDescription {
  EngineVersion?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Plugins?: Array<{
    Type?: string | null | undefined
    Name?: string | null | undefined
  }> | null | undefined
}

export interface Platform {
  Architecture?: string | null | undefined
  OS?: string | null | undefined
}

export interface ResourceObject {
  NanoCPUs?: number | null | undefined
  MemoryBytes?: number | null | undefined
  /** Since 1.32. */
  GenericResources?: GenericResources | null | undefined
}

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

export interface ObjectVersion {
  Index?: number | null | undefined
}

export interface Driver {
  Name?: string | null | undefined
  Options?: { [key: string]: string } | null | undefined
}

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
    Delay?: number | null | undefined
    FailureAction?: 'continue' | 'pause' | 'rollback' | null | undefined
    Monitor?: number | null | undefined
    MaxFailureRatio?: number | null | undefined
    /** Since 1.29. */
    Order?: 'stop-first' | 'start-first' | null | undefined
  } | null | undefined
  Networks?: NetworkAttachmentConfig[] | null | undefined
  EndpointSpec?: EndpointSpec | null | undefined
  /** Since 1.28. */
  RollbackConfig?: {
    Parallelism?: number | null | undefined
    Delay?: number | null | undefined
    FailureAction?: 'continue' | 'pause' | null | undefined
    Monitor?: number | null | undefined
    MaxFailureRatio?: number | null | undefined
    /** Since 1.29. */
    Order?: 'stop-first' | 'start-first' | null | undefined
  } | null | undefined
}

export interface ServiceCreateResponse {
  ID?: string | null | undefined
  /** Since 1.44. */
  Warnings?: string[] | null | undefined
  /** Until 1.43. */
  Warning?: string | null | undefined
}

export interface ServiceUpdateResponse {
  /** Since 1.28. */
  Warnings?: string[] | null | undefined
}

export interface EndpointSpec {
  Mode?: 'vip' | 'dnsrr' | null | undefined
  Ports?: EndpointPortConfig[] | null | undefined
}

export interface EndpointPortConfig {
  Name?: string | null | undefined
  Protocol?: 'tcp' | 'udp' | 'sctp' | null | undefined
  TargetPort?: number | null | undefined
  PublishedPort?: number | null | undefined
  /** Since 1.34. */
  PublishMode?: 'ingress' | 'host' | null | undefined
}

export interface Task {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Name?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Spec?: TaskSpec | null | undefined
  ServiceID?: string | null | undefined
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

export interface TaskSpec {
  ContainerSpec?: {
    Image?: string | null | undefined
    Command?: string[] | null | undefined
    Args?: string[] | null | undefined
    Env?: string[] | null | undefined
    Dir?: string | null | undefined
    User?: string | null | undefined
    Labels?: { [key: string]: string } | null | undefined
    TTY?: boolean | null | undefined
    Mounts?: Mount[] | null | undefined
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
    /** Since 1.28. */
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
    /** Since 1.41. */
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
    /** Since 1.52. */
    SwapBytes?: number | null | undefined
    /** Since 1.52. */
    MemorySwappiness?: number | null | undefined
  } | null | undefined
  RestartPolicy?: {
    Condition?: 'none' | 'on-failure' | 'any' | null | undefined
    Delay?: number | null | undefined
    MaxAttempts?: number | null | undefined
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
  ForceUpdate?: number | null | undefined
  Networks?: NetworkAttachmentConfig[] | null | undefined
  LogDriver?: {
    Name?: string | null | undefined
    Options?: { [key: string]: string } | null | undefined
  } | null | undefined
  /** Since 1.30. */
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

export type TaskState = 'new' | 'allocated' | 'pending' | 'assigned' | 'accepted' | 'preparing' | 'ready' | 'starting' | 'running' | 'complete' | 'shutdown' | 'failed' | 'rejected' | 'remove' | 'orphaned'

export interface TaskStatus {
  Timestamp?: string | null | undefined
  State?: TaskState | null | undefined
  Message?: string | null | undefined
  Err?: string | null | undefined
  ContainerStatus?: ContainerStatus | null | undefined
  /** Since 1.44. */
  PortStatus?: PortStatus | null | undefined
}

export interface ContainerStatus {
  ContainerID?: string | null | undefined
  PID?: number | null | undefined
  ExitCode?: number | null | undefined
}

export interface PortStatus {
  Ports?: EndpointPortConfig[] | null | undefined
}

export interface Limit {
  NanoCPUs?: number | null | undefined
  MemoryBytes?: number | null | undefined
  /** Since 1.41. */
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

export interface NetworkAttachment {
  Network?: Network | null | undefined
  Addresses?: string[] | null | undefined
}

export interface NetworkAttachmentConfig {
  Target?: string | null | undefined
  Aliases?: string[] | null | undefined
  /** Since 1.39. */
  DriverOpts?: { [key: string]: string } | null | undefined
}

export interface Secret {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: SecretSpec | null | undefined
}

export interface SecretSpec {
  Name?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Data?: string | null | undefined
  /** Since 1.31. */
  Driver?: Driver | null | undefined
  /** Since 1.37. */
  Templating?: Driver | null | undefined
}

export interface Config {
  ID?: string | null | undefined
  Version?: ObjectVersion | null | undefined
  CreatedAt?: string | null | undefined
  UpdatedAt?: string | null | undefined
  Spec?: ConfigSpec | null | undefined
}

export interface ConfigSpec {
  Name?: string | null | undefined
  Labels?: { [key: string]: string } | null | undefined
  Data?: string | null | undefined
  /** Since 1.37. */
  Templating?: Driver | null | undefined
}

export interface Plugin {
  Id?: string | null | undefined
  Name?: string | null | undefined
  Enabled?: boolean | null | undefined
  Settings?: {
    Mounts?: PluginMount[] | null | undefined
    Env?: string[] | null | undefined
    Args?: string[] | null | undefined
    Devices?: PluginDevice[] | null | undefined
  } | null | undefined
  Config?: {
    Description?: string | null | undefined
    Documentation?: string | null | undefined
    Interface?: {
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

export interface PluginMount {
  Name?: string | null | undefined
  Description?: string | null | undefined
  Settable?: string[] | null | undefined
  Source?: string | null | undefined
  Destination?: string | null | undefined
  Type?: string | null | undefined
  Options?: string[] | null | undefined
}

export interface PluginDevice {
  Name?: string | null | undefined
  Description?: string | null | undefined
  Settable?: string[] | null | undefined
  Path?: string | null | undefined
}

export interface PluginEnv {
  Name?: string | null | undefined
  Description?: string | null | undefined
  Settable?: string[] | null | undefined
  Value?: string | null | undefined
}

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
        all?: boolean | undefined
        limit?: number | undefined
        size?: boolean | undefined
        /** Which ones. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ContainerSummary[]
      400: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/create` */
  ContainerCreate: {
    input: {
      path: {}
      query: {
        name?: string | undefined
        /** Since 1.41. */
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
        id: string
      }
      query: {
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
        id: string
      }
      query: {
        ps_args?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ContainerTopResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /containers/{id}/logs` */
  ContainerLogs: {
    input: {
      path: {
        id: string
      }
      query: {
        follow?: boolean | undefined
        stdout?: boolean | undefined
        stderr?: boolean | undefined
        since?: number | undefined
        timestamps?: boolean | undefined
        tail?: string | undefined
        /** Since 1.35. */
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
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /containers/{id}/changes` */
  ContainerChanges: {
    input: {
      path: {
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
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /containers/{id}/stats` */
  ContainerStats: {
    input: {
      path: {
        id: string
      }
      query: {
        stream?: boolean | undefined
        /** Since 1.41. */
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
        id: string
      }
      query: {
        h: number
        w: number
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/start` */
  ContainerStart: {
    input: {
      path: {
        id: string
      }
      query: {
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
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/stop` */
  ContainerStop: {
    input: {
      path: {
        id: string
      }
      query: {
        t?: number | undefined
        /** Since 1.42. */
        signal?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
      304: undefined
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/restart` */
  ContainerRestart: {
    input: {
      path: {
        id: string
      }
      query: {
        t?: number | undefined
        /** Since 1.42. */
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
        id: string
      }
      query: {
        signal?: string | undefined
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
  /** `POST /containers/{id}/update` */
  ContainerUpdate: {
    input: {
      path: {
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
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/rename` */
  ContainerRename: {
    input: {
      path: {
        id: string
      }
      query: {
        name: string
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
  /** `POST /containers/{id}/pause` */
  ContainerPause: {
    input: {
      path: {
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
  /** `POST /containers/{id}/unpause` */
  ContainerUnpause: {
    input: {
      path: {
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
        id: string
      }
      query: {
        detachKeys?: string | undefined
        logs?: boolean | undefined
        stream?: boolean | undefined
        stdin?: boolean | undefined
        stdout?: boolean | undefined
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
      500: ErrorResponse
    }
  }
  /** `GET /containers/{id}/attach/ws` */
  ContainerAttachWebsocket: {
    input: {
      path: {
        id: string
      }
      query: {
        detachKeys?: string | undefined
        logs?: boolean | undefined
        stream?: boolean | undefined
        /** Since 1.42. */
        stdin?: boolean | undefined
        /** Since 1.42. */
        stdout?: boolean | undefined
        /** Since 1.42. */
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
      500: ErrorResponse
    }
  }
  /** `POST /containers/{id}/wait` */
  ContainerWait: {
    input: {
      path: {
        id: string
      }
      query: {
        /** Since 1.30. */
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
        id: string
      }
      query: {
        v?: boolean | undefined
        force?: boolean | undefined
        /** Since 1.27. */
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
        id: string
      }
      query: {
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
        id: string
      }
      query: {
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
        id: string
      }
      query: {
        path: string
        noOverwriteDirNonDir?: string | undefined
        /** Since 1.39. */
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
        /** Which ones. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        ContainersDeleted?: string[] | null | undefined
        SpaceReclaimed?: number | null | undefined
      }
      500: ErrorResponse
    }
  }
  /** `GET /images/json` */
  ImageList: {
    input: {
      path: {}
      query: {
        all?: boolean | undefined
        /** Which ones. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
        digests?: boolean | undefined
        /** Since 1.42. */
        'shared-size'?: boolean | undefined
        /** Since 1.47. */
        manifests?: boolean | undefined
        /** Since 1.54. */
        identity?: boolean | undefined
        /** Reference to match, from before `filters` had it. Until 1.24. */
        filter?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ImageSummary[]
      500: ErrorResponse
    }
  }
  /** `POST /build` */
  ImageBuild: {
    input: {
      path: {}
      query: {
        dockerfile?: string | undefined
        t?: string[] | undefined
        remote?: string | undefined
        q?: boolean | undefined
        nocache?: boolean | undefined
        cachefrom?: string | undefined
        pull?: string | undefined
        rm?: boolean | undefined
        forcerm?: boolean | undefined
        memory?: number | undefined
        memswap?: number | undefined
        cpushares?: number | undefined
        cpusetcpus?: string | undefined
        cpuperiod?: number | undefined
        cpuquota?: number | undefined
        buildargs?: string | undefined
        shmsize?: number | undefined
        squash?: boolean | undefined
        labels?: string | undefined
        networkmode?: string | undefined
        /** Since 1.28. */
        extrahosts?: string[] | undefined
        /** Since 1.34. */
        platform?: string | undefined
        /** Since 1.37. */
        target?: string | undefined
        /** Since 1.38. */
        version?: '1' | '2' | undefined
        /** Since 1.40. */
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
        'Content-type'?: 'application/x-tar' | undefined
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
        /** Since 1.39. */
        all?: boolean | undefined
        /** Since 1.39. */
        filters?: string | undefined
        /** Since 1.48. */
        'reserved-space'?: number | undefined
        /** Since 1.48. */
        'max-used-space'?: number | undefined
        /** Since 1.48. */
        'min-free-space'?: number | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        SpaceReclaimed?: number | null | undefined
        /** Since 1.39. */
        CachesDeleted?: string[] | null | undefined
      }
      500: ErrorResponse
    }
  }
  /** `POST /images/create` */
  ImageCreate: {
    input: {
      path: {}
      query: {
        fromImage?: string | undefined
        fromSrc?: string | undefined
        repo?: string | undefined
        tag?: string | undefined
        /** Since 1.32. */
        platform?: string | undefined
        /** Since 1.39. */
        message?: string | undefined
        /** Since 1.40. */
        changes?: string[] | undefined
      }
      headers: {
        'X-Registry-Auth'?: string | undefined
      }
      body: ReadableStream<Uint8Array> | undefined
    }
    replies: {
      200: CreateImageInfo
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /images/{name}/json` */
  ImageInspect: {
    input: {
      path: {
        name: string
      }
      query: {
        /** Since 1.48. */
        manifests?: boolean | undefined
        /** Since 1.49. */
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
        name: string
      }
      query: {
        platform?: string[] | undefined
        type?: string[] | undefined
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
        name: string
      }
      query: {
        /** Since 1.48. */
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
        name: string
      }
      query: {
        tag?: string | undefined
        /** Since 1.46. */
        platform?: string | undefined
      }
      headers: {
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
        name: string
      }
      query: {
        repo?: string | undefined
        tag?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
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
        name: string
      }
      query: {
        force?: boolean | undefined
        noprune?: boolean | undefined
        /** Since 1.50. */
        platforms?: string[] | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ImageDeleteResponseItem[]
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
        term: string
        limit?: number | undefined
        /** Which ones. JSON, as {"name": ["value", …]}. */
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
      500: ErrorResponse
    }
  }
  /** `POST /images/prune` */
  ImagePrune: {
    input: {
      path: {}
      query: {
        /** Which ones. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        ImagesDeleted?: ImageDeleteResponseItem[] | null | undefined
        SpaceReclaimed?: number | null | undefined
      }
      500: ErrorResponse
    }
  }
  /** `POST /commit` */
  ImageCommit: {
    input: {
      path: {}
      query: {
        container?: string | undefined
        repo?: string | undefined
        tag?: string | undefined
        comment?: string | undefined
        author?: string | undefined
        pause?: boolean | undefined
        changes?: string[] | undefined
      }
      headers: {}
      body: ContainerConfig | undefined
    }
    replies: {
      201: IDResponse
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `GET /images/{name}/get` */
  ImageGet: {
    input: {
      path: {
        name: string
      }
      query: {
        /** Since 1.48. */
        platform?: string[] | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      500: ErrorResponse
    }
  }
  /** `GET /images/get` */
  ImageGetAll: {
    input: {
      path: {}
      query: {
        names?: string[] | undefined
        /** Since 1.48. */
        platform?: string[] | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      500: ErrorResponse
    }
  }
  /** `POST /images/load` */
  ImageLoad: {
    input: {
      path: {}
      query: {
        quiet?: boolean | undefined
        /** Since 1.48. */
        platform?: string[] | undefined
      }
      headers: {}
      body: ReadableStream<Uint8Array> | undefined
    }
    replies: {
      200: BuildInfo
      500: ErrorResponse
    }
  }
  /** `POST /build/cancel` */
  BuildCancel: {
    input: {
      path: {}
      query: {
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
        since?: string | undefined
        until?: string | undefined
        /** Which ones. JSON, as {"name": ["value", …]}. */
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
        /** Since 1.42. */
        type?: string[] | undefined
        /** Since 1.52. */
        verbose?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        /** Until 1.51. */
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
      500: ErrorResponse
    }
  }
  /** `OPTIONS /{anyroute}` */
  SystemOptions: {
    input: {
      path: {
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
        Env?: string[] | null | undefined
        Cmd?: string[] | null | undefined
        Privileged?: boolean | null | undefined
        User?: string | null | undefined
        /** Since 1.35. */
        WorkingDir?: string | null | undefined
        /** Since 1.42. */
        ConsoleSize?: number[] | null | undefined
      }
    }
    replies: {
      201: IDResponse
      404: ErrorResponse
      409: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /exec/{id}/start` */
  ExecStart: {
    input: {
      path: {
        id: string
      }
      query: {}
      headers: {}
      body: {
        Detach?: boolean | null | undefined
        Tty?: boolean | null | undefined
        /** Since 1.42. */
        ConsoleSize?: number[] | null | undefined
      } | undefined
    }
    replies: {
      200: ReadableStream<Uint8Array>
      404: ErrorResponse
      409: ErrorResponse
    }
  }
  /** `POST /exec/{id}/resize` */
  ExecResize: {
    input: {
      path: {
        id: string
      }
      query: {
        h: number
        w: number
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
  /** `GET /exec/{id}/json` */
  ExecInspect: {
    input: {
      path: {
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
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: VolumeListResponse
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
      500: ErrorResponse
    }
  }
  /** `GET /volumes/{name}` */
  VolumeInspect: {
    input: {
      path: {
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
        name: string
      }
      query: {
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
        name: string
      }
      query: {
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
        /** Which ones. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: {
        VolumesDeleted?: string[] | null | undefined
        SpaceReclaimed?: number | null | undefined
      }
      500: ErrorResponse
    }
  }
  /** `GET /networks` */
  NetworkList: {
    input: {
      path: {}
      query: {
        /** Which ones. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: NetworkSummary[]
      500: ErrorResponse
    }
  }
  /** `GET /networks/{id}` */
  NetworkInspect: {
    input: {
      path: {
        id: string
      }
      query: {
        /** Since 1.28. */
        verbose?: boolean | undefined
        /** Since 1.31. */
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
        id: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      204: undefined
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
      500: ErrorResponse
    }
  }
  /** `POST /networks/{id}/connect` */
  NetworkConnect: {
    input: {
      path: {
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
        /** Which ones. JSON, as {"name": ["value", …]}. */
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
        /** Since 1.28. */
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
        /** Since 1.27. */
        remote: string
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: PluginPrivilege[]
      500: ErrorResponse
    }
  }
  /** `POST /plugins/pull` */
  PluginPull: {
    input: {
      path: {}
      query: {
        remote: string
        name?: string | undefined
      }
      headers: {
        'X-Registry-Auth'?: string | undefined
      }
      body: PluginPrivilege[] | undefined
    }
    replies: {
      204: undefined
      500: ErrorResponse
    }
  }
  /** `GET /plugins/{name}/json` */
  PluginInspect: {
    input: {
      path: {
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
        name: string
      }
      query: {
        force?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: Plugin
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/{name}/enable` */
  PluginEnable: {
    input: {
      path: {
        name: string
      }
      query: {
        timeout?: number | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/{name}/disable` */
  PluginDisable: {
    input: {
      path: {
        name: string
      }
      query: {
        /** Since 1.28. */
        force?: boolean | undefined
      }
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/{name}/upgrade` */
  PluginUpgrade: {
    input: {
      path: {
        name: string
      }
      query: {
        remote: string
      }
      headers: {
        'X-Registry-Auth'?: string | undefined
      }
      body: PluginPrivilege[] | undefined
    }
    replies: {
      204: undefined
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/create` */
  PluginCreate: {
    input: {
      path: {}
      query: {
        name: string
      }
      headers: {}
      body: ReadableStream<Uint8Array> | undefined
    }
    replies: {
      204: undefined
      500: ErrorResponse
    }
  }
  /** `POST /plugins/{name}/push` */
  PluginPush: {
    input: {
      path: {
        name: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: undefined
      404: ErrorResponse
      500: ErrorResponse
    }
  }
  /** `POST /plugins/{name}/set` */
  PluginSet: {
    input: {
      path: {
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
        /** Which ones. JSON, as {"name": ["value", …]}. */
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
        id: string
      }
      query: {
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
        id: string
      }
      query: {
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
        /** Since 1.39. */
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
        version: number
        rotateWorkerToken?: boolean | undefined
        rotateManagerToken?: boolean | undefined
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
      500: ErrorResponse
      503: ErrorResponse
    }
  }
  /** `GET /services` */
  ServiceList: {
    input: {
      path: {}
      query: {
        /** Which ones. JSON, as {"name": ["value", …]}. */
        filters?: string | undefined
        /** Since 1.41. */
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
        id: string
      }
      query: {
        /** Since 1.29. */
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
        id: string
      }
      query: {
        version: number
        registryAuthFrom?: 'spec' | 'previous-spec' | undefined
        /** Since 1.28. */
        rollback?: string | undefined
      }
      headers: {
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
        id: string
      }
      query: {
        details?: boolean | undefined
        follow?: boolean | undefined
        stdout?: boolean | undefined
        stderr?: boolean | undefined
        since?: number | undefined
        timestamps?: boolean | undefined
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
        /** Which ones. JSON, as {"name": ["value", …]}. */
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
        id: string
      }
      query: {
        details?: boolean | undefined
        follow?: boolean | undefined
        stdout?: boolean | undefined
        stderr?: boolean | undefined
        since?: number | undefined
        timestamps?: boolean | undefined
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
        /** Which ones. JSON, as {"name": ["value", …]}. */
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
        id: string
      }
      query: {
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
        /** Which ones. JSON, as {"name": ["value", …]}. */
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
        id: string
      }
      query: {
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
        name: string
      }
      query: {}
      headers: {}
      body: undefined
    }
    replies: {
      200: DistributionInspect
      401: ErrorResponse
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
      101: ReadableStream<Uint8Array>
      500: ErrorResponse
    }
  }
  /** `GET /containers/{name}/checkpoints` */
  CheckpointList: {
    input: {
      path: {
        name: string
      }
      query: {
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
        name: string
        checkpoint: string
      }
      query: {
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
        name: string
      }
      query: {
        seconds?: number | undefined
        debug?: number | undefined
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

export type OperationId = keyof Operations

/** What a decoded request holds. */
export type Input<Id extends OperationId> = Operations[Id]['input']

type Success<Replies> = Replies[Extract<keyof Replies, 101 | 200 | 201 | 204>]

/** What a successful reply says; `undefined` where it has no body, one value of the stream where it is a stream. */
export type Reply<Id extends OperationId> = Exclude<Success<Operations[Id]['replies']>, undefined> extends never
  ? undefined
  : Exclude<Success<Operations[Id]['replies']>, undefined>
