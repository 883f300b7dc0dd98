import { SystemError } from '../../filesystem/contract.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { signalNames } from '../../kernel/signal.ts'
import { Abandon, Exit, LoopControl, Replace, Return } from './control.ts'
import { complain, reasonOf } from './message.ts'
import type { Shell } from './state.ts'
import { runExitTrap, runPendingTraps } from './trap.ts'

/** Runs `body` as all that a shell process does: whatever way it is left, the EXIT trap follows and a status comes out. */
export function* runToEnd(shell: Shell, body: () => Step<number>): Step<number> {
  let end = yield* outcome(shell, body)
  if (!(end instanceof Replace)) {
    const status = end
    end = yield* outcome(shell, () => finish(shell, status))
  }
  if (!(end instanceof Replace)) return end & 255
  return yield* become(shell.process, end)
}

function* finish(shell: Shell, status: number): Step<number> {
  shell.status = status
  yield* runPendingTraps(shell)
  return yield* runExitTrap(shell, status)
}

function* outcome(shell: Shell, body: () => Step<number>): Step<number | Replace> {
  try {
    return yield* body()
  } catch (error) {
    if (error instanceof Replace) return error
    if (error instanceof RangeError) return yield* overflow(shell, error)
    const status = yield* statusOfError(shell, error)
    shell.status = status
    return status
  }
}

/** Too deep for the host's stack, as it would be for a real shell's: that dies of it, and so does this one. */
function* overflow(shell: Shell, error: RangeError): Step<number> {
  if (!/call stack|recursion/i.test(error.message)) throw error
  shell.process.kernel.kill(shell.process.pid, 'SEGV')
  yield undefined
  // Init does not die of signals that it sends itself.
  return 139
}

/** What an error that ends a shell, or a line of an interactive one, leaves as the status; its message is said. */
export function* statusOfError(shell: Shell, error: unknown): Step<number> {
  if (error instanceof Exit || error instanceof Return) return error.status
  if (error instanceof LoopControl) return 0
  if (error instanceof Abandon) {
    if (error.message !== '') yield* complain(shell, error.message, error.command)
    return error.status
  }
  if (!(error instanceof SystemError)) throw error
  yield* complain(shell, error.path === undefined ? reasonOf(error) : `${error.path}: ${reasonOf(error)}`)
  return 1
}

/** execve(2): other program, same process. What was caught is deadly again, what was held is free. */
function* become(process: Process, next: Replace): Step<number> {
  for (const descriptor of [...process.files.keys()]) process.closeDescriptor(descriptor)
  for (const [descriptor, file] of next.files) process.install(file, descriptor)
  for (const signal of signalNames) {
    if (process.signals.get(signal) === 'catch') process.signals.set(signal, 'default')
  }
  process.charge(-process.memoryBytes)
  process.argv = next.argv
  process.executable = next.executable
  process.environment = next.environment
  return yield* next.program(process)
}
