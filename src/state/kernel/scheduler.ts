import type { Clock } from '../clock.ts'
import { type Instant, microsecondsPerMillisecond } from '../time.ts'
import type { Cancel, Wait } from '../wait.ts'
import type { Step } from './process.ts'

/** Steps that one task takes before the next one gets its turn. */
const quantumSteps = 64
/** Steps without sleeping after which a task has to rest: no loop can hold up the host, nor time itself. */
const sliceSteps = 2000
/** Steps that all tasks of one scheduler take together before the host gets its turn. */
const roundSteps = 32_000
/**
 * While time stands still (a manual clock) a minute of a busy loop should not take a minute of the host's: a task that
 * has spent its savings rests longer. Savings come back with time.
 */
const savingsSteps = 200_000
const savingsPerMillisecond = 100
const shortRestMilliseconds = 1
const longRestMilliseconds = 20

/** A `finally` block that will not end is left where it is. */
const unwindYieldsMax = 1000

export type Outcome =
  | { readonly kind: 'returned'; readonly code: number }
  | { readonly kind: 'threw'; readonly error: unknown }
  /** Killed: `error` is what a `finally` block threw on the way. */
  | { readonly kind: 'ended'; readonly error?: unknown }

type State = 'ready' | 'asleep' | 'running' | 'done'

/** One coroutine under a scheduler. */
export interface Task {
  /** Steps taken so far. */
  readonly steps: number
  /** Counts as that many steps. */
  work(steps: number): void
  /** Ends it: at once, or at its next yield when it is the one that runs. */
  end(): void
  /** Keeps it from running until `release`; wake-ups are remembered. */
  hold(): void
  release(): void
  /** Runs `work` just before the task runs next. */
  beforeNextRun(work: () => void): void
}

class ScheduledTask {
  state: State = 'ready'
  steps = 0
  queued = false
  held = false
  ending = false
  coroutine: Step<number> | undefined
  cancelSleep: Cancel | undefined
  /** Each sleep has its number, so that a late wake-up of an earlier one is told apart. */
  sleepNumber = 0
  sleptAt: Instant = 0
  sliceUsed = 0
  savings = savingsSteps
  savingsAt: Instant
  preparations: (() => void)[] = []
  readonly start: () => Step<number>
  readonly ended: (outcome: Outcome) => void

  constructor(start: () => Step<number>, ended: (outcome: Outcome) => void, now: Instant) {
    this.start = start
    this.ended = ended
    this.savingsAt = now
  }
}

/** Round robin over coroutines on a clock. What it does depends on the order of wake-ups alone. */
export class Scheduler {
  readonly #clock: Clock
  #queue: ScheduledTask[] = []
  #head = 0
  #turnDue = false
  #roundUsed = 0
  #turnStartedAt: Instant = 0
  #frozen = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(start: () => Step<number>, ended: (outcome: Outcome) => void): Task {
    const task = new ScheduledTask(start, ended, this.#clock.now())
    this.#enqueue(task)
    return {
      get steps() {
        return task.steps
      },
      work: steps => {
        task.steps += steps
        task.sliceUsed += steps
      },
      end: () => this.#end(task),
      hold: () => {
        task.held = true
      },
      release: () => {
        task.held = false
        if (task.state === 'ready') this.#enqueue(task)
      },
      beforeNextRun: work => {
        task.preparations.push(work)
      },
    }
  }

  get frozen(): boolean {
    return this.#frozen
  }

  freeze(): void {
    this.#frozen = true
  }

  thaw(): void {
    this.#frozen = false
    if (this.#head < this.#queue.length) this.#scheduleTurn(0)
  }

  #enqueue(task: ScheduledTask): void {
    if (task.queued || task.held) return
    task.queued = true
    this.#queue.push(task)
    if (!this.#frozen) this.#scheduleTurn(0)
  }

  #scheduleTurn(milliseconds: number): void {
    if (this.#turnDue) return
    this.#turnDue = true
    this.#clock.after(milliseconds, () => this.#turn())
  }

  #turn(): void {
    this.#turnDue = false
    this.#turnStartedAt = this.#clock.now()
    for (let left = sliceSteps; left > 0 && !this.#frozen; ) {
      const task = this.#next()
      if (!task) {
        this.#roundUsed = 0
        return
      }
      const used = this.#run(task)
      left -= Math.max(1, used)
      this.#roundUsed += used
    }
    if (this.#frozen) return
    const tired = this.#roundUsed >= roundSteps
    if (tired) this.#roundUsed = 0
    this.#scheduleTurn(tired ? shortRestMilliseconds : 0)
  }

  #next(): ScheduledTask | undefined {
    while (this.#head < this.#queue.length) {
      const task = this.#queue[this.#head++] as ScheduledTask
      if (this.#head > 1024) {
        this.#queue = this.#queue.slice(this.#head)
        this.#head = 0
      }
      task.queued = false
      if (task.state === 'ready' && !task.held) return task
    }
    this.#queue = []
    this.#head = 0
    return undefined
  }

