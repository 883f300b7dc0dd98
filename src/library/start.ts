import type { App } from '../server/app.ts'
import type { ControlRoute } from '../server/control/route.ts'
import { createDaemon, type Daemon, type Past } from '../server/daemon.ts'
import type { Faults } from '../server/faults/faults.ts'
import { handlers } from '../server/handlers/index.ts'
import type { Journal } from '../server/journal/journal.ts'
import { createEngine, type Engine } from '../state/engine.ts'
import type { ProgramFunctions } from '../state/program/functions/function.ts'
import { hostOf } from '../state/seed.ts'
import type { Snapshot } from '../state/snapshot/snapshot.ts'
import { type ClockControl, createClockControl } from './clock-control.ts'
import { type ContainerHandle, createContainerHandle } from './container-handle.ts'
import { createEngines } from './engines.ts'
import { createImagesHandle, type ImagesHandle } from './images-handle.ts'
import { chooseClock, chooseRegistry, type MockerdOptions } from './options.ts'
import type { StateFile } from './state-file.ts'

/** A daemon in this process, and what a test does with it. */
export interface Mockerd extends AsyncDisposable {
  /** For DOCKER_HOST: the first of the hosts, `unix:///…` unless told otherwise; empty without sockets. */
  readonly host: string
  /** All that it listens on, with the ports that the system chose. */
  readonly hosts: readonly string[]
  /** The path of the unix socket, for clients that take one. Undefined when no host is a unix socket. */
  readonly socketPath: string | undefined
  /** `http://127.0.0.1:…`, or `https://…` with TLS; undefined when no host is TCP. */
  readonly url: string | undefined
  /** The daemon itself, for other ways to it. */
  readonly app: Pick<App, 'serve'>
  /** The daemon without any socket: every path of the Engine API, with or without its version, and the control plane. */
  readonly fetch: App['fetch']
  /** The world, whichever there is: another one after a reset. */
  readonly engine: Engine
  /** Moves time, when the clock is `manual`; reads it on any. */
  readonly clock: ClockControl
  /** What happens to a container by itself, by its name or id. */
  container(reference: string): ContainerHandle
  /** Images that a test defines, beside those of the registry. */
  readonly images: ImagesHandle
  /** What goes wrong on purpose. */
  readonly faults: Faults
  /** What was asked, and answered. */
  readonly journal: Journal
  /** The whole world as plain JSON, running containers included: to be kept, compared, or restored here or elsewhere. */
  snapshot(): Snapshot
  /**
   * Goes on from a snapshot: the same objects, files, logs, addresses, ports and time. Containers and executions that ran
   * run again, from their programs' beginning, because what programs were doing is not in it. Whatever is connected is cut.
   * Faults and the journal are the test's and no part of the world: it begins without.
   */
  restore(snapshot: Snapshot): void
  /** Begins anew, with the same seed and hosts. Whatever is connected is cut, as when a daemon goes away. */
  reset(): void
  /** Ends it: streams, sockets and published ports. Resolves when nothing of it is left; `await using` does the same. */
  close(): Promise<void>
}

/** Only who wants sockets loads what they need, which not every runtime has. */
const openSockets = async ({ hosts, ports }: MockerdOptions) => {
  const isWanted = hosts ? hosts.length > 0 || ports === 'host' : 'process' in globalThis
  if (!isWanted) return undefined
  const sockets = await import('./sockets.ts')
  const own = hosts ? { hosts, remove: () => {} } : sockets.privateHosts()
  const portHost = ports === 'host' ? sockets.createHostPorts() : undefined
  return { ...own, portHost, paths: sockets.socketPaths(own.hosts), listen: sockets.listen }
}

type Sockets = Awaited<ReturnType<typeof openSockets>>

/** Only who wants a file loads what it needs. */
const openState = async ({ state }: MockerdOptions): Promise<StateFile | undefined> =>
  state === undefined ? undefined : (await import('./state-file.ts')).openStateFile(state)

interface Surroundings {
  readonly sockets: Sockets
  readonly memory: StateFile | undefined
  readonly routes: readonly ControlRoute[]
}

const createWorlds = (options: MockerdOptions, { sockets, memory, routes }: Surroundings): Daemon => {
  const { clock: clockChoice, hosts: _hosts, ports: _ports, registry: where, ...others } = options
  const { state: _state, tls: _tls, control = {}, ...rest } = others
  const functions: ProgramFunctions = rest.functions ?? new Map()
  const createWorld = (past?: Past): Engine => {
    const clock = chooseClock(clockChoice, past?.now)
    const registry = chooseRegistry(where)
    const given = { ...rest, functions, ...(clock && { clock }), ...(registry && { registry }) }
    const own = past && { seed: past.seed, profile: past.profile, world: hostOf(rest.world ?? {}) }
    return createEngine({ sockets: sockets?.paths ?? [], ...given, ...own, portHost: sockets?.portHost })
  }
  const sharesClock = typeof clockChoice === 'object'
  return createDaemon({ handlers, createWorld, sharesClock, control, routes, ...(memory && { memory }) })
}

/** A daemon beside another is like it, but for what only one can have. */
const besides = ({ hosts: _hosts, state: _state, ...options }: MockerdOptions): MockerdOptions => options

/**
 * Starts a daemon of its own, ready when the promise resolves; `await using` ends it.
 *
 * Rejects with an `Error` of one line when there is no such profile or clock, when an address is none or taken, and when
 * a state file cannot be read.
 */
export const startMockerd = async (options: MockerdOptions = {}): Promise<Mockerd> => {
  const { tls } = options
  const sockets = await openSockets(options)
  const memory = await openState(options)
  const engines = createEngines(choice => startMockerd({ ...besides(options), ...choice }))
  const daemon = createWorlds(options, { sockets, memory, routes: engines.routes })
  const listener = await sockets?.listen(daemon.app, { hosts: sockets.hosts, ...(tls && { tls }) })
  const close = async (): Promise<void> => {
    await engines.close()
    daemon.end()
    memory?.close()
    sockets?.portHost?.close()
    await listener?.close()
    sockets?.remove()
  }
  const hosts = listener?.hosts ?? []
  const unix = hosts.find(host => host.startsWith('unix://'))
  const tcp = hosts.find(host => host.startsWith('tcp://'))
  return {
    host: hosts[0] ?? '',
    hosts,
    socketPath: unix?.slice('unix://'.length),
    url: tcp?.replace('tcp:', tls ? 'https:' : 'http:'),
    app: daemon.app,
    fetch: daemon.app.fetch,
    get engine() {
      return daemon.engine
    },
    get faults() {
      return daemon.faults
    },
    get journal() {
      return daemon.journal
    },
    clock: createClockControl(daemon),
    images: createImagesHandle(daemon),
    container: reference => createContainerHandle(daemon, reference),
    snapshot: daemon.snapshot,
    restore: daemon.restore,
    reset: daemon.reset,
    close,
    [Symbol.asyncDispose]: close,
  }
}
