import type { ManualClock } from '../../../src/state/clock.ts'
import type { Engine } from '../../../src/state/engine.ts'
import type { Image } from '../../../src/state/image/entity.ts'
import { type PullRequest, pullImage } from '../../../src/state/image/pull.ts'
import type { ByteSource } from '../../../src/state/pipe.ts'
import { type ProgressMessage, refusableProgress } from '../../../src/state/progress.ts'
import { nobody } from '../../../src/state/registry/credentials.ts'

type Wish = Omit<PullRequest, 'credentials'> & Partial<Pick<PullRequest, 'credentials'>>

/** Begins a pull from a simulated registry; what can be refused at once is thrown. */
export const startPull = (engine: Engine, wish: Wish): ByteSource => {
  const source = refusableProgress(engine.clock, pullImage(engine, { credentials: nobody, ...wish }))
  if (source instanceof Promise) throw new Error('a simulated registry answers at once')
  return source
}

/** All that a stream of progress says, on a manual clock. */
export const messagesOf = (engine: Engine, source: ByteSource): ProgressMessage[] => {
  const clock = engine.clock as ManualClock
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    clock.runUntilIdle(600_000)
    const bytes = source.read()
    if (!bytes) throw new Error('the stream waits for something that is not time')
    if (bytes.length === 0) break
    text += decoder.decode(bytes, { stream: true })
  }
  const lines = text.split('\r\n').filter(line => line !== '')
  return lines.map(line => JSON.parse(line))
}

/** Pulls to the end. */
export const pullNow = (engine: Engine, fromImage: string, tag = 'latest'): Image => {
  messagesOf(engine, startPull(engine, { fromImage, tag }))
  return engine.images.resolve(`${fromImage}:${tag}`)
}
