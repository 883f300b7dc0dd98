import { type Instant, microsecondsPerMillisecond } from './time.ts'
import type { Cancel } from './wait.ts'

/** The only door to time. Delays are milliseconds of the clock's own time. */
export interface Clock {
  /** Microseconds since 1970. */
  now(): Instant
  /**
   * Runs `task` once, `milliseconds` from now. Zero means: as soon as the running command has returned, in order of
   * arrival, on every clock, a manual one included.
   */
  after(milliseconds: number, task: () => void): Cancel
  /** Forgets every task that waits for time to pass, and those to come: nobody needs this world any more. */
  stop(): void
}

/** A clock that moves only when told to. */
export interface ManualClock extends Clock {
  /** Moves time so many milliseconds forward, running every task that falls due on the way at its own moment. */
  advance(milliseconds: number): void
  /** Jumps from task to task until none is left or `limitMilliseconds` have passed; returns the milliseconds moved. */
  runUntilIdle(limitMilliseconds?: number): number
  /** Jumps to the next task's moment and runs what is due then; false when nothing waits for time. */
  skip(): boolean
}

/** Immediate tasks run in a microtask; after this many in a row, timers and sockets get their turn. */
const immediateBatch = 2000
/** More immediate tasks than this without time moving means that they feed each other for ever. */
const settleLimit = 1_000_000
/** So many finished entries are kept before the queue is cut. */
const compactAfter = 10_000
/** Longer delays overflow the host's timers. */
const hostDelayMax = 2 ** 31 - 1

interface ImmediateQueue {
  push(task: () => void): Cancel
  drain(): void
}

const immediateQueue = (): ImmediateQueue => {
  let queue: ({ task: (() => void) | undefined } | undefined)[] = []
  let head = 0
  let scheduled = false

  const run = (limit: number): void => {
    for (let count = 0; head < queue.length; count++) {
      if (count === limit) return
      const entry = queue[head]
      queue[head++] = undefined
      if (head === compactAfter) {
        queue = queue.slice(head)
        head = 0
      }
      entry?.task?.()
    }
    queue = []
    head = 0
  }
  const turn = (): void => {
    // Still scheduled while tasks run: what they add is for this turn or the next, never for a microtask of its own.
    try {
      run(immediateBatch)
    } finally {
      scheduled = head < queue.length
      if (scheduled) setTimeout(turn, 0)
    }
  }
  return {
    push(task) {
      const entry: { task: (() => void) | undefined } = { task }
      queue.push(entry)
      if (!scheduled) {
        scheduled = true
        queueMicrotask(turn)
      }
      return () => {
        entry.task = undefined
      }
    },
    drain() {
      run(settleLimit)
      if (head < queue.length)
        throw new Error(`the simulated world does not settle: ${settleLimit} tasks without time moving`)
    },
  }
}

/** Real time, `factor` times as fast (60: one real second is a minute of the clock's). */
export const createScaledClock = (factor: number): Clock => {
  const origin = performance.timeOrigin * microsecondsPerMillisecond
  const startMilliseconds = performance.now()
  const start = Math.round(origin + startMilliseconds * microsecondsPerMillisecond)
  const immediate = immediateQueue()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let stopped = false
  const clock: Clock = {
    now: () => start + Math.round((performance.now() - startMilliseconds) * microsecondsPerMillisecond * factor),
    after(milliseconds, task) {
      if (milliseconds <= 0) return immediate.push(task)
      let timer: ReturnType<typeof setTimeout>
      const cancel = (): void => {
        timers.delete(timer)
        clearTimeout(timer)
      }
      const arm = (remaining: number): void => {
        const delay = Math.min(remaining, hostDelayMax)
        const ring = (): void => {
          timers.delete(timer)
          if (remaining > delay) arm(remaining - delay)
          else task()
        }
        timer = setTimeout(ring, delay)
        timers.add(timer)
      }
      if (!stopped) arm(milliseconds / factor)
      return cancel
    },
    stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
  return clock
}

/** Real time. */
export const createSystemClock = (): Clock => createScaledClock(1)

/** Starts at `start` (default 2026-01-01T00:00:00Z) and stands still. */
export const createManualClock = (start: Instant = Date.UTC(2026, 0, 1) * microsecondsPerMillisecond): ManualClock => {
  let now = start
  let sequence = 0
  const immediate = immediateQueue()
  const timers = createTimerHeap()
  let stopped = false

  const runDue = (until: Instant): void => {
    immediate.drain()
    for (let next = timers.peek(); next && next.due <= until; next = timers.peek()) {
      timers.pop()
      now = Math.max(now, next.due)
      next.task?.()
      immediate.drain()
    }
  }
  return {
    now: () => now,
    after(milliseconds, task) {
      if (milliseconds <= 0) return immediate.push(task)
      const due = now + Math.max(1, Math.round(milliseconds * microsecondsPerMillisecond))
      const timer: Timer = { due, sequence: sequence++, task }
      if (!stopped) timers.push(timer)
      return () => timers.remove(timer)
    },
    stop() {
      stopped = true
      timers.clear()
    },
    advance(milliseconds) {
      const until = now + Math.round(milliseconds * microsecondsPerMillisecond)
      runDue(until)
      now = until
    },
    runUntilIdle(limitMilliseconds = Number.POSITIVE_INFINITY) {
      const begin = now
      runDue(begin + limitMilliseconds * microsecondsPerMillisecond)
      return (now - begin) / microsecondsPerMillisecond
    },
    skip() {
      immediate.drain()
      const next = timers.peek()
      if (next) runDue(next.due)
      return next !== undefined
    },
  }
}

interface Timer {
  readonly due: Instant
  readonly sequence: number
  /** Undefined once cancelled: the entry leaves the heap when it surfaces. */
  task: (() => void) | undefined
}

/** A binary heap by due time, then by arrival. */
const createTimerHeap = () => {
  const heap: Timer[] = []
  const before = (a: Timer, b: Timer): boolean => a.due < b.due || (a.due === b.due && a.sequence < b.sequence)
  const at = (index: number): Timer => heap[index] as Timer
  const swap = (a: number, b: number): void => {
    const held = at(a)
    heap[a] = at(b)
    heap[b] = held
  }
  const sink = (from: number): void => {
    for (let index = from; ; ) {
      const left = 2 * index + 1
      const right = left + 1
      let least = index
      if (left < heap.length && before(at(left), at(least))) least = left
      if (right < heap.length && before(at(right), at(least))) least = right
      if (least === index) return
      swap(index, least)
      index = least
    }
  }
  const pop = (): void => {
    const last = heap.pop()
    if (!last || heap.length === 0) return
    heap[0] = last
    sink(0)
  }
  return {
    push(timer: Timer): void {
      heap.push(timer)
      for (let index = heap.length - 1; index > 0; ) {
        const parent = (index - 1) >> 1
        if (!before(at(index), at(parent))) return
        swap(index, parent)
        index = parent
      }
    },
    pop,
    remove(timer: Timer): void {
      timer.task = undefined
    },
    clear(): void {
      heap.length = 0
    },
    /** The earliest timer that still has a task. */
    peek(): Timer | undefined {
      while (heap[0] && !heap[0].task) pop()
      return heap[0]
    },
  }
}
