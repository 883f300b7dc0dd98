import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { type ControlSchema, faultOf, objectSchema } from '../../../src/server/control/schema.ts'

const schema: ControlSchema = objectSchema(
  {
    a: { type: 'string', minLength: 1, pattern: '^[a-z]*$' },
    b: { type: 'integer', minimum: 0, maximum: 9 },
    c: { anyOf: [{ type: 'number' }, { type: 'string', description: 'a duration' }] },
    d: { type: 'array', items: { type: 'boolean' } },
    e: { type: 'object', additionalProperties: { type: 'string', enum: ['x', 'y'] } },
  },
  ['b', 'c', 'd', 'e'],
)

test.each([
  [{ a: 'x' }, undefined],
  [[], 'the body is an object, not []'],
  [{}, 'a is missing'],
  [{ a: '' }, 'a is empty'],
  [{ a: 'X' }, 'a is a string, not "X"'],
  [{ a: 'x', b: 1.5 }, 'b is an integer, not 1.5'],
  [{ a: 'x', b: -1 }, 'b is 0 or more, not -1'],
  [{ a: 'x', c: true }, 'c is a number or a string (a duration), not true'],
  [{ a: 'x', d: [true, 1] }, 'd[1] is a boolean, not 1'],
  [{ a: 'x', e: { k: 'z' } }, 'e.k is one of x, y, not "z"'],
  [{ a: 'x', z: 1 }, 'there is no z; there are a, b, c, d, e'],
])('the fault of %j is said in one line', (value, fault) => {
  expect(faultOf(schema, value)).toBe(fault)
})

test('what has no fault is what any other validator of the same schema takes', () => {
  const valid = new Ajv2020().compile(schema)
  const part = fc.oneof(
    fc.constantFrom('x', 'y', '', 'Z', 0, 5, 10, 1.5, true, null, [true], [1], { k: 'x' }, { k: 'z' }),
    fc.jsonValue({ maxDepth: 1 }),
  )
  const value = fc.record({ a: part, b: part, c: part, d: part, e: part, z: part }, { requiredKeys: [] })
  const fitting = fc.record({ a: fc.constant('x') }).chain(a => value.map(rest => ({ ...rest, ...a })))
  fc.assert(
    fc.property(fc.oneof(value, fitting), each => {
      expect(faultOf(schema, each) === undefined, JSON.stringify(each)).toBe(valid(each))
    }),
  )
})
