import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createManualClock, createScaledClock, createSystemClock } from '../../src/state/clock.ts'

describe('the manual clock', () => {
  test('stands still by itself', async () => {
    const clock = createManualClock()
    const before = clock.now()
    await new Promise(resolve => setTimeout(resolve, 5))
    expect(clock.now()).toBe(before)
  })

  test('runs tasks at their own moment, in order of time and arrival', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 40 }), delays => {
        const clock = createManualClock(0)
        const ran: { delay: number; index: number; at: number }[] = []
        for (const [index, delay] of delays.entries()) {
          clock.after(delay, () => ran.push({ delay, index, at: clock.now() }))
        }
        clock.advance(50)
        expect(ran.map(({ index }) => index)).toEqual(
          [...delays.keys()].sort((a, b) => (delays[a] ?? 0) - (delays[b] ?? 0) || a - b),
        )
        for (const { delay, at } of ran) expect(at).toBe(delay * 1000)
      }),
    )
  })

  test('runs nothing that was cancelled', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { maxLength: 30 }), timers => {
        const clock = createManualClock(0)
        const ran: number[] = []
        for (const [index, [delay, cancelled]] of timers.entries()) {
          const cancel = clock.after(delay, () => ran.push(index))
          if (cancelled) cancel()
        }
        clock.advance(10)
        expect(ran.length).toBe(timers.filter(([, cancelled]) => !cancelled).length)
      }),
    )
  })

  test('runs what tasks schedule on the way', () => {
    const clock = createManualClock(0)
    const ran: number[] = []
    const again = (): void => {
      ran.push(clock.now())
      if (ran.length < 4) clock.after(10, again)
    }
    clock.after(10, again)
    clock.advance(35)
    expect(ran).toEqual([10_000, 20_000, 30_000])
    expect(clock.now()).toBe(35_000)
  })

  test('runUntilIdle jumps to the last task and says how far', () => {
    const clock = createManualClock(0)
    clock.after(3_600_000, () => clock.after(1000, () => undefined))
    expect(clock.runUntilIdle()).toBe(3_601_000)
  })

  test('runs immediate tasks without being advanced', async () => {
    const clock = createManualClock()
    const order: string[] = []
    clock.after(0, () => order.push('first'))
    clock.after(0, () => order.push('second'))
    expect(order).toEqual([])
    await Promise.resolve()
    expect(order).toEqual(['first', 'second'])
  })

  test('says so when immediate tasks feed each other for ever', () => {
    const clock = createManualClock()
    const feed = (): void => {
      clock.after(0, feed)
    }
    feed()
    expect(() => clock.advance(1)).toThrow(/does not settle/)
  })
})

describe('the system clock', () => {
  test('lets timers of the host run although immediate tasks never end', async () => {
    const clock = createSystemClock()
    let stop = false
    let turns = 0
    const feed = (): void => {
      turns++
      if (!stop) clock.after(0, feed)
    }
    feed()
    await new Promise(resolve => setTimeout(resolve, 10))
    stop = true
    expect(turns).toBeGreaterThan(1)
  })

  test('never goes backwards', () => {
    const clock = createSystemClock()
    let last = clock.now()
    for (let index = 0; index < 1000; index++) {
      const now = clock.now()
      expect(now).toBeGreaterThanOrEqual(last)
      last = now
    }
  })

  test('scales', async () => {
    const clock = createScaledClock(100)
    const begin = clock.now()
    await new Promise<void>(resolve => clock.after(1000, resolve))
    const elapsedSeconds = (clock.now() - begin) / 1_000_000
    expect(elapsedSeconds).toBeGreaterThan(0.9)
    expect(elapsedSeconds).toBeLessThan(20)
  })
})

describe('a clock that was stopped', () => {
  test.each([
    ['system', createSystemClock()],
    ['scaled', createScaledClock(100)],
  ])('rings no more and holds nobody up: %s', async (_, clock) => {
    const rung: string[] = []
    clock.after(5, () => rung.push('before'))
    clock.stop()
    clock.after(5, () => rung.push('after'))
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(rung).toEqual([])
  })

  test('stands still when it is a manual one', () => {
    const clock = createManualClock()
    clock.after(5, () => expect.unreachable())
    clock.stop()
    clock.after(5, () => expect.unreachable())
    clock.advance(10)
  })
})
