import { describe, expect, test } from 'vitest'
import { unescaped } from '../../../../../src/state/program/shell/builtins/echo.ts'
import { formatPrintf } from '../../../../../src/state/program/shell/builtins/printf.ts'

const decoder = new TextDecoder()
const printed = (format: string, ...words: string[]): string => decoder.decode(formatPrintf(format, words, true).bytes)

describe('printf', () => {
  const rows: [format: string, words: string[], text: string][] = [
    ['%s\\n', ['a', 'b'], 'a\nb\n'],
    ['%s,%s\\n', ['a', 'b', 'c'], 'a,b\nc,\n'],
    ['plain', ['ignored'], 'plain'],
    ['%%', [], '%'],
    ['%5s|%-5s|%.2s', ['ab', 'cd', 'efgh'], '   ab|cd   |ef'],
    ['%5d|%-5d|%05d|%+d|% d', ['1', '2', '-3', '4', '5'], '    1|2    |-0003|+4| 5'],
    ['%x %X %#x %o %#o', ['255', '255', '255', '8', '8'], 'ff FF 0xff 10 010'],
    ['%u', ['-1'], '18446744073709551615'],
    ['%d %d %d', ["'A", '0x10', '010'], '65 16 8'],
    ['%.3d|%5.3d', ['7', '7'], '007|  007'],
    [
      '%f %.1f %e %g %g %G',
      ['1.5', '2.26', '12345.678', '0.00001', '100000', '1e-9'],
      '1.500000 2.3 1.234568e+04 1e-05 100000 1E-09',
    ],
    ['%*d|%-*d|%.*f', ['4', '7', '4', '7', '1', '2.55'], '   7|7   |2.5'],
    ['%c%c', ['xyz', ''], 'x'],
    ['%b|%s', ['a\\tb\\0101', 'a\\tb'], 'a\tbA|a\\tb'],
    ['a\\tb\\101\\x41\\\\', [], 'a\tbAA\\'],
    ['a\\cb', [], 'a'],
    ['%q', ["it's a"], "it\\'s\\ a"],
  ]
  test.each(rows)('%s', (format, words, text) => {
    expect(printed(format, ...words)).toBe(text)
  })

  test('says what is no number and goes on', () => {
    expect(formatPrintf('%d\n', ['abc'])).toMatchObject({ complaints: ["invalid number 'abc'"], status: 1 })
    expect(printed('%d %d', 'x', '2')).toBe('0 2')
    expect(formatPrintf('%z', []).complaints).toEqual(['%z: invalid format'])
  })

  test('writes bytes that are no text', () => {
    expect(unescaped('\\xff\\0377', false).bytes).toEqual(new Uint8Array([255, 255]))
  })
})
