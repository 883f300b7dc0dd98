import type { Requirement } from '../../requirement.ts'
import type { ReachableState } from '../../state.ts'
import { tarOf } from '../../tar.ts'
import { type Cell, type Row, requirementsOf, says } from './cell.ts'

const cells = (cell: Cell, others: Partial<Record<ReachableState, Cell>> = {}): Row['cells'] => ({
  created: cell,
  running: cell,
  paused: cell,
  restarting: cell,
  exited: cell,
  missing: says(404, 'No such container: #'),
  ...others,
})

/** HEAD has no words, and attach says them outside of HTTP. */
const silently: Partial<Record<ReachableState, Cell>> = { missing: { status: 404 } }

const refusesAttach: Partial<Record<ReachableState, Cell>> = { paused: { status: 409 }, restarting: { status: 409 } }

const websocket = {
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'bW9ja2VyZCBhc2tzIHlvdQ==',
}

const checkpoints = 'moby daemon/server/middleware/experimental.go: refused unless the daemon is experimental'

/** Nothing is looked at before the daemon has said that it makes no experiments. */
const noExperiments: Cell = { status: 501 }

const rows: readonly Row[] = [
  {
    operation: 'ContainerExport',
    evidence: '/containers/{id}/export; moby daemon/export.go',
    cells: cells({ status: 200 }),
  },
  {
    operation: 'ContainerRename',
    ask: (world, { id }) => ({ path: { id }, query: { name: world.name() } }),
    evidence: '/containers/{id}/rename; moby daemon/rename.go',
    cells: cells({ status: 204 }),
  },
  {
    operation: 'ContainerAttach',
    way: 'upgrade',
    ask: (_, { id }) => ({ path: { id }, query: { stream: true, stdout: true } }),
    evidence: '/containers/{id}/attach; moby daemon/attach.go',
    cells: cells({ status: 101 }, { ...refusesAttach, ...silently }),
  },
  {
    operation: 'ContainerAttachWebsocket',
    way: 'upgrade',
    ask: (_, { id }) => ({ path: { id }, query: { stream: true, stdout: true }, headers: websocket }),
    evidence: '/containers/{id}/attach/ws; moby daemon/attach.go',
    cells: cells({ status: 101 }, { ...refusesAttach, ...silently }),
  },
  {
    operation: 'ContainerWait',
    way: 'open',
    evidence: '/containers/{id}/wait; moby daemon/wait.go: the head comes before the end',
    cells: cells({ status: 200 }),
  },
  {
    operation: 'ContainerArchiveInfo',
    ask: { query: { path: '/etc/passwd' } },
    evidence: '/containers/{id}/archive; moby daemon/archive_unix.go',
    cells: cells({ status: 200 }, silently),
  },
  {
    operation: 'PutContainerArchive',
    ask: { query: { path: '/tmp' }, body: tarOf('hello', 'world') },
    evidence: '/containers/{id}/archive; moby daemon/archive_unix.go',
    cells: cells({ status: 200 }),
  },
  {
    operation: 'ImageCommit',
    ask: (world, { id }) => ({ query: { container: id, repo: world.name(), pause: false } }),
    evidence: '/commit; moby daemon/commit.go',
    cells: cells({ status: 201 }),
  },
  ...(
    [
      ['CheckpointList', {}],
      ['CheckpointCreate', { body: { CheckpointID: 'one' } }],
      ['CheckpointDelete', {}],
    ] as const
  ).map(
    ([operation, ask]): Row => ({
      operation,
      ask: (_, { id }) => ({ ...ask, path: { name: id, checkpoint: 'one' } }),
      needs: ['stable'],
      evidence: checkpoints,
      cells: cells(noExperiments, { missing: noExperiments }),
    }),
  ),
]

/** What else can be asked of a container, in every state that it can be brought into. */
export const everyStateRequirements: readonly Requirement[] = requirementsOf(rows)
