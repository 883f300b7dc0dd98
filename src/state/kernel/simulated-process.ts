import type { Credentials, FileSystem, OpenOptions } from '../filesystem/contract.ts'
import { SystemError } from '../filesystem/contract.ts'
import type { Instant } from '../time.ts'
import { Notifier } from '../wait.ts'
import type { OpenFile } from './open-file.ts'
import { absolutePath } from './path.ts'
import type { ExitStatus, Kernel, Process } from './process.ts'
import type { Task } from './scheduler.ts'
import type { SignalName } from './signal.ts'
import { ProcessSignals } from './signals.ts'
import type { Terminal } from './terminal.ts'

/** What the kernel does for a process that asks. */
export interface ProcessServices {
  filesystem(process: SimulatedProcess): FileSystem
  open(process: SimulatedProcess, path: string, options: OpenOptions): OpenFile
  /** Its memory has grown (or, negative, shrunk) by so much. */
  charged(process: SimulatedProcess, bytes: number): void
}

export interface ProcessOrigin {
  readonly pid: number
  readonly parent: SimulatedProcess | undefined
  readonly group: number
  readonly argv: readonly string[]
  readonly executable: string
  readonly environment: Map<string, string>
  readonly workingDirectory: string
  readonly credentials: Credentials
  readonly umask: number
  readonly terminal: Terminal | undefined
  readonly startedAt: Instant
}

export class SimulatedProcess implements Process {
  readonly kernel: Kernel
  readonly pid: number
  parent: SimulatedProcess | undefined
  group: number
  argv: readonly string[]
  executable: string
  environment: Map<string, string>
  workingDirectory: string
  credentials: Credentials
  umask: number
  readonly files = new Map<number, OpenFile>()
  readonly terminal: Terminal | undefined
  readonly startedAt: Instant
  exit: ExitStatus | undefined
  readonly changed = new Notifier()
  stopped = false
  memoryBytes = 0
  readonly signals = new ProcessSignals()
  /** Set as soon as its end is certain, when its last step may still be on the stack. */
  fate: ExitStatus | undefined
  /** Signals that wait for it to go on, after a stop or under the freezer. */
  deferredSignals: SignalName[] = []
  /** Started from outside on a terminal of its own. */
  leadsSession = false
  task: Task | undefined
  readonly #services: ProcessServices
  #view: { readonly credentials: Credentials; readonly filesystem: FileSystem } | undefined

  constructor(kernel: Kernel, origin: ProcessOrigin, services: ProcessServices) {
    this.kernel = kernel
    this.#services = services
    this.pid = origin.pid
    this.parent = origin.parent
    this.group = origin.group
    this.argv = origin.argv
    this.executable = origin.executable
    this.environment = origin.environment
    this.workingDirectory = origin.workingDirectory
    this.credentials = origin.credentials
    this.umask = origin.umask
    this.terminal = origin.terminal
    this.startedAt = origin.startedAt
  }

  /** One step of the coroutine counts as one microsecond. */
  get cpuMicroseconds(): number {
    return this.task?.steps ?? 0
  }

  get filesystem(): FileSystem {
    if (this.#view?.credentials !== this.credentials)
      this.#view = { credentials: this.credentials, filesystem: this.#services.filesystem(this) }
    return this.#view.filesystem
  }

  path(relative: string): string {
    return absolutePath(this.workingDirectory, relative)
  }

  open(path: string, options: OpenOptions): OpenFile {
    return this.#services.open(this, this.path(path), options)
  }

  install(file: OpenFile, descriptor?: number): number {
    let number = descriptor ?? 0
    if (descriptor === undefined) while (this.files.has(number)) number++
    const replaced = this.files.get(number)
    this.files.set(number, file)
    replaced?.release()
    return number
  }

  closeDescriptor(descriptor: number): void {
    const file = this.files.get(descriptor)
    if (!file) throw new SystemError('EBADF')
    this.files.delete(descriptor)
    file.release()
  }

  work(steps: number): void {
    this.task?.work(steps)
  }

  charge(bytes: number): void {
    const before = this.memoryBytes
    this.memoryBytes = Math.max(0, before + bytes)
    this.#services.charged(this, this.memoryBytes - before)
  }
}
