import type { Container } from '../container/entity.ts'
import type { ContainerRuntime } from '../container/runtime/runtime.ts'
import {
  CannotExecute,
  executionRefusal,
  notADirectory,
  relativeDirectory,
  resolveExecutable,
} from '../container/runtime/runtime-error.ts'
import { pipeFiles, terminalFiles } from '../container/runtime/standard-files.ts'
import { type Copying, forward, type OutputStream, type StandardStreams } from '../container/runtime/streams.ts'
import { resolveUser } from '../container/runtime/user.ts'
import { environmentOf } from '../container/settings/environment.ts'
import type { Engine } from '../engine.ts'
import { DockerError, internal } from '../error.ts'
import { type FileSystem, SystemError } from '../filesystem/contract.ts'
import { errorText } from '../kernel/error-text.ts'
import { absolutePath } from '../kernel/path.ts'
import type { Process } from '../kernel/process.ts'
import { createTerminal, type Terminal } from '../kernel/terminal.ts'
import { type ByteSource, Pipe } from '../pipe.ts'
import { reach } from '../points.ts'
import { has } from '../profile/changes.ts'
import { does } from '../profile/podman/quirks.ts'
import { executionEvent } from './create.ts'
import { endExecution, failExecution } from './end.ts'
import type { Execution } from './entity.ts'
import { table } from './lifecycle.ts'

export interface RunOptions {
  readonly streams: StandardStreams
  /** Rows and columns of its terminal. */
  readonly size: readonly [rows: number, columns: number] | undefined
  output(name: OutputStream, bytes: Uint8Array): void
  ended(exitCode: number): void
}

/** Starts the process of an execution in its container's machine; throws what Docker says when that cannot be. */
export const startProcess = (
  engine: Engine,
  container: Container,
  execution: Execution,
  options: RunOptions,
): Process => {
  executionEvent(engine, container, execution, 'exec_start')
  return beginProcess(engine, container, execution, options)
}

/** The same, and nobody hears of it. */
export const beginProcess = (
  engine: Engine,
  container: Container,
  execution: Execution,
  options: RunOptions,
): Process => {
  const { config } = execution
  const terminal = config.Tty ? createTerminal(terminalSize(options.size)) : undefined
  const outputs = { stdout: new Pipe(), stderr: new Pipe() }
  const stdin = config.AttachStdin ? options.streams.stdin : undefined
  const process = spawn(
    engine,
    container,
    execution,
    terminal,
    terminal ? terminalFiles(terminal) : pipeFiles(stdin, outputs),
  )
  const ends: (() => void)[] = []
  const copy = (name: OutputStream, source: ByteSource): void => {
    const copying: Copying = options.streams.copy(name, source, bytes => options.output(name, bytes))
    ends.push(() => copying.finish())
  }
  if (terminal) {
    copy('stdout', terminal.output)
    if (stdin) ends.push(forward(stdin, terminal.input))
  } else {
    copy('stdout', outputs.stdout)
    copy('stderr', outputs.stderr)
  }
  execution.state = table.next('start', execution.state, execution, execution.id)
  execution.process = process
  execution.terminal = terminal
  execution.pid = container.runtime?.hostPids.of(process) ?? 0
  execution.startedAt = engine.clock.now()
  execution.changed.notify()
  watch(process, exitCode => {
    for (const end of ends) end()
    reach(engine.points, 'exec-exit', container, () => endExecution(engine, container, execution, exitCode))
    options.streams.reset()
    options.ended(exitCode)
  })
  return process
}

const terminalSize = (size: RunOptions['size']): { rows: number; columns: number } | undefined =>
  size && size[0] > 0 && size[1] > 0 ? { rows: size[0], columns: size[1] } : undefined

const watch = (process: Process, ended: (exitCode: number) => void): void => {
  const look = (): void => {
    if (process.exit) ended(process.exit.code)
    else process.changed.subscribe(look)
  }
  look()
}

/** What an execution that cannot be started leaves as exit code when nothing better is known (moby daemon/exec.go). */
const unknownExitCode = 126
const notFoundExitCode = 127
const otherExitCode = 128

const spawn = (
  engine: Engine,
  container: Container,
  execution: Execution,
  terminal: Terminal | undefined,
  files: ReturnType<typeof pipeFiles>,
): Process => {
  const { runtime } = container
  if (!runtime) throw internal(`defect: container ${container.id} has no processes`)
  try {
    const settings = settingsOf(container, runtime, execution)
    const executable = resolveExecutable(runtime.filesystem, [execution.entrypoint, ...execution.args], settings)
    return runtime.kernel.spawn({ ...executable, ...settings, files, terminal })
  } catch (error) {
    for (const file of files.values()) file.release()
    throw refuse(engine, container, execution, error)
  }
}

const settingsOf = ({ config: own, hostConfig }: Container, runtime: ContainerRuntime, { config }: Execution) => {
  const user = resolveUser(runtime.filesystem, config.User ?? '', hostConfig.GroupAdd ?? [])
  if (config.WorkingDir && !config.WorkingDir.startsWith('/')) throw new CannotExecute(otherExitCode, relativeDirectory)
  const wanted = absolutePath('/', config.WorkingDir || own.WorkingDir || '/')
  const fault = directoryFault(runtime.filesystem, wanted)
  if (fault !== undefined) {
    const cause = `chdir to cwd ("${wanted}") set in config.json failed: ${fault}`
    throw new CannotExecute(notFoundExitCode, cause)
  }
  const environment = environmentOf(own, config.Tty === true, user.home, config.Env ?? [])
  return { environment, workingDirectory: runtime.filesystem.realPath(wanted), credentials: user.credentials }
}

const directoryFault = (filesystem: FileSystem, path: string): string | undefined => {
  if (!filesystem.exists(path)) return 'no such file or directory'
  return filesystem.stat(path).kind === 'directory' ? undefined : notADirectory
}

const refuse = (engine: Engine, container: Container, execution: Execution, cause: unknown): DockerError => {
  if (cause instanceof DockerError) {
    failExecution(engine, container, execution, unknownExitCode)
    return cause
  }
  if (!(cause instanceof CannotExecute || cause instanceof SystemError)) throw cause
  const failure =
    cause instanceof CannotExecute ? cause : new CannotExecute(unknownExitCode, errorText[cause.code].toLowerCase())
  const { profile } = engine
  const tellsMissing =
    has(profile, 'missingExecutablesAre127') ||
    does(profile, 'missingExecutablesAre127') ||
    failure.exitCode !== notFoundExitCode
  failExecution(engine, container, execution, tellsMissing ? failure.exitCode : unknownExitCode)
  return executionRefusal(failure)
}
