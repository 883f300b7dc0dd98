import type { Schema } from '../schema.ts'
import {
  array,
  atMost,
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
  uint32,
  uint64,
  withDefault,
  withFormat,
} from '../vocabulary.ts'

/** What ClusterInfo and Swarm have in common. */
const clusterInfoProperties = {
  ID: string(),
  Version: ref('ObjectVersion'),
  CreatedAt: instant(),
  UpdatedAt: instant(),
  Spec: ref('SwarmSpec'),
  DefaultAddrPool: since('1.39', array(withFormat('CIDR', string()))),
  SubnetSize: since('1.39', withDefault(24, atMost(29, uint32('Bits of the mask')))),
  DataPathPort: since('1.40', withDefault(4789, uint32())),
}

/** A cluster and its nodes. */
export const swarmSchemas = {
  Swarm: since(
    '1.32',
    object(
      {
        ...clusterInfoProperties,
        TLSInfo: since('1.30', ref('TLSInfo')),
        RootRotationInProgress: since('1.30', boolean()),
        JoinTokens: ref('JoinTokens'),
      },
      'A swarm, with the tokens to join it.',
    ),
  ),

  ClusterInfo: nullable(
    object({ ...clusterInfoProperties, TLSInfo: ref('TLSInfo'), RootRotationInProgress: boolean() }, 'A swarm.'),
  ),

  SwarmSpec: object(
    {
      Name: string(),
      Labels: map(string()),
      Orchestration: nullable(object({ TaskHistoryRetentionLimit: int64() })),
      Raft: object({
        SnapshotInterval: uint64(),
        KeepOldSnapshots: uint64(),
        LogEntriesForSlowFollowers: uint64(),
        ElectionTick: integer(),
        HeartbeatTick: integer(),
      }),
      Dispatcher: nullable(object({ HeartbeatPeriod: int64('Nanoseconds') })),
      CAConfig: nullable(
        object({
          NodeCertExpiry: int64('Nanoseconds'),
          ExternalCAs: array(
            object({
              Protocol: withDefault('cfssl', choice(['cfssl'])),
              URL: string(),
              Options: map(string()),
              CACert: string('PEM'),
            }),
          ),
          SigningCACert: string('PEM'),
          SigningCAKey: string('PEM'),
          ForceRotate: uint64(),
        }),
      ),
      EncryptionConfig: object({ AutoLockManagers: boolean() }),
      TaskDefaults: object({ LogDriver: object({ Name: string(), Options: map(string()) }) }),
    },
    'What a swarm is to be like.',
  ),

  JoinTokens: since('1.32', object({ Worker: string(), Manager: string() }, 'Tokens to join with.')),

  TLSInfo: since(
    '1.30',
    object(
      {
        TrustRoot: string('PEM'),
        CertIssuerSubject: string('Base64 of DER'),
        CertIssuerPublicKey: string('Base64 of DER'),
      },
      'Certificates of a swarm.',
    ),
  ),

  Node: object(
    {
      ID: string(),
      Version: ref('ObjectVersion'),
      CreatedAt: instant(),
      UpdatedAt: instant(),
      Spec: ref('NodeSpec'),
      Description: ref('NodeDescription'),
      Status: since('1.32', ref('NodeStatus')),
      ManagerStatus: since('1.32', ref('ManagerStatus')),
    },
    'A node of a swarm.',
  ),

  NodeSpec: object(
    {
      Name: string(),
      Labels: map(string()),
      Role: choice(['worker', 'manager']),
      Availability: choice(['active', 'pause', 'drain']),
    },
    'What a node is to be like.',
  ),

  NodeDescription: since(
    '1.32',
    object(
      {
        Hostname: string(),
        Platform: ref('Platform'),
        Resources: ref('ResourceObject'),
        Engine: ref('EngineDescription'),
        TLSInfo: since('1.30', ref('TLSInfo')),
      },
      'What a node says about itself.',
    ),
  ),

  NodeStatus: since('1.32', object({ State: ref('NodeState'), Message: string(), Addr: string() }, 'State of a node.')),

  NodeState: since('1.32', choice(['unknown', 'down', 'ready', 'disconnected'], 'Whether a node is there.')),

  ManagerStatus: since(
    '1.32',
    nullable(
      object(
        { Leader: withDefault(false, boolean()), Reachability: ref('Reachability'), Addr: string('host:port') },
        'State of a manager.',
      ),
    ),
  ),

  Reachability: since('1.32', choice(['unknown', 'unreachable', 'reachable'], 'Whether a manager is there.')),

  EngineDescription: since(
    '1.32',
    object(
      { EngineVersion: string(), Labels: map(string()), Plugins: array(object({ Type: string(), Name: string() })) },
      'The daemon of a node.',
    ),
  ),

  Platform: since('1.32', object({ Architecture: string(), OS: string() }, 'What a node runs on.')),

  ResourceObject: since(
    '1.32',
    object(
      {
        NanoCPUs: int64('Billionths of a processor'),
        MemoryBytes: int64('Bytes'),
        GenericResources: since('1.32', ref('GenericResources')),
      },
      'Resources of a node, or reserved by a task.',
    ),
  ),

  GenericResources: since(
    '1.32',
    array(
      object({
        NamedResourceSpec: object({ Kind: string(), Value: string() }),
        DiscreteResourceSpec: object({ Kind: string(), Value: int64() }),
      }),
      'Resources a cluster counts without knowing them.',
    ),
  ),

  ObjectVersion: since(
    '1.27',
    object({ Index: uint64() }, 'Grows with each change; a change names the one it is based on.'),
  ),

  Driver: since('1.31', object({ Name: required(string()), Options: map(string()) }, 'A driver and its options.')),
} satisfies Record<string, Schema>
