import type { Clock } from '../clock.ts'
import { type FileSystem, root, SystemError } from '../filesystem/contract.ts'
import type { ProgramFunction } from '../program/functions/function.ts'
import type { Random } from '../random.ts'
import type { Instant } from '../time.ts'
import type { Daemon } from './daemon.ts'
import { type DeliveryTarget, deliver, deliverDeferred, signalStatus } from './delivery.ts'
import { type Executable, findExecutable, type LookupSettings } from './execute.ts'
import type { KernelOptions } from './kernel-options.ts'
import { complain } from './last-words.ts'
import { heldBytesMax, outOfMemoryVictim } from './memory.ts'
import type { NetworkStack } from './network.ts'
import { createOpener, type Opener } from './open.ts'
import { createOverlay } from './overlay.ts'
import { createProcTable, type SyntheticTable } from './proc.ts'
import type { ExitStatus, Kernel, Process, SpawnOptions } from './process.ts'
import { catchForwarded, reaper, reaperPath } from './reaper.ts'
import { type Outcome, Scheduler } from './scheduler.ts'
import { type SignalName, signalNames } from './signal.ts'
import { type ProcessServices, SimulatedProcess } from './simulated-process.ts'

export type { KernelOptions } from './kernel-options.ts'

export const createKernel = (options: KernelOptions): Kernel => new SimulatedKernel(options)

const killed: ExitStatus = signalStatus('KILL')

class SimulatedKernel implements Kernel, DeliveryTarget {
  readonly clock: Clock
  readonly random: Random
  readonly hostname: string
  readonly domainName: string
  readonly processors: number
  memoryLimitBytes: number
  readonly filesystem: FileSystem
  readonly network: NetworkStack
  readonly functions: ReadonlyMap<string, ProgramFunction>
  readonly daemon: Daemon | undefined
  readonly startedAt: Instant
  readonly processes = new Map<number, SimulatedProcess>()
  init: SimulatedProcess | undefined
  readonly #options: KernelOptions
  readonly #scheduler: Scheduler
  readonly #synthetic: SyntheticTable
  readonly #opener: Opener
  readonly #services: ProcessServices
  #nextPid = 1
  #memoryBytes = 0
  #destroyed = false

