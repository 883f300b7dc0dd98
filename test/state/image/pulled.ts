import type { ManualClock } from '../../../src/state/clock.ts'
import type { Engine } from '../../../src/state/engine.ts'
import type { Image } from '../../../src/state/image/entity.ts'
import { pullImage } from '../../../src/state/image/pull.ts'

/** Pulls to the end on a manual clock. */
export const pullNow = (engine: Engine, name: string, tag = 'latest'): Image => {
  const source = pullImage(engine, name, tag, '')
  const clock = engine.clock as ManualClock
  do clock.runUntilIdle(60_000)
  while (source.read()?.length)
  return engine.images.resolve(`${name}:${tag}`)
}
