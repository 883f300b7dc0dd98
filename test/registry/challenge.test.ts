import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readChallenges } from '../../src/registry/challenge.ts'

test.each([
  [null, []],
  ['', []],
  ['Basic realm="Registry Realm"', [{ scheme: 'basic', parameters: { realm: 'Registry Realm' } }]],
  [
    'Bearer realm="https://auth.example/token",service="a, b",scope="repository:x:pull,push" , error=invalid_token',
    [
      {
        scheme: 'bearer',
        parameters: {
          realm: 'https://auth.example/token',
          service: 'a, b',
          scope: 'repository:x:pull,push',
          error: 'invalid_token',
        },
      },
    ],
  ],
  [
    'Negotiate, Basic realm="a \\"b\\""',
    [
      { scheme: 'negotiate', parameters: {} },
      { scheme: 'basic', parameters: { realm: 'a "b"' } },
    ],
  ],
  ['"', []],
])('%j is read', (header, challenges) => {
  expect(readChallenges(header)).toEqual(challenges)
})

test('no header is read for ever', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aB=", \\\t') }), header => {
      const begin = performance.now()
      readChallenges(header.repeat(50))
      expect(performance.now() - begin).toBeLessThan(1000)
    }),
  )
})
