import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createManualClock, createSystemClock } from '../../../src/state/clock.ts'
import { Scheduler } from '../../../src/state/kernel/scheduler.ts'
import { createRandom } from '../../../src/state/random.ts'
import { Notifier } from '../../../src/state/wait.ts'

describe('round robin', () => {
  test('gives every busy task its share', () => {
    const clock = createManualClock()
    const scheduler = new Scheduler(clock)
    const tasks = [1, 2, 3].map(() =>
      scheduler.add(
        function* () {
          for (;;) yield undefined
        },
        () => undefined,
      ),
    )
    clock.advance(5)
    const steps = tasks.map(task => task.steps)
    expect(new Set(steps).size).toBe(1)
    expect(steps[0]).toBe(6 * 2048)
  })

  test('counts work like steps', () => {
    const clock = createManualClock()
    const scheduler = new Scheduler(clock)
    let rounds = 0
    const task = scheduler.add(
      function* () {
        for (;;) {
          rounds++
          task.work(999)
          yield undefined
        }
      },
      () => undefined,
    )
    clock.advance(0)
    expect(rounds).toBe(2)
    clock.advance(10)
    expect(rounds).toBe(22)
  })

  test('a minute of a busy loop takes a manual clock no minute', () => {
    const clock = createManualClock()
    const scheduler = new Scheduler(clock)
    const task = scheduler.add(
      function* () {
        for (;;) yield undefined
      },
      () => undefined,
    )
    clock.advance(60_000)
    expect(task.steps).toBeLessThan(10_000_000)
    expect(task.steps).toBeGreaterThan(1_000_000)
  })

  test('tasks that wake each other for ever let time move', () => {
    const clock = createManualClock()
    const scheduler = new Scheduler(clock)
    const [ping, pong] = [new Notifier(), new Notifier()]
    const player = (mine: Notifier, other: Notifier) =>
      function* () {
        for (;;) {
          other.notify()
          yield mine
        }
      }
    scheduler.add(player(ping, pong), () => undefined)
    const second = scheduler.add(player(pong, ping), () => undefined)
    clock.advance(100)
    expect(second.steps).toBeGreaterThan(1000)
    expect(second.steps).toBeLessThan(400_000)
  })

  test('busy loops do not hold up the host on the system clock', async () => {
    const scheduler = new Scheduler(createSystemClock())
    const tasks = [1, 2].map(() =>
      scheduler.add(
        function* () {
          for (;;) yield undefined
        },
        () => undefined,
      ),
    )
    for (let turn = 0; turn < 20; turn++) await new Promise(resolve => setTimeout(resolve, 1))
    for (const task of tasks) task.end()
    expect(tasks[0]?.steps).toBeGreaterThan(2000)
  })
})

describe('sleep and wake', () => {
  test('a wait that fires while it is subscribed to is not lost', () => {
    const clock = createManualClock()
    const scheduler = new Scheduler(clock)
    let rounds = 0
    const eager = {
      subscribe: (wake: () => void) => {
        wake()
        return () => undefined
      },
    }
    scheduler.add(
      function* () {
        for (; rounds < 10; rounds++) yield eager
        return 0
      },
      () => undefined,
    )
    clock.advance(0)
    expect(rounds).toBe(10)
  })

  test('many wake-ups before the next turn are one', () => {
    const clock = createManualClock()
    const scheduler = new Scheduler(clock)
    const bell = new Notifier()
    const task = scheduler.add(
      function* () {
        for (;;) yield bell
      },
      () => undefined,
    )
    clock.advance(0)
    const before = task.steps
    for (let ring = 0; ring < 10; ring++) bell.notify()
    clock.advance(0)
    expect(task.steps).toBe(before + 1)
  })

  test('a late wake-up of an earlier sleep is ignored', () => {
    const clock = createManualClock()
    const scheduler = new Scheduler(clock)
    const wakes: (() => void)[] = []
    const task = scheduler.add(
      function* () {
        for (;;)
          yield {
            subscribe: (wake: () => void) => {
              wakes.push(wake)
              return () => undefined
            },
          }
      },
      () => undefined,
    )
    clock.advance(0)
    wakes[0]?.()
    clock.advance(0)
    expect(task.steps).toBe(2)
    wakes[0]?.()
    clock.advance(0)
    expect(task.steps).toBe(2)
  })

  /** Any plan of workers that hand tokens around through counted bells ends with every token received. */
  test('no wake-up is lost, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 40 }), fc.nat(), (plan, seed) => {
        const clock = createManualClock()
        const scheduler = new Scheduler(clock)
        const random = createRandom(seed)
        const boxes = [0, 1, 2, 3, 4].map(() => ({ tokens: 0, taken: 0, bell: new Notifier() }))
        for (const box of boxes) {
          scheduler.add(
            function* () {
              for (;;) {
                while (box.tokens > 0) {
                  box.tokens--
                  box.taken++
                  if (random.integer(2) === 0) yield undefined
                }
                yield box.bell
              }
            },
            () => undefined,
          )
        }
        for (const index of plan) {
          clock.after(random.integer(3), () => {
            const box = boxes[index]
            if (!box) return
            box.tokens++
            box.bell.notify()
          })
        }
        clock.advance(10)
        return boxes.reduce((sum, box) => sum + box.taken, 0) === plan.length
      }),
    )
  })

  test('the same seed schedules identically', () => {
    const run = (seed: number): string => {
      const clock = createManualClock()
      const scheduler = new Scheduler(clock)
      const random = createRandom(seed)
      const trace: string[] = []
      for (let id = 0; id < 5; id++) {
        scheduler.add(
          function* () {
            for (let round = 0; round < 200; round++) {
              trace.push(`${id}@${clock.now()}`)
              const bell = new Notifier()
              if (random.integer(3) === 0) {
                clock.after(random.integer(5), () => bell.notify())
                yield bell
              } else yield undefined
            }
            return 0
          },
          () => undefined,
        )
      }
      clock.advance(5000)
      return trace.join(' ')
    }
    fc.assert(
      fc.property(fc.nat(), seed => {
        const first = run(seed)
        expect(run(seed)).toBe(first)
      }),
      { numRuns: 10 },
    )
    expect(run(1)).not.toBe(run(2))
  })
})

describe('ending', () => {
  test('a finally block that yields is not waited for', () => {
    const clock = createManualClock()
    const scheduler = new Scheduler(clock)
    const seen: string[] = []
    const task = scheduler.add(
      function* () {
        try {
          for (;;) yield new Notifier()
        } finally {
          seen.push('first')
          yield undefined
          seen.push('not reached')
        }
      },
      outcome => seen.push(outcome.kind),
    )
    clock.advance(0)
    task.end()
    expect(seen).toEqual(['first', 'ended'])
  })

  test('a loop in a finally block that never ends is left behind', () => {
    const clock = createManualClock()
    const scheduler = new Scheduler(clock)
    const seen: string[] = []
    const task = scheduler.add(
      function* () {
        for (;;) {
          try {
            yield new Notifier()
          } finally {
          }
        }
      },
      outcome => seen.push(outcome.kind),
    )
    clock.advance(0)
    task.end()
    expect(seen).toEqual(['ended'])
  })
})
