import { expect, test } from 'vitest'
import { uncleanPath } from '../../src/server/redirect.ts'

test.each([
  ['/info', undefined],
  ['/images/a..b/json', undefined],
  ['/images/%2easy/json', undefined],
  ['//info', '/info'],
  ['/a/./b/', '/a/b/'],
  ['/v1.43/../v1.43/info?a=//', '/v1.43/info?a=//'],
  ['/images/%2e%2E/json', '/json'],
])('%s is cleaned to %s', (target, expected) => {
  expect(uncleanPath(target)).toBe(expected)
})
