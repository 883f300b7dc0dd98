import { conflict, internal, invalid } from '../error.ts'
import { lifecycle, refusal } from '../lifecycle.ts'
import type { Execution } from './entity.ts'

const no = refusal<Execution>

const alreadyRunning = no('alreadyRunning', ({ id }) => conflict(`exec command ${id} is already running`))
const alreadyRun = no('alreadyRun', ({ id }) => conflict(`exec command ${id} has already run`))
const notStarted = no('notStarted', () => invalid('exec process is not started'))
/** Nothing in the simulated world can make this happen: being asked is a defect of ours. */
const impossible = no('impossible', ({ id, state }) => internal(`defect: execution ${id} is ${state}`))

/** What can be done to an execution, and its end. */
export const table = lifecycle<Execution>()(['created', 'running', 'exited'], {
  start: ['running', alreadyRunning, alreadyRun],
  resize: [notStarted, 'running', notStarted],
  'start-failed': ['exited', impossible, impossible],
  exit: [impossible, 'exited', impossible],
})
