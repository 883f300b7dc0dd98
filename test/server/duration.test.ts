import { expect, test } from 'vitest'
import { parseDurationMilliseconds } from '../../src/server/duration.ts'

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
