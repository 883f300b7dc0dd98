import type { Clock } from './clock.ts'
import { type Cancel, Notifier, type Wait } from './wait.ts'

/** What a task waits for before it goes on: one of these. */
export interface Pause {
  readonly afterMilliseconds?: number
  /** Its value is what the task's `yield` returns; its rejection is thrown there. */
  readonly settle?: Promise<unknown>
  readonly until?: Wait
}

/** Work in steps, for what takes simulated time here and real time there: who runs it need not know which. */
export type Task<T, Step extends Pause = Pause> = Generator<Step, T, unknown>

/** Goes on with a task that had paused; what the task throws comes out here. */
export type Resume<T, Step> = () => IteratorResult<Step, T>

/** What is known at once in the simulation and takes time elsewhere. */
export type Eventual<T> = T | Promise<T>

export function* settled<T>(value: Eventual<T>): Task<T> {
  return value instanceof Promise ? ((yield { settle: value }) as T) : value
}

/** Calls `wake` when a task that pauses may go on. */
export const whenReady = <T, Step extends Pause>(
  clock: Clock,
  task: Task<T, Step>,
  { afterMilliseconds = 0, settle, until }: Pause,
  wake: (resume: Resume<T, Step>) => void,
): Cancel => {
  const next = () => wake(() => task.next(undefined))
  if (until) return until.subscribe(next)
  if (!settle) return clock.after(afterMilliseconds, next)
  let cancelled = false
  const go = (resume: Resume<T, Step>) => {
    if (!cancelled) wake(resume)
  }
  settle.then(
    value => go(() => task.next(value)),
    error => go(() => task.throw(error)),
  )
  return () => {
    cancelled = true
  }
}

/**
 * Several tasks as one, at most `limit` at a time. Steps that say something are handed on in the order in which they
 * come; the first failure ends all.
 */
export function* interleave<Step extends Pause>(
  clock: Clock,
  tasks: Iterable<Task<void, Step | Pause>>,
  limit: number,
): Task<void, Step | Pause> {
  type Lane = Task<void, Step | Pause>
  const waiting = tasks[Symbol.iterator]()
  const cancels = new Map<Lane, Cancel>()
  const ready: { readonly lane: Lane; readonly resume: Resume<void, Step | Pause> }[] = []
  const changed = new Notifier()
  const begin = (): void => {
    while (cancels.size < limit) {
      const next = waiting.next()
      if (next.done) return
      const lane = next.value
      cancels.set(lane, () => undefined)
      ready.push({ lane, resume: () => lane.next(undefined) })
    }
  }
  try {
    for (begin(); cancels.size > 0; ) {
      const turn = ready.shift()
      if (!turn) {
        yield { until: changed }
        continue
      }
      const { lane, resume } = turn
      const { done, value } = resume()
      if (done) {
        cancels.delete(lane)
        begin()
      } else if (isPause(value)) {
        const wake = (resume: Resume<void, Step | Pause>): void => {
          ready.push({ lane, resume })
          changed.notify()
        }
        cancels.set(lane, whenReady(clock, lane, value, wake))
      } else {
        yield value
        ready.push({ lane, resume: () => lane.next(undefined) })
      }
    }
  } finally {
    for (const [lane, cancel] of cancels) {
      cancel()
      lane.return()
    }
  }
}

const isPause = ({ afterMilliseconds, settle, until }: Pause): boolean =>
  afterMilliseconds !== undefined || settle !== undefined || until !== undefined
