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
  nullable,
  number,
  object,
  ref,
  since,
  string,
  uint32,
  uint64,
  until,
  withDefault,
  withFormat,
} from '../vocabulary.ts'

/** Services and their tasks. */
export const serviceSchemas = {
  Service: object(
    {
      ID: string(),
      Version: ref('ObjectVersion'),
      CreatedAt: instant(),
      UpdatedAt: instant(),
      Spec: ref('ServiceSpec'),
      Endpoint: object({
        Spec: ref('EndpointSpec'),
        Ports: array(ref('EndpointPortConfig')),
        VirtualIPs: array(object({ NetworkID: string(), Addr: string() })),
      }),
      UpdateStatus: object({
        State: choice(['updating', 'paused', 'completed']),
        StartedAt: instant(),
        CompletedAt: instant(),
        Message: string(),
      }),
      ServiceStatus: since(
        '1.41',
        object({ RunningTasks: uint64(), DesiredTasks: uint64(), CompletedTasks: uint64() }),
      ),
      JobStatus: since('1.41', object({ JobIteration: ref('ObjectVersion'), LastExecution: instant() })),
    },
    'A service.',
  ),

  ServiceSpec: object(
    {
      Name: string(),
      Labels: map(string()),
      TaskTemplate: ref('TaskSpec'),
      Mode: object({
        Replicated: object({ Replicas: int64() }),
        Global: object(),
        ReplicatedJob: since('1.41', object({ MaxConcurrent: withDefault(1, int64()), TotalCompletions: int64() })),
        GlobalJob: since('1.41', object()),
      }),
      UpdateConfig: object({
        Parallelism: int64(),
        Delay: int64('Nanoseconds'),
        FailureAction: choice(['continue', 'pause', 'rollback']),
        Monitor: int64('Nanoseconds'),
        MaxFailureRatio: withDefault(0, number('0 to 1')),
        Order: since('1.29', choice(['stop-first', 'start-first'])),
      }),
      Networks: array(ref('NetworkAttachmentConfig')),
      EndpointSpec: ref('EndpointSpec'),
      RollbackConfig: since(
        '1.28',
        object({
          Parallelism: int64(),
          Delay: int64('Nanoseconds'),
          FailureAction: choice(['continue', 'pause']),
          Monitor: int64('Nanoseconds'),
          MaxFailureRatio: withDefault(0, number('0 to 1')),
          Order: since('1.29', choice(['stop-first', 'start-first'])),
        }),
      ),
    },
    'What a service is to be like.',
  ),

  ServiceCreateResponse: since(
    '1.44',
    object(
      { ID: string(), Warnings: since('1.44', nullable(array(string()))), Warning: until('1.43', string()) },
      'A service that was created.',
    ),
  ),

  ServiceUpdateResponse: object({ Warnings: since('1.28', array(string())) }, 'A service that was changed.'),

  EndpointSpec: object(
    { Mode: withDefault('vip', choice(['vip', 'dnsrr'])), Ports: array(ref('EndpointPortConfig')) },
    'How a service is reached.',
  ),

  EndpointPortConfig: object(
    {
      Name: string(),
      Protocol: choice(['tcp', 'udp', 'sctp']),
      TargetPort: integer(),
      PublishedPort: integer(),
      PublishMode: since('1.34', withDefault('ingress', choice(['ingress', 'host']))),
    },
    'One port of a service.',
  ),

  Task: object(
    {
      ID: string(),
      Version: ref('ObjectVersion'),
      CreatedAt: instant(),
      UpdatedAt: instant(),
      Name: string(),
      Labels: map(string()),
      Spec: ref('TaskSpec'),
      ServiceID: string(),
      Slot: integer('Which of the replicas'),
      NodeID: string(),
      Status: ref('TaskStatus'),
      DesiredState: ref('TaskState'),
      NetworksAttachments: array(ref('NetworkAttachment')),
      AssignedGenericResources: since('1.32', ref('GenericResources')),
      JobIteration: since('1.41', ref('ObjectVersion')),
    },
    'One task of a service.',
  ),

  TaskSpec: object(
    {
      ContainerSpec: object({
        Image: string(),
        Command: array(string()),
        Args: array(string()),
        Env: array(string(), 'Each NAME=value, or NAME to remove it'),
        Dir: string(),
        User: string(),
        Labels: map(string()),
        TTY: boolean(),
        Mounts: array(ref('Mount')),
        StopGracePeriod: int64('Nanoseconds'),
        DNSConfig: object({ Nameservers: array(string()), Search: array(string()), Options: array(string()) }),
        Hostname: since('1.27', string()),
        Groups: since('1.27', array(string())),
        OpenStdin: since('1.27', boolean()),
        ReadOnly: since('1.27', boolean()),
        HealthCheck: since('1.27', ref('HealthConfig')),
        Hosts: since('1.27', array(string())),
        Secrets: since(
          '1.27',
          array(
            object({
              File: object({ Name: string(), UID: string(), GID: string(), Mode: uint32() }),
              SecretID: string(),
              SecretName: string(),
            }),
          ),
        ),
        StopSignal: since('1.28', string('Name or number')),
        Privileges: since(
          '1.30',
          object({
            CredentialSpec: object({ File: string(), Registry: string(), Config: since('1.40', string()) }),
            SELinuxContext: object({
              Disable: boolean(),
              User: string(),
              Role: string(),
              Type: string(),
              Level: string(),
            }),
            Seccomp: since('1.44', object({ Mode: choice(['default', 'unconfined', 'custom']), Profile: string() })),
            AppArmor: since('1.44', object({ Mode: choice(['default', 'disabled']) })),
            NoNewPrivileges: since('1.44', boolean()),
          }),
        ),
        Configs: since(
          '1.30',
          array(
            object({
              File: object({ Name: string(), UID: string(), GID: string(), Mode: uint32() }),
              ConfigID: string(),
              ConfigName: string(),
              Runtime: since('1.40', object()),
            }),
          ),
        ),
        Isolation: since('1.35', choice(['default', 'process', 'hyperv', ''])),
        Init: since('1.38', nullable(boolean())),
        Sysctls: since('1.40', map(string())),
        CapabilityAdd: since('1.41', array(string())),
        CapabilityDrop: since('1.41', array(string())),
        Ulimits: since(
          '1.41',
          array(object({ Name: string(), Soft: integer(), Hard: integer() }), 'Limits of the kernel'),
        ),
        OomScoreAdj: since('1.46', int64()),
      }),
      Resources: object({
        Limits: ref('Limit'),
        Reservations: ref('ResourceObject'),
        SwapBytes: since('1.52', atLeast(-1, nullable(int64('Bytes; -1 for no limit')))),
        MemorySwappiness: since('1.52', atMost(100, atLeast(-1, nullable(int64('Percent'))))),
      }),
      RestartPolicy: object({
        Condition: choice(['none', 'on-failure', 'any']),
        Delay: int64('Nanoseconds'),
        MaxAttempts: withDefault(0, int64()),
        Window: withDefault(0, int64('Nanoseconds')),
      }),
      Placement: object({
        Constraints: array(string()),
        Preferences: since('1.28', array(object({ Spread: object({ SpreadDescriptor: string() }) }))),
        Platforms: since('1.30', array(ref('Platform'))),
        MaxReplicas: since('1.40', withDefault(0, int64())),
      }),
      ForceUpdate: uint64('Raise it to replace tasks that have not changed'),
      Networks: array(ref('NetworkAttachmentConfig')),
      LogDriver: object({ Name: string(), Options: map(string()) }),
      Runtime: since('1.30', string('container, plugin or attachment')),
      PluginSpec: since(
        '1.31',
        object({
          Name: string(),
          Remote: string(),
          Disabled: boolean(),
          PluginPrivilege: array(ref('PluginPrivilege')),
        }),
      ),
      NetworkAttachmentSpec: since('1.38', object({ ContainerID: string() })),
    },
    'What a task is to be like.',
  ),

  TaskState: choice(
    [
      'new',
      'allocated',
      'pending',
      'assigned',
      'accepted',
      'preparing',
      'ready',
      'starting',
      'running',
      'complete',
      'shutdown',
      'failed',
      'rejected',
      'remove',
      'orphaned',
    ],
    'How far a task has come.',
  ),

  TaskStatus: since(
    '1.44',
    object(
      {
        Timestamp: instant(),
        State: ref('TaskState'),
        Message: string(),
        Err: string(),
        ContainerStatus: ref('ContainerStatus'),
        PortStatus: since('1.44', ref('PortStatus')),
      },
      'State of a task.',
    ),
  ),

  ContainerStatus: since(
    '1.44',
    object({ ContainerID: string(), PID: integer(), ExitCode: integer() }, 'Container of a task.'),
  ),

  PortStatus: since('1.44', object({ Ports: array(ref('EndpointPortConfig')) }, 'Ports of a task on its node.')),

  Limit: since(
    '1.41',
    object(
      {
        NanoCPUs: int64('Billionths of a processor'),
        MemoryBytes: int64('Bytes'),
        Pids: since('1.41', withDefault(0, int64('0 for no limit'))),
        GenericResources: between(
          '1.32',
          '1.40',
          array(
            object({
              NamedResourceSpec: object({ Kind: string(), Value: string() }),
              DiscreteResourceSpec: object({ Kind: string(), Value: int64() }),
            }),
          ),
        ),
      },
      'Limits of a task.',
    ),
  ),

  NetworkAttachment: object(
    { Network: ref('Network'), Addresses: array(withFormat('cidr', string()), 'CIDR') },
    'A network a task is on.',
  ),

  NetworkAttachmentConfig: since(
    '1.39',
    object(
      {
        Target: string('Name or id'),
        Aliases: array(string(), 'Further names on the network'),
        DriverOpts: since('1.39', map(string())),
      },
      'A network to be on.',
    ),
  ),
} satisfies Record<string, Schema>
