import type { Engine } from '../engine.ts'
import { containerEvent } from './event.ts'
import { resume } from './kill.ts'
import { lifecycleOf } from './podman-lifecycle.ts'
import { suspendHealthMonitor } from './runtime/health.ts'

/** `POST /containers/{id}/pause`: the freezer stops its processes where they are. */
export const pauseContainer = (engine: Engine, reference: string): void => {
  const container = engine.containers.resolve(reference)
  const state = lifecycleOf(engine.profile).next('pause', container.state, container, reference)
  container.runtime?.kernel.freeze()
  engine.containers.move(container, state)
  suspendHealthMonitor(container)
  container.changed.notify()
  containerEvent(engine, container, 'pause')
}

/** `POST /containers/{id}/unpause`. */
export const unpauseContainer = (engine: Engine, reference: string): void => {
  const container = engine.containers.resolve(reference)
  lifecycleOf(engine.profile).next('unpause', container.state, container, reference)
  resume(engine, container)
}
