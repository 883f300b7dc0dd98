import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Container } from '../../../../src/state/container/entity.ts'
import { createCreationOrder } from '../../../../src/state/container/store/order.ts'

test('is what sorting would give, whatever was removed in between', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant('add'), fc.nat(50)), { maxLength: 120 }), steps => {
      const order = createCreationOrder()
      let expected: Container[] = []
      let sequence = 0
      for (const step of steps) {
        if (step === 'add') {
          // Sequences may have holes: a creation that failed takes one as well.
          sequence += 1 + (sequence % 3)
          const container = { sequence, removed: false } as Container
          order.add(container)
          expected.push(container)
        } else {
          const gone = expected[Number(step) % Math.max(1, expected.length)]
          if (gone) order.remove(gone)
          expected = expected.filter(container => container !== gone)
        }
        expect([...order.newestFirst()]).toEqual([...expected].reverse())
      }
    }),
  )
})
