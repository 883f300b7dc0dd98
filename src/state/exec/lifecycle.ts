import { conflict, internal, invalid, notFound } from '../error.ts'
import { lifecycle, refusal } from '../lifecycle.ts'
import type { Execution } from './entity.ts'

const no = refusal<Execution>

const alreadyRunning = no('alreadyRunning', ({ id }) => conflict(`exec command ${id} is already running`))
const alreadyRun = no('alreadyRun', ({ id }) => conflict(`exec command ${id} has already run`))
const notStarted = no('notStarted', () => internal('timeout waiting for exec session ready'))
/** containerd has forgotten the process by then; seen with 28.5.2. */
const isGone = no('isGone', ({ id, startedAt }) =>
  startedAt !== undefined
    ? notFound(`NotFound: process does not exist ${id}: not found`)
    : invalid('exec process is not started'),
)
/** Nothing in the simulated world can make this happen: being asked is a defect of ours. */
const impossible = no('impossible', ({ id, state }) => internal(`defect: execution ${id} is ${state}`))

/** What can be done to an execution, and its end. */
export const table = lifecycle<Execution>()(['created', 'running', 'exited'], {
  start: ['running', alreadyRunning, alreadyRun],
  resize: [notStarted, 'running', isGone],
  'start-failed': ['exited', impossible, impossible],
  exit: [impossible, 'exited', impossible],
})
