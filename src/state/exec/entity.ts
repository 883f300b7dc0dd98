import type { Input } from '../../../spec/generated/types.ts'
import type { Process } from '../kernel/process.ts'
import type { Terminal } from '../kernel/terminal.ts'
import type { Instant } from '../time.ts'
import type { Notifier } from '../wait.ts'

export type ExecutionState = 'created' | 'running' | 'exited'

/** What a client asks for when it creates one. */
export type ExecConfig = Input<'ContainerExec'>['body']

/** One `docker exec`: created first, started once, inspectable for a while after its end. */
export interface Execution {
  readonly id: string
  readonly containerId: string
  readonly config: ExecConfig
  /** The command and its arguments as they run. */
  readonly entrypoint: string
  readonly args: readonly string[]
  state: ExecutionState
  exitCode: number | undefined
  pid: number
  process: Process | undefined
  terminal: Terminal | undefined
  startedAt: Instant | undefined
  endedAt: Instant | undefined
  /** The daemon has seen it finished once; at the second look it is forgotten. */
  collectable: boolean
  readonly changed: Notifier
}
