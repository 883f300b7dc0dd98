import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { replacePattern, trimPrefix, trimSuffix } from '../../../../src/state/build/dockerfile/wildcard.ts'

const plain = fc.stringMatching(/^[ab]*$/)

describe('patterns of substitutions', () => {
  test('a prefix without wildcards is taken away when it is there', () => {
    fc.assert(
      fc.property(plain, plain, (prefix, rest) => {
        expect(trimPrefix(prefix, prefix + rest, false)).toBe(rest)
      }),
    )
  })

  test('prefix and suffix mirror each other', () => {
    const mirror = (text: string): string => [...text].reverse().join('')
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*?]*$/), plain, fc.boolean(), (pattern, value, greedy) => {
        expect(mirror(trimSuffix(pattern, value, greedy))).toBe(trimPrefix(mirror(pattern), mirror(value), greedy))
      }),
    )
  })

  test('replacing is what a regular expression does', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*?]{1,5}$/), plain, (pattern, value) => {
        const expression = new RegExp(pattern.replaceAll('*', '.*').replaceAll('?', '.'), 'g')
        const matches = [...value.matchAll(expression)]
        const last = matches.at(-1)
        // Unlike JavaScript, Go replaces nothing right behind a match.
        const abuts = matches.length > 1 && last?.[0] === ''
        const expected = abuts
          ? value.replace(expression, text => (text === '' ? '' : 'X'))
          : value.replace(expression, 'X')
        expect(replacePattern(pattern, value, 'X', true)).toBe(expected)
      }),
    )
  })

  test('a pattern that makes regular expressions despair costs nothing', () => {
    const value = 'a'.repeat(20_000)
    expect(trimPrefix(`${'*a'.repeat(30)}b`, value, true)).toBe(value)
    expect(replacePattern('a*b', value, '', true)).toBe(value)
  })
})
