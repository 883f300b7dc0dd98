import { idleLimitMilliseconds, manualClockOf } from '../server/control/clock.ts'
import { parseDurationMilliseconds } from '../server/duration.ts'
import type { ManualClock } from '../state/clock.ts'
import type { Engine } from '../state/engine.ts'
import type { Instant } from '../state/time.ts'

/** Time as a test moves it. */
export interface ClockControl {
  /** Microseconds since 1970. */
  now(): Instant
  /**
   * Moves a manual clock: `30s`, `1m30s`, or milliseconds. All that falls due on the way happens, each at its own moment,
   * before this returns. Throws an `Error` when it is no duration, or the clock runs by itself.
   */
  advance(by: string | number): void
  /**
   * Jumps a manual clock from task to task until none is left, or a day has passed; answers the milliseconds moved. Throws
   * an `Error` when the clock runs by itself.
   */
  runUntilIdle(limitMilliseconds?: number): number
}

export const createClockControl = (world: { readonly engine: Engine }): ClockControl => {
  const manual = (): ManualClock => {
    const clock = manualClockOf(world.engine)
    if (!clock) throw new Error("the clock runs by itself: start with { clock: 'manual' } to move it")
    return clock
  }
  return {
    now: () => world.engine.clock.now(),
    advance(by) {
      const milliseconds = typeof by === 'number' ? by : parseDurationMilliseconds(by)
      if (milliseconds === undefined || !(milliseconds >= 0))
        throw new Error(`${by} is no duration: use 30s, 1m30s or milliseconds`)
      manual().advance(milliseconds)
    },
    runUntilIdle: (limitMilliseconds = idleLimitMilliseconds) => manual().runUntilIdle(limitMilliseconds),
  }
}
