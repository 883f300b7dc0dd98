import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectRegistry } from './registry/connect.ts'
import { type App, createApp as createAppWith } from './server/app.ts'
import { clockNamed } from './server/clock-choice.ts'
import { manualClockOf } from './server/control/clock.ts'
import { parseDurationMilliseconds } from './server/duration.ts'
import { handlers } from './server/handlers/index.ts'
import { socketPaths } from './server/transport/address.ts'
import { createHostPorts } from './server/transport/host-ports.ts'
import { listen, type TlsOptions } from './server/transport/listener.ts'
import type { Clock } from './state/clock.ts'
import { createEngine, type Engine, type EngineOptions } from './state/engine.ts'
import type { Registry } from './state/registry/registry.ts'
import type { Instant } from './state/time.ts'

export { connectRegistry } from './registry/connect.ts'
export type { Answer, Exchange, Handler, Handlers } from './server/answer.ts'
export type { App } from './server/app.ts'
export { type Listener, type ListenOptions, listen, type TlsOptions } from './server/transport/listener.ts'
export { type Clock, createManualClock, createScaledClock, createSystemClock, type ManualClock } from './state/clock.ts'
export { createEngine, type Engine, type EngineOptions } from './state/engine.ts'
export { DockerError, type ErrorKind } from './state/error.ts'

/** The whole daemon as a fetch function: no socket and no particular runtime. */
export const createApp = (engine: Engine): App => createAppWith(engine, handlers)

export interface MockerdOptions extends Omit<EngineOptions, 'clock' | 'registry' | 'portHost'> {
  /** `open` (default), `closed`, the `http://host:port` of a real one, or your own. */
  readonly registry?: 'open' | 'closed' | `http${string}` | Registry
  /** `system` (default), `manual`, `x60` for sixty times as fast, or a clock of your own. */
  readonly clock?: Clock | string
  /** Default: a fresh unix socket (none on Windows) and a free TCP port, both on this machine only. */
  readonly hosts?: readonly string[]
  /** `host`: published ports really listen, on this machine only. Default `none`: they are only shown. */
  readonly ports?: 'host' | 'none'
  /** For the TCP hosts. */
  readonly tls?: TlsOptions
}

/** Time as a test moves it. */
export interface ClockControl {
  now(): Instant
  /** Moves a manual clock: `30s`, `1m30s`, or milliseconds. */
  advance(by: string | number): void
  /** Jumps a manual clock from task to task until none is left; answers the milliseconds moved. */
  idle(limitMilliseconds?: number): number
}

export interface Mockerd extends AsyncDisposable {
  /** For DOCKER_HOST. */
  readonly host: string
  readonly hosts: readonly string[]
  /** Undefined when no host is a unix socket. */
  readonly socketPath: string | undefined
  /** `http://127.0.0.1:…`; undefined when no host is TCP. */
  readonly url: string | undefined
  /** The daemon without any socket. */
  readonly fetch: App['fetch']
  readonly engine: Engine
  readonly clock: ClockControl
  close(): Promise<void>
}

const chooseRegistry = (choice: MockerdOptions['registry']): EngineOptions['registry'] =>
  typeof choice !== 'string' || choice === 'open' || choice === 'closed' ? choice : connectRegistry(choice)

/** A folder only this daemon has, for its socket. */
const privateFolder = (): string | undefined =>
  process.platform === 'win32' ? undefined : mkdtempSync(join(tmpdir(), 'mockerd-'))

const defaultHosts = (folder: string | undefined): string[] => {
  const tcp = 'tcp://127.0.0.1:0'
  return folder ? [`unix://${join(folder, 'docker.sock')}`, tcp] : [tcp]
}

const chooseClock = (choice: Clock | string | undefined): Clock | undefined => {
  if (typeof choice !== 'string') return choice
  const clock = clockNamed(choice)
  if (!clock) throw new Error(`there is no clock ${choice}: use system, manual or x60`)
  return clock
}

const clockControl = (engine: Engine): ClockControl => {
  const manual = () => {
    const clock = manualClockOf(engine)
    if (!clock) throw new Error("the clock runs by itself: start with { clock: 'manual' } to move it")
    return clock
  }
  return {
    now: () => engine.clock.now(),
    advance(by) {
      const milliseconds = typeof by === 'number' ? by : parseDurationMilliseconds(by)
      if (milliseconds === undefined) throw new Error(`${by} is no duration: use 30s, 1m30s or milliseconds`)
      manual().advance(milliseconds)
    },
    idle: limitMilliseconds => manual().runUntilIdle(limitMilliseconds),
  }
}

/** Starts a daemon of its own, ready when the promise resolves; `await using` ends it. */
export const startMockerd = async (options: MockerdOptions = {}): Promise<Mockerd> => {
  const { clock: choice, hosts: wanted, ports, registry: where, tls, ...rest } = options
  const clock = chooseClock(choice)
  const portHost = ports === 'host' ? createHostPorts() : undefined
  const folder = wanted ? undefined : privateFolder()
  const asked = wanted ?? defaultHosts(folder)
  const registry = chooseRegistry(where)
  const given = { ...rest, ...(clock && { clock }), ...(registry && { registry }) }
  const engine = createEngine({ sockets: socketPaths(asked), ...given, portHost })
  const app = createApp(engine)
  const listener = await listen(app, { hosts: asked, ...(tls && { tls }) })
  const { hosts } = listener
  const close = async (): Promise<void> => {
    portHost?.close()
    await listener.close()
    // A clock that the caller gave may have other worlds to move.
    if (typeof choice !== 'object') engine.clock.stop()
    if (folder) rmSync(folder, { recursive: true, force: true })
  }
  const unix = hosts.find(host => host.startsWith('unix://'))
  const tcp = hosts.find(host => host.startsWith('tcp://'))
  return {
    host: hosts[0] ?? '',
    hosts,
    socketPath: unix?.slice('unix://'.length),
    url: tcp?.replace('tcp:', tls ? 'https:' : 'http:'),
    fetch: app.fetch,
    engine,
    clock: clockControl(engine),
    close,
    [Symbol.asyncDispose]: close,
  }
}
