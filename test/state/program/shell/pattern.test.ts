import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  matchesPattern,
  quotePattern,
  replacePattern,
  withoutPrefix,
  withoutSuffix,
} from '../../../../src/state/program/shell/pattern.ts'

describe('matches', () => {
  const rows: [pattern: string, matching: string[], others: string[]][] = [
    ['', [''], ['a']],
    ['a*', ['a', 'abc', 'a\nb'], ['ba', '']],
    ['?', ['a', 'é', '𝄞'], ['', 'ab']],
    ['[abc]', ['a', 'b'], ['d', '']],
    ['[!abc]', ['d', 'é'], ['a', '']],
    ['[^a-c]x', ['dx'], ['bx']],
    ['[a-cx-z]', ['b', 'y'], ['m', '-']],
    ['[]a]', [']', 'a'], ['b']],
    ['[a-]', ['-', 'a'], ['b']],
    ['[z-a]', [], ['a', 'z', 'm']],
    ['[[:digit:]_]', ['5', '_'], ['a']],
    ['[![:space:]]', ['a'], [' ', '\t']],
    ['[a', ['[a'], ['a']],
    ['\\*', ['*'], ['a']],
    ['a\\', ['a\\'], ['a']],
    ['a.b+', ['a.b+'], ['axb+', 'a.bb']],
    ['*.tar.*', ['x.tar.gz'], ['x.tar']],
  ]
  test.each(rows)('%s', (pattern, matching, others) => {
    for (const text of matching) expect([text, matchesPattern(pattern, text)]).toEqual([text, true])
    for (const text of others) expect([text, matchesPattern(pattern, text)]).toEqual([text, false])
  })

  const extended: [pattern: string, matching: string[], others: string[]][] = [
    ['@(a|b)c', ['ac', 'bc'], ['c', 'abc']],
    ['?(a)b', ['b', 'ab'], ['aab']],
    ['*(ab)', ['', 'abab'], ['aba']],
    ['+([0-9])', ['7', '42'], ['', '4a']],
    ['!(*.c)', ['a.h', ''], ['a.c']],
    ['@(a|@(b|c))', ['c'], ['d']],
  ]
  test.each(extended)('extended %s', (pattern, matching, others) => {
    for (const text of matching) expect([text, matchesPattern(pattern, text, true)]).toEqual([text, true])
    for (const text of others) expect([text, matchesPattern(pattern, text, true)]).toEqual([text, false])
  })

  test('what is quoted, whatever it is, and nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        expect(matchesPattern(quotePattern(text), text, true)).toBe(true)
        expect(matchesPattern(quotePattern(text), other, true)).toBe(text === other)
      }),
    )
  })

  test('anything without throwing', () => {
    const piece = fc.constantFrom('*', '?', '[', ']', '!', '-', '\\', '(', ')', '|', '@', 'a', '[:alpha:]', '^', '{')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.boolean(), (pieces, extendedGlobs) => {
        expect(typeof matchesPattern(pieces.join(''), 'aab', extendedGlobs)).toBe('boolean')
      }),
    )
  })
})

describe('cuts and replaces', () => {
  test('the shortest and the longest prefix and suffix', () => {
    expect(withoutPrefix('/a/b/c', '*/', false)).toBe('a/b/c')
    expect(withoutPrefix('/a/b/c', '*/', true)).toBe('c')
    expect(withoutSuffix('a.b.c', '.*', false)).toBe('a.b')
    expect(withoutSuffix('a.b.c', '.*', true)).toBe('a')
    expect(withoutPrefix('abc', 'x', true)).toBe('abc')
  })

  test('a longest cut leaves no more than a shortest one', () => {
    const pattern = fc.array(fc.constantFrom('*', '?', 'a', 'b', '[ab]'), { maxLength: 5 }).map(parts => parts.join(''))
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(text, pattern, (subject, glob) => {
        const short = withoutPrefix(subject, glob, false)
        expect(short.endsWith(withoutPrefix(subject, glob, true))).toBe(true)
        expect(subject.endsWith(short)).toBe(true)
        expect(withoutSuffix(subject, glob, false).startsWith(withoutSuffix(subject, glob, true))).toBe(true)
      }),
    )
  })

  test('the first, all, the start or the end', () => {
    expect(replacePattern('abab', 'a', '$&', 'first')).toBe('$&bab')
    expect(replacePattern('abab', 'a', 'X', 'all')).toBe('XbXb')
    expect(replacePattern('abab', '*', 'X', 'all')).toBe('X')
    expect(replacePattern('abab', 'b', 'X', 'start')).toBe('abab')
    expect(replacePattern('abab', 'b', 'X', 'end')).toBe('abaX')
    expect(replacePattern('ab', '', 'X', 'all')).toBe('ab')
  })
})
