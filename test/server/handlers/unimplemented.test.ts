import { expect, test } from 'vitest'
import { type OperationId, operations } from '../../../spec/index.ts'
import { handlers, implemented } from '../../../src/server/handlers/index.ts'
import { unimplementedIds } from '../../../src/server/handlers/unimplemented.ts'

test('every operation has a handler', () => {
  expect(Object.keys(handlers).toSorted()).toEqual(Object.keys(operations).toSorted())
})

test('no operation that has a handler is still listed as unimplemented', () => {
  const listed: readonly OperationId[] = unimplementedIds
  expect(listed.filter(id => Object.hasOwn(implemented, id))).toEqual([])
})
