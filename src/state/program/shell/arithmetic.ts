/** Integer arithmetic as C has it, on 64 bits, for `$(( ))`, `let`, `(( ))` and array subscripts. */

export class ArithmeticError extends Error {
  readonly kind: 'syntax' | 'division' | 'recursion'

  constructor(kind: 'syntax' | 'division' | 'recursion') {
    super(kind)
    this.name = 'ArithmeticError'
    this.kind = kind
  }
}

export interface ArithmeticVariables {
  get(name: string): string | undefined
  set(name: string, value: string): void
}

/** Binding powers, weakest first. */
const binaryPower: Readonly<Record<string, number>> = {
  ',': 1,
  '||': 4,
  '&&': 5,
  '|': 6,
  '^': 7,
  '&': 8,
  '==': 9,
  '!=': 9,
  '<': 10,
  '<=': 10,
  '>': 10,
  '>=': 10,
  '<<': 11,
  '>>': 11,
  '+': 12,
  '-': 12,
  '*': 13,
  '/': 13,
  '%': 13,
  '**': 14,
}
const assignmentPower = 2
const ternaryPower = 3
const unaryPower = 15

const truth = (value: boolean): bigint => (value ? 1n : 0n)
const wrap = (value: bigint): bigint => BigInt.asIntN(64, value)

const divide = (a: bigint, b: bigint): bigint => {
  if (b === 0n) throw new ArithmeticError('division')
  return a / b
}

const remainder = (a: bigint, b: bigint): bigint => {
  if (b === 0n) throw new ArithmeticError('division')
  return a % b
}

/** A power on 64 bits by squaring, so that a huge exponent costs nothing. */
const power = (base: bigint, exponent: bigint): bigint => {
  if (exponent < 0n) throw new ArithmeticError('syntax')
  return exponent === 0n ? 1n : BigInt.asIntN(64, modularPower(BigInt.asUintN(64, base), exponent))
}

const modularPower = (base: bigint, exponent: bigint): bigint => {
  let result = 1n
  let square = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = BigInt.asUintN(64, result * square)
    square = BigInt.asUintN(64, square * square)
  }
  return result
}

const binary: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  ',': (_, b) => b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '&': (a, b) => a & b,
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  '<': (a, b) => truth(a < b),
  '<=': (a, b) => truth(a <= b),
  '>': (a, b) => truth(a > b),
  '>=': (a, b) => truth(a >= b),
  '<<': (a, b) => a << (b & 63n),
  '>>': (a, b) => a >> (b & 63n),
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': divide,
  '%': remainder,
  '**': power,
}

const unary: Readonly<Record<string, (a: bigint) => bigint>> = {
  '+': a => a,
  '-': a => -a,
  '!': a => truth(a === 0n),
  '~': a => ~a,
}

interface Token {
  readonly kind: 'number' | 'name' | 'operator' | 'end'
  readonly text: string
}

