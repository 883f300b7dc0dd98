import type { Engine } from '../engine.ts'
import { behaviourOf, behaviourPrefix } from './behaviour/behaviour.ts'
import { exhaust } from './behaviour/end.ts'
import { serving } from './behaviour/program.ts'
import type { Container, HealthStatus } from './entity.ts'
import { containerEvent } from './event.ts'
import { table } from './lifecycle.ts'
import { completeExit } from './runtime/exit.ts'
import { writeLog } from './runtime/log.ts'
import type { OutputStream } from './runtime/streams.ts'
import { supervisionOf } from './runtime/supervision.ts'

/** What no client of a daemon can do, but somebody who tests one wants to happen: by the name of a running container. */
const runningContainer = (engine: Engine, reference: string): Container => {
  const container = engine.containers.resolve(reference)
  table.next('resize', container.state, container, reference)
  return container
}

/** Its first process ends with that exit code, here and now. */
export const exitContainer = (engine: Engine, reference: string, exitCode: number): void =>
  completeExit(engine, runningContainer(engine, reference), { code: exitCode & 255 })

/** It runs out of memory. */
export const exhaustMemory = (engine: Engine, reference: string): void =>
  exhaust(engine, runningContainer(engine, reference))

/** Its health is what is said, and no probe contradicts until it is started again. */
export const setHealth = (engine: Engine, reference: string, status: HealthStatus): void => {
  const container = runningContainer(engine, reference)
  const before = container.health?.status
  supervisionOf(container).stopProbing?.()
  container.health = { status, failingStreak: status === 'unhealthy' ? 1 : 0, log: container.health?.log ?? [] }
  if (before === status) return
  container.changed.notify()
  if (status !== 'starting') containerEvent(engine, container, `health_status: ${status}`)
}

/** It says something: to the log and to everybody who is attached. */
export const sayAs = (engine: Engine, reference: string, stream: OutputStream, text: string): void => {
  const container = runningContainer(engine, reference)
  const bytes = new TextEncoder().encode(text)
  writeLog(engine, container, stream, bytes)
  supervisionOf(container).streams.broadcast(stream, bytes)
}

/** One more process in it answers on a port, as `8080:http:200:hello` says; it ends with the container. */
export const listenIn = (engine: Engine, reference: string, endpoint: string): void => {
  const container = runningContainer(engine, reference)
  const { endpoints = [] } = behaviourOf({ [`${behaviourPrefix}listen`]: endpoint })
  const kernel = container.runtime?.kernel
  kernel?.spawn({
    argv: ['listen', endpoint],
    program: serving(endpoints),
    ...(kernel.init && { parent: kernel.init }),
    newGroup: true,
  })
}
