import type { Kernel } from '../kernel/process.ts'
import type { Terminal } from '../kernel/terminal.ts'
import type { Cancel } from '../wait.ts'

/** What exists only while a container has processes: its simulated machine and everything tied to this run. */
export interface ContainerRuntime {
  readonly kernel: Kernel
  readonly terminal: Terminal | undefined
  /** Timers and subscriptions of this run (health probes, stop grace): all are cancelled at its end. */
  readonly cancels: Set<Cancel>
}
