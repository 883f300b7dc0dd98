import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDuration, parseMoment, untilFilter } from '../../src/state/until.ts'
import { refusalOf } from './container/daemon.ts'

const second = 1e6
const now = Date.UTC(2026, 0, 2) * 1000

describe('moments', () => {
  test.each([
    ['1h30m', now - 5400 * second],
    ['-10s', now + 10 * second],
    ['1136073600', 1_136_073_600 * second],
    ['1136073600.5', 1_136_073_600.5 * second],
    ['2006-01-02', Date.UTC(2006, 0, 2) * 1000],
    ['2006-01-02T15', Date.UTC(2006, 0, 2, 15) * 1000],
    ['2006-01-02T15:04', Date.UTC(2006, 0, 2, 15, 4) * 1000],
    ['2006-01-02T15:04:05', Date.UTC(2006, 0, 2, 15, 4, 5) * 1000],
    ['2006-01-02T15:04:05.999999999Z', Date.UTC(2006, 0, 2, 15, 4, 5) * 1000 + 999_999],
    ['2006-01-02T15:04:05+01:30', Date.UTC(2006, 0, 2, 13, 34, 5) * 1000],
    ['0', 0],
  ])('%s', (text, expected) => expect(parseMoment(text, now)).toBe(expected))

  test.each(['soon', '', '2006-13-01', '2006-02-30', '1h30', '5 minutes'])('%j is none', text => {
    expect(refusalOf(() => parseMoment(text, now))).toMatch(/^invalid: /)
  })

  test('read back what Date writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), date => {
        expect(parseMoment(date.toISOString(), now)).toBe(date.getTime() * 1000)
      }),
    )
  })
})

test('durations add up their parts', () => {
  expect(parseDuration('1h1m1s1ms1us')).toBe(3_661_001_001)
  expect(parseDuration('1.5s')).toBe(1_500_000)
  expect(parseDuration('-.5s')).toBe(-500_000)
  expect(parseDuration('1d')).toBeUndefined()
  expect(parseDuration('5')).toBeUndefined()
})

test('a prune takes one moment at most', () => {
  expect(untilFilter(new Map(), now)).toBeUndefined()
  expect(untilFilter(new Map([['until', ['1s']]]), now)).toBe(now - second)
  expect(refusalOf(() => untilFilter(new Map([['until', ['1s', '2s']]]), now))).toBe(
    'invalid: more than one until filter specified',
  )
})
