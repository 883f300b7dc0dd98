import type { Schema } from '../schema.ts'
import {
  array,
  atLeast,
  atMost,
  between,
  boolean,
  choice,
  instant,
  int64,
  integer,
  map,
  member,
  nullable,
  object,
  ref,
  required,
  since,
  string,
  uint16,
  until,
  withDefault,
  withFormat,
  withPattern,
} from '../vocabulary.ts'

/** What Resources and HostConfig have in common. */
const resourcesProperties = {
  CpuShares: integer('Relative weight'),
  Memory: withDefault(0, int64('Bytes')),
  CgroupParent: string(),
  BlkioWeight: atMost(1000, atLeast(0, integer())),
  BlkioWeightDevice: array(object({ Path: string(), Weight: atLeast(0, integer('10 to 1000')) })),
  BlkioDeviceReadBps: array(ref('ThrottleDevice')),
  BlkioDeviceWriteBps: array(ref('ThrottleDevice')),
  BlkioDeviceReadIOps: array(ref('ThrottleDevice')),
  BlkioDeviceWriteIOps: array(ref('ThrottleDevice')),
  CpuPeriod: int64('Microseconds'),
  CpuQuota: int64('Microseconds per period'),
  CpuRealtimePeriod: int64('Microseconds'),
  CpuRealtimeRuntime: int64('Microseconds'),
  CpusetCpus: string('Processors, such as 0-2,4'),
  CpusetMems: string('Memory nodes, such as 0-1'),
  Devices: array(ref('DeviceMapping')),
  DiskQuota: until('1.39', int64('Bytes')),
  MemoryReservation: int64('Bytes'),
  MemorySwap: int64('Bytes of memory and swap; -1 for no limit'),
  MemorySwappiness: atMost(100, atLeast(0, int64('Percent'))),
  NanoCpus: int64('Billionths of a processor'),
  OomKillDisable: boolean(),
  PidsLimit: nullable(int64('-1 or 0 for no limit')),
  Ulimits: array(object({ Name: string(), Soft: integer(), Hard: integer() }), 'Limits of the kernel'),
  CpuCount: int64(),
  CpuPercent: int64('Hundredths of a percent'),
  IOMaximumIOps: int64(),
  IOMaximumBandwidth: int64('Bytes per second'),
  DeviceCgroupRules: since('1.28', array(string(), 'Each such as c 10:200 rwm')),
  KernelMemory: between('1.36', '1.41', int64('Bytes')),
  Init: since('1.37', nullable(boolean())),
  DeviceRequests: since('1.40', array(ref('DeviceRequest'))),
  KernelMemoryTCP: between('1.40', '1.51', int64('Bytes')),
}

