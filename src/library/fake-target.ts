import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSocketTarget, parseAddress, type Target } from '../conformance/index.ts'
import { createApp } from '../server/app.ts'
import { handlers } from '../server/handlers/index.ts'
import { listen } from '../server/transport/listener.ts'
import { createManualClock, type ManualClock } from '../state/clock.ts'
import { createEngine } from '../state/engine.ts'

/** So much passes between two turns of the event loop: some twenty times as fast as ours while nobody is busy. */
const turnMilliseconds = 20

/**
 * Moves a clock while this process finds the time to: whatever holds the suite up, the load of the machine included, holds
 * the fake up as well, so that nothing happens behind the back of who asks. Answers how to stop it.
 */
const keepMoving = (clock: ManualClock): (() => void) => {
  let timer: ReturnType<typeof setTimeout>
  let turn: ReturnType<typeof setImmediate>
  const move = (): void => {
    clock.advance(turnMilliseconds)
    timer = setTimeout(() => {
      // Behind what has arrived at the sockets.
      turn = setImmediate(move)
    }, 1)
  }
  move()
  return () => {
    clearTimeout(timer)
    clearImmediate(turn)
  }
}

export interface FakeTargetOptions {
  /** As the user named it. Default `fake:`. */
  readonly name?: string
  /** Default: that of the engine. */
  readonly profile?: string
}

/** A fake of its own in this process, on a socket that only the run knows, on a clock that waits for the suite. */
export const createFakeTarget = async ({ name = 'fake:', ...options }: FakeTargetOptions = {}): Promise<Target> => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-conform-'))
  const clock = createManualClock()
  const engine = createEngine({ ...options, clock })
  const host = `unix://${join(folder, 'docker.sock')}`
  const listener = await listen(createApp(engine, handlers), { hosts: [host] })
  const stop = keepMoving(clock)
  return createSocketTarget({
    name,
    isOwn: true,
    address: parseAddress(host),
    pass: seconds => new Promise(resolve => clock.after(seconds * 1000, resolve)),
    async close() {
      stop()
      await listener.close()
      engine.clock.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  })
}
