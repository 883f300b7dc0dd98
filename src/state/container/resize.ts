import type { Engine } from '../engine.ts'
import { containerEvent } from './event.ts'
import { lifecycleOf } from './podman-lifecycle.ts'

/** `POST /containers/{id}/resize`. Without a terminal there is nothing to size, which no client hears. */
export const resizeContainer = (engine: Engine, reference: string, rows: number, columns: number): void => {
  const container = engine.containers.resolve(reference)
  lifecycleOf(engine.profile).next('resize', container.state, container, reference)
  container.runtime?.terminal?.resize(rows, columns)
  containerEvent(engine, container, 'resize', { height: String(rows), width: String(columns) })
}
