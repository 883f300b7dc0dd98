import type { Clock } from '../clock.ts'
import type { Credentials, FileSystem, OpenOptions } from '../filesystem/contract.ts'
import type { ProgramFunction } from '../program/functions/function.ts'
import type { Random } from '../random.ts'
import type { Instant } from '../time.ts'
import type { Wait } from '../wait.ts'
import type { Daemon } from './daemon.ts'
import type { NetworkStack } from './network.ts'
import type { OpenFile } from './open-file.ts'
import type { SignalName } from './signal.ts'
import type { Terminal } from './terminal.ts'

/**
 * A program is a coroutine. It yields a `Wait` to sleep until that fires (look again afterwards: wake-ups are hints),
 * or undefined to give others a turn; every loop that may run long yields undefined now and then, because the kernel
 * counts steps and makes a busy process sleep a simulated millisecond. Being killed is `return()` on the coroutine:
 * `finally` blocks run, nothing else does. Steps never see the host's clock, files or network.
 */
export type Step<T> = Generator<Wait | undefined, T, void>

/** Runs with `process` as its own; returns the exit status (0–255). Descriptors are closed by the kernel. */
export type Program = (process: Process) => Step<number>

/** How a process ended: `code` is what `$?` shows (128 + number for a signal). */
export interface ExitStatus {
  readonly code: number
  readonly signal?: SignalName
  readonly outOfMemory?: boolean
}

export type SignalDisposition = 'default' | 'ignore' | 'catch'

export interface Process {
  readonly kernel: Kernel
  readonly pid: number
  readonly parent: Process | undefined
  /** Process group; signals from the terminal go to one. */
  group: number
  argv: readonly string[]
  /** The executable's absolute path. */
  executable: string
  environment: Map<string, string>
  workingDirectory: string
  credentials: Credentials
  umask: number
  /** Descriptor number → what is open. The kernel releases them at exit. */
  readonly files: Map<number, OpenFile>
  readonly terminal: Terminal | undefined
  readonly startedAt: Instant
  /** undefined while it lives. */
  readonly exit: ExitStatus | undefined
  /** Fires when it exits, when it stops or continues. */
  readonly changed: Wait
  readonly stopped: boolean
  /** Simulated processor time used. */
  readonly cpuMicroseconds: number
  /** Bytes charged through `charge`. */
  readonly memoryBytes: number

  readonly signals: {
    set(signal: SignalName, disposition: SignalDisposition): void
    get(signal: SignalName): SignalDisposition
    /** Takes the oldest caught signal that has not been handled. */
    take(): SignalName | undefined
    readonly pending: boolean
    /** Fires when a caught signal arrives. */
    readonly arrived: Wait
  }

  /** The process's view of the files, with its credentials. */
  readonly filesystem: FileSystem
  /** Makes a path absolute against the working directory and cleans it. */
  path(relative: string): string
  /** Opens files, devices, fifos and /proc alike. */
  open(path: string, options: OpenOptions): OpenFile
  /**
   * Installs an open file at a descriptor (the lowest free one when not given), taking over the caller's reference and
   * releasing what was there, and returns its number.
   */
  install(file: OpenFile, descriptor?: number): number
  closeDescriptor(descriptor: number): void
  /** Counts as so many steps: work whose length the number of yields does not show. One step is a microsecond. */
  work(steps: number): void
  /** Adds to (or, negative, takes from) the memory this process holds; over the container's limit the OOM killer comes. */
  charge(bytes: number): void
}

export interface SpawnOptions {
  readonly argv: readonly string[]
  /** Absent: looked up with `Kernel.lookup(argv[0])` in PATH, throwing SystemError ENOENT, EACCES or ENOEXEC. */
  readonly program?: Program
  readonly executable?: string
  readonly parent?: Process
  /** Absent: the parent's. */
  readonly environment?: Map<string, string>
  readonly workingDirectory?: string
  readonly credentials?: Credentials
  readonly umask?: number
  /** Absent: the parent's descriptors, retained. Given: these, whose references the child takes over. */
  readonly files?: Map<number, OpenFile>
  readonly terminal?: Terminal | undefined
  /** Own process group (a job) instead of the parent's. */
  readonly newGroup?: boolean
  /** Signals that are ignored from the start (nohup, background jobs). */
  readonly ignoredSignals?: readonly SignalName[]
  /** Signals that are ignored whatever the process wants. */
  readonly deafTo?: readonly SignalName[]
}

/** The simulated machine that the processes of one running container share. */
export interface Kernel {
  readonly clock: Clock
  readonly random: Random
  readonly hostname: string
  readonly domainName: string
  readonly processors: number
  /** The limit that the OOM killer guards, in bytes. It changes when the container is updated. */
  memoryLimitBytes: number
  readonly filesystem: FileSystem
  readonly network: NetworkStack
  /** The functions of a test that stand for programs. */
  readonly functions: ReadonlyMap<string, ProgramFunction>
  /** Who answers at the daemon's socket; programs go through `connectDaemon`. */
  readonly daemon: Daemon | undefined
  readonly processes: ReadonlyMap<number, Process>
  /** The process whose end is the container's end. */
  readonly init: Process | undefined
  readonly startedAt: Instant

  /**
   * Starts a process at the next turn. The first one is pid 1. When it throws (what `lookup` throws, EAGAIN at the limit
   * of processes, ENOMEM when init has ended), nothing was taken over.
   */
  spawn(options: SpawnOptions): Process
  /**
   * Finds what `name` would execute for `process`-like settings: a name with a slash is a path, any other is searched
   * in PATH. Follows `#!` lines: `argv` is the final argument vector. Throws SystemError ENOENT, EACCES, ENOEXEC.
   */
  lookup(
    argv: readonly string[],
    settings: { environment: ReadonlyMap<string, string>; workingDirectory: string; credentials: Credentials },
  ): { program: Program; executable: string; argv: readonly string[] }
  /**
   * Sends a signal: to one process (pid > 0), to a group (pid < -1), to the sender's group (0) or to all but init and
   * the sender (-1). False when there is none; SystemError EPERM when the sender may not. Without a sender it comes from
   * the host, which alone can KILL or STOP init.
   */
  kill(pid: number, signal: SignalName, sender?: Process): boolean
  /** Stops scheduling (pause of a container: the freezer), and goes on. */
  freeze(): void
  thaw(): void
  readonly frozen: boolean
  /** Kills whatever is left without telling `onExit`. */
  destroy(): void
}
