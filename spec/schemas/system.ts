import type { Schema } from '../schema.ts'
import {
  array,
  between,
  boolean,
  choice,
  instant,
  int64,
  integer,
  map,
  nullable,
  object,
  ref,
  required,
  since,
  string,
  until,
  withDefault,
} from '../vocabulary.ts'

/** What the daemon says about itself and its disk. */
export const systemSchemas = {
  SystemInfo: since(
    '1.32',
    object(
      {
        ID: string(),
        Containers: integer(),
        ContainersRunning: integer(),
        ContainersPaused: integer(),
        ContainersStopped: integer(),
        Images: integer(),
        Driver: string(),
        DriverStatus: array(array(string()), 'Each [name, value]'),
        DockerRootDir: string(),
        SystemStatus: until('1.40', array(array(string()), 'Each [name, value]')),
        Plugins: ref('PluginsInfo'),
        MemoryLimit: boolean(),
        SwapLimit: boolean(),
        CpuCfsPeriod: boolean(),
        CpuCfsQuota: boolean(),
        CPUShares: since('1.32', boolean()),
        CPUSet: since('1.32', boolean()),
        OomKillDisable: boolean(),
        IPv4Forwarding: boolean(),
        BridgeNfIptables: between('1.32', '1.49', boolean()),
        BridgeNfIp6tables: between('1.32', '1.49', boolean()),
        Debug: boolean(),
        NFd: integer('Only in debug mode'),
        NGoroutines: integer('Only in debug mode'),
        SystemTime: string('RFC 3339 with nanoseconds'),
        LoggingDriver: since('1.32', string()),
        CgroupDriver: since('1.32', withDefault('cgroupfs', choice(['cgroupfs', 'systemd', 'none']))),
        NEventsListener: integer(),
        KernelVersion: string(),
        OperatingSystem: string(),
        OSType: string(),
        Architecture: string(),
        NCPU: integer(),
        MemTotal: int64('Bytes'),
        IndexServerAddress: withDefault('https://index.docker.io/v1/', string()),
        RegistryConfig: ref('RegistryServiceConfig'),
        GenericResources: since('1.32', ref('GenericResources')),
        HttpProxy: string(),
        HttpsProxy: string(),
        NoProxy: string(),
        Name: string(),
        Labels: array(string(), 'Each name=value'),
        ExperimentalBuild: boolean(),
        ServerVersion: string(),
        ClusterStore: between('1.32', '1.41', string()),
        ClusterAdvertise: between('1.32', '1.41', string()),
        Runtimes: since('1.32', withDefault({ runc: { path: 'runc' } }, map(ref('Runtime')))),
        DefaultRuntime: since('1.32', withDefault('runc', string())),
        Swarm: since('1.32', ref('SwarmInfo')),
        LiveRestoreEnabled: since('1.32', withDefault(false, boolean())),
        Isolation: since('1.32', withDefault('default', choice(['default', 'hyperv', 'process', '']))),
        InitBinary: since('1.32', string()),
        ContainerdCommit: since('1.32', ref('Commit')),
        RuncCommit: since('1.32', ref('Commit')),
        InitCommit: since('1.32', ref('Commit')),
        SecurityOptions: since('1.32', array(string(), 'Each such as name=seccomp,profile=builtin')),
        KernelMemory: between('1.36', '1.41', boolean('Bytes')),
        ProductLicense: since('1.39', string()),
        Warnings: since('1.39', array(string())),
        KernelMemoryTCP: between('1.40', '1.51', boolean('Bytes')),
        PidsLimit: since('1.40', boolean('-1 or 0 for no limit')),
        CgroupVersion: since('1.41', withDefault('1', choice(['1', '2']))),
        OSVersion: since('1.41', string()),
        DefaultAddressPools: since('1.41', array(object({ Base: string(), Size: integer() }))),
        CDISpecDirs: since('1.44', array(string())),
        Containerd: since('1.46', ref('ContainerdInfo')),
        FirewallBackend: since('1.49', ref('FirewallInfo')),
        DiscoveredDevices: since('1.50', array(ref('DeviceInfo'))),
        NRI: since('1.53', ref('NRIInfo')),
        DiscoveryBackend: until('1.31', string()),
        InitPath: until('1.31', string()),
        InitSha1: until('1.31', string()),
        OomScoreAdj: until('1.31', integer()),
      },
      'What the daemon and its host are like.',
    ),
  ),

  SystemVersion: since(
    '1.39',
    object(
      {
        Platform: since('1.35', object({ Name: required(string()) })),
        Components: since(
          '1.35',
          array(object({ Name: required(string()), Version: required(string()), Details: nullable(object()) })),
        ),
        Version: string(),
        ApiVersion: string(),
        MinAPIVersion: string(),
        GitCommit: string(),
        GoVersion: string(),
        Os: string(),
        Arch: string(),
        KernelVersion: string(),
        Experimental: boolean(),
        BuildTime: string(),
      },
      'Versions of the daemon and its parts.',
    ),
  ),

  PluginsInfo: since(
    '1.32',
    object(
      {
        Volume: array(string()),
        Network: array(string()),
        Authorization: since('1.32', array(string())),
        Log: since('1.30', array(string())),
      },
      'Names of plugins by kind.',
    ),
  ),

  RegistryServiceConfig: since(
    '1.32',
    nullable(
      object(
        {
          AllowNondistributableArtifactsCIDRs: between('1.32', '1.48', array(string())),
          AllowNondistributableArtifactsHostnames: between('1.32', '1.48', array(string())),
          InsecureRegistryCIDRs: array(string()),
          IndexConfigs: map(ref('IndexInfo')),
          Mirrors: since('1.32', array(string())),
        },
        'How registries are reached.',
      ),
    ),
  ),

  IndexInfo: since(
    '1.32',
    nullable(
      object({ Name: string(), Mirrors: array(string()), Secure: boolean(), Official: boolean() }, 'One registry.'),
    ),
  ),

  Runtime: since(
    '1.32',
    object(
      { path: string(), runtimeArgs: nullable(array(string())), status: since('1.44', nullable(map(string()))) },
      'One runtime.',
    ),
  ),

  Commit: since('1.32', object({ ID: string(), Expected: until('1.48', string()) }, 'Version of a tool.')),

  ContainerdInfo: since(
    '1.46',
    nullable(
      object(
        {
          Address: string(),
          Namespaces: object({
            Containers: withDefault('moby', string()),
            Plugins: withDefault('plugins.moby', string()),
          }),
        },
        'The containerd in use.',
      ),
    ),
  ),

  FirewallInfo: since(
    '1.49',
    nullable(object({ Driver: string(), Info: array(array(string()), 'Each [name, value]') }, 'The firewall in use.')),
  ),

  NRIInfo: since('1.53', nullable(object({ Info: array(array(string()), 'Each [name, value]') }, 'State of NRI.'))),

  DeviceInfo: since('1.50', object({ Source: string(), ID: string() }, 'A device a driver found.')),

  SwarmInfo: since(
    '1.32',
    object(
      {
        NodeID: withDefault('', string()),
        NodeAddr: withDefault('', string()),
        LocalNodeState: ref('LocalNodeState'),
        ControlAvailable: withDefault(false, boolean()),
        Error: withDefault('', string()),
        RemoteManagers: withDefault(null, nullable(array(ref('PeerNode')))),
        Nodes: nullable(integer()),
        Managers: nullable(integer()),
        Cluster: ref('ClusterInfo'),
      },
      'This daemon as part of a swarm.',
    ),
  ),

  LocalNodeState: since(
    '1.32',
    withDefault('', choice(['', 'inactive', 'pending', 'active', 'error', 'locked'], 'How far it is part of a swarm.')),
  ),

  PeerNode: since('1.32', object({ NodeID: string(), Addr: string() }, 'A manager.')),

  EventMessage: since(
    '1.40',
    object(
      {
        Type: choice([
          'builder',
          'config',
          'container',
          'daemon',
          'image',
          'network',
          'node',
          'plugin',
          'secret',
          'service',
          'volume',
        ]),
        Action: string(),
        Actor: ref('EventActor'),
        scope: since('1.40', choice(['local', 'swarm'])),
        time: int64('Seconds of Unix time'),
        timeNano: int64('Nanoseconds of Unix time'),
      },
      'One event.',
    ),
  ),

  EventActor: since(
    '1.40',
    object({ ID: string(), Attributes: map(string(), 'Labels and further facts') }, 'What it happened to.'),
  ),

  ImagesDiskUsage: since(
    '1.52',
    object(
      {
        ActiveCount: int64(),
        TotalCount: int64(),
        Reclaimable: int64('Bytes'),
        TotalSize: int64('Bytes'),
        Items: array(object()),
      },
      'Disk space of images.',
    ),
  ),

  ContainersDiskUsage: since(
    '1.52',
    object(
      {
        ActiveCount: int64(),
        TotalCount: int64(),
        Reclaimable: int64('Bytes'),
        TotalSize: int64('Bytes'),
        Items: array(object()),
      },
      'Disk space of containers.',
    ),
  ),

  VolumesDiskUsage: since(
    '1.52',
    object(
      {
        ActiveCount: int64(),
        TotalCount: int64(),
        Reclaimable: int64('Bytes'),
        TotalSize: int64('Bytes'),
        Items: array(object()),
      },
      'Disk space of volumes.',
    ),
  ),

  BuildCacheDiskUsage: since(
    '1.52',
    object(
      {
        ActiveCount: int64(),
        TotalCount: int64(),
        Reclaimable: int64('Bytes'),
        TotalSize: int64('Bytes'),
        Items: array(object()),
      },
      'Disk space of the build cache.',
    ),
  ),

  BuildCache: since(
    '1.39',
    object(
      {
        ID: string(),
        Parent: until('1.41', string()),
        Type: choice(['internal', 'frontend', 'source.local', 'source.git.checkout', 'exec.cachemount', 'regular']),
        Description: string(),
        InUse: boolean(),
        Shared: boolean(),
        Size: integer('Bytes'),
        CreatedAt: instant(),
        LastUsedAt: nullable(instant()),
        UsageCount: integer(),
        Parents: since('1.42', nullable(array(string()))),
      },
      'One record of the build cache.',
    ),
  ),

  AuthConfig: object(
    { username: string(), password: string(), email: until('1.51', string()), serveraddress: string() },
    'Credentials.',
  ),

  AuthResponse: since(
    '1.52',
    object(
      { Status: required(string()), IdentityToken: string('To be used instead of the password') },
      'What a registry said.',
    ),
  ),

  ErrorResponse: object({ message: required(string()) }, 'Why a request failed.'),

  IDResponse: since('1.48', object({ Id: required(string()) }, 'Something that was created.')),
} satisfies Record<string, Schema>
