import type { Clock } from '../state/clock.ts'
import { endWorld } from '../state/end.ts'
import type { Engine } from '../state/engine.ts'
import { restoreSnapshot } from '../state/snapshot/restore.ts'
import { readSnapshot, type Snapshot } from '../state/snapshot/snapshot.ts'
import { takeSnapshot } from '../state/snapshot/take.ts'
import { type StoredWorld, storedWorld } from '../state/snapshot/world.ts'
import type { Handlers } from './answer.ts'
import { type App, createApp, fetchFrom } from './app.ts'
import type { AutoClock } from './auto-clock.ts'
import type { ControlOptions } from './control/plane.ts'
import type { ControlRoute } from './control/route.ts'
import { worldRoutes } from './control/world.ts'
import type { Faults } from './faults/faults.ts'
import type { Journal } from './journal/journal.ts'
import { createKeeper } from './keeping.ts'
import { createTraffic, type Traffic } from './traffic.ts'

/** A daemon whose world can be exchanged for another while it listens. */
export interface Daemon {
  /** Serves whatever world there is. */
  readonly app: App
  readonly engine: Engine
  /** Of this world: none is left of them when it begins anew. */
  readonly faults: Faults
  readonly journal: Journal
  /** What the control plane can do with the world as a whole. */
  readonly routes: readonly ControlRoute[]
  /** The world as it is, as plain JSON. */
  snapshot(): Snapshot
  /** Goes on from a snapshot; what is connected is cut. Throws an `Error` of one line when it is none. */
  restore(snapshot: unknown): void
  /** Begins anew, with the world that it began with. What is connected is cut, as when a daemon goes away. */
  reset(): void
  /** Ends the world and everything that waits for it. */
  end(): void
}

/** What a world has to be like that a snapshot is restored in. */
export type Past = Pick<StoredWorld, 'seed' | 'profile' | 'now'>

/** A world that outlives its process. */
export interface Memory {
  readonly found: Snapshot | undefined
  save(snapshot: Snapshot): void
}

export interface DaemonOptions {
  readonly handlers: Handlers
  /** Makes the world to begin with, again at each reset, and for what is restored, of which it is told. */
  readonly createWorld: (past?: Past) => Engine
  /** Where the world is kept: what is there already, and whoever writes it down again before a client hears of a change. */
  readonly memory?: Memory
  /** The clock has other worlds to move: it does not stop with this one. */
  readonly sharesClock?: boolean
  /** Default: everything; false: nothing. */
  readonly control?: ControlOptions | false
  /** What the control plane can do beside what it does with any world. */
  readonly routes?: readonly ControlRoute[]
}

export const createDaemon = (options: DaemonOptions): Daemon => {
  const { handlers, createWorld, memory, sharesClock = false, control = {}, routes = [] } = options
  const keeper = memory && createKeeper(() => engine, memory.save)
  let engine = memory?.found ? remembered(createWorld, memory.found) : createWorld()
  let traffic: Traffic
  let inner: App
  const enter = (world: Engine): void => {
    engine = world
    traffic = createTraffic()
    inner = createApp(world, handlers, { control: control && { ...control, routes: daemon.routes } })
    if (isAuto(world.clock)) world.clock.follow(traffic)
  }
  const leave = (): void => {
    endWorld(engine)
    if (!sharesClock) engine.clock.stop()
    traffic.cut()
    inner.faults.clear()
  }
  const through: App['serve'] = (request, way) => traffic.serve(inner, request, way)
  const app: App = {
    get engine() {
      return engine
    },
    get faults() {
      return inner.faults
    },
    get journal() {
      return inner.journal
    },
    serve: (request, way) => (keeper ? keeper.serve({ serve: through }, request, way) : through(request, way)),
    fetch: request => fetchFrom(app, request),
  }
  const daemon: Daemon = {
    app,
    get routes() {
      return [...worldRoutes(daemon), ...routes]
    },
    snapshot: () => JSON.parse(JSON.stringify(takeSnapshot(engine))),
    restore(given) {
      const snapshot = readSnapshot(given)
      const world = createWorld(storedWorld(snapshot))
      restoreSnapshot(world, snapshot, 'resumed')
      leave()
      enter(world)
    },
    get engine() {
      return engine
    },
    get faults() {
      return inner.faults
    },
    get journal() {
      return inner.journal
    },
    reset() {
      leave()
      enter(createWorld())
    },
    end() {
      keeper?.keep()
      leave()
    },
  }
  enter(engine)
  return daemon
}

/** A daemon that starts again: nothing runs any more, and the restart policies have their say. */
const remembered = (createWorld: DaemonOptions['createWorld'], found: Snapshot): Engine => {
  const world = createWorld(storedWorld(found))
  restoreSnapshot(world, found, 'power-cut')
  return world
}

const isAuto = (clock: Clock): clock is AutoClock => 'follow' in clock
