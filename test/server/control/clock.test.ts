import { describe, expect, test } from 'vitest'
import { createManualClock, createSystemClock } from '../../../src/state/clock.ts'
import { smallApp } from '../world.ts'

const advance = (by: unknown): RequestInit => ({ body: JSON.stringify({ by }) })

describe('the clock', () => {
  test('moves when it is a manual one, and runs what falls due', async () => {
    const clock = createManualClock()
    const ran: number[] = []
    clock.after(20_000, () => ran.push(20))
    clock.after(60_000, () => ran.push(60))
    const { ask } = smallApp({}, clock)
    const response = await ask('POST /_mockerd/clock/advance', advance('30s'))
    expect(await response.json()).toEqual({ now: '2026-01-01T00:00:30Z', manual: true })
    expect(ran).toEqual([20])
    expect(await (await ask('POST /_mockerd/clock/idle')).json()).toEqual({
      now: '2026-01-01T00:01:00Z',
      manual: true,
      movedMilliseconds: 30_000,
    })
    expect(ran).toEqual([20, 60])
    expect(await (await ask('GET /_mockerd/clock')).json()).toEqual({ now: '2026-01-01T00:01:00Z', manual: true })
  })

  test.each(['clock/advance', 'clock/idle'])('refuses %s when it runs by itself, and says why', async path => {
    const response = await smallApp({}, createSystemClock()).ask(`POST /_mockerd/${path}`, advance('1s'))
    expect(response.status).toBe(409)
    expect(await response.json()).toEqual({ message: expect.stringContaining('--clock manual') })
  })

  test.each([['soon'], [-5], [null], ['5 parsecs'], [undefined]])('refuses to advance by %j', async by => {
    expect((await smallApp().ask('POST /_mockerd/clock/advance', advance(by))).status).toBe(400)
  })
})
