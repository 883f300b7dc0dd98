import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIdIndex } from '../../src/state/id-index.ts'

const digits = fc.string({ unit: fc.constantFrom('0', '1', 'f'), minLength: 5, maxLength: 8 })

test('an index finds by the beginning of ids what looking at every member finds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ id: digits, goes: fc.boolean() }), { maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('0', '1', 'f', 'g'), maxLength: 8 }),
      (steps, prefix) => {
        const index = createIdIndex<{ readonly id: string }>()
        const members = new Map<string, { readonly id: string }>()
        for (const { id, goes } of steps) {
          const known = members.get(id)
          if (goes) index.remove(known ?? { id })
          if (goes) members.delete(id)
          if (goes || known) continue
          members.set(id, { id })
          index.add(members.get(id) ?? { id })
        }
        const expected = [...members.keys()].filter(id => id.startsWith(prefix)).sort()
        expect(index.withPrefix(prefix).map(({ id }) => id)).toEqual(expected)
      },
    ),
  )
})
