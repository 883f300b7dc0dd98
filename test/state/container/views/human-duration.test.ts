import fc from 'fast-check'
import { expect, test } from 'vitest'
import { humanDuration } from '../../../../src/state/container/views/human-duration.ts'

const hour = 3600
const day = 24 * hour

test.each([
  [0.999, 'Less than a second'],
  [1, '1 second'],
  [59, '59 seconds'],
  [60, 'About a minute'],
  [120, '2 minutes'],
  [hour - 1, '59 minutes'],
  [hour, 'About an hour'],
  [1.49 * hour, 'About an hour'],
  [1.5 * hour, '2 hours'],
  [47 * hour, '47 hours'],
  [2 * day, '2 days'],
  [13 * day, '13 days'],
  [14 * day, '2 weeks'],
  [59 * day, '8 weeks'],
  [60 * day, '2 months'],
  [729 * day, '24 months'],
  [730 * day, '2 years'],
])('%d seconds are %s', (seconds, text) => expect(humanDuration(seconds * 1e6)).toBe(text))

test('never says less of more', () => {
  const units = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year']
  const rank = (text: string): number => units.findIndex(unit => text.includes(unit))
  fc.assert(
    fc.property(fc.nat(2e9), fc.nat(2e9), (a, b) => {
      const [less, more] = a < b ? [a, b] : [b, a]
      expect(rank(humanDuration(less * 1e6))).toBeLessThanOrEqual(rank(humanDuration(more * 1e6)))
    }),
  )
})