const tokenPattern =
  /\s*(?:(\d+#[\w@]+|0[xX][\da-fA-F]+|\d+)|([A-Za-z_]\w*(?:\[[^\]]*\])?)|(<<=|>>=|\*\*|\+\+|--|&&|\|\||<<|>>|[<>=!+\-*/%&|^]=|[-+*/%<>=!~&|^?:,()]))/y

const tokens = (text: string): Token[] => {
  const found: Token[] = []
  tokenPattern.lastIndex = 0
  const end = text.trimEnd().length
  while (tokenPattern.lastIndex < end) {
    const match = tokenPattern.exec(text)
    if (!match) throw new ArithmeticError('syntax')
    const [, number, name, operator] = match
    if (number !== undefined) found.push({ kind: 'number', text: number })
    else if (name !== undefined) found.push({ kind: 'name', text: name })
    else found.push({ kind: 'operator', text: operator ?? '' })
  }
  return found
}

const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_'

const number = (text: string): bigint => {
  if (/^0[xX]/.test(text)) return BigInt(text)
  const based = /^(\d+)#(.+)$/.exec(text)
  if (based) return inBase(based[2] ?? '', Number(based[1]))
  return /^0\d/.test(text) ? inBase(text.slice(1), 8) : BigInt(text)
}

const inBase = (text: string, base: number): bigint => {
  if (base < 2 || base > 64) throw new ArithmeticError('syntax')
  let value = 0n
  for (const character of base <= 36 ? text.toLowerCase() : text) {
    const digit = digits.indexOf(character)
    if (digit < 0 || digit >= base) throw new ArithmeticError('syntax')
    value = wrap(value * BigInt(base) + BigInt(digit))
  }
  return value
}

/** Variables may hold expressions that name variables; this deep they are taken for a circle. */
const depthMax = 32

const endToken: Token = { kind: 'end', text: '' }

/** The value of an expression; an empty one is 0. */
export const evaluateArithmetic = (text: string, variables: ArithmeticVariables, depth = 0): bigint => {
  if (depth > depthMax) throw new ArithmeticError('recursion')
  const input = tokens(text)
  if (input.length === 0) return 0n
  let at = 0
  const peek = (): Token => input[at] ?? endToken
  const take = (): Token => input[at++] ?? endToken
  const accept = (operator: string): boolean => {
    if (peek().kind !== 'operator' || peek().text !== operator) return false
    at++
    return true
  }
  const read = (name: string): bigint => evaluateArithmetic(variables.get(name) ?? '', variables, depth + 1)
  const store = (name: string, value: bigint, live: boolean): bigint => {
    const wrapped = wrap(value)
    if (live) variables.set(name, String(wrapped))
    return wrapped
  }

  const step = (token: Token, prefix: Token, live: boolean): bigint => {
    if (token.kind !== 'name') throw new ArithmeticError('syntax')
    return store(token.text, (live ? read(token.text) : 0n) + (prefix.text === '++' ? 1n : -1n), live)
  }
  const primary = (live: boolean): bigint => {
    const token = take()
    if (token.kind === 'number') return wrap(number(token.text))
    if (token.kind === 'name') return named(token.text, live)
    if (token.kind !== 'operator') throw new ArithmeticError('syntax')
    if (token.text === '(') {
      const value = expression(0, live)
      if (!accept(')')) throw new ArithmeticError('syntax')
      return value
    }
    if ((token.text === '++' || token.text === '--') && peek().kind === 'name') return step(take(), token, live)
    if (token.text === '++' || token.text === '--') return expression(unaryPower, live) * 1n
    const apply = unary[token.text]
    if (!apply) throw new ArithmeticError('syntax')
    return wrap(apply(expression(unaryPower, live)))
  }
  const named = (name: string, live: boolean): bigint => {
    const next = peek()
    if (next.kind === 'operator' && (next.text === '++' || next.text === '--')) {
      at++
      const before = live ? read(name) : 0n
      store(name, before + (next.text === '++' ? 1n : -1n), live)
      return before
    }
    const assigns = next.kind === 'operator' && next.text.endsWith('=') && !['==', '!=', '<=', '>='].includes(next.text)
    if (!assigns) return live ? read(name) : 0n
    at++
    const value = expression(assignmentPower, live)
    const apply = binary[next.text.slice(0, -1)]
    if (!live) return 0n
    return store(name, apply ? apply(read(name), value) : value, live)
  }
  const logical = (operator: string, left: bigint, live: boolean): bigint => {
    const decided = operator === '&&' ? left === 0n : left !== 0n
    const right = expression((binaryPower[operator] ?? 0) + 1, live && !decided)
    return decided ? truth(left !== 0n) : truth(right !== 0n)
  }
  const ternary = (test: bigint, live: boolean): bigint => {
    const consequent = expression(0, live && test !== 0n)
    if (!accept(':')) throw new ArithmeticError('syntax')
    const alternate = expression(ternaryPower, live && test === 0n)
    return test !== 0n ? consequent : alternate
  }
  const expression = (least: number, live: boolean): bigint => {
    let left = primary(live)
    for (;;) {
      const { kind, text: operator } = peek()
      if (kind === 'name' || kind === 'number') throw new ArithmeticError('syntax')
      if (kind === 'end') return left
      const strength = operator === '?' ? ternaryPower : binaryPower[operator]
      if (strength === undefined || strength < least) return left
      at++
      if (operator === '?') left = ternary(left, live)
      else if (operator === '&&' || operator === '||') left = logical(operator, left, live)
      else {
        const right = expression(operator === '**' ? strength : strength + 1, live)
        if (live) left = wrap(binary[operator]?.(left, right) ?? 0n)
      }
    }
  }
  const value = expression(0, true)
  if (peek().kind !== 'end') throw new ArithmeticError('syntax')
  return value
}
