import type { Step } from '../../../kernel/process.ts'
import type { BinaryText } from '../binary.ts'
import { builtins, substituteText, system } from './functions.ts'
import type { Machine } from './machine.ts'
import type { Expression, Lvalue, Script, Statement } from './syntax.ts'
import { AwkError } from './tokens.ts'
import { type Cells, compareValues, toNumber, toText, truth, type Value } from './values.ts'

/** The parameters of the function that is running: values, or arrays that the caller shares. */
export type Frame = Map<string, Value | Cells> | undefined

/** How a statement ended, when not by its end. */
export type Flow =
  | { readonly kind: 'break' | 'continue' | 'next' }
  | { readonly kind: 'exit' | 'return'; readonly value: Value | undefined }

/** Statements are executed a floor above; a call of the user's functions comes back to them through this. */
export type Executor = (runtime: Runtime, statement: Statement, frame: Frame) => Step<Flow | undefined>

/** Calls nested deeper than this would exhaust the host's stack. */
const depthMax = 200

export class Runtime {
  readonly machine: Machine
  readonly script: Script
  readonly execute: Executor
  steps = 0
  depth = 0

  constructor(machine: Machine, script: Script, execute: Executor) {
    this.machine = machine
    this.script = script
    this.execute = execute
  }

  assign(name: string, value: Value, frame: Frame): void {
    if (frame?.has(name)) frame.set(name, value)
    else this.machine.set(name, value)
  }

  read(name: string, frame: Frame): Value {
    const local = frame?.get(name)
    if (local === undefined) return this.machine.get(name)
    if (local instanceof Map) throw new AwkError(`${name} is an array`)
    return local
  }

  array(name: string, frame: Frame): Cells {
    const local = frame?.get(name)
    if (local instanceof Map) return local
    if (!frame?.has(name)) return this.machine.array(name)
    const made: Cells = new Map()
    frame.set(name, made)
    return made
  }

  *subscript(index: readonly Expression[], frame: Frame): Step<BinaryText> {
    const parts: BinaryText[] = []
    for (const part of index) parts.push(toText(yield* evaluate(this, part, frame), this.machine.text('CONVFMT')))
    return parts.join(this.machine.text('SUBSEP'))
  }

  *store(target: Lvalue, value: Value, frame: Frame): Step<void> {
    if (target.kind === 'variable') this.assign(target.name, value, frame)
    else if (target.kind === 'element') {
      const cells = this.array(target.name, frame)
      const key = yield* this.subscript(target.index, frame)
      if (!cells.has(key)) this.machine.charge(key.length + 64)
      cells.set(key, value)
    } else
      this.machine.setField(
        Math.trunc(toNumber(yield* evaluate(this, target.index, frame))),
        toText(value, this.machine.text('CONVFMT')),
      )
  }
}

const arithmetic = (operator: string, left: number, right: number): number => {
  if ((operator === '/' || operator === '%') && right === 0) throw new AwkError('Division by zero')
  if (operator === '+') return left + right
  if (operator === '-') return left - right
  if (operator === '*') return left * right
  if (operator === '/') return left / right
  return operator === '%' ? left % right : left ** right
}

const comparison = (operator: string, order: number): number => {
  if (operator === '<') return Number(order < 0)
  if (operator === '<=') return Number(order <= 0)
  if (operator === '>') return Number(order > 0)
  if (operator === '>=') return Number(order >= 0)
  return Number((order === 0) === (operator === '=='))
}

/** What stands on the right of `~`, or is given to split and gsub: a regular expression, or a text that is one. */
function* patternOf(runtime: Runtime, expression: Expression, frame: Frame): Step<BinaryText> {
  if (expression.kind === 'regex') return expression.source
  return toText(yield* evaluate(runtime, expression, frame))
}

function* binary(runtime: Runtime, expression: Extract<Expression, { kind: 'binary' }>, frame: Frame): Step<Value> {
  const { operator } = expression
  const left = yield* evaluate(runtime, expression.left, frame)
  if (operator === '&&' && !truth(left)) return 0
  if (operator === '||' && truth(left)) return 1
  const right = yield* evaluate(runtime, expression.right, frame)
  if (operator === '&&' || operator === '||') return Number(truth(right))
  if (operator === ' ') {
    const format = runtime.machine.text('CONVFMT')
    const text = toText(left, format) + toText(right, format)
    if (text.length > 16 * 1024 * 1024) throw new AwkError('string too long')
    return text
  }
  if (['<', '<=', '==', '!=', '>', '>='].includes(operator)) return comparison(operator, compareValues(left, right))
  return arithmetic(operator, toNumber(left), toNumber(right))
}

