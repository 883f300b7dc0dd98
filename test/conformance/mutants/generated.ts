import { operations as described, type OperationId } from '../../../spec/index.ts'
import { movingCommands } from '../../../src/conformance/state.ts'
import { type Mutant, mutant } from './mutant.ts'
import {
  changeFilter,
  changeMessage,
  changeStatus,
  doNothing,
  dropField,
  ignoreField,
  ignoreFilter,
  ignoreQuery,
  ignoreVersion,
  renameAction,
  swallowEvent,
} from './rewrite.ts'

const commands = [...movingCommands, 'NetworkDelete', 'VolumeDelete'] as const

const doesNothing: readonly (readonly [operation: OperationId, status: number, reply?: unknown])[] = [
  ...commands.map(operation => [operation, 204] as const),
  ['NetworkConnect', 200],
  ['NetworkDisconnect', 200],
  ['ImageTag', 201],
  ['ContainerResize', 200],
  ['ContainerUpdate', 200, { Warnings: [] }],
  ['ContainerRename', 204],
  ['NetworkPrune', 200, { NetworksDeleted: [] }],
]

/** What one version of the API or the other has changed. */
const versioned: readonly OperationId[] = [
  'ContainerCreate',
  'ContainerInspect',
  'ContainerList',
  'ContainerLogs',
  'ContainerStop',
  'ImageInspect',
  'ImageList',
  'NetworkInspect',
  'SystemDataUsage',
  'SystemInfo',
  'VolumePrune',
]

/** What clients may ask of one container, network, volume, image or execution. */
const ofOne: readonly OperationId[] = [
  ...commands,
  'ContainerInspect',
  'ContainerLogs',
  'ContainerTop',
  'ContainerStats',
  'ContainerChanges',
  'ContainerExport',
  'ContainerUpdate',
  'ContainerRename',
  'ContainerWait',
  'ContainerAttach',
  'ContainerExec',
  'ContainerResize',
  'ContainerArchive',
  'ContainerArchiveInfo',
  'PutContainerArchive',
  'ExecInspect',
  'ExecStart',
  'ExecResize',
  'NetworkInspect',
  'NetworkConnect',
  'NetworkDisconnect',
  'VolumeInspect',
  'ImageInspect',
  'ImageHistory',
  'ImageDelete',
]

const refusing: readonly (readonly [operation: OperationId, status: number])[] = [
  ['ContainerStart', 409],
  ['ContainerKill', 409],
  ['ContainerPause', 409],
  ['ContainerDelete', 409],
  ['ContainerExec', 409],
  ['ContainerTop', 409],
  ['ContainerResize', 409],
  ['ContainerAttach', 409],
  ['ContainerCreate', 409],
  ['ContainerCreate', 400],
  ['ExecStart', 409],
  ['NetworkDelete', 403],
  ['VolumeDelete', 409],
  ['VolumeCreate', 400],
  ['ImageTag', 400],
  ['ContainerLogs', 400],
  ['ContainerArchive', 400],
]

const filters: readonly (readonly [operation: OperationId, keys: readonly string[]])[] = [
  ['ContainerList', ['status', 'name', 'id', 'exited', 'before', 'since']],
  ['NetworkList', ['name', 'id', 'driver']],
  ['VolumeList', ['name', 'driver', 'dangling']],
  ['ImageList', ['reference']],
  ['SystemEvents', ['event', 'container', 'type', 'label']],
]

const parameters: readonly (readonly [operation: OperationId, names: readonly string[]])[] = [
  ['ContainerList', ['all', 'limit']],
  ['ContainerCreate', ['name']],
  ['ContainerKill', ['signal']],
  ['ContainerDelete', ['v']],
  ['ContainerWait', ['condition']],
  ['ContainerLogs', ['follow', 'stdout']],
  ['ContainerAttach', ['logs', 'stdin']],
  ['ContainerArchive', ['path']],
  ['SystemEvents', ['since', 'until']],
  ['VolumeDelete', ['force']],
  ['ImageTag', ['tag']],
]

const settings: readonly (readonly [operation: OperationId, paths: readonly string[]])[] = [
  [
    'ContainerCreate',
    [
      'Cmd',
      'Env',
      'User',
      'WorkingDir',
      'StopSignal',
      'Tty',
      'Healthcheck',
      'Volumes',
      'HostConfig.Memory',
      'HostConfig.AutoRemove',
      'HostConfig.RestartPolicy',
      'HostConfig.Binds',
      'HostConfig.NetworkMode',
    ],
  ],
  ['ContainerExec', ['Env', 'User', 'WorkingDir', 'Tty', 'AttachStdin', 'AttachStderr']],
  ['ExecStart', ['Detach']],
  ['NetworkCreate', ['Internal', 'IPAM', 'Driver']],
  ['NetworkConnect', ['EndpointConfig']],
  ['VolumeCreate', ['Name', 'Driver']],
]

