import type { OperationId } from '../../../../spec/index.ts'
import type { Requirement } from '../../requirement.ts'
import type { ReachableState } from '../../state.ts'
import { type Cell, cellId, done, type Row, requirementsOf, says } from './cell.ts'

const unchanged: Cell = { status: 304 }
const fine = done(undefined, 200)
const missing = says(404, 'No such container: #')
const notRunning = says(409, 'container # is not running')
const isRestarting = says(409, 'Container # is restarting, wait until the container is running')

const kill = '/containers/{id}/kill; moby daemon/kill.go'

/** Command by state, as every dockerd does it. Wordings of moby are `should`, statuses and states `must`. */
const rows: readonly Row[] = [
  {
    operation: 'ContainerStart',
    evidence: '/containers/{id}/start; moby daemon/start.go',
    cells: {
      created: done('running'),
      running: unchanged,
      paused: says(409, 'cannot start a paused container, try unpause instead'),
      restarting: unchanged,
      exited: { status: 204 },
      missing,
    },
  },
  {
    operation: 'ContainerStop',
    ask: { query: { t: 1 } },
    evidence: '/containers/{id}/stop; moby daemon/stop.go',
    cells: {
      created: unchanged,
      running: done('exited'),
      paused: done('exited'),
      restarting: done('exited'),
      exited: unchanged,
      missing,
    },
  },
  {
    operation: 'ContainerRestart',
    ask: { query: { t: 0 } },
    evidence: '/containers/{id}/restart; moby daemon/restart.go',
    cells: {
      created: done('running'),
      running: done('running'),
      paused: done('running'),
      restarting: { status: 204 },
      exited: { status: 204 },
      missing,
    },
  },
  {
    operation: 'ContainerKill',
    evidence: kill,
    cells: {
      created: notRunning,
      running: done('exited'),
      paused: done('exited'),
      restarting: done('exited'),
      exited: notRunning,
      missing,
    },
  },
  {
    operation: 'ContainerKill',
    variant: 'signal',
    ask: { query: { signal: 'SIGWINCH' } },
    evidence: kill,
    cells: {
      created: notRunning,
      running: done('running'),
      paused: { status: 204 },
      restarting: { status: 204 },
      exited: notRunning,
      missing,
    },
  },
  {
    operation: 'ContainerPause',
    needs: ['pause'],
    evidence: '/containers/{id}/pause; moby daemon/pause.go',
    cells: {
      created: notRunning,
      running: done('paused'),
      paused: says(409, 'container # is already paused'),
      restarting: isRestarting,
      exited: notRunning,
      missing,
    },
  },
  {
    operation: 'ContainerUnpause',
    needs: ['pause'],
    evidence: '/containers/{id}/unpause; moby daemon/unpause.go returns a plain error: 500 in every dockerd asked',
    cells: {
      created: says(500, 'Container # is not paused'),
      running: says(500, 'Container # is not paused'),
      paused: done('running'),
      restarting: says(500, 'Container # is not paused'),
      exited: says(500, 'Container # is not paused'),
      missing,
    },
  },
  {
    operation: 'ContainerDelete',
    evidence: '/containers/{id}; moby daemon/delete.go',
    cells: {
      created: done('missing'),
      running: says(409, 'cannot remove'),
      paused: says(409, 'cannot remove'),
      restarting: says(409, 'cannot remove'),
      exited: done('missing'),
      missing,
    },
  },
  {
    operation: 'ContainerDelete',
    variant: 'force',
    ask: { query: { force: true } },
    evidence: '/containers/{id}; moby daemon/delete.go',
    cells: {
      created: done('missing'),
      running: done('missing'),
      paused: done('missing'),
      restarting: done('missing'),
      exited: done('missing'),
      missing,
    },
  },
  {
    operation: 'ContainerUpdate',
    ask: { body: { RestartPolicy: { Name: 'no' } } },
    evidence: '/containers/{id}/update; moby daemon/update.go',
    cells: {
      created: done('created', 200),
      running: done('running', 200),
      paused: done('paused', 200),
      restarting: { status: 200 },
      exited: done('exited', 200),
      missing,
    },
  },
  {
    operation: 'ContainerExec',
    ask: { body: { Cmd: ['true'] } },
    needs: ['exec'],
    evidence: '/containers/{id}/exec; moby daemon/exec.go',
    cells: {
      created: notRunning,
      running: done('running', 201),
      paused: says(409, 'Container # is paused, unpause the container before exec'),
      restarting: isRestarting,
      exited: notRunning,
      missing,
    },
  },
  {
    operation: 'ContainerTop',
    evidence: '/containers/{id}/top; moby daemon/top_unix.go',
    cells: {
      created: notRunning,
      running: fine,
      paused: fine,
      restarting: isRestarting,
      exited: notRunning,
      missing,
    },
  },
  {
    operation: 'ContainerResize',
    ask: { query: { h: 24, w: 80 } },
    evidence: '/containers/{id}/resize; moby daemon/resize.go',
    cells: {
      created: notRunning,
      running: fine,
      paused: fine,
      // The daemon takes it for running, and containerd does not know it: asked of 20.10, 26.1 and 28.5.
      restarting: { status: 404 },
      exited: notRunning,
      missing,
    },
  },
  ...(
    [
      ['ContainerInspect', {}],
      ['ContainerLogs', { query: { stdout: true } }],
      ['ContainerChanges', {}],
      ['ContainerStats', { query: { stream: false, 'one-shot': true } }],
      ['ContainerArchive', { query: { path: '/etc/passwd' } }],
    ] as const
  ).map(
    ([operation, ask]): Row => ({
      operation,
      ask,
      evidence: `the description of ${operation}; every dockerd asked answers in every state`,
      cells: { created: fine, running: fine, paused: fine, restarting: fine, exited: fine, missing },
    }),
  ),
]

/** What the table says of a command, or a variant of it, in a state, and which requirement says so. */
export const lifecycleCell = (operation: OperationId, variant: string | undefined, state: ReachableState) => {
  const row = rows.find(each => each.operation === operation && each.variant === variant)
  return row && { ...row.cells[state], requirement: cellId(row, state) }
}

/** Every command in every state that can be reached from outside. */
export const lifecycleRequirements: readonly Requirement[] = requirementsOf(rows)
