import { SystemError } from '../../filesystem/contract.ts'
import { waitFor, write } from '../../kernel/calls.ts'
import type { Process, SpawnOptions, Step } from '../../kernel/process.ts'
import { messageOf } from './messages.ts'

/** 127 when there is no such command, 126 when it cannot be executed: the shell's convention, kept by env, xargs, nice… */
export const missingStatus = (error: SystemError): number => (error.code === 'ENOENT' ? 127 : 126)

/** execvp: `process` becomes the command. Answers its exit status; complains as busybox does when it cannot. */
export function* execute(process: Process, name: string, argv: readonly string[]): Step<number> {
  let found: ReturnType<Process['kernel']['lookup']>
  try {
    found = process.kernel.lookup(argv, process)
  } catch (error) {
    const message = messageOf(error)
    yield* write(process, 2, `${name}: can't execute '${argv[0]}': ${message}\n`)
    return error instanceof SystemError ? missingStatus(error) : 126
  }
  process.argv = found.argv
  process.executable = found.executable
  return yield* found.program(process)
}

/** fork and execvp: a child, or undefined after a complaint. */
export function* start(
  process: Process,
  name: string,
  argv: readonly string[],
  options: Partial<SpawnOptions> = {},
): Step<Process | number> {
  try {
    return process.kernel.spawn({ ...options, argv, parent: process })
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    // Who waits for its child says no more than this (busybox libbb/vfork_daemon_rexec.c, spawn).
    const what = name === 'xargs' ? argv[0] : `can't execute '${argv[0]}'`
    yield* write(process, 2, `${name}: ${what}: ${messageOf(error)}\n`)
    return missingStatus(error)
  }
}

/** Runs a command to its end and answers its exit status. */
export function* run(
  process: Process,
  name: string,
  argv: readonly string[],
  options: Partial<SpawnOptions> = {},
): Step<number> {
  const child = yield* start(process, name, argv, options)
  if (typeof child === 'number') return child
  return (yield* waitFor(child)).code
}
