import type { Container } from '../container/entity.ts'
import { containerEvent } from '../container/event.ts'
import { lifecycleOf } from '../container/podman-lifecycle.ts'
import { parseDetachKeys } from '../container/runtime/detach-keys.ts'
import { discard, type Session, StandardStreams } from '../container/runtime/streams.ts'
import { isRunning, statusText } from '../container/views/status.ts'
import type { Engine } from '../engine.ts'
import { DockerError, internal, notFound } from '../error.ts'
import { Pipe } from '../pipe.ts'
import { has } from '../profile/changes.ts'
import { does } from '../profile/podman/quirks.ts'
import { asSaidBy } from '../profile/wordings.ts'
import { frame, streamNumbers } from '../stdcopy.ts'
import type { Execution } from './entity.ts'
import { table } from './lifecycle.ts'
import { beginProcess, startProcess } from './process.ts'

export interface ExecutionStartOptions {
  readonly detach: boolean
  /** Whether the client wants bare bytes; the execution's own terminal decides everything else. */
  readonly tty: boolean
  /** Rows and columns. */
  readonly consoleSize?: readonly number[] | null | undefined
}

export const findExecution = (engine: Engine, id: string): Execution => {
  const execution = engine.executions.get(id)
  if (!execution) throw notFound(`No such exec instance: ${id}`)
  return execution
}

/**
 * `POST /exec/{id}/start`. What concerns the container is refused at once; what concerns the execution itself is said
 * in the stream, unless nobody listens to it (moby daemon/server/router/container/exec.go, postContainerExecStart).
 */
export const startExecution = (engine: Engine, id: string, options: ExecutionStartOptions): Session | undefined => {
  const execution = findExecution(engine, id)
  const container = engine.containers.get(execution.containerId)
  if (!container) throw notFound(`No such container: ${id}`)
  requireRunning(engine, container)
  const streams = new StandardStreams()
  const session = options.detach ? undefined : attach(engine, container, execution, streams, options)
  try {
    table.next('start', execution.state, execution, id)
    startProcess(engine, container, execution, {
      streams,
      size: sizeOf(options, execution),
      output: () => undefined,
      ended: () => undefined,
    })
    if (options.detach) streams.stdin.end()
    return session
  } catch (error) {
    if (!(error instanceof DockerError) || options.detach) throw error
    if (does(engine.profile, 'executionsAreSessions') && execution.state !== 'created')
      throw internal(
        `can only start created exec sessions, while container ${container.id} session ${id} state is "${sessionStates[execution.state]}": exec session state improper`,
      )
    return lastWords(asSaidBy(engine.profile, error).message, options.tty)
  }
}

/** Its container runs; 20.10 says of another what lists say of it (moby daemon/exec.go, getExecConfig). */
const requireRunning = ({ profile, clock }: Engine, container: Container): void => {
  if (!isRunning(container) && !has(profile, 'executionsOfStoppedConflict'))
    throw internal(`Container ${container.id} is not running: ${statusText(container, clock.now())}`)
  lifecycleOf(profile).next('exec', container.state, container, container.id)
}

/**
 * Runs an execution of a former life from its program's beginning, with nobody attached and no word to anybody. What cannot
 * be run any more has ended.
 */
export const resumeExecution = (engine: Engine, container: Container, execution: Execution): void => {
  const { startedAt, pid } = execution
  execution.state = 'created'
  const streams = new StandardStreams()
  try {
    beginProcess(engine, container, execution, {
      streams,
      size: sizeOf({ detach: true, tty: false }, execution),
      output: () => undefined,
      ended: () => undefined,
    })
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    execution.pid = pid
  }
  execution.startedAt = startedAt
  streams.stdin.end()
}

/** What libpod calls them. */
const sessionStates = { created: 'created', running: 'running', exited: 'stopped' } as const

const sizeOf = (options: ExecutionStartOptions, { config }: Execution): readonly [number, number] | undefined => {
  const [rows, columns] = options.consoleSize ?? config.ConsoleSize ?? []
  return rows && columns ? [rows, columns] : undefined
}

const attach = (
  engine: Engine,
  container: Container,
  execution: Execution,
  streams: StandardStreams,
  { tty }: ExecutionStartOptions,
): Session => {
  const { config } = execution
  const isTerminal = config.Tty === true
  return streams.attach({
    stdin: config.AttachStdin === true,
    stdout: config.AttachStdout === true,
    stderr: config.AttachStderr === true,
    multiplexed: !tty,
    closeStdin: !isTerminal,
    detachKeys: isTerminal ? parseDetachKeys(config.DetachKeys ?? '') : undefined,
    detached: () => containerEvent(engine, container, 'exec_detach', { execID: execution.id }),
  })
}

/** A stream that holds one line and ends. */
const lastWords = (message: string, isBare: boolean): Session => {
  const line = new TextEncoder().encode(`${message}\r\n`)
  const output = new Pipe(Number.POSITIVE_INFINITY)
  output.writeWhole(isBare ? line : frame(streamNumbers.stdout, line))
  output.end()
  return { input: discard, output }
}
