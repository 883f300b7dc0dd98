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

/** An expression that is being read and evaluated in one go. */
interface Evaluation {
  readonly input: readonly Token[]
  at: number
  readonly variables: ArithmeticVariables
  readonly depth: number
}

/** The value of an expression; an empty one is 0. */
export const evaluateArithmetic = (text: string, variables: ArithmeticVariables, depth = 0): bigint => {
  if (depth > depthMax) throw new ArithmeticError('recursion')
  const evaluation: Evaluation = { input: tokens(text), at: 0, variables, depth }
  if (evaluation.input.length === 0) return 0n
  const value = expression(evaluation, 0, true)
  if (peek(evaluation).kind !== 'end') throw new ArithmeticError('syntax')
  return value
}

const peek = ({ input, at }: Evaluation): Token => input[at] ?? endToken

const accept = (evaluation: Evaluation, kind: Token['kind'], ...texts: readonly string[]): string | undefined => {
  const token = peek(evaluation)
  if (token.kind !== kind || (texts.length > 0 && !texts.includes(token.text))) return undefined
  evaluation.at++
  return token.text
}

const expectOperator = (evaluation: Evaluation, operator: string): void => {
  if (accept(evaluation, 'operator', operator) === undefined) throw new ArithmeticError('syntax')
}

const load = ({ variables, depth }: Evaluation, name: string): bigint =>
  evaluateArithmetic(variables.get(name) ?? '', variables, depth + 1)

const store = ({ variables }: Evaluation, name: string, value: bigint): bigint => {
  const wrapped = wrap(value)
  variables.set(name, String(wrapped))
  return wrapped
}

/**
 * Operators that bind at least as strongly as `least`. What is not `live` stands where `&&`, `||` or `?:` do not go: it
 * is read, but has no effects and no errors of its own.
 */
const expression = (evaluation: Evaluation, least: number, live: boolean): bigint => {
  let left = primary(evaluation, live)
  for (;;) {
    const { kind, text: operator } = peek(evaluation)
    if (kind === 'name' || kind === 'number') throw new ArithmeticError('syntax')
    if (kind === 'end') return left
    const strength = operator === '?' ? ternaryPower : binaryPower[operator]
    if (strength === undefined || strength < least) return left
    evaluation.at++
    if (operator === '?') left = ternary(evaluation, left, live)
    else if (operator === '&&' || operator === '||') left = logical(evaluation, operator, left, live)
    else {
      const right = expression(evaluation, operator === '**' ? strength : strength + 1, live)
      if (live) left = wrap(binary[operator]?.(left, right) ?? 0n)
    }
  }
}

const primary = (evaluation: Evaluation, live: boolean): bigint => {
  const digitsText = accept(evaluation, 'number')
  if (digitsText !== undefined) return wrap(number(digitsText))
  const name = accept(evaluation, 'name')
  if (name !== undefined) return variable(evaluation, name, live)
  const operator = accept(evaluation, 'operator')
  if (operator === undefined) throw new ArithmeticError('syntax')
  if (operator === '(') {
    const value = expression(evaluation, 0, live)
    expectOperator(evaluation, ')')
    return value
  }
  if (operator === '++' || operator === '--') return stepped(evaluation, operator, live)
  const apply = unary[operator]
  if (!apply) throw new ArithmeticError('syntax')
  return wrap(apply(expression(evaluation, unaryPower, live)))
}

const stepOf = (operator: string): bigint => (operator === '++' ? 1n : -1n)

/** `++a`; in front of anything but a name the signs are just two signs. */
const stepped = (evaluation: Evaluation, operator: string, live: boolean): bigint => {
  const name = accept(evaluation, 'name')
  if (name === undefined) return expression(evaluation, unaryPower, live)
  return live ? store(evaluation, name, load(evaluation, name) + stepOf(operator)) : 0n
}

const comparisons: readonly string[] = ['==', '!=', '<=', '>=']

/** A variable: read, assigned to, or stepped afterwards. */
const variable = (evaluation: Evaluation, name: string, live: boolean): bigint => {
  const step = accept(evaluation, 'operator', '++', '--')
  if (step !== undefined) {
    const before = live ? load(evaluation, name) : 0n
    if (live) store(evaluation, name, before + stepOf(step))
    return before
  }
  const next = peek(evaluation)
  const assigns = next.kind === 'operator' && next.text.endsWith('=') && !comparisons.includes(next.text)
  if (!assigns) return live ? load(evaluation, name) : 0n
  evaluation.at++
  const value = expression(evaluation, assignmentPower, live)
  if (!live) return 0n
  const apply = binary[next.text.slice(0, -1)]
  return store(evaluation, name, apply ? apply(load(evaluation, name), value) : value)
}

const logical = (evaluation: Evaluation, operator: '&&' | '||', left: bigint, live: boolean): bigint => {
  const decided = operator === '&&' ? left === 0n : left !== 0n
  const right = expression(evaluation, (binaryPower[operator] ?? 0) + 1, live && !decided)
  return truth((decided ? left : right) !== 0n)
}

const ternary = (evaluation: Evaluation, test: bigint, live: boolean): bigint => {
  const consequent = expression(evaluation, 0, live && test !== 0n)
  expectOperator(evaluation, ':')
  const alternate = expression(evaluation, ternaryPower, live && test === 0n)
  return test !== 0n ? consequent : alternate
}
