import type { Clock } from '../state/clock.ts'
import { endWorld } from '../state/end.ts'
import type { Engine } from '../state/engine.ts'
import type { Handlers } from './answer.ts'
import { type App, createApp, fetchFrom } from './app.ts'
import type { AutoClock } from './auto-clock.ts'
import type { ControlOptions } from './control/plane.ts'
import type { ControlRoute } from './control/route.ts'
import { worldRoutes } from './control/world.ts'
import type { Faults } from './faults/faults.ts'
import type { Journal } from './journal/journal.ts'
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
  /** Begins anew, with the world that it began with. What is connected is cut, as when a daemon goes away. */
  reset(): void
  /** Ends the world and everything that waits for it. */
  end(): void
}

export interface DaemonOptions {
  readonly handlers: Handlers
  /** Makes the world to begin with, and again at each reset. */
  readonly createWorld: () => Engine
  /** The clock has other worlds to move: it does not stop with this one. */
  readonly sharesClock?: boolean
  /** Default: everything; false: nothing. */
  readonly control?: ControlOptions | false
}

export const createDaemon = (options: DaemonOptions): Daemon => {
  const { handlers, createWorld, sharesClock = false, control = {} } = options
  let engine = createWorld()
  let traffic: Traffic
  let inner: App
  const enter = (world: Engine): void => {
    engine = world
    traffic = createTraffic()
    const routes = control ? [...(control.routes ?? []), ...daemon.routes] : []
    inner = createApp(world, handlers, { control: control && { ...control, routes } })
    if (isAuto(world.clock)) world.clock.follow(traffic)
  }
  const end = (): void => {
    endWorld(engine)
    if (!sharesClock) engine.clock.stop()
    traffic.cut()
    inner.faults.clear()
  }
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
    serve: (request, way) => traffic.serve(inner, request, way),
    fetch: request => fetchFrom(app, request),
  }
  const daemon: Daemon = {
    app,
    routes: worldRoutes({ reset: () => daemon.reset() }),
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
      end()
      enter(createWorld())
    },
    end,
  }
  enter(engine)
  return daemon
}

const isAuto = (clock: Clock): clock is AutoClock => 'follow' in clock
