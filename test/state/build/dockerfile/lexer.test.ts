import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expandWord, expandWords, noVariables, variablesOf } from '../../../../src/state/build/dockerfile/lexer.ts'

const variables = variablesOf(['HOME=/home', 'EMPTY=', 'TWO=a  b', 'FILE=foo.tar.gz', 'UNI=한국'])
const expand = (text: string, escapeToken = '\\'): string => expandWord(text, variables, { escapeToken })

describe('words of a Dockerfile', () => {
  test.each([
    ['plain', 'plain'],
    ['$HOME/x', '/home/x'],
    ['x${HOME}x', 'x/homex'],
    ['$UNSET', ''],
    ['$1x', 'x'],
    ['$.', '$.'],
    ['$$x', 'x'],
    ['$UNI-', '한국-'],
    ['\\$HOME', '$HOME'],
    ['\\\\$HOME', '\\/home'],
    ['a\\', 'a'],
    ['"$HOME"', '/home'],
    ["'$HOME'", '$HOME'],
    ['"a\\"b\\$c\\d"', 'a"b$c\\d'],
    ["'a\\'", 'a\\'],
    ['"it\'s"', "it's"],
    ['${UNSET:-word}', 'word'],
    ['${EMPTY:-word}', 'word'],
    ['${EMPTY-word}', ''],
    ['${UNSET-word}', 'word'],
    ['${UNSET:-${OTHER:-deep}}', 'deep'],
    ['${UNSET:-$HOME}', '/home'],
    ['${HOME:+set}', 'set'],
    ['${EMPTY:+set}', ''],
    ['${EMPTY+set}', 'set'],
    ['${HOME?}', '/home'],
    ['${FILE%.*}', 'foo.tar'],
    ['${FILE%%.*}', 'foo'],
    ['${FILE#*.}', 'tar.gz'],
    ['${FILE##*.}', 'gz'],
    ['${FILE%?z}', 'foo.tar.'],
    ['${FILE/o/0}', 'f0o.tar.gz'],
    ['${FILE//o/0}', 'f00.tar.gz'],
    ['${FILE/.*/}', 'foo'],
    ['${HOME/\\//-}', '-home'],
    ['${aaa}}', '}'],
  ])('%s becomes %s', (text, expected) => {
    expect(expand(text)).toBe(expected)
  })

  test.each([
    ['${HOME', `failed to process "\${HOME": unsupported modifier (\uFFFD) in substitution`],
    ['${HOME:-x', `failed to process "\${HOME:-x": syntax error: missing '}'`],
    ['${}', 'failed to process "${}": syntax error: bad substitution'],
    ['${HOME:=x}', 'failed to process "${HOME:=x}": unsupported modifier (:=) in substitution'],
    ['${HOME:#x}', 'failed to process "${HOME:#x}": unsupported modifier (:#) in substitution'],
    ['${X?}', 'failed to process "${X?}": X: is not allowed to be unset'],
    ['${EMPTY:?}', 'failed to process "${EMPTY:?}": EMPTY: is not allowed to be empty'],
    ['${X:?give one}', 'failed to process "${X:?give one}": X: give one'],
    ['"x', 'failed to process "\\"x": unexpected end of statement while looking for matching double-quote'],
    ["'x", `failed to process "'x": unexpected end of statement while looking for matching single-quote`],
    ['${HOME/x', `failed to process "\${HOME/x": syntax error: missing '/' in \${}`],
    ['${HOME#\\x}', `failed to process "\${HOME#\\\\x}": invalid pattern (\\x) in substitution: invalid escape '\\x'`],
  ])('%s is refused', (text, message) => {
    expect(() => expand(text)).toThrow(message)
  })

  test('what nests too deep is refused before the stack is', () => {
    expect(() => expand('${a:-'.repeat(10_000))).toThrow('bad substitution')
  })

  test('another character can escape', () => {
    expect(expand('`$HOME \\x', '`')).toBe('$HOME \\x')
  })

  test.each([
    ['a  b', ['a', 'b']],
    ['$TWO', ['a', 'b']],
    ['"$TWO"', ['a  b']],
    ['x$TWO', ['xa', 'b']],
    ['a\\ b c', ['a b', 'c']],
    ['', []],
  ])('%s splits into %j', (text, words) => {
    expect(expandWords(text, variables, { escapeToken: '\\' })).toEqual(words)
  })

  test('without variables and signs a word stays as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^$'"\\<]*$/), text => {
        expect(expandWord(text, noVariables, { escapeToken: '\\' })).toBe(text)
      }),
    )
  })
})
