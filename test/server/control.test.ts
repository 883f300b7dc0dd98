import { describe, expect, test } from 'vitest'
import { parseDurationMilliseconds } from '../../src/server/control.ts'
import { createManualClock, createSystemClock } from '../../src/state/clock.ts'
import { smallApp } from './world.ts'

const advance = (by: unknown): RequestInit => ({ body: JSON.stringify({ by }) })

describe('the control plane', () => {
  test('says that it is well, without the headers of Docker', async () => {
    const response = await smallApp().ask('GET /_mockerd/health')
    expect(await response.json()).toEqual({ status: 'ok', profile: 'docker-29', seed: 7 })
    expect(response.headers.has('api-version')).toBe(false)
  })

  test('moves a manual clock, and runs what falls due', async () => {
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
  })

  test.each(['clock/advance', 'clock/idle'])('refuses %s when the clock runs by itself, and says why', async path => {
    const response = await smallApp({}, createSystemClock()).ask(`POST /_mockerd/${path}`, advance('1s'))
    expect(response.status).toBe(409)
    expect(await response.json()).toEqual({ message: expect.stringContaining('--clock manual') })
  })

  test.each([['soon'], [-5], [null], ['5 parsecs']])('refuses to advance by %j', async by => {
    expect((await smallApp().ask('POST /_mockerd/clock/advance', advance(by))).status).toBe(400)
  })

  test.each([
    ['https://evil.example', 403],
    ['null', 403],
    ['http://localhost.evil.example:2375', 403],
    ['http://127.0.0.1:2375', 200],
    ['http://localhost:3000', 200],
  ])('answers a page of %s with %i', async (origin, status) => {
    const response = await smallApp().ask('POST /_mockerd/clock/advance', { ...advance('1s'), headers: { origin } })
    expect(response.status).toBe(status)
  })

  test('refuses what is not JSON, and what is not there', async () => {
    const { ask } = smallApp()
    expect((await ask('POST /_mockerd/clock/advance', { body: '{' })).status).toBe(400)
    expect((await ask('GET /_mockerd/nothing')).status).toBe(404)
    expect((await ask('DELETE /_mockerd/clock')).status).toBe(404)
  })
})

test.each([
  ['30s', 30_000],
  ['1m30s', 90_000],
  ['1.5h', 5_400_000],
  ['250ms', 250],
  ['7', 7],
  ['', undefined],
  ['s', undefined],
  ['1 s', undefined],
])('reads the duration %j', (text, milliseconds) => {
  expect(parseDurationMilliseconds(text)).toBe(milliseconds)
})
