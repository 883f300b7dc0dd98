import { type Clock, createManualClock, createScaledClock, createSystemClock } from '../state/clock.ts'
import type { Instant } from '../state/time.ts'
import { createAutoClock } from './auto-clock.ts'

/**
 * A clock by the name users give it: `system`, `manual`, `auto` for one that jumps while somebody waits, or `x60` for
 * sixty times as fast. Those that stand begin at `start`. Undefined: no such clock.
 */
export const clockNamed = (name: string, start?: Instant): Clock | undefined => {
  if (name === 'system') return createSystemClock()
  if (name === 'manual') return createManualClock(start)
  if (name === 'auto') return createAutoClock(start)
  const factor = Number(/^x(\d+(?:\.\d+)?)$/.exec(name)?.[1])
  return factor > 0 ? createScaledClock(factor) : undefined
}
