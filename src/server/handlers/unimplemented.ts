import type { OperationId } from '../../../spec/index.ts'
import { notImplemented } from '../../state/error.ts'
import type { Handler, Handlers } from '../answer.ts'

/** What the fake does not do yet. This list only shrinks: an operation leaves it when its handler comes. */
export const unimplementedIds = [
  // Node
  'NodeList',
  'NodeInspect',
  'NodeDelete',
  'NodeUpdate',
  // Swarm
  'SwarmInspect',
  'SwarmInit',
  'SwarmJoin',
  'SwarmLeave',
  'SwarmUpdate',
  'SwarmUnlockkey',
  'SwarmUnlock',
  // Service
  'ServiceList',
  'ServiceCreate',
  'ServiceInspect',
  'ServiceDelete',
  'ServiceUpdate',
  'ServiceLogs',
  // Task
  'TaskList',
  'TaskInspect',
  'TaskLogs',
  // Secret
  'SecretList',
  'SecretCreate',
  'SecretInspect',
  'SecretDelete',
  'SecretUpdate',
  // Config
  'ConfigList',
  'ConfigCreate',
  'ConfigInspect',
  'ConfigDelete',
  'ConfigUpdate',
  // Session
  'Grpc',
] as const satisfies readonly OperationId[]

type UnimplementedId = (typeof unimplementedIds)[number]

const refuse =
  (id: OperationId): Handler<OperationId> =>
  () => {
    throw notImplemented(`mockerd does not implement ${id} yet`)
  }

export const unimplementedHandlers = Object.fromEntries(
  unimplementedIds.map(id => [id, refuse(id)]),
) as unknown as Pick<Handlers, UnimplementedId>
