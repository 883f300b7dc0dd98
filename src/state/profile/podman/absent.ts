import type { OperationId } from '../../../../spec/index.ts'
import type { Profile } from '../profile.ts'
import { isPodmanOf, type PodmanRange } from './podman.ts'

/**
 * How podman tells that it does not serve an operation: its router knows no such path, or no such method of it; a
 * handler says that the path is not supported; or one that there is no swarm.
 */
export type Absence = 'path' | 'method' | 'support' | 'swarm'

interface Absent extends PodmanRange {
  readonly says: Absence
  readonly operations: readonly OperationId[]
}

/** Asked of 4.3.1 and 5.4.2 (podman pkg/api/server/register_swarm.go, register_plugins.go, register_distribution.go). */
const absent: readonly Absent[] = [
  {
    says: 'path',
    operations: [
      'BuildPrune',
      'BuildCancel',
      'ConfigList',
      'CheckpointCreate',
      'CheckpointDelete',
      'CheckpointList',
      'ContainerAttachWebsocket',
      'GetPluginPrivileges',
      'Grpc',
      'NetworkListSlash',
      'NodeList',
      'PluginCreate',
      'PluginDelete',
      'PluginDisable',
      'PluginEnable',
      'PluginInspect',
      'PluginPull',
      'PluginPush',
      'PluginSet',
      'PluginUpgrade',
      'ServiceList',
      'Session',
      'SwarmInspect',
      'TaskList',
    ],
  },
  { says: 'path', operations: ['ContainerUpdate'], before: '4.4' },
  { says: 'method', operations: ['SystemOptions'] },
  { says: 'support', operations: ['PluginList', 'DistributionInspect'] },
  {
    says: 'swarm',
    operations: [
      'ConfigCreate',
      'ConfigDelete',
      'ConfigInspect',
      'ConfigUpdate',
      'NodeDelete',
      'NodeInspect',
      'NodeUpdate',
      'ServiceCreate',
      'ServiceDelete',
      'ServiceInspect',
      'ServiceLogs',
      'ServiceUpdate',
      'SwarmInit',
      'SwarmJoin',
      'SwarmLeave',
      'SwarmUnlock',
      'SwarmUnlockkey',
      'SwarmUpdate',
      'TaskInspect',
      'TaskLogs',
    ],
  },
]

/** What the daemon says of an operation that it does not serve; undefined: it serves it. */
export const absenceOf = (profile: Profile, operation: OperationId): Absence | undefined =>
  profile.podman && absent.find(row => row.operations.includes(operation) && isPodmanOf(profile, row))?.says
