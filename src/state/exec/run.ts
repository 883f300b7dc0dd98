import type { Container } from '../container/entity.ts'
import { StandardStreams } from '../container/runtime/streams.ts'
import type { Engine } from '../engine.ts'
import { DockerError } from '../error.ts'
import type { Process } from '../kernel/process.ts'
import { executionEvent, registerExecution } from './create.ts'
import { startProcess } from './process.ts'

export interface ProbeHandlers {
  output(bytes: Uint8Array): void
  failed(message: string): void
  ended(exitCode: number): void
}

/**
 * Creates and starts an execution for the daemon's own sake, as the health check does; undefined when it could not be
 * started, which `failed` has been told.
 */
export const runExecution = (
  engine: Engine,
  container: Container,
  command: readonly string[],
  handlers: ProbeHandlers,
): { kill(): void } | undefined => {
  const execution = registerExecution(engine, container, {
    Cmd: [...command],
    AttachStdout: true,
    AttachStderr: true,
  })
  executionEvent(engine, container, execution, 'exec_create')
  let process: Process
  try {
    process = startProcess(engine, container, execution, {
      streams: new StandardStreams(),
      size: undefined,
      output: (_name, bytes) => handlers.output(bytes),
      ended: handlers.ended,
    })
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    handlers.failed(error.message)
    return undefined
  }
  return {
    kill() {
      process.kernel.kill(process.pid, 'KILL')
    },
  }
}
