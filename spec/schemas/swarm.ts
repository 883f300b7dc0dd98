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

/** A cluster and its nodes. */
export const swarmSchemas = {
  Swarm: since(
    '1.32',
    object({
      ID: string(),
      Version: ref('ObjectVersion'),
      CreatedAt: instant(),
      UpdatedAt: instant(),
      Spec: ref('SwarmSpec'),
      TLSInfo: since('1.30', ref('TLSInfo')),
      RootRotationInProgress: since('1.30', boolean()),
      JoinTokens: ref('JoinTokens'),
      DefaultAddrPool: since('1.39', array(withFormat('CIDR', string()))),
      SubnetSize: since('1.39', withDefault(24, atMost(29, uint32()))),
      DataPathPort: since('1.40', withDefault(4789, uint32())),
    }),
  ),

  ClusterInfo: nullable(
    object({
      ID: string(),
      Version: ref('ObjectVersion'),
      CreatedAt: instant(),
      UpdatedAt: instant(),
      Spec: ref('SwarmSpec'),
      TLSInfo: ref('TLSInfo'),
      RootRotationInProgress: boolean(),
      DefaultAddrPool: since('1.39', array(withFormat('CIDR', string()))),
      SubnetSize: since('1.39', withDefault(24, atMost(29, uint32()))),
      DataPathPort: since('1.40', withDefault(4789, uint32())),
    }),
  ),

  SwarmSpec: object({
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
    Dispatcher: nullable(object({ HeartbeatPeriod: int64() })),
    CAConfig: nullable(
      object({
        NodeCertExpiry: int64(),
        ExternalCAs: array(
          object({
            Protocol: withDefault('cfssl', choice(['cfssl'])),
            URL: string(),
            Options: map(string()),
            CACert: string(),
          }),
        ),
        SigningCACert: string(),
        SigningCAKey: string(),
        ForceRotate: uint64(),
      }),
    ),
    EncryptionConfig: object({ AutoLockManagers: boolean() }),
    TaskDefaults: object({ LogDriver: object({ Name: string(), Options: map(string()) }) }),
  }),

  JoinTokens: since('1.32', object({ Worker: string(), Manager: string() })),

  TLSInfo: since('1.30', object({ TrustRoot: string(), CertIssuerSubject: string(), CertIssuerPublicKey: string() })),

  Node: object({
    ID: string(),
    Version: ref('ObjectVersion'),
    CreatedAt: instant(),
    UpdatedAt: instant(),
    Spec: ref('NodeSpec'),
    Description: ref('NodeDescription'),
    Status: since('1.32', ref('NodeStatus')),
    ManagerStatus: since('1.32', ref('ManagerStatus')),
  }),

  NodeSpec: object({
    Name: string(),
    Labels: map(string()),
    Role: choice(['worker', 'manager']),
    Availability: choice(['active', 'pause', 'drain']),
  }),

  NodeDescription: since(
    '1.32',
    object({
      Hostname: string(),
      Platform: ref('Platform'),
      Resources: ref('ResourceObject'),
      Engine: ref('EngineDescription'),
      TLSInfo: since('1.30', ref('TLSInfo')),
    }),
  ),

  NodeStatus: since('1.32', object({ State: ref('NodeState'), Message: string(), Addr: string() })),

  NodeState: since('1.32', choice(['unknown', 'down', 'ready', 'disconnected'])),

  ManagerStatus: since(
    '1.32',
    nullable(object({ Leader: withDefault(false, boolean()), Reachability: ref('Reachability'), Addr: string() })),
  ),

  Reachability: since('1.32', choice(['unknown', 'unreachable', 'reachable'])),

  EngineDescription: since(
    '1.32',
    object({
      EngineVersion: string(),
      Labels: map(string()),
      Plugins: array(object({ Type: string(), Name: string() })),
    }),
  ),

  Platform: since('1.32', object({ Architecture: string(), OS: string() })),

  ResourceObject: since(
    '1.32',
    object({ NanoCPUs: int64(), MemoryBytes: int64(), GenericResources: since('1.32', ref('GenericResources')) }),
  ),

  GenericResources: since(
    '1.32',
    array(
      object({
        NamedResourceSpec: object({ Kind: string(), Value: string() }),
        DiscreteResourceSpec: object({ Kind: string(), Value: int64() }),
      }),
      '',
    ),
  ),

  ObjectVersion: since('1.27', object({ Index: uint64() })),

  Driver: since('1.31', object({ Name: required(string()), Options: map(string()) })),
} satisfies Record<string, Schema>