const shown: readonly (readonly [operation: OperationId, paths: readonly string[]])[] = [
  [
    'ContainerInspect',
    [
      'Name',
      'State.Pid',
      'State.Running',
      'State.Error',
      'RestartCount',
      'ExecIDs',
      'Config.Labels',
      'Config.Env',
      'Config.User',
      'HostConfig.ShmSize',
      'HostConfig.LogConfig',
      'HostConfig.MemorySwap',
      'Mounts',
      'NetworkSettings.Networks',
    ],
  ],
  ['ContainerList', ['Names', 'State', 'Image', 'Status', 'Mounts']],
  ['ExecInspect', ['ID', 'ContainerID', 'ProcessConfig']],
  ['NetworkInspect', ['Id', 'Driver', 'Scope', 'Labels', 'IPAM', 'Containers']],
  ['VolumeInspect', ['Name']],
  ['VolumeCreate', ['Mountpoint', 'Scope', 'Labels']],
  ['ImageInspect', ['Id', 'RepoTags', 'Os', 'RootFS']],
  ['ImageHistory', ['Size', 'Created']],
]

const actions = ['start', 'die', 'kill', 'stop', 'pause', 'unpause', 'create', 'destroy'] as const

const each = <Key extends string, Value, Made>(
  table: readonly (readonly [Key, readonly Value[]])[],
  make: (key: Key, value: Value) => Made,
): Made[] => table.flatMap(([key, values]) => values.map(value => make(key, value)))

/** What could be wrong of many operations, one operation at a time. */
export const generatedMutants: readonly Mutant[] = [
  ...doesNothing.map(([operation, status, reply]) =>
    mutant(
      `${operation}-does-nothing`,
      `${operation} answers ${status} and does nothing`,
      doNothing(operation, status, reply),
    ),
  ),
  ...commands.map(operation =>
    mutant(`${operation}-200`, `${operation} answers 200 for 204`, changeStatus(operation, 204, 200)),
  ),
  ...ofOne.map(operation =>
    mutant(
      `${operation}-missing-500`,
      `${operation} of what is missing answers 500`,
      changeStatus(operation, 404, 500),
    ),
  ),
  ...ofOne
    // HEAD has no words, and attach refuses in bare text.
    .filter(operation => described[operation].method !== 'HEAD' && described[operation].stream !== 'hijack')
    .map(operation =>
      mutant(
        `${operation}-missing-in-other-words`,
        `${operation} tells what is missing in other words`,
        changeMessage(operation, () => 'not found', 404),
      ),
    ),
  ...refusing.map(([operation, status]) =>
    mutant(
      `${operation}-500-for-${status}`,
      `${operation} answers 500 for ${status}`,
      changeStatus(operation, status, 500),
    ),
  ),
  ...each(filters, (operation, key) =>
    mutant(
      `${operation}-ignores-filter-${key}`,
      `${operation} does not look at the filter ${key}`,
      ignoreFilter(operation, key),
    ),
  ),
  ...(['id', 'name'] as const).map(key =>
    mutant(
      `ContainerList-finds-no-${key}`,
      `${key} finds nothing`,
      changeFilter('ContainerList', key, () => ['mkc-nobody']),
    ),
  ),
  ...each(parameters, (operation, name) =>
    mutant(`${operation}-ignores-${name}`, `${operation} does not look at ${name}`, ignoreQuery(operation, name)),
  ),
  ...each(settings, (operation, path) =>
    mutant(`${operation}-ignores-${path}`, `${operation} does not look at ${path}`, ignoreField(operation, path)),
  ),
  ...each(shown, (operation, path) =>
    mutant(`${operation}-without-${path}`, `${operation} does not tell ${path}`, dropField(operation, path)),
  ),
  ...versioned.map(operation =>
    mutant(`${operation}-ignores-version`, `${operation} serves each version as the newest`, ignoreVersion(operation)),
  ),
  ...actions.map(action => mutant(`no-event-${action}`, `${action} is no event`, swallowEvent(action))),
  ...actions.map(action =>
    mutant(`event-${action}-renamed`, `${action} is told as ${action}ed`, renameAction(action, `${action}ed`)),
  ),
]
