import { expect, test } from 'vitest'
import { goDuration } from '../../../../src/state/container/views/go-duration.ts'

test.each([
  [0, '0s'],
  [1, '1ns'],
  [1500, '1.5µs'],
  [250e6, '250ms'],
  [1e9, '1s'],
  [30e9, '30s'],
  [61.5e9, '1m1.5s'],
  [120e9, '2m0s'],
  [3600e9, '1h0m0s'],
  [90_061e9, '25h1m1s'],
])('%d nanoseconds are printed as Go does: %s', (nanoseconds, text) => {
  expect(goDuration(nanoseconds)).toBe(text)
})
