import { conflict, internal, notFound, notModified } from '../error.ts'
import { lifecycle, type Rows, refusal } from '../lifecycle.ts'
import type { Container } from './entity.ts'

const no = refusal<Container>

/** The header of the matrix. */
export const states = ['created', 'running', 'paused', 'restarting', 'exited', 'removing', 'dead'] as const

const unchanged = no('unchanged', () => notModified('container is already in that state'))
const notRunning = no('notRunning', ({ id }) => conflict(`container ${id} is not running`))
const alreadyPaused = no('alreadyPaused', ({ id }) => conflict(`container ${id} is already paused`))
const notPaused = no('notPaused', ({ id }) => internal(`Container ${id} is not paused`))
const isRestarting = no('isRestarting', ({ id }) =>
  conflict(`Container ${id} is restarting, wait until the container is running`),
)
/** The daemon takes it for running and passes the question on; seen with 26.1.5 and 28.5.2. */
const notInContainerd = no('notInContainerd', ({ id }) =>
  notFound(`NotFound: container ${JSON.stringify(id)} in namespace "moby": not found`),
)
const startPaused = no('startPaused', () => conflict('cannot start a paused container, try unpause instead'))
const startRemoved = no('startRemoved', () => conflict('container is marked for removal and cannot be started'))
const updateRemoved = no('updateRemoved', () => internal('container is marked for removal and cannot be "update"'))
const execPaused = no('execPaused', (_container, caller) =>
  conflict(`Container ${caller} is paused, unpause the container before exec`),
)
const attachPaused = no('attachPaused', (_container, caller) =>
  conflict(`container ${caller} is paused, unpause the container before attach`),
)
const attachRestarting = no('attachRestarting', (_container, caller) =>
  conflict(`container ${caller} is restarting, wait until the container is running`),
)
const removeRunning = no('removeRunning', ({ state }, caller) =>
  conflict(
    `cannot remove container "${caller}": container is ${state}: stop the container before removing or force remove`,
  ),
)
const removePaused = no('removePaused', (_container, caller) =>
  conflict(`cannot remove container "${caller}": container is paused and must be unpaused first`),
)
const removalInProgress = no('removalInProgress', (_container, caller) =>
  conflict(`removal of container ${caller} is already in progress`),
)
const logsOfRemoved = no('logsOfRemoved', () =>
  conflict('can not get logs from container which is dead or marked for removal'),
)
const exportDead = no('exportDead', ({ id }) => conflict(`You cannot export container ${id} which is Dead`))
const exportRemoving = no('exportRemoving', ({ id }) =>
  conflict(`You cannot export container ${id} which is being removed`),
)
const commitDead = no('commitDead', ({ id }) => conflict(`You cannot commit container ${id} which is Dead`))
const commitRemoving = no('commitRemoving', ({ id }) =>
  conflict(`You cannot commit container ${id} which is being removed`),
)
/** Nothing in the simulated world can make this happen: being asked is a defect of ours. */
const impossible = no('impossible', ({ id, state }) => internal(`defect: container ${id} is ${state}`))

/**
 * What every command does to a container in every state. `stopSignal` is `kill` with the signal that
 * the container wants to be stopped by (any, when it names none), `signal` with any other but SIGKILL: what the processes
 * make of it is theirs. The last rows are what happens by itself: `exit` ends for good, `crash` ends and a restart policy goes on; a start that fails leaves the
 * state as it was, except that of a restart.
 */
export const rows = {
  start: ['running', unchanged, startPaused, unchanged, 'running', startRemoved, startRemoved],
  stop: [unchanged, 'exited', 'exited', 'exited', unchanged, unchanged, unchanged],
  restart: ['running', 'running', 'running', 'running', 'running', startRemoved, startRemoved],
  kill: [notRunning, 'exited', 'exited', 'exited', notRunning, notRunning, notRunning],
  stopSignal: [notRunning, 'running', 'running', 'exited', notRunning, notRunning, notRunning],
  signal: [notRunning, 'running', 'paused', 'restarting', notRunning, notRunning, notRunning],
  pause: [notRunning, 'paused', alreadyPaused, isRestarting, notRunning, notRunning, notRunning],
  unpause: [notPaused, notPaused, 'running', notPaused, notPaused, notPaused, notPaused],
  remove: ['removing', removeRunning, removePaused, removeRunning, 'removing', removalInProgress, 'removing'],
  forceRemove: ['removing', 'removing', 'removing', 'removing', 'removing', removalInProgress, 'removing'],
  rename: ['created', 'running', 'paused', 'restarting', 'exited', 'removing', 'dead'],
  update: ['created', 'running', 'paused', 'restarting', 'exited', updateRemoved, updateRemoved],
  exec: [notRunning, 'running', execPaused, isRestarting, notRunning, notRunning, notRunning],
  attach: ['created', 'running', attachPaused, attachRestarting, 'exited', 'removing', 'dead'],
  wait: ['created', 'running', 'paused', 'restarting', 'exited', 'removing', 'dead'],
  resize: [notRunning, 'running', 'paused', notInContainerd, notRunning, notRunning, notRunning],
  top: [notRunning, 'running', 'paused', isRestarting, notRunning, notRunning, notRunning],
  stats: ['created', 'running', 'paused', 'restarting', 'exited', 'removing', 'dead'],
  logs: ['created', 'running', 'paused', 'restarting', 'exited', logsOfRemoved, logsOfRemoved],
  export: ['created', 'running', 'paused', 'restarting', 'exited', exportRemoving, exportDead],
  checkpoint: [notRunning, 'running', 'paused', notRunning, notRunning, notRunning, notRunning],
  commit: ['created', 'running', 'paused', 'restarting', 'exited', commitRemoving, commitDead],

  exit: [impossible, 'exited', 'exited', impossible, impossible, impossible, impossible],
  crash: [impossible, 'restarting', 'restarting', impossible, impossible, impossible, impossible],
  oom: [impossible, 'running', 'paused', impossible, impossible, impossible, impossible],
  'restart-due': [impossible, impossible, impossible, 'running', impossible, impossible, impossible],
  'restart-cancelled': [impossible, impossible, impossible, 'exited', impossible, impossible, impossible],
  'start-failed': ['created', impossible, impossible, 'exited', 'exited', impossible, impossible],
  'probe-failed': [impossible, 'running', impossible, impossible, impossible, impossible, impossible],
  'removal-failed': [impossible, impossible, impossible, impossible, impossible, 'dead', impossible],
} satisfies Rows<typeof states, string, Container>

export const table = lifecycle<Container>()(states, rows)

/** What the API calls `Running`: there are processes, or there will be again in a moment. */
export const isAlive = ({ state }: Container): boolean =>
  state === 'running' || state === 'paused' || state === 'restarting'
