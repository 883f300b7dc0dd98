import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pathPattern } from '../../../src/state/image/path-match.ts'

/** From the documentation of Go's path.Match, and what it says of these. */
const cases: readonly [pattern: string, text: string, matches: boolean][] = [
  ['abc', 'abc', true],
  ['*', 'abc', true],
  ['*c', 'abc', true],
  ['a*', 'ab/c', false],
  ['a*/b', 'abc/b', true],
  ['a*b?c*x', 'abxbbxdbxebxczzx', true],
  ['ab[c]', 'abc', true],
  ['ab[b-d]', 'abc', true],
  ['ab[^c]', 'abc', false],
  ['ab[^e-g]', 'abc', true],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'ab', false],
  ['a?b', 'a/b', false],
  ['[\\]a]', ']', true],
  ['[\\-x]', '-', true],
  ['a.c', 'abc', false],
  ['x(1)', 'x(1)', true],
]

describe('a shell pattern', () => {
  test.each(cases)('%s and %s: %s', (pattern, text, matches) => {
    expect(pathPattern(pattern)?.test(text)).toBe(matches)
  })

  test.each(['[', '[^', 'a[', '[]a]', 'a\\', '[a'])('%s is none', pattern => {
    expect(pathPattern(pattern)).toBeUndefined()
  })

  test('of a name alone matches that name alone', () => {
    const name = fc.stringMatching(/^[a-z0-9.:/-]{1,20}$/)
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(pathPattern(one)?.test(other)).toBe(one === other)
      }),
    )
  })
})
