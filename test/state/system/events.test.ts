import { describe, expect, test } from 'vitest'
import { createManualClock } from '../../../src/state/clock.ts'
import type { Engine } from '../../../src/state/engine.ts'
import { createEventLog, type EventMessage } from '../../../src/state/events.ts'
import { parseFilters } from '../../../src/state/filters.ts'
import { type EventQuery, eventMatches, openEventStream } from '../../../src/state/system/events.ts'

const start: Omit<EventMessage, 'at' | 'scope'> = {
  type: 'container',
  action: 'start',
  actorId: 'c0ffee',
  attributes: { image: 'alpine:3', name: 'web', tier: 'front' },
}

const world = () => {
  const clock = createManualClock(1_000_000_000)
  const events = createEventLog(clock)
  const engine = { clock, events } as Partial<Engine> as Engine
  const open = (query: Partial<EventQuery> = {}) => {
    const none = { since: undefined, until: undefined, filters: parseFilters(undefined, undefined) }
    const source = openEventStream(engine, { ...none, apiVersion: '1.55', framing: 'lines', ...query })
    const read = (): string | undefined => {
      const bytes = source.read()
      return bytes && new TextDecoder().decode(bytes)
    }
    return { source, read }
  }
  return { clock, events, open }
}

describe('openEventStream', () => {
  test('shows what happens from now on, and nothing before', () => {
    const { events, open } = world()
    events.record(start)
    const { read } = open()
    expect(read()).toBeUndefined()
    events.record({ ...start, action: 'die' })
    expect(JSON.parse(read() ?? '')).toEqual({
      Type: 'container',
      Action: 'die',
      Actor: { ID: 'c0ffee', Attributes: start.attributes },
      scope: 'local',
      time: 1000,
      timeNano: 1_000_000_000_000,
    })
  })

  test('replays the buffer and ends at once when its time is past', () => {
    const { clock, events, open } = world()
    events.record(start)
    clock.advance(1000)
    events.record({ ...start, action: 'die' })
    const { read } = open({ since: 1_000_000_000, until: 1_000_500_000 })
    expect(read()).toContain('"Action":"start"')
    expect(read()).toBe('')
  })

  test('ends when its time comes', () => {
    const { clock, events, open } = world()
    const { read } = open({ until: 1_005_000_000 })
    clock.advance(4999)
    expect(read()).toBeUndefined()
    clock.advance(1)
    expect(read()).toBe('')
    expect(events.listenerCount).toBe(0)
  })

  test('stops listening when its reader is gone', () => {
    const { events, open } = world()
    const { source } = open()
    expect(events.listenerCount).toBe(1)
    source.close()
    expect(events.listenerCount).toBe(0)
  })

  test('says things twice before 1.52, and does not know created images before 1.46', () => {
    const { events, open } = world()
    const old = open({ apiVersion: '1.45' })
    const later = open({ apiVersion: '1.51' })
    events.record(start)
    expect(old.read()).toMatch(/^\{"status":"start","id":"c0ffee","from":"alpine:3","Type":"container"/)
    later.read()
    events.record({ ...start, type: 'image', action: 'create' })
    expect(old.read()).toBeUndefined()
    expect(later.read()).toMatch(/^\{"status":"create","id":"c0ffee","Type":"image"/)
  })

  test('begins each message of a sequence with a record separator', () => {
    const { events, open } = world()
    const { read } = open({ framing: 'sequence' })
    events.record(start)
    const text = read() ?? ''
    expect([text[0], text.at(-1)]).toEqual(['\u001e', '\n'])
    expect(JSON.parse(text.slice(1))).toMatchObject({ Action: 'start' })
  })
})

describe('eventMatches', () => {
  const matches = (filters: Record<string, string[]>, message: Partial<EventMessage> = {}): boolean =>
    eventMatches({ ...start, scope: 'local', at: 0, ...message }, parseFilters(JSON.stringify(filters), undefined))

  test.each<[Record<string, string[]>, boolean]>([
    [{}, true],
    [{ event: ['start', 'die'] }, true],
    [{ event: ['sta'] }, false],
    [{ type: ['container'], event: ['die'] }, false],
    [{ container: ['c0f'] }, true],
    [{ container: ['we'] }, true],
    [{ container: ['eb'] }, false],
    [{ label: ['tier'] }, true],
    [{ label: ['tier=front', 'missing'] }, false],
    [{ image: ['alpine'] }, true],
    [{ image: ['alpine:3'] }, true],
    [{ image: ['alp'] }, false],
    [{ scope: ['swarm'] }, false],
    [{ nonsense: ['x'] }, true],
  ])('%j is %s', (filters, expected) => {
    expect(matches(filters)).toBe(expected)
  })

  test('takes the actions with an argument by their beginning', () => {
    expect(matches({ event: ['health_status'] }, { action: 'health_status: healthy' })).toBe(true)
    expect(matches({ event: ['exec_start'] }, { action: 'exec_start: sh' })).toBe(true)
    expect(matches({ event: ['exec_start'] }, { action: 'exec_create: sh' })).toBe(false)
  })
})
