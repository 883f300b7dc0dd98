import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../../src/state/random.ts'

test('the same seed draws the same', () => {
  fc.assert(
    fc.property(fc.string(), seed => {
      const [a, b] = [createRandom(seed), createRandom(seed)]
      expect([a.hex(64), a.integer(1000), a.fraction(), [...a.bytes(9)]]).toEqual([
        b.hex(64),
        b.integer(1000),
        b.fraction(),
        [...b.bytes(9)],
      ])
    }),
  )
})

test('another seed draws something else', () => {
  const drawn = new Set(Array.from({ length: 1000 }, (_, seed) => createRandom(seed).hex(64)))
  expect(drawn.size).toBe(1000)
})

test('forks depend on their purpose alone, not on what was drawn before', () => {
  const fresh = createRandom(7)
  const used = createRandom(7)
  used.hex(100)
  expect(used.fork('ids').hex(32)).toBe(fresh.fork('ids').hex(32))
  expect(fresh.fork('ids').hex(32)).not.toBe(fresh.fork('names').hex(32))
})

test('values stay in range and spread', () => {
  const random = createRandom('spread')
  const counts = new Array(10).fill(0)
  for (let draw = 0; draw < 10_000; draw++) counts[random.integer(10)]++
  for (const count of counts) expect(count).toBeGreaterThan(800)
  expect(() => random.pick([])).toThrow()
})
