import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rfc3339Nano, rfc3339NanoFixed, unixNanoseconds } from '../../src/state/time.ts'

const table: readonly [microseconds: number, short: string, fixed: string][] = [
  [0, '1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000000000Z'],
  [1_500_000, '1970-01-01T00:00:01.5Z', '1970-01-01T00:00:01.500000000Z'],
  [1_795_475_723_639_307, '2026-11-23T23:15:23.639307Z', '2026-11-23T23:15:23.639307000Z'],
]

test('moments read as Go prints them', () => {
  for (const [instant, short, fixed] of table) {
    expect(rfc3339Nano(instant)).toBe(short)
    expect(rfc3339NanoFixed(instant)).toBe(fixed)
  }
})

test('nanoseconds print exactly although no double holds them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_000_000_000 }),
      fc.integer({ min: 0, max: 999_999 }),
      (seconds, fraction) => {
        const instant = seconds * 1_000_000 + fraction
        expect(JSON.stringify(unixNanoseconds(instant))).toBe(instant === 0 ? '0' : `${instant}000`)
      },
    ),
  )
})
