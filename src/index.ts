/**
 * The fake daemon: on sockets by `startMockerd`, or as a fetch function by `createApp(createEngine(…))`.
 *
 * ```ts
 * import { startMockerd } from 'mockerd'
 *
 * await using docker = await startMockerd({ clock: 'manual', seed: 1 })
 * console.log(docker.host) // for DOCKER_HOST
 * ```
 *
 * @module mockerd
 */
import { type App, createApp as createAppWith } from './server/app.ts'
import { handlers } from './server/handlers/index.ts'
import type { Listener, ListenOptions } from './server/transport/listener.ts'
import type { Engine } from './state/engine.ts'

export type { ApiVersion, OperationId } from '../spec/index.ts'
export type { ClockControl } from './library/clock-control.ts'
export type { ContainerHandle } from './library/container-handle.ts'
export type { ImagesHandle } from './library/images-handle.ts'
export type { MockerdOptions } from './library/options.ts'
export { type Mockerd, startMockerd } from './library/start.ts'
export { connectRegistry } from './registry/connect.ts'
export type { App } from './server/app.ts'
export type { FaultDescription, FaultKinds, FaultMatch, Held } from './server/faults/fault.ts'
export type { Fault, Faults } from './server/faults/faults.ts'
export type { Coverage } from './server/journal/coverage.ts'
export type { Journal } from './server/journal/journal.ts'
export type { JournalRequest } from './server/journal/read.ts'
export type { JournalQuery } from './server/journal/search.ts'
export type { Listener, ListenOptions, TlsOptions } from './server/transport/listener.ts'
export { type Clock, createManualClock, createScaledClock, createSystemClock, type ManualClock } from './state/clock.ts'
export type { HealthStatus } from './state/container/entity.ts'
export { createEngine, type Engine, type EngineOptions } from './state/engine.ts'
export { DockerError, type ErrorKind } from './state/error.ts'
export type { ImageDefinition } from './state/image/catalogue/defined.ts'
export type { DefinedImage } from './state/image/define.ts'
export type { PointName } from './state/points.ts'
export type {
  ProgramContext,
  ProgramExit,
  ProgramFunction,
  ProgramFunctions,
} from './state/program/functions/function.ts'
export type { Registry } from './state/registry/registry.ts'
export type { Seed } from './state/seed.ts'
export type { Snapshot } from './state/snapshot/snapshot.ts'

/**
 * The whole daemon as a fetch function: no socket and no particular runtime.
 *
 * ```ts
 * const app = createApp(createEngine({ seed: 1 }))
 * const answer = await app.fetch(new Request('http://docker/v1.44/containers/json'))
 * ```
 *
 * Whatever is asked, the function answers as the daemon would, refusals included; it throws only where a fault breaks the
 * connection.
 */
export const createApp = (engine: Engine): App => createAppWith(engine, handlers)

/**
 * Serves an app on sockets, where the runtime has some: Node, Bun and Deno do. Rejects with an error of one line when an
 * address is none, or somebody listens there.
 */
export const listen = async (app: App, options: ListenOptions): Promise<Listener> =>
  (await import('./server/transport/listener.ts')).listen(app, options)
