import { expect, test } from 'vitest'
import { joinedFaults } from '../../src/state/error.ts'

test.each([
  [['one'], 'one'],
  [['one', 'two'], '* one\n* two'],
  [['one:\n* a\n* b', 'two'], '* one:\n\t* a\n\t* b\n* two'],
])('%j reads %j', (faults, text) => {
  expect(joinedFaults(faults)).toBe(text)
})
