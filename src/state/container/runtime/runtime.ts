import type { Credentials, FileSystem, Tree } from '../../filesystem/contract.ts'
import type { Kernel } from '../../kernel/process.ts'
import type { Terminal } from '../../kernel/terminal.ts'
import type { Cancel } from '../../wait.ts'
import type { HostPids } from './host-pids.ts'
import type { Copying } from './streams.ts'

/** What exists only while a container has processes: its simulated machine and everything tied to this run. */
export interface ContainerRuntime {
  readonly kernel: Kernel
  readonly terminal: Terminal | undefined
  /** Timers and subscriptions of this run (health probes, stop grace): all are cancelled at its end. */
  readonly cancels: Set<Cancel>
  /** The files as root sees them, mounts included; what archives of a running container look at. */
  readonly filesystem: FileSystem
  /** /etc/hosts and its like, which the daemon writes. */
  readonly identity: Tree
  readonly credentials: Credentials
  readonly environment: ReadonlyMap<string, string>
  readonly workingDirectory: string
  readonly hostPids: HostPids
  /** Output on its way to the log and to clients. */
  readonly copying: Copying[]
}
