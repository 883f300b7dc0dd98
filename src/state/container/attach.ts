import type { Engine } from '../engine.ts'
import { Pipe } from '../pipe.ts'
import { frame, streamNumbers } from '../stdcopy.ts'
import type { Container } from './entity.ts'
import { containerEvent } from './event.ts'
import { table } from './lifecycle.ts'
import { parseDetachKeys } from './runtime/detach-keys.ts'
import { isReadable } from './runtime/log.ts'
import { discard, type OutputStream, type Session } from './runtime/streams.ts'
import { supervisionOf } from './runtime/supervision.ts'

export interface AttachOptions {
  readonly stdin: boolean
  readonly stdout: boolean
  readonly stderr: boolean
  /** What was logged before comes first. */
  readonly logs: boolean
  /** What comes from now on. */
  readonly stream: boolean
  readonly detachKeys?: string | undefined
}

export interface Attachment {
  readonly session: Session
  /** Whether stdout and stderr share the connection in frames: not when there is a terminal. */
  readonly multiplexed: boolean
}

/**
 * `POST /containers/{id}/attach`: a client listens to a container, and types into it. One that has not started is waited
 * for. `framed` false never frames, as the WebSocket variant wants it.
 */
export const attachContainer = (
  engine: Engine,
  reference: string,
  options: AttachOptions,
  framed = true,
): Attachment => {
  const detachKeys = parseDetachKeys(options.detachKeys)
  const container = engine.containers.resolve(reference)
  table.next('attach', container.state, container, reference)
  const multiplexed = framed && container.config.Tty !== true
  if (options.logs && !isReadable(container.hostConfig.LogConfig)) {
    return { session: lastWords('configured logging driver does not support reading', multiplexed), multiplexed }
  }
  if (options.logs) container.logAsked = true
  const before = options.logs ? replay(container, options, multiplexed) : []
  containerEvent(engine, container, 'attach')
  if (!options.stream) return { session: { input: discard, output: ended(before) }, multiplexed }
  return { session: listen(engine, container, options, detachKeys, multiplexed, before), multiplexed }
}

const listen = (
  engine: Engine,
  container: Container,
  options: AttachOptions,
  detachKeys: readonly number[],
  multiplexed: boolean,
  before: readonly Uint8Array[],
): Session => {
  const { config } = container
  const isTerminal = config.Tty === true
  return supervisionOf(container).streams.attach(
    {
      stdin: options.stdin && config.OpenStdin === true,
      stdout: options.stdout,
      stderr: options.stderr,
      multiplexed,
      closeStdin: config.StdinOnce === true && !isTerminal,
      detachKeys: isTerminal ? detachKeys : undefined,
      detached: () => containerEvent(engine, container, 'detach'),
    },
    before,
  )
}

/** The log as it was written, record by record. */
const replay = (
  { log }: Container,
  options: Readonly<Record<OutputStream, boolean>>,
  multiplexed: boolean,
): Uint8Array[] =>
  log
    .since(0)
    .records.filter(({ stream }) => options[stream])
    .map(({ stream, line }) => (multiplexed ? frame(streamNumbers[stream], line) : line))

const ended = (before: readonly Uint8Array[]): Pipe => {
  const output = new Pipe(Number.POSITIVE_INFINITY)
  for (const bytes of before) output.writeWhole(bytes)
  output.end()
  return output
}

const lastWords = (reason: string, multiplexed: boolean): Session => {
  const line = new TextEncoder().encode(`Error attaching: ${reason}\n`)
  return { input: discard, output: ended([multiplexed ? frame(streamNumbers.stdout, line) : line]) }
}
