import { expect, test } from 'vitest'
import { createManualClock } from '../../src/state/clock.ts'
import { createEventLog, eventsLimit } from '../../src/state/events.ts'

const record = (log: ReturnType<typeof createEventLog>, action: string): void =>
  log.record({ type: 'container', action, actorId: 'c', attributes: {} })

test('the log replays the last 256 messages within the bounds', () => {
  const clock = createManualClock(0)
  const log = createEventLog(clock)
  for (let index = 0; index < eventsLimit + 10; index++) {
    record(log, `${index}`)
    clock.advance(1)
  }
  expect(log.replay(undefined, undefined).map(({ action }) => action)).toEqual(
    Array.from({ length: eventsLimit }, (_, index) => `${index + 10}`),
  )
  expect(log.replay(20_000, 22_000).map(({ action }) => action)).toEqual(['20', '21', '22'])
})

test('who subscribes between two messages misses neither side of the moment', () => {
  const log = createEventLog(createManualClock())
  record(log, 'before')
  const live: string[] = []
  const cancel = log.subscribe(({ action }) => live.push(action))
  record(log, 'after')
  cancel()
  record(log, 'later')
  expect([log.replay(undefined, undefined)[0]?.action, ...live]).toEqual(['before', 'after'])
  expect(log.listenerCount).toBe(0)
})
