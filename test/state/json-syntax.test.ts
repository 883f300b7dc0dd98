import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moreAfter, scanJson } from '../../src/state/json-syntax.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** What Go 1.26 says (encoding/json, Decoder.Decode). */
const refusals: readonly (readonly [text: string, message: string])[] = [
  ['x', "invalid character 'x' looking for beginning of value"],
  ['{x', "invalid character 'x' looking for beginning of object key string"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['[1 2]', "invalid character '2' after array element"],
  ['[1,]', "invalid character ']' looking for beginning of value"],
  ['{"a":tru}', "invalid character '}' in literal true (expecting 'e')"],
  ['nul!', "invalid character '!' in literal null (expecting 'l')"],
  ['[-]', "invalid character ']' in numeric literal"],
  ['[1.]', "invalid character ']' after decimal point in numeric literal"],
  ['[1e]', "invalid character ']' in exponent of numeric literal"],
  ['[01]', "invalid character '1' after array element"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['"\u0001"', "invalid character '\\x01' in string literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['"\\u12g"', "invalid character 'g' in \\u hexadecimal character escape"],
  ["'a'", "invalid character '\\'' looking for beginning of value"],
  ['é', "invalid character 'Ã' looking for beginning of value"],
  ['{', 'unexpected EOF'],
  ['{"a":', 'unexpected EOF'],
  ['"abc', 'unexpected EOF'],
  ['tr', 'unexpected EOF'],
]

describe('scanJson', () => {
  test.each(refusals)('refuses %j in the words of Go', (text, message) => {
    expect(scanJson(bytes(text))).toEqual({ outcome: 'error', message })
  })

  test('finds nothing in nothing', () => {
    expect(scanJson(bytes(' \n\t '))).toEqual({ outcome: 'nothing' })
  })

  test('refuses nesting that is deeper than ten thousand', () => {
    expect(scanJson(bytes('['.repeat(10_002)))).toEqual({ outcome: 'error', message: 'exceeded max depth' })
  })

  test('accepts every value to its last byte', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = JSON.stringify(value)
        expect(scanJson(bytes(`${text} x`))).toEqual({ outcome: 'value', end: bytes(text).length })
      }),
    )
  })

  test('agrees with JSON.parse about what is a value', () => {
    const alphabet = fc.string({ unit: fc.constantFrom(...'{}[]",:01-.eE+trufalsn\\ b') })
    fc.assert(
      fc.property(alphabet, text => {
        const scan = scanJson(bytes(text))
        const whole = scan.outcome === 'value' && text.slice(scan.end).trim() === ''
        let parses = true
        try {
          JSON.parse(text)
        } catch {
          parses = false
        }
        expect(whole).toBe(parses)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('moreAfter', () => {
  test.each([
    ['{} ', false],
    ['{}{}', true],
    ['{} x', true],
    ['{} }', false],
    ['{}]', false],
  ])('looks behind the value of %j', (text, more) => {
    expect(moreAfter(bytes(text), 2)).toBe(more)
  })
})
