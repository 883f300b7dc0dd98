import type { Clock } from '../clock.ts'
import type { FileSystem } from '../filesystem/contract.ts'
import type { ProgramFunctions } from '../program/functions/function.ts'
import type { Random } from '../random.ts'
import type { Daemon } from './daemon.ts'
import type { NetworkStack } from './network.ts'
import type { ExitStatus } from './process.ts'

export interface KernelOptions {
  readonly clock: Clock
  readonly random: Random
  readonly hostname: string
  readonly domainName: string
  readonly processors: number
  readonly memoryLimitBytes: number
  /**
   * The container's files as root sees them, made with a umask of zero: the kernel takes each process's own off.
   * /proc and /sys are laid over it, and what it lacks of /dev.
   */
  readonly filesystem: FileSystem
  readonly network: NetworkStack
  /** What functions of a test stand for programs. */
  readonly functions?: ProgramFunctions
  /** Who answers where the daemon's socket is mounted. */
  readonly daemon?: Daemon
  /** Init has ended. Told once, when the running command has returned; not told of `destroy`. */
  onExit(status: ExitStatus): void
  onOutOfMemory(): void
  /** A program threw something that is not a SystemError. */
  defect(error: unknown): void
  /** `docker run --init`: pid 1 is a stand-in for tini and what is spawned first becomes its child. */
  readonly initIsReaper: boolean
  /** More processes than this are refused with EAGAIN (`--pids-limit`). */
  readonly pidsLimit?: number
  /** Total memory of the simulated host, as /proc/meminfo tells it. Default: the limit. */
  readonly hostMemoryBytes?: number
  /** What /proc/sys tells besides the defaults, by dotted name (`--sysctl`). */
  readonly sysctls?: Readonly<Record<string, string>>
  /** What cpu.max tells: microseconds per 100 ms (`--cpus`). Nothing is slower for it. */
  readonly processorQuotaMicroseconds?: number
  /** `uname -r`. */
  readonly kernelRelease?: string
}
