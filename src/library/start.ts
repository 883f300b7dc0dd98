import type { App } from '../server/app.ts'
import { createDaemon, type Daemon } from '../server/daemon.ts'
import type { Faults } from '../server/faults/faults.ts'
import { handlers } from '../server/handlers/index.ts'
import type { Journal } from '../server/journal/journal.ts'
import { createEngine, type Engine } from '../state/engine.ts'
import { type ClockControl, createClockControl } from './clock-control.ts'
import { type ContainerHandle, createContainerHandle } from './container-handle.ts'
import { createImagesHandle, type ImagesHandle } from './images-handle.ts'
import { chooseClock, chooseRegistry, type MockerdOptions } from './options.ts'

/** A daemon in this process, and what a test does with it. */
export interface Mockerd extends AsyncDisposable {
  /** For DOCKER_HOST; empty without sockets. */
  readonly host: string
  readonly hosts: readonly string[]
  /** Undefined when no host is a unix socket. */
  readonly socketPath: string | undefined
  /** `http://127.0.0.1:…`; undefined when no host is TCP. */
  readonly url: string | undefined
  /** The daemon without any socket. */
  readonly fetch: App['fetch']
  /** The world, whichever there is: another one after a reset. */
  readonly engine: Engine
  readonly clock: ClockControl
  /** What happens to a container by itself, by its name or id. */
  container(reference: string): ContainerHandle
  readonly images: ImagesHandle
  /** What goes wrong on purpose. */
  readonly faults: Faults
  /** What was asked, and answered. */
  readonly journal: Journal
  /** Begins anew, with the same seed and hosts. Whatever is connected is cut, as when a daemon goes away. */
  reset(): void
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

const createWorlds = (options: MockerdOptions, sockets: Sockets): Daemon => {
  const { clock: clockChoice, hosts: _hosts, ports: _ports, registry: where, tls: _tls, ...rest } = options
  const createWorld = (): Engine => {
    const clock = chooseClock(clockChoice)
    const registry = chooseRegistry(where)
    const given = { ...rest, ...(clock && { clock }), ...(registry && { registry }) }
    return createEngine({ sockets: sockets?.paths ?? [], ...given, portHost: sockets?.portHost })
  }
  return createDaemon({ handlers, createWorld, sharesClock: typeof clockChoice === 'object' })
}

/** Starts a daemon of its own, ready when the promise resolves; `await using` ends it. */
export const startMockerd = async (options: MockerdOptions = {}): Promise<Mockerd> => {
  const { tls } = options
  const sockets = await openSockets(options)
  const daemon = createWorlds(options, sockets)
  const listener = await sockets?.listen(daemon.app, { hosts: sockets.hosts, ...(tls && { tls }) })
  const close = async (): Promise<void> => {
    daemon.end()
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
    reset: daemon.reset,
    close,
    [Symbol.asyncDispose]: close,
  }
}
