import { expect, test } from 'vitest'
import { compare } from '../../../src/conformance/diff/compare.ts'

test.each([
  ['the same', { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
  ['another value', { a: { b: 1 } }, { a: { b: 2 } }, [{ where: 'a.b', left: 1, right: 2 }]],
  ['a field that only one has', { a: 1 }, {}, [{ where: 'a', left: 1, right: undefined }]],
  ['an item of a list', [1, 2], [1, 3], [{ where: '[1]', left: 2, right: 3 }]],
  ['lists of different lengths, as a whole', { a: [1] }, { a: [] }, [{ where: 'a', left: [1], right: [] }]],
  ['null and an empty object', { a: null }, { a: {} }, [{ where: 'a', left: null, right: {} }]],
])('comparing tells of %s', (_, left, right, expected) => {
  expect(compare(left, right)).toEqual(expected)
})
