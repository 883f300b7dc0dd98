import { expect, test } from 'vitest'
import { closestTo } from '../../src/server/closest.ts'

test.each([
  ['ContainerStrat', 'ContainerStart'],
  ['containerstart', 'ContainerStart'],
  ['', 'ImageList'],
])('%j is closest to %s', (wanted, word) => {
  expect(closestTo(wanted, ['ContainerStart', 'ContainerStop', 'ImageList'])).toBe(word)
})

test('nothing is close when there is nothing', () => {
  expect(closestTo('x', [])).toBeUndefined()
})
