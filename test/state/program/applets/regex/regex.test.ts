import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRegex, matches, RegexError } from '../../../../../src/state/program/applets/regex/regex.ts'

const basic: readonly (readonly [pattern: string, text: string, found: readonly number[] | undefined])[] = [
  ['a*', 'baa', [0, 0]],
  ['^a', 'ba', undefined],
  ['\\(a\\)\\1', 'xaab', [1, 3, 1, 2]],
  ['*a', 'x*a', [1, 3]],
  ['a\\{2,3\\}', 'caaaa', [1, 4]],
  ['a+', 'aa+', [1, 3]],
  ['a\\+', 'baa', [1, 3]],
  ['a$b', 'a$b', [0, 3]],
  ['[]x]', 'a]', [1, 2]],
  ['[^a-c]', 'abcd', [3, 4]],
  ['\\bfoo\\b', 'a foo b', [2, 5]],
]

const extended: typeof basic = [
  ['foo|foobar', 'xfoobar', [1, 7]],
  ['abcd|bc', 'abce abcd', [1, 3]],
  ['(a|ab)(c|bcd)(d*)', 'abcd', [0, 4, 0, 1, 1, 4, 4, 4]],
  ['(^|x)a', 'a', [0, 1, 0, 0]],
  ['[[:digit:]]+-[^a]$', 'x12-z', [1, 5]],
  ['a{2}', 'baaa', [1, 3]],
  ['a{,', 'a{,', [0, 3]],
  ['(a*)*', 'b', [0, 0, -1, -1]],
  ['\\w+\\s', 'ab cd', [0, 3]],
]

describe('POSIX regular expressions', () => {
  test.each(basic)('BRE %s in %j', (pattern, text, found) => {
    expect(createRegex(pattern).exec(text)).toEqual(found)
  })

  test.each(extended)('ERE %s in %j', (pattern, text, found) => {
    expect(createRegex(pattern, { extended: true }).exec(text)).toEqual(found)
  })

  test.each(['(', '[', 'a{2,1}', '\\', '(a', '[[:nope:]]'])('refuses %s', pattern => {
    expect(() => createRegex(pattern, { extended: true })).toThrow(RegexError)
  })

  test('takes linear time where backtracking takes exponential', () => {
    const text = 'a'.repeat(20_000)
    expect(createRegex('(a+)+b', { extended: true }).exec(text)).toBeUndefined()
    expect(createRegex('(a*)*(a*)*(a*)*c', { extended: true }).exec(text)).toBeUndefined()
  })

  test('gives up on back references that explode instead of hanging', () => {
    expect(() => createRegex('\\(a*\\)*\\(a*\\)*\\1\\2b').exec('a'.repeat(200))).toThrow(RegexError)
  })

  test('agrees with JavaScript on patterns without alternatives', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]')
    const piece = fc.tuple(atom, fc.constantFrom('', '*', '+', '?')).map(parts => parts.join(''))
    const pattern = fc.array(piece, { minLength: 1, maxLength: 4 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[abc]{0,12}$/), (source, text) => {
        const ours = [...matches(createRegex(source, { extended: true }), text)][0]
        const theirs = new RegExp(source).exec(text)
        expect(ours?.[0]).toBe(theirs?.index)
        // POSIX wants the longest, JavaScript the greediest: never longer than ours.
        if (ours && theirs) expect((ours[1] ?? 0) - (ours[0] ?? 0)).toBeGreaterThanOrEqual(theirs[0].length)
      }),
    )
  })
})
