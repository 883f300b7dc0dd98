import { createManualClock, type ManualClock } from '../state/clock.ts'
import type { Instant } from '../state/time.ts'
import type { Traffic } from './traffic.ts'

/** A manual clock that also moves by itself. */
export interface AutoClock extends ManualClock {
  /** Whose requests hold time back, or want it to pass. */
  follow(traffic: Traffic): void
}

/**
 * Time jumps to the next timer while no request is being read and somebody waits for an answer or for the end of a
 * stream; and once after every request, so that who asks again and again sees time pass. When nobody asks anything it
 * stands: health probes would otherwise make it run away.
 */
export const createAutoClock = (start?: Instant): AutoClock => {
  const clock = createManualClock(start)
  let traffic: Traffic | undefined
  /** A request has ended since the last jump. */
  let isOwed = false
  let planned: ReturnType<typeof setTimeout> | undefined
  const plan = (): void => {
    planned ??= setTimeout(turn, 0)
  }
  const turn = (): void => {
    planned = undefined
    if (!traffic || traffic.arriving > 0) return
    const isAwaited = traffic.waiting > 0
    if (!isAwaited && !isOwed) return
    isOwed = false
    if (clock.skip() && isAwaited) plan()
  }
  return {
    ...clock,
    after(milliseconds, task) {
      if (milliseconds > 0 && traffic && traffic.waiting > 0) plan()
      return clock.after(milliseconds, task)
    },
    follow(followed) {
      traffic = followed
      followed.onChange = () => {
        if (followed.waiting === 0 && followed.arriving === 0) isOwed = true
        plan()
      }
    },
    stop() {
      traffic = undefined
      clearTimeout(planned)
      clock.stop()
    },
  }
}
