import { createManualClock, type ManualClock } from '../src/state/clock.ts'
import { createEngine, type Engine } from '../src/state/engine.ts'
import type { Image } from '../src/state/image/entity.ts'
import { makeImage } from '../src/state/image/make.ts'
import { pullImage } from '../src/state/image/pull.ts'
import { pushImage } from '../src/state/image/push.ts'
import { removeImage } from '../src/state/image/remove.ts'
import { tagImage } from '../src/state/image/tag.ts'
import { type Progress, progressStream } from '../src/state/progress.ts'
import { nobody } from '../src/state/registry/credentials.ts'
import { atMost, type Row } from './bars.ts'
import { median } from './statistics.ts'

const layerBytes = 20_000
const name = 'localhost:5000/bench/layers'

const play = (engine: Engine, progress: Progress): void => {
  const source = progressStream(engine.clock, progress)
  do (engine.clock as ManualClock).runUntilIdle()
  while (source.read()?.length)
}

/** An image of so many layers, pushed. */
const publish = (engine: Engine, layers: number): void => {
  let parent: Image | undefined
  for (let index = 0; index < layers; index++) {
    const content = new Uint8Array(layerBytes).fill(index)
    const layer = [{ path: `/layer-${index}`, kind: 'file', content } as const]
    const making = { config: {}, createdBy: '', comment: '', author: '', createdAt: index }
    parent = makeImage(engine, { ...making, parent, layer })
  }
  tagImage(engine, parent?.id ?? '', name, String(layers))
  play(engine, pushImage(engine, { name, tag: String(layers), credentials: nobody, apiVersion: '1.51' }))
  // The images that it was made on go with it.
  removeImage(engine, parent?.id ?? '', { force: true })
}

const pullMilliseconds = (engine: Engine, layers: number): number => {
  const begin = performance.now()
  play(engine, pullImage(engine, { fromImage: name, tag: String(layers), credentials: nobody }))
  const took = performance.now() - begin
  removeImage(engine, `${name}:${layers}`, { force: true })
  return took
}

/** What one layer of a pull costs, on a clock that waits for nothing, in images of more and more layers. */
export const measurePulls = (counts: readonly number[], rounds: number): Row[] => {
  const engine = createEngine({ clock: createManualClock() })
  const perLayer = counts.map(count => {
    publish(engine, count)
    pullMilliseconds(engine, count)
    return median(Array.from({ length: rounds }, () => pullMilliseconds(engine, count))) / count
  })
  return counts.map((count, at): Row => {
    const before = Math.max(at - 1, 0)
    const value = (perLayer[at] ?? 0) / (perLayer[before] ?? 1)
    const what = `a layer of ${count} against one of ${counts[before]}`
    return { part: 'pull', what, value, unit: 'x', ...(at > 0 && { bar: atMost(2) }) }
  })
}