/** What containers are made of and how they show. */
export const containerSchemas = {
  ContainerConfig: since(
    '1.30',
    object(
      {
        Hostname: string(),
        Domainname: string(),
        User: string('user[:group], names or numbers'),
        AttachStdin: withDefault(false, boolean()),
        AttachStdout: withDefault(true, boolean()),
        AttachStderr: withDefault(true, boolean()),
        ExposedPorts: nullable(map(member(), 'Keys such as 80/tcp')),
        Tty: withDefault(false, boolean()),
        OpenStdin: withDefault(false, boolean()),
        StdinOnce: withDefault(false, boolean()),
        Env: array(string(), 'Each NAME=value, or NAME to remove it'),
        Cmd: array(string(), 'Arguments; daemons accept one string too'),
        Healthcheck: ref('HealthConfig'),
        ArgsEscaped: withDefault(false, nullable(boolean())),
        Image: string('Name or id of the image'),
        Volumes: map(member(), 'Keys are targets of anonymous volumes'),
        WorkingDir: string(),
        Entrypoint: array(string(), 'Program; daemons accept one string too'),
        NetworkDisabled: nullable(boolean()),
        MacAddress: until('1.51', nullable(string('Such as 02:42:ac:11:00:02'))),
        OnBuild: nullable(array(string(), 'Instructions for images built on this one')),
        Labels: map(string()),
        StopSignal: nullable(string('Name or number')),
        StopTimeout: nullable(integer('Seconds')),
        Shell: nullable(array(string(), 'Used by RUN, CMD and ENTRYPOINT in shell form')),
      },
      'What a container is to run; the part that does not depend on its host.',
    ),
  ),

  HostConfig: object(
    {
      ...resourcesProperties,
      Binds: array(string(), 'Each source:target[:options]'),
      ContainerIDFile: string('Where the id was written, for the record'),
      LogConfig: object({
        Type: choice([
          'local',
          'json-file',
          'syslog',
          'journald',
          'gelf',
          'fluentd',
          'awslogs',
          'splunk',
          'etwlogs',
          'none',
        ]),
        Config: map(string()),
      }),
      NetworkMode: string('bridge, host, none, container:<id> or a network'),
      PortBindings: ref('PortMap'),
      RestartPolicy: ref('RestartPolicy'),
      AutoRemove: boolean(),
      VolumeDriver: string(),
      VolumesFrom: array(string(), 'Each container[:ro|rw]'),
      Mounts: array(ref('Mount')),
      CapAdd: array(string()),
      CapDrop: array(string()),
      Dns: array(withFormat('ip-address', string())),
      DnsOptions: array(string()),
      DnsSearch: array(string()),
      ExtraHosts: array(string(), 'Each name:address'),
      GroupAdd: array(string()),
      IpcMode: string('none, private, shareable, container:<id> or host'),
      Cgroup: string(),
      Links: array(string(), 'Each container:alias'),
      OomScoreAdj: integer('-1000 to 1000'),
      PidMode: string('container:<id> or host'),
      Privileged: boolean(),
      PublishAllPorts: boolean(),
      ReadonlyRootfs: boolean(),
      SecurityOpt: array(string(), 'Each name=value'),
      StorageOpt: map(string(), 'Options of the storage driver'),
      Tmpfs: map(string(), 'Options by target'),
      UTSMode: string('host or empty'),
      UsernsMode: string('host or empty'),
      ShmSize: atLeast(0, int64('Bytes')),
      Sysctls: nullable(map(string())),
      Runtime: nullable(string()),
      ConsoleSize: nullable(array(atLeast(0, integer()), '[rows, columns]')),
      Isolation: choice(['default', 'process', 'hyperv', '']),
      MaskedPaths: since('1.38', array(string())),
      ReadonlyPaths: since('1.38', array(string())),
      Capabilities: between('1.40', '1.40', array(string())),
      CgroupnsMode: since('1.41', choice(['private', 'host'])),
      Annotations: since('1.43', map(string(), 'Handed to the runtime')),
    },
    'How a container is run on its host.',
  ),

  Resources: object({ ...resourcesProperties }, 'Limits of a container.'),

  RestartPolicy: object(
    {
      Name: choice(['', 'no', 'always', 'unless-stopped', 'on-failure']),
      MaximumRetryCount: integer('Only for on-failure; 0 for no limit'),
    },
    'When to start a container again by itself.',
  ),

  ThrottleDevice: object(
    { Path: string(), Rate: atLeast(0, int64('Bytes or operations per second')) },
    'Limit of one device.',
  ),

  DeviceMapping: object(
    { PathOnHost: string(), PathInContainer: string(), CgroupPermissions: string('Letters of rwm') },
    'Device of the host, given to a container.',
  ),

  DeviceRequest: since(
    '1.40',
    object(
      {
        Driver: string(),
        Count: integer('-1 for all'),
        DeviceIDs: array(string()),
        Capabilities: array(array(string()), 'Any of the lists, all within one'),
        Options: map(string()),
      },
      'Devices to be chosen by a driver, such as GPUs.',
    ),
  ),

  HealthConfig: since(
    '1.27',
    object(
      {
        Test: array(string(), '[], [NONE], [CMD, …] or [CMD-SHELL, command]'),
        Interval: int64('Nanoseconds'),
        Timeout: int64('Nanoseconds'),
        Retries: integer('Failures in a row until unhealthy'),
        StartPeriod: since('1.29', int64('Nanoseconds')),
        StartInterval: since('1.44', int64('Nanoseconds')),
      },
      'How to find out whether a container is healthy.',
    ),
  ),

  Mount: object(
    {
      Target: string('Path inside the container'),
      Source: string('Path of the host, or name of a volume or image'),
      Type: ref('MountType'),
      ReadOnly: boolean(),
      BindOptions: object({
        Propagation: choice(['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave']),
        NonRecursive: since('1.40', withDefault(false, boolean())),
        CreateMountpoint: since('1.42', withDefault(false, boolean())),
        ReadOnlyNonRecursive: since('1.44', withDefault(false, boolean())),
        ReadOnlyForceRecursive: since('1.44', withDefault(false, boolean())),
      }),
      VolumeOptions: object({
        NoCopy: withDefault(false, boolean()),
        Labels: map(string()),
        DriverConfig: object({ Name: string(), Options: map(string()) }),
        Subpath: since('1.45', string()),
      }),
      TmpfsOptions: object({
        SizeBytes: int64('Bytes'),
        Mode: integer('As decimal'),
        Options: since('1.46', array(array(string()), 'Each [name] or [name, value]')),
      }),
      Consistency: since('1.29', string('Has no effect on Linux')),
      ImageOptions: since('1.48', object({ Subpath: string() })),
    },
    'What to mount into a container.',
  ),

  MountType: choice(['bind', 'cluster', 'image', 'npipe', 'tmpfs', 'volume'], 'What a mount comes from.'),

  MountPoint: object(
    {
      Type: ref('MountType'),
      Name: string(),
      Source: string(),
      Destination: string(),
      Driver: string(),
      Mode: string(),
      RW: boolean(),
      Propagation: string(),
    },
    'What is mounted in a container.',
  ),

  PortMap: since(
    '1.32',
    map(
      nullable(array(ref('PortBinding'))),
      'Where ports of a container, such as 80/tcp, are to be found on the host.',
    ),
  ),

  PortBinding: since(
    '1.32',
    object(
      {
        HostIp: since('1.35', string('Any address when empty')),
        HostPort: since('1.35', string('Number or range; any free port when empty')),
      },
      'One place on the host.',
    ),
  ),

  PortSummary: since(
    '1.52',
    object(
      {
        IP: withFormat('ip-address', string('Address of the host')),
        PrivatePort: required(uint16()),
        PublicPort: uint16(),
        Type: required(choice(['tcp', 'udp', 'sctp'])),
      },
      'One port of a container.',
    ),
  ),

  ContainerSummary: object(
    {
      Id: withPattern('^[0-9a-fA-F]{64}$', string()),
      Names: array(string(), 'Each with a slash before it'),
      Image: string('Name given at creation, or id'),
      ImageID: string(),
      Command: string('Shell-quoted'),
      Created: int64('Seconds of Unix time'),
      Ports: array(ref('PortSummary')),
      SizeRw: nullable(int64('Bytes written on top of the image')),
      SizeRootFs: nullable(int64('Bytes in all')),
      Labels: map(string()),
      State: choice(['created', 'running', 'paused', 'restarting', 'exited', 'removing', 'dead']),
      Status: string('For people, such as Up 2 hours'),
      HostConfig: object({ NetworkMode: string(), Annotations: since('1.46', nullable(map(string()))) }),
      NetworkSettings: object({ Networks: map(ref('EndpointSettings')) }),
      Mounts: array(ref('MountPoint')),
      ImageManifestDescriptor: since('1.48', ref('OCIDescriptor')),
      Health: since(
        '1.52',
        object({ Status: choice(['none', 'starting', 'healthy', 'unhealthy']), FailingStreak: integer() }),
      ),
    },
    'A container as lists show it.',
  ),

  ContainerInspectResponse: since(
    '1.48',
    object(
      {
        Id: withPattern('^[0-9a-fA-F]{64}$', string()),
        Created: nullable(instant()),
        Path: string(),
        Args: array(string()),
        State: ref('ContainerState'),
        Image: string('Id of the image'),
        ResolvConfPath: string(),
        HostnamePath: string(),
        HostsPath: string(),
        LogPath: nullable(string()),
        Name: string('With a slash before it'),
        RestartCount: integer(),
        Driver: string(),
        Platform: since('1.40', string()),
        ImageManifestDescriptor: since('1.48', ref('OCIDescriptor')),
        MountLabel: string(),
        ProcessLabel: string(),
        AppArmorProfile: string(),
        ExecIDs: nullable(array(string())),
        HostConfig: ref('HostConfig'),
        GraphDriver: ref('DriverData'),
        SizeRw: nullable(int64('Bytes written on top of the image')),
        SizeRootFs: nullable(int64('Bytes in all')),
        Mounts: array(ref('MountPoint')),
        Config: ref('ContainerConfig'),
        NetworkSettings: ref('NetworkSettings'),
        Storage: since('1.52', ref('Storage')),
        Node: until('1.38', object(undefined, 'From the time of standalone Swarm')),
      },
      'A container in full.',
    ),
  ),

  ContainerState: since(
    '1.39',
    nullable(
      object(
        {
          Status: choice(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
          Running: boolean(),
          Paused: boolean(),
          Restarting: boolean(),
          OOMKilled: boolean(),
          Dead: boolean(),
          Pid: integer('0 when not running'),
          ExitCode: integer(),
          Error: string(),
          StartedAt: string('RFC 3339; 0001-01-01T00:00:00Z for never'),
          FinishedAt: string('RFC 3339; 0001-01-01T00:00:00Z for never'),
          Health: since('1.39', ref('Health')),
        },
        'What became of a container.',
      ),
    ),
  ),

  Health: since(
    '1.39',
    nullable(
      object(
        {
          Status: choice(['none', 'starting', 'healthy', 'unhealthy']),
          FailingStreak: integer('Failures in a row'),
          Log: array(ref('HealthcheckResult'), 'The last five'),
        },
        'Results of health checks.',
      ),
    ),
  ),

  HealthcheckResult: since(
    '1.39',
    nullable(
      object(
        {
          Start: instant(),
          End: instant(),
          ExitCode: integer('0 healthy, 1 unhealthy, 2 reserved, other values an error'),
          Output: string('The first 4096 bytes'),
        },
        'One health check.',
      ),
    ),
  ),

  ContainerCreateResponse: since(
    '1.42',
    object({ Id: required(string()), Warnings: required(array(string())) }, 'A container that was created.'),
  ),

  ContainerUpdateResponse: since('1.48', object({ Warnings: array(string()) }, 'A container that was changed.')),

  ContainerTopResponse: since(
    '1.48',
    object({ Titles: array(string()), Processes: array(array(string()), 'One row each') }, 'A table of processes.'),
  ),

  ContainerWaitResponse: since(
    '1.39',
    object(
      { StatusCode: required(int64('Its exit code')), Error: since('1.34', ref('ContainerWaitExitError')) },
      'How a container ended.',
    ),
  ),

  ContainerWaitExitError: since('1.39', object({ Message: string() }, 'What went wrong while waiting.')),

  FilesystemChange: since(
    '1.43',
    object({ Path: required(string()), Kind: required(ref('ChangeType')) }, 'A path that differs from the image.'),
  ),

  ChangeType: since('1.43', withFormat('uint8', choice([0, 1, 2], '0 modified, 1 added, 2 deleted.'))),

  DriverData: since(
    '1.47',
    object({ Name: required(string()), Data: required(map(string())) }, 'Where a storage driver keeps something.'),
  ),

  Storage: since('1.52', object({ RootFS: ref('RootFSStorage') }, 'Where a snapshotter keeps something.')),

  RootFSStorage: since('1.52', object({ Snapshot: ref('RootFSStorageSnapshot') }, 'Its root file system.')),

  RootFSStorageSnapshot: since('1.52', object({ Name: string() }, 'A snapshot.')),

  ProcessConfig: object(
    { privileged: boolean(), user: string(), tty: boolean(), entrypoint: string(), arguments: array(string()) },
    'What a further process runs.',
  ),
} satisfies Record<string, Schema>
