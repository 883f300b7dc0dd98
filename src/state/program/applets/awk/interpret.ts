import type { Step } from '../../../kernel/process.ts'
import type { BinaryText } from '../binary.ts'
import { evaluate, type Flow, type Frame, type Runtime } from './evaluate.ts'
import type { Rule, Statement } from './syntax.ts'
import { formatAwk, toNumber, toText, truth, type Value } from './values.ts'

export function* executeStatement(runtime: Runtime, statement: Statement, frame: Frame): Step<Flow | undefined> {
  if (++runtime.steps % 64 === 0) yield undefined
  switch (statement.kind) {
    case 'block':
      for (const part of statement.body) {
        const flow = yield* executeStatement(runtime, part, frame)
        if (flow) return flow
      }
      return undefined
    case 'expression':
      yield* evaluate(runtime, statement.value, frame)
      return undefined
    case 'print':
      yield* print(runtime, statement, frame)
      return undefined
    case 'if': {
      const holds = truth(yield* evaluate(runtime, statement.test, frame))
      const branch = holds ? statement.yes : statement.no
      return branch && (yield* executeStatement(runtime, branch, frame))
    }
    case 'loop':
      return yield* loop(runtime, statement, frame)
    case 'each': {
      const cells = runtime.array(statement.name, frame)
      for (const key of [...cells.keys()]) {
        if (!cells.has(key)) continue
        runtime.assign(statement.variable, { input: key }, frame)
        const flow = yield* executeStatement(runtime, statement.body, frame)
        if (flow?.kind === 'break') break
        if (flow && flow.kind !== 'continue') return flow
      }
      return undefined
    }
    case 'delete': {
      const cells = runtime.array(statement.name, frame)
      if (statement.index) cells.delete(yield* runtime.subscript(statement.index, frame))
      else cells.clear()
      return undefined
    }
    case 'exit':
    case 'return':
      return { kind: statement.kind, value: statement.value && (yield* evaluate(runtime, statement.value, frame)) }
    default:
      return { kind: statement.kind }
  }
}

function* loop(
  runtime: Runtime,
  statement: Extract<Statement, { kind: 'loop' }>,
  frame: Frame,
): Step<Flow | undefined> {
  if (statement.first) yield* executeStatement(runtime, statement.first, frame)
  for (let round = 0; ; round++) {
    if (++runtime.steps % 64 === 0) yield undefined
    const tested = !statement.testLast || round > 0
    if (tested && statement.test && !truth(yield* evaluate(runtime, statement.test, frame))) return undefined
    const flow = yield* executeStatement(runtime, statement.body, frame)
    if (flow?.kind === 'break') return undefined
    if (flow && flow.kind !== 'continue') return flow
    if (statement.after) yield* executeStatement(runtime, statement.after, frame)
  }
}

function* print(runtime: Runtime, statement: Extract<Statement, { kind: 'print' }>, frame: Frame): Step<void> {
  const { machine } = runtime
  const values: Value[] = []
  for (const value of statement.values) values.push(yield* evaluate(runtime, value, frame))
  let text: BinaryText
  if (statement.formatted) text = formatAwk(toText(values[0] ?? ''), values.slice(1))
  else {
    const shown = values.length === 0 ? [machine.field(0)] : values
    text = shown.map(value => toText(value, machine.text('OFMT'))).join(machine.text('OFS')) + machine.text('ORS')
  }
  const to = statement.redirect
  const output = to
    ? machine.output(toText(yield* evaluate(runtime, to.to, frame)), to.append)
    : machine.invocation.output
  output.binary(text)
  yield* output.relieve()
}

function* applies(runtime: Runtime, rule: Rule, active: Set<Rule>): Step<boolean> {
  const { pattern, until } = rule
  if (pattern === undefined) return true
  if (pattern === 'BEGIN' || pattern === 'END') return false
  if (!until) return truth(yield* evaluate(runtime, pattern, undefined))
  if (!active.has(rule) && !truth(yield* evaluate(runtime, pattern, undefined))) return false
  active.add(rule)
  if (truth(yield* evaluate(runtime, until, undefined))) active.delete(rule)
  return true
}

const printRecord: Statement = { kind: 'print', formatted: false, values: [], redirect: undefined }

function* runSpecial(runtime: Runtime, which: 'BEGIN' | 'END'): Step<Flow | undefined> {
  for (const { pattern, action } of runtime.script.rules) {
    if (pattern !== which || !action) continue
    const flow = yield* executeStatement(runtime, action, undefined)
    if (flow?.kind === 'exit') return flow
  }
  return undefined
}

function* runRecords(runtime: Runtime): Step<Flow | undefined> {
  const { machine, script } = runtime
  const active = new Set<Rule>()
  for (;;) {
    const record = yield* machine.nextRecord()
    if (record === undefined) return undefined
    machine.setRecord(record)
    for (const rule of script.rules) {
      if (!(yield* applies(runtime, rule, active))) continue
      const flow = yield* executeStatement(runtime, rule.action ?? printRecord, undefined)
      if (flow?.kind === 'next') break
      if (flow?.kind === 'exit') return flow
    }
  }
}

/** BEGIN, the records, END; `exit` in the first two still runs END, and its status is the program's. */
export function* runScript(runtime: Runtime): Step<number> {
  const { rules } = runtime.script
  const status = (flow: Flow | undefined, before: number): number =>
    flow?.kind === 'exit' && flow.value !== undefined ? Math.trunc(toNumber(flow.value)) & 255 : before
  let flow = yield* runSpecial(runtime, 'BEGIN')
  let code = status(flow, 0)
  const reads = rules.some(({ pattern }) => pattern !== 'BEGIN')
  if (!flow && reads) {
    flow = yield* runRecords(runtime)
    code = status(flow, code)
  }
  code = status(yield* runSpecial(runtime, 'END'), code)
  yield* runtime.machine.flushAll()
  return code || runtime.machine.status
}