  /** Lets `task` take up to a quantum of steps; returns how many it took. */
  #run(task: ScheduledTask): number {
    const before = task.steps
    if (task.preparations.length > 0) for (const prepare of task.preparations.splice(0)) prepare()
    const deadline = before + quantumSteps
    while (task.steps < deadline && task.state === 'ready' && !task.held) this.#step(task)
    if (task.state === 'ready') this.#makeReady(task)
    return task.steps - before
  }

  #step(task: ScheduledTask): void {
    task.state = 'running'
    let result: IteratorResult<Wait | undefined, number>
    try {
      task.coroutine ??= task.start()
      result = task.coroutine.next()
    } catch (error) {
      this.#finish(task, task.ending ? { kind: 'ended', error } : { kind: 'threw', error })
      return
    }
    task.steps++
    task.sliceUsed++
    if (task.ending) {
      if (result.done) this.#finish(task, { kind: 'ended' })
      else this.#unwind(task)
    } else if (result.done) this.#finish(task, { kind: 'returned', code: result.value })
    else if (result.value) this.#sleep(task, result.value)
    else task.state = 'ready'
  }

  #sleep(task: ScheduledTask, wait: Wait): void {
    task.state = 'asleep'
    task.sleptAt = this.#clock.now()
    const number = ++task.sleepNumber
    let woken = false
    const cancel = wait.subscribe(() => {
      woken = true
      this.#wake(task, number)
    })
    if (!woken) task.cancelSleep = cancel
  }

  #wake(task: ScheduledTask, number: number): void {
    if (task.state !== 'asleep' || task.sleepNumber !== number) return
    task.cancelSleep = undefined
    task.state = 'ready'
    if (this.#clock.now() - task.sleptAt >= microsecondsPerMillisecond) task.sliceUsed = 0
    this.#makeReady(task)
  }

  #makeReady(task: ScheduledTask): void {
    if (task.sliceUsed < sliceSteps) {
      this.#enqueue(task)
      return
    }
    const number = ++task.sleepNumber
    const rest = this.#restMilliseconds(task)
    task.state = 'asleep'
    task.sliceUsed = 0
    task.cancelSleep = this.#clock.after(rest, () => {
      if (task.state !== 'asleep' || task.sleepNumber !== number) return
      task.cancelSleep = undefined
      task.state = 'ready'
      this.#enqueue(task)
    })
  }

  #restMilliseconds(task: ScheduledTask): number {
    const now = this.#clock.now()
    const earned = ((now - task.savingsAt) / microsecondsPerMillisecond) * savingsPerMillisecond
    task.savings = Math.min(savingsSteps, task.savings + earned) - task.sliceUsed
    task.savingsAt = now
    const timeStandsStill = now === this.#turnStartedAt
    return timeStandsStill && task.savings < 0 ? longRestMilliseconds : shortRestMilliseconds
  }

  #end(task: ScheduledTask): void {
    if (task.state === 'done' || task.ending) return
    task.ending = true
    if (task.state === 'running') return
    task.cancelSleep?.()
    task.cancelSleep = undefined
    this.#unwind(task)
  }

  /** Runs the `finally` blocks. One that yields is not waited for: the next yield is where it ends again. */
  #unwind(task: ScheduledTask): void {
    task.state = 'running'
    try {
      for (let yields = 0; yields < unwindYieldsMax && task.coroutine; yields++) {
        if (task.coroutine.return(0).done) break
      }
    } catch (error) {
      this.#finish(task, { kind: 'ended', error })
      return
    }
    this.#finish(task, { kind: 'ended' })
  }

  #finish(task: ScheduledTask, outcome: Outcome): void {
    task.state = 'done'
    task.coroutine = undefined
    task.preparations = []
    task.ended(outcome)
  }
}
