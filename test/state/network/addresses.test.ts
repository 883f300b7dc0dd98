import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  contains,
  createAddressPool,
  formatAddress,
  parseAddress,
  parsePrefix,
} from '../../../src/state/network/addresses.ts'

test('addresses survive the round trip', () => {
  fc.assert(
    fc.property(fc.ipV4(), text => {
      expect(formatAddress(parseAddress(text) ?? -1)).toBe(text)
    }),
  )
  for (const bad of ['1.2.3', '1.2.3.256', '01.2.3.4', 'a.b.c.d', '']) expect(parseAddress(bad)).toBeUndefined()
})

test('a pool gives each address once, the lowest free first, inside its prefix', () => {
  const prefix = parsePrefix('10.0.0.0/28')
  if (!prefix) throw new Error('a prefix')
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 20 }), { maxLength: 60 }), steps => {
      const pool = createAddressPool(prefix)
      const held: string[] = []
      for (const step of steps) {
        const released = step >= 0 ? held.splice(step, 1)[0] : undefined
        if (released !== undefined) pool.release(released)
        else {
          const free = pool.take()
          if (free === undefined) expect(held.length).toBe(14)
          else {
            expect(held).not.toContain(free)
            expect(contains(prefix, parseAddress(free) ?? 0)).toBe(true)
            held.push(free)
          }
        }
        expect(pool.used).toBe(held.length)
      }
    }),
  )
})
