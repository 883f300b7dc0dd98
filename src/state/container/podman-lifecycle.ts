import { conflict, internal } from '../error.ts'
import { lifecycle, type Rows, refusal } from '../lifecycle.ts'
import { isPodmanOf } from '../profile/podman/podman.ts'
import type { Profile } from '../profile/profile.ts'
import type { Container } from './entity.ts'
import { rows, states, table } from './lifecycle.ts'

const no = refusal<Container>

const improper = (text: string) => internal(`${text}: container state improper`)

const startPaused = no('startPaused', ({ id }) =>
  improper(`container ${id} must be in Created or Stopped state to be started`),
)
const stopPaused = no('stopPaused', ({ id }) => improper(`container ${id} is running or paused, refusing to clean up`))
const restartPaused = no('restartPaused', () => improper('unable to restart a container in a paused or unknown state'))
const killStill = no('killStill', ({ id, state }) =>
  conflict(`can only kill running containers. ${id} is in state ${state}: container state improper`),
)
const killPaused = no('killPaused', ({ id }) => internal(`timed out waiting for file /run/libpod/exits/${id}`))
const pauseStill = no('pauseStill', ({ state }) => improper(`"${state}" is not running, can't pause`))
const pausePaused = no('pausePaused', ({ id }) => improper(`"${id}" is already paused`))
const notPaused = no('notPaused', ({ id }) => improper(`"${id}" is not paused, can't unpause`))
const removeAlive = no('removeAlive', ({ id, state }) =>
  improper(
    `cannot remove container ${id} as it is ${state} - running or paused containers cannot be removed without force`,
  ),
)
const execStill = no('execStill', () => improper('can only create exec sessions on running containers'))
const execPaused = no('execPaused', ({ id }) => conflict(`cannot create exec session as container ${id} is paused`))
const topStill = no('topStill', () => internal('top can only be used on running containers'))
const resizeStill = no('resizeStill', () =>
  conflict('can only resize created or running containers: container state improper'),
)

/**
 * Where libpod's containers say no, or yes, to what Docker's do not; seen with 4.3.1 and 5.4.2 (podman
 * libpod/container_api.go, container_exec.go). They are never restarting: that column is Docker's.
 */
const podmanRows = {
  ...rows,
  start: ['running', rows.start[1], startPaused, rows.start[3], 'running', rows.start[5], rows.start[6]],
  stop: ['created', 'exited', stopPaused, 'exited', rows.stop[4], rows.stop[5], rows.stop[6]],
  restart: ['running', 'running', restartPaused, 'running', 'running', rows.restart[5], rows.restart[6]],
  kill: [killStill, 'exited', killPaused, 'exited', killStill, killStill, killStill],
  stopSignal: [killStill, 'running', 'running', 'exited', killStill, killStill, killStill],
  signal: [killStill, 'running', 'paused', 'restarting', killStill, killStill, killStill],
  pause: [pauseStill, 'paused', pausePaused, rows.pause[3], pauseStill, pauseStill, pauseStill],
  unpause: [notPaused, notPaused, 'running', notPaused, notPaused, notPaused, notPaused],
  remove: ['removing', removeAlive, removeAlive, removeAlive, 'removing', rows.remove[5], 'removing'],
  exec: [execStill, 'running', execPaused, rows.exec[3], execStill, execStill, execStill],
  top: [topStill, 'running', topStill, rows.top[3], topStill, topStill, topStill],
  resize: [resizeStill, 'running', resizeStill, rows.resize[3], resizeStill, resizeStill, resizeStill],
} satisfies Rows<typeof states, string, Container>

export const podmanTable = lifecycle<Container>()(states, podmanRows)

/** Before 5 what is paused can be looked at. */
export const podman4Table = lifecycle<Container>()(states, {
  ...podmanRows,
  top: [topStill, 'running', 'paused', rows.top[3], topStill, topStill, topStill],
})

/** The lifecycle of this daemon's containers. */
export const lifecycleOf = (profile: Profile): typeof table => {
  if (!profile.podman) return table
  return isPodmanOf(profile, { before: '5' }) ? podman4Table : podmanTable
}
