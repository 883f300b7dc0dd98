import { expect, test } from 'vitest'
import { nearMiss } from '../../../src/conformance/monitor/near-miss.ts'

test.each([
  ['names', 'Names'],
  [' Parents', 'Parents'],
  ['Parent_s', 'Parents'],
  ['Parens', 'Parents'],
  ['Parentss', 'Parents'],
  ['Parentz', 'Parents'],
  ['BuilderSize', undefined],
  ['Idd', undefined],
  ['ID', 'Id'],
])('%s is meant to be %s', (name, meant) => {
  expect(nearMiss(name, ['Id', 'Names', 'Parents'])).toBe(meant)
})
