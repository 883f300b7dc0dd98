import { type App, createApp as createAppWith } from './server/app.ts'
import { handlers } from './server/handlers/index.ts'
import type { Listener, ListenOptions } from './server/transport/listener.ts'
import type { Engine } from './state/engine.ts'

export type { ClockControl } from './library/clock-control.ts'
export type { ContainerHandle } from './library/container-handle.ts'
export type { MockerdOptions } from './library/options.ts'
export { type Mockerd, startMockerd } from './library/start.ts'
export { connectRegistry } from './registry/connect.ts'
export type { Answer, Exchange, Handler, Handlers } from './server/answer.ts'
export type { App } from './server/app.ts'
export type { FaultDescription, FaultMatch, Held } from './server/faults/fault.ts'
export type { Fault, Faults } from './server/faults/faults.ts'
export type { Coverage } from './server/journal/coverage.ts'
export type { Journal } from './server/journal/journal.ts'
export type { JournalRequest } from './server/journal/read.ts'
export type { JournalQuery } from './server/journal/search.ts'
export type { Listener, ListenOptions, TlsOptions } from './server/transport/listener.ts'
export { type Clock, createManualClock, createScaledClock, createSystemClock, type ManualClock } from './state/clock.ts'
export { createEngine, type Engine, type EngineOptions } from './state/engine.ts'
export { DockerError, type ErrorKind } from './state/error.ts'
export type { ImageDefinition } from './state/image/catalogue/defined.ts'
export type { DefinedImage } from './state/image/define.ts'
export type { Seed } from './state/seed.ts'
export type { Snapshot } from './state/snapshot/snapshot.ts'

/** The whole daemon as a fetch function: no socket and no particular runtime. */
export const createApp = (engine: Engine): App => createAppWith(engine, handlers)

/** Serves an app on sockets, where the runtime has some. */
export const listen = async (app: App, options: ListenOptions): Promise<Listener> =>
  (await import('./server/transport/listener.ts')).listen(app, options)