  constructor(options: KernelOptions) {
    this.#options = options
    this.clock = options.clock
    this.random = options.random
    this.hostname = options.hostname
    this.domainName = options.domainName
    this.processors = options.processors
    this.memoryLimitBytes = options.memoryLimitBytes
    this.network = options.network
    this.functions = options.functions ?? new Map()
    this.daemon = options.daemon
    this.startedAt = options.clock.now()
    this.#scheduler = new Scheduler(options.clock)
    this.#synthetic = createProcTable(this, {
      hostMemoryBytes: options.hostMemoryBytes ?? options.memoryLimitBytes,
      usedMemoryBytes: () => this.#memoryBytes,
      sysctls: options.sysctls ?? {},
      release: options.kernelRelease,
      pidsLimit: options.pidsLimit,
      memoryLimited: options.hostMemoryBytes !== undefined && options.memoryLimitBytes < options.hostMemoryBytes,
      processorQuotaMicroseconds: options.processorQuotaMicroseconds,
    })
    this.filesystem = createOverlay(options.filesystem, this.#synthetic, undefined)
    this.#opener = createOpener(options.random.fork('devices'))
    this.#services = {
      filesystem: process => createOverlay(options.filesystem.as(process.credentials), this.#synthetic, process),
      open: (process, path, flags) => this.#opener.open(process, path, flags),
      charged: (_process, bytes) => this.#charged(bytes),
    }
  }

  get frozen(): boolean {
    return this.#scheduler.frozen
  }

  lookup(argv: readonly string[], settings: LookupSettings): Executable {
    return findExecutable(this.filesystem, argv, settings)
  }

  spawn(options: SpawnOptions): Process {
    if (this.#destroyed || this.init?.exit) throw new SystemError('ENOMEM')
    if (this.processes.size >= (this.#options.pidsLimit ?? Number.POSITIVE_INFINITY)) throw new SystemError('EAGAIN')
    const found = this.#find(options)
    if (this.init || !this.#options.initIsReaper) return this.#start(options, found)
    return this.#startReaper(options, found)
  }

  #find(options: SpawnOptions): Executable {
    const { program, argv, parent } = options
    if (program) return { program, argv, executable: options.executable ?? argv[0] ?? '' }
    return this.lookup(argv, {
      environment: options.environment ?? parent?.environment ?? new Map(),
      workingDirectory: options.workingDirectory ?? parent?.workingDirectory ?? '/',
      credentials: options.credentials ?? parent?.credentials ?? root,
    })
  }

  #startReaper(options: SpawnOptions, found: Executable): Process {
    const files = new Map([...(options.files ?? [])].map(([number, file]) => [number, file.retain()]))
    let main: Process | undefined
    const program = reaper(() => main ?? init)
    const init = this.#start(
      { ...options, files },
      { program, executable: reaperPath, argv: [reaperPath, '--', ...found.argv] },
    )
    catchForwarded(init)
    main = this.#start({ ...options, parent: init, newGroup: true }, found)
    if (init.terminal) init.terminal.foregroundGroup = main.group
    return init
  }

  #start(options: SpawnOptions, found: Executable): SimulatedProcess {
    const parent = options.parent as SimulatedProcess | undefined
    const pid = this.#nextPid++
    const process = new SimulatedProcess(
      this,
      {
        pid,
        parent,
        group: options.newGroup || !parent ? pid : parent.group,
        argv: found.argv,
        executable: found.executable,
        environment: new Map(options.environment ?? parent?.environment ?? []),
        workingDirectory: options.workingDirectory ?? parent?.workingDirectory ?? '/',
        credentials: options.credentials ?? parent?.credentials ?? root,
        umask: options.umask ?? parent?.umask ?? 0o022,
        terminal: 'terminal' in options ? options.terminal : parent?.terminal,
        startedAt: this.clock.now(),
      },
      this.#services,
    )
    if (options.files) for (const [number, file] of options.files) process.files.set(number, file)
    else if (parent) for (const [number, file] of parent.files) process.files.set(number, file.retain())
    if (parent) process.signals.inherit(parent.signals, signalNames)
    for (const signal of options.ignoredSignals ?? []) process.signals.set(signal, 'ignore')
    for (const signal of options.deafTo ?? []) process.signals.deafen(signal)
    this.processes.set(pid, process)
    this.init ??= process
    this.#takeTerminal(process)
    process.task = this.#scheduler.add(
      () => found.program(process),
      outcome => this.#finish(process, this.#statusOf(process, outcome)),
    )
    return process
  }

  /** A process started from outside on a terminal leads its foreground group, as runc's init and exec do. */
  #takeTerminal(process: SimulatedProcess): void {
    if (!process.terminal || process.parent) return
    process.leadsSession = true
    process.terminal.controlledBy((group, signal) => this.#signalGroup(group, signal))
    process.terminal.foregroundGroup = process.group
  }

  /** What a terminal sends. Not `kill`: there -1 is everybody, where the group of init is meant here. */
  #signalGroup(group: number, signal: SignalName): void {
    for (const member of [...this.processes.values()]) if (member.group === group) deliver(this, member, signal, true)
  }

  #statusOf(process: SimulatedProcess, outcome: Outcome): ExitStatus {
    if (outcome.kind === 'returned') return { code: outcome.code & 255 }
    if (outcome.kind === 'ended') {
      if (outcome.error !== undefined && !(outcome.error instanceof SystemError)) this.#options.defect(outcome.error)
      return process.fate ?? killed
    }
    if (outcome.error instanceof SystemError) complain(process, outcome.error)
    else this.#options.defect(outcome.error)
    return { code: 1 }
  }

  #finish(process: SimulatedProcess, status: ExitStatus): void {
    process.exit = status
    const files = [...process.files.values()]
    process.files.clear()
    for (const file of files) file.release()
    this.#memoryBytes -= process.memoryBytes
    process.memoryBytes = 0
    this.#adoptChildren(process)
    this.#leaveZombie(process)
    process.changed.notify()
    // The end of a session hangs up its terminal (credentials(7), setsid).
    if (process.leadsSession && process.terminal) this.#signalGroup(process.terminal.foregroundGroup, 'HUP')
    if (process === this.init) this.#initEnded(status)
  }

  #adoptChildren(process: SimulatedProcess): void {
    const { init } = this
    const adopter = init && init !== process && !init.exit ? init : undefined
    for (const child of [...this.processes.values()]) {
      if (child.parent !== process) continue
      child.parent = adopter
      if (child.exit) this.#leaveZombie(child)
    }
  }

  /** A parent that runs again after its child's end has collected it; one that ignores CHLD never sees it (wait(2)). */
  #leaveZombie(process: SimulatedProcess): void {
    const { parent } = process
    const collect = () => {
      this.processes.delete(process.pid)
    }
    if (!parent || parent.exit || parent.signals.get('CHLD') === 'ignore') collect()
    else parent.task?.beforeNextRun(collect)
    if (parent && !parent.exit) deliver(this, parent, 'CHLD', false)
  }

  #initEnded(status: ExitStatus): void {
    this.#killAll()
    if (!this.#destroyed) this.clock.after(0, () => this.#options.onExit(status))
  }

  #killAll(): void {
    for (const process of [...this.processes.values()]) if (!process.exit) this.terminate(process, killed)
  }

  terminate(process: SimulatedProcess, status: ExitStatus): void {
    if (process.exit || process.fate) return
    process.fate = status
    process.task?.end()
  }

  stop(process: SimulatedProcess): void {
    if (process.stopped) return
    process.stopped = true
    process.task?.hold()
    this.#tellChange(process)
  }

  resume(process: SimulatedProcess): void {
    if (!process.stopped) return
    process.stopped = false
    process.task?.release()
    this.#tellChange(process)
    if (!this.frozen) deliverDeferred(this, process)
  }

  #tellChange(process: SimulatedProcess): void {
    process.changed.notify()
    if (process.parent) deliver(this, process.parent, 'CHLD', false)
  }

  kill(pid: number, signal: SignalName, sender?: Process): boolean {
    const targets = this.#targets(pid, sender)
    const allowed = targets.filter(process => !sender || maySignal(sender, process))
    if (targets.length > 0 && allowed.length === 0) throw new SystemError('EPERM')
    for (const process of allowed) deliver(this, process, signal, !sender)
    return targets.length > 0
  }

  #targets(pid: number, sender: Process | undefined): SimulatedProcess[] {
    const all = [...this.processes.values()]
    if (pid > 0) return all.filter(process => process.pid === pid)
    if (pid === -1) return all.filter(process => process !== this.init && process !== sender)
    const group = pid === 0 ? sender?.group : -pid
    return all.filter(process => process.group === group)
  }

  freeze(): void {
    this.#scheduler.freeze()
  }

  thaw(): void {
    this.#scheduler.thaw()
    for (const process of [...this.processes.values()]) if (!process.stopped) deliverDeferred(this, process)
  }

  destroy(): void {
    this.#destroyed = true
    this.#killAll()
  }

  #charged(bytes: number): void {
    this.#memoryBytes += bytes
    const limitBytes = Math.min(this.memoryLimitBytes, heldBytesMax)
    if (bytes <= 0 || this.#memoryBytes <= limitBytes) return
    const victim = outOfMemoryVictim(this.processes.values(), limitBytes)
    if (!victim) return
    this.clock.after(0, () => this.#options.onOutOfMemory())
    this.terminate(victim, { ...killed, outOfMemory: true })
  }
}

/** kill(2): root may signal anybody, others only what runs as themselves. */
const maySignal = (sender: Process, process: Process): boolean =>
  sender.credentials.uid === 0 || sender.credentials.uid === process.credentials.uid
