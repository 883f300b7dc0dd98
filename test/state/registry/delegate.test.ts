import { expect, test } from 'vitest'
import { closedRegistry } from '../../../src/state/registry/closed.ts'
import { delegate } from '../../../src/state/registry/delegate.ts'
import { createOpenRegistry } from '../../../src/state/registry/open.ts'

test.each([
  ['open', createOpenRegistry()],
  ['closed', closedRegistry],
])('a delegate of the %s registry has all that it has', (_, registry) => {
  expect(Object.keys(delegate(registry)).sort()).toEqual(Object.keys(registry).sort())
})
