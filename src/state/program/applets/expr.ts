import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { binaryOf, textOf } from './binary.ts'
import { UsageError } from './options.ts'
import { createRegex } from './regex/regex.ts'

/** expr by precedence climbing; the levels from loosest to tightest. */
const levels: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<', '<=', '=', '==', '!=', '>=', '>'],
  ['+', '-'],
  ['*', '/', '%'],
]

const isNumber = (text: string): boolean => /^-?\d+$/.test(text)
const isNull = (text: string): boolean => text === '' || /^-?0+$/.test(text)

class ExprError extends Error {}

const comparison = (operator: string, left: string, right: string): boolean => {
  const order =
    isNumber(left) && isNumber(right)
      ? BigInt(left) < BigInt(right)
        ? -1
        : BigInt(left) > BigInt(right)
          ? 1
          : 0
      : left < right
        ? -1
        : left > right
          ? 1
          : 0
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  if (operator === '>') return order > 0
  if (operator === '>=') return order >= 0
  return (order === 0) === (operator !== '!=')
}

const applyOperator = (operator: string, left: string, right: string): string => {
  if (operator === '|') return isNull(left) ? (isNull(right) ? '0' : right) : left
  if (operator === '&') return isNull(left) || isNull(right) ? '0' : left
  if (levels[2]?.includes(operator)) return comparison(operator, left, right) ? '1' : '0'
  if (!isNumber(left) || !isNumber(right)) throw new ExprError('non-integer argument')
  const [a, b] = [BigInt(left), BigInt(right)]
  if ((operator === '/' || operator === '%') && b === 0n) throw new ExprError('division by zero')
  const result =
    operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : operator === '/' ? a / b : a % b
  return String(BigInt.asIntN(64, result))
}

const evaluateExpr = (words: readonly string[], match: (text: string, pattern: string) => string): string => {
  let at = 0
  const level = (depth: number): string => {
    if (depth === levels.length) return matching()
    let left = level(depth + 1)
    while (levels[depth]?.includes(words[at] ?? '')) {
      const operator = words[at++] as string
      left = applyOperator(operator, left, level(depth + 1))
    }
    return left
  }
  const matching = (): string => {
    let left = primary()
    while (words[at] === ':') {
      at++
      left = match(left, primary())
    }
    return left
  }
  const next = (): string => {
    const word = words[at++]
    if (word === undefined) throw new ExprError('syntax error')
    return word
  }
  const primary = (): string => {
    const word = next()
    if (word === '(') {
      const value = level(0)
      if (next() !== ')') throw new ExprError('syntax error')
      return value
    }
    if (at < words.length) {
      if (word === 'length') return String(primary().length)
      if (word === 'match') return match(primary(), primary())
      if (word === 'substr') {
        const [text, from, length] = [primary(), Number(primary()), Number(primary())]
        return from < 1 || length < 1 ? '' : text.slice(from - 1, from - 1 + length)
      }
      if (word === 'index') {
        const [text, letters] = [primary(), primary()]
        return String([...text].findIndex(letter => letters.includes(letter)) + 1)
      }
      if (word === '+') return next()
    }
    return word
  }
  const value = level(0)
  if (at < words.length) throw new ExprError('syntax error')
  return value
}

/** `:` is anchored at the start; it tells the first group, or how many bytes matched. */
const matchPattern = (text: string, pattern: string): string => {
  const subject = binaryOf(text)
  const regex = createRegex(pattern.startsWith('^') ? binaryOf(pattern) : `^${binaryOf(pattern)}`)
  const found = regex.exec(subject)
  if (regex.groups > 0) return found && (found[2] ?? -1) >= 0 ? textOf(subject.slice(found[2], found[3])) : ''
  return String(found ? (found[1] ?? 0) : 0)
}

function* expr(invocation: Invocation): Step<number> {
  const { words, output } = invocation
  if (words.length === 0) throw new UsageError('too few arguments', 2)
  yield undefined
  try {
    const value = evaluateExpr(words, matchPattern)
    output.text(`${value}\n`)
    return isNull(value) ? 1 : 0
  } catch (error) {
    if (!(error instanceof ExprError)) throw error
    yield* invocation.complain(error.message)
    return 2
  }
}

export const exprApplets: Applets = {
  expr: { usage: 'EXPRESSION', usageStatus: 2, run: expr },
}
