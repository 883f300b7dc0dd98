import type { TestBinaryExpression, TestExpression, Word } from 'unbash'
import type { Step } from '../../kernel/process.ts'
import { binaryTests, TestFailure, testWordings, unaryTests } from './builtins/test.ts'
import { Abandon } from './control.ts'
import { expandPattern, expandText } from './expand.ts'
import { assignElements, calculate } from './parameters.ts'
import { matchesPattern } from './pattern.ts'
import type { Shell } from './state.ts'

/** `[[ … ]]`: 0 when true, 1 when false. */
export function* evaluateTest(shell: Shell, expression: TestExpression): Step<number> {
  return (yield* holds(shell, expression)) ? 0 : 1
}

function* holds(shell: Shell, expression: TestExpression): Step<boolean> {
  switch (expression.type) {
    case 'TestGroup':
      return yield* holds(shell, expression.expression)
    case 'TestNot':
      return (yield* holds(shell, expression.operand)) === (expression.negations.length % 2 === 0)
    case 'TestLogical': {
      const decisive = expression.operator === '||'
      for (const operand of expression.operands) if ((yield* holds(shell, operand)) === decisive) return decisive
      return !decisive
    }
    case 'TestUnary':
      return yield* unary(shell, expression.operator, expression.operand)
    case 'TestBinary':
      return yield* binary(shell, expression)
  }
}

function* unary(shell: Shell, operator: string, operand: Word): Step<boolean> {
  const text = yield* expandText(shell, operand)
  if (operator === '-v') return shell.variables.get(text) !== undefined
  if (operator === '-o') return [...shell.options].some(name => name === text)
  const test = unaryTests[operator]
  if (!test) throw new Abandon(2, `syntax error: unknown operator ${operator}`)
  return applied(shell, () => test(shell.process, text))
}

const applied = (shell: Shell, test: () => boolean): boolean => {
  try {
    return test()
  } catch (error) {
    if (error instanceof TestFailure) throw new Abandon(2, error.describe(testWordings[shell.dialect]))
    throw error
  }
}

const numeric: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
}

function* binary(shell: Shell, { operator, left, right }: TestBinaryExpression): Step<boolean> {
  const text = yield* expandText(shell, left)
  if (operator === '=~') return yield* matchesRegularExpression(shell, text, right)
  if (operator === '==' || operator === '=' || operator === '!=') {
    const same = matchesPattern(yield* expandPattern(shell, right), text, true)
    return same === (operator !== '!=')
  }
  const other = yield* expandText(shell, right)
  const compare = numeric[operator]
  if (compare) return compare(calculate(shell, text), calculate(shell, other))
  const test = binaryTests[operator]
  if (!test) throw new Abandon(2, `syntax error: unknown operator ${operator}`)
  return applied(shell, () => test(shell.process, text, other))
}

/** The names of brackets that JavaScript lacks. */
const posixClasses: Readonly<Record<string, string>> = {
  '[:alnum:]': 'a-zA-Z0-9',
  '[:alpha:]': 'a-zA-Z',
  '[:blank:]': ' \\t',
  '[:digit:]': '0-9',
  '[:lower:]': 'a-z',
  '[:space:]': '\\s',
  '[:upper:]': 'A-Z',
  '[:xdigit:]': '0-9a-fA-F',
  '[:punct:]': '!-\\/:-@\\[-`{-~',
}

function* matchesRegularExpression(shell: Shell, text: string, right: Word): Step<boolean> {
  const source = (yield* expandPattern(shell, right)).replace(/\[:\w+:\]/g, name => posixClasses[name] ?? name)
  let expression: RegExp
  try {
    expression = new RegExp(source)
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
  const found = expression.exec(text)
  if (found) assignElements(shell, 'BASH_REMATCH', new Map(found.map((group, index) => [String(index), group ?? ''])))
  return found !== null
}