export function* evaluate(runtime: Runtime, expression: Expression, frame: Frame): Step<Value> {
  const { machine } = runtime
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'string':
      return expression.text
    case 'regex':
      return Number(machine.regex(expression.source).test(toText(machine.field(0))))
    case 'variable':
      return runtime.read(expression.name, frame)
    case 'field':
      return machine.field(Math.trunc(toNumber(yield* evaluate(runtime, expression.index, frame))))
    case 'element': {
      const cells = runtime.array(expression.name, frame)
      const key = yield* runtime.subscript(expression.index, frame)
      if (!cells.has(key)) cells.set(key, { input: '' })
      return cells.get(key) ?? ''
    }
    case 'grouping': {
      let last: Value = ''
      for (const item of expression.items) last = yield* evaluate(runtime, item, frame)
      return last
    }
    case 'unary': {
      const value = yield* evaluate(runtime, expression.operand, frame)
      if (expression.operator === '!') return Number(!truth(value))
      return expression.operator === '-' ? -toNumber(value) : toNumber(value)
    }
    case 'binary':
      return yield* binary(runtime, expression, frame)
    case 'match': {
      const subject = toText(yield* evaluate(runtime, expression.left, frame))
      const pattern = yield* patternOf(runtime, expression.right, frame)
      return Number(machine.regex(pattern).test(subject) !== expression.negated)
    }
    case 'in':
      return Number(runtime.array(expression.name, frame).has(yield* runtime.subscript(expression.index, frame)))
    case 'conditional':
      return truth(yield* evaluate(runtime, expression.test, frame))
        ? yield* evaluate(runtime, expression.yes, frame)
        : yield* evaluate(runtime, expression.no, frame)
    case 'assign': {
      const value = yield* evaluate(runtime, expression.value, frame)
      const result =
        expression.operator === ''
          ? value
          : arithmetic(
              expression.operator,
              toNumber(yield* evaluate(runtime, expression.target, frame)),
              toNumber(value),
            )
      yield* runtime.store(expression.target, result, frame)
      return result
    }
    case 'step': {
      const before = toNumber(yield* evaluate(runtime, expression.target, frame))
      yield* runtime.store(expression.target, before + expression.by, frame)
      return expression.prefix ? before + expression.by : before
    }
    case 'call':
      return yield* call(runtime, expression.name, expression.values, frame)
    case 'getline':
      return yield* getline(runtime, expression, frame)
  }
}

function* getline(runtime: Runtime, expression: Extract<Expression, { kind: 'getline' }>, frame: Frame): Step<Value> {
  const { machine } = runtime
  const record = expression.file
    ? yield* machine.recordOf(toText(yield* evaluate(runtime, expression.file, frame)))
    : yield* machine.nextRecord()
  if (record === false) return -1
  if (record === undefined) return 0
  if (expression.target) yield* runtime.store(expression.target, { input: record }, frame)
  else machine.setRecord(record)
  return 1
}

function* call(runtime: Runtime, name: string, values: readonly Expression[], frame: Frame): Step<Value> {
  const { machine } = runtime
  const own = runtime.script.functions.get(name)
  if (own) return yield* callOwn(runtime, name, values, frame)
  const [first, second, third] = values
  if ((name === 'sub' || name === 'gsub') && first && second) {
    const pattern = yield* patternOf(runtime, first, frame)
    const replacement = toText(yield* evaluate(runtime, second, frame))
    const target: Expression = third ?? { kind: 'field', index: { kind: 'number', value: 0 } }
    const subject = toText(yield* evaluate(runtime, target, frame))
    const { text, count } = substituteText(machine, pattern, replacement, subject, name === 'gsub')
    if (count > 0 && (target.kind === 'variable' || target.kind === 'element' || target.kind === 'field'))
      yield* runtime.store(target, text, frame)
    return count
  }
  if (name === 'split' && first && second?.kind === 'variable') {
    const subject = toText(yield* evaluate(runtime, first, frame))
    const separator = third ? yield* patternOf(runtime, third, frame) : machine.text('FS')
    const cells = runtime.array(second.name, frame)
    cells.clear()
    for (const [index, text] of machine.split(subject, separator).entries())
      cells.set(String(index + 1), { input: text })
    return cells.size
  }
  if (
    name === 'length' &&
    first?.kind === 'variable' &&
    (frame?.get(first.name) instanceof Map || (!frame?.has(first.name) && machine.arrays.has(first.name)))
  )
    return runtime.array(first.name, frame).size
  const given: Value[] = []
  for (const [index, value] of values.entries())
    given.push(
      name === 'match' && index === 1
        ? yield* patternOf(runtime, value, frame)
        : yield* evaluate(runtime, value, frame),
    )
  if (name === 'system') return yield* system(machine, toText(given[0] ?? ''))
  if (name === 'close') return yield* machine.close(toText(given[0] ?? ''))
  if (name === 'fflush') {
    yield* machine.flushAll()
    return 0
  }
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined
  if (!builtin) throw new AwkError(`Call to undefined function ${name}`)
  return builtin(machine, given)
}

function* callOwn(runtime: Runtime, name: string, values: readonly Expression[], frame: Frame): Step<Value> {
  const { parameters = [], body } = runtime.script.functions.get(name) ?? {}
  if (!body) return ''
  if (runtime.depth >= depthMax) throw new AwkError('function call nesting too deep')
  const inner = new Map<string, Value | Cells>()
  for (const [index, parameter] of parameters.entries()) {
    const value = values[index]
    const shared =
      value?.kind === 'variable'
        ? frame?.get(value.name) instanceof Map
          ? runtime.array(value.name, frame)
          : runtime.machine.arrays.get(value.name)
        : undefined
    inner.set(parameter, shared ?? (value ? yield* evaluate(runtime, value, frame) : { input: '' }))
  }
  runtime.depth++
  const flow = yield* runtime.execute(runtime, body, inner)
  runtime.depth--
  if (flow?.kind === 'exit') throw new AwkError('exit within a function is not supported')
  return flow?.kind === 'return' ? (flow.value ?? '') : ''
}
