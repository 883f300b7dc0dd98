import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ArithmeticError, evaluateArithmetic } from '../../../../src/state/program/shell/arithmetic.ts'

const calculator = (initial: Record<string, string> = {}) => {
  const variables = new Map(Object.entries(initial))
  return {
    variables,
    value: (text: string): bigint =>
      evaluateArithmetic(text, { get: name => variables.get(name), set: (name, value) => variables.set(name, value) }),
  }
}

describe('arithmetic', () => {
  const rows: [text: string, value: bigint][] = [
    ['', 0n],
    ['1+2*3', 7n],
    ['(1+2)*3', 9n],
    ['7/2', 3n],
    ['-7/2', -3n],
    ['-7%3', -1n],
    ['2**10', 1024n],
    ['2**3**2', 512n],
    ['-2**2', 4n],
    ['1<<62', 1n << 62n],
    ['9223372036854775807+1', -9223372036854775808n],
    ['-8>>1', -4n],
    ['5&3|8^1', 9n],
    ['!5 + !0', 1n],
    ['~0', -1n],
    ['1<2==1', 1n],
    ['0||2&&0', 0n],
    ['1?2:0?3:4', 2n],
    ['0?2:0?3:4', 4n],
    ['1,2,3', 3n],
    ['0x1F+010', 39n],
    ['16#ff+2#101', 260n],
    ['nothing', 0n],
    ['a+b', 5n],
    ['indirect', 5n],
    ['a=7,a*2', 14n],
    ['a++ + ++a', 6n],
    ['--a', 1n],
    ['- -a', 2n],
    ['a<<=3', 16n],
    ['b%=2', 1n],
  ]
  test.each(rows)('%s', (text, value) => {
    expect(calculator({ a: '2', b: '3', indirect: 'a+b' }).value(text)).toBe(value)
  })

  const mistakes: [text: string, kind: ArithmeticError['kind']][] = [
    ['1/0', 'division'],
    ['1%0', 'division'],
    ['1+', 'syntax'],
    ['(1', 'syntax'],
    ['1 2', 'syntax'],
    ['1=2', 'syntax'],
    ['09', 'syntax'],
    ['1?2', 'syntax'],
    ['@', 'syntax'],
    ['circle', 'recursion'],
  ]
  test.each(mistakes)('refuses %s', (text, kind) => {
    const attempt = () => calculator({ circle: 'circle' }).value(text)
    expect(attempt).toThrow(ArithmeticError)
    expect(attempt).toThrow(kind)
  })

  test('does not touch what && || and ?: skip', () => {
    const { variables, value } = calculator()
    expect(value('0 && (a=1)')).toBe(0n)
    expect(value('1 || (a=1/0)')).toBe(1n)
    expect(value('1 ? 5 : (a=1)')).toBe(5n)
    expect(variables.size).toBe(0)
  })

  test('wraps around at 64 bits like C', () => {
    const number = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n })
    fc.assert(
      fc.property(number, number, (a, b) => {
        const { value } = calculator({ a: String(a), b: String(b) })
        expect(value('a*b')).toBe(BigInt.asIntN(64, a * b))
        expect(value('a-b')).toBe(BigInt.asIntN(64, a - b))
        if (b !== 0n) expect(value('a/b*b + a%b')).toBe(a)
      }),
    )
  })
})
