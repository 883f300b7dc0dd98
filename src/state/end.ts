import type { Container } from './container/entity.ts'
import { supervisionOf } from './container/runtime/supervision.ts'
import type { Engine } from './engine.ts'

/** Ends everything that lives in a world, without a word to anybody: it is not needed any more. */
export const endWorld = (engine: Engine): void => {
  for (const state of ['running', 'paused', 'restarting'] as const)
    for (const container of engine.containers.inState(state)) endLife(engine, container)
}

const endLife = (engine: Engine, container: Container): void => {
  const { runtime } = container
  const supervision = supervisionOf(container)
  supervision.stopProbing?.()
  supervision.cancelRestart?.()
  engine.networks.ports.release(container.publishedPorts)
  if (!runtime) return
  // The end of a process that nobody runs any more is no exit.
  container.runtime = undefined
  for (const cancel of [...runtime.cancels]) cancel()
  runtime.kernel.destroy()
  for (const copying of runtime.copying) copying.finish()
}
