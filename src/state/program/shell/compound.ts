import type {
  ArithmeticExpression,
  ArithmeticFor,
  Case,
  Command,
  CommandNode,
  CompoundCommand,
  CompoundList,
  For,
  Function as FunctionNode,
  If,
  Redirected,
  Subshell,
  While,
} from 'unbash'
import type { Step } from '../../kernel/process.ts'
import { spawnShell, waitForeground } from './children.ts'
import { evaluateTest } from './conditional.ts'
import { Abandon, LoopControl } from './control.ts'
import { expandArithmetic, expandPattern, expandText, expandWords } from './expand.ts'
import { say, textOf } from './message.ts'
import { assign, isName } from './parameters.ts'
import { matchesPattern } from './pattern.ts'
import { RedirectionFailed, redirect, restore } from './redirect.ts'
import { runTested, type Shell } from './state.ts'
import { wordings } from './wording.ts'

type Compound = Exclude<CommandNode, Command>

export const isCompound = (node: CommandNode): node is Compound => node.type !== 'Command'

export function* runCompound(shell: Shell, node: Compound, tail: boolean): Step<number> {
  switch (node.type) {
    case 'Redirected':
      return yield* runRedirected(shell, node, tail)
    case 'Function':
      return defineFunction(shell, node)
    case 'BraceGroup':
      return yield* shell.interpreter.run(shell, node.body.commands, tail)
    case 'Subshell':
      return yield* runSubshell(shell, node)
    case 'If':
      return yield* runIf(shell, node, tail)
    case 'While':
      return yield* runWhile(shell, node)
    case 'For':
      return yield* runFor(shell, node)
    case 'ArithmeticFor':
      return yield* runArithmeticFor(shell, node)
    case 'Case':
      return yield* runCase(shell, node, tail)
    case 'TestCommand':
      return yield* evaluateTest(shell, node.expression)
    case 'ArithmeticCommand':
      return (yield* expandArithmetic(shell, node.body)) === 0n ? 1 : 0
    case 'Select':
    case 'Coproc':
      throw new Abandon(2, `syntax error: ${node.type.toLowerCase()} is not supported`)
  }
}

function* runRedirected(shell: Shell, node: Redirected, tail: boolean): Step<number> {
  try {
    const saved = yield* redirect(shell, node.redirects)
    try {
      return yield* runCompound(shell, node.command satisfies CompoundCommand, tail)
    } finally {
      restore(shell, saved)
    }
  } catch (error) {
    if (error instanceof RedirectionFailed) return 1
    throw error
  }
}

function* runSubshell(shell: Shell, node: Subshell): Step<number> {
  const child = spawnShell(shell, {}, inner => inner.interpreter.run(inner, node.body.commands, true))
  const [status = 0] = yield* waitForeground(shell, [child], textOf(shell, node))
  return status
}

const defineFunction = (shell: Shell, node: FunctionNode): number => {
  shell.functions.set(node.name.value, { body: node.body, source: shell.source })
  return 0
}

function* runIf(shell: Shell, node: If, tail: boolean): Step<number> {
  for (const branch of [node, ...node.elif]) {
    if ((yield* condition(shell, branch.clause)) === 0) {
      return yield* shell.interpreter.run(shell, branch.then.commands, tail)
    }
  }
  return node.else ? yield* shell.interpreter.run(shell, node.else.commands, tail) : 0
}

const condition = (shell: Shell, clause: CompoundList): Step<number> =>
  runTested(shell, () => shell.interpreter.run(shell, clause.commands, false))

/** Runs the body of a loop once; false when the loop is to be left. */
function* iterate(shell: Shell, body: CompoundList): Step<boolean> {
  try {
    yield* shell.interpreter.run(shell, body.commands, false)
  } catch (error) {
    if (!(error instanceof LoopControl)) throw error
    shell.status = 0
    if (error.depth > 1) {
      error.depth--
      throw error
    }
    return error.kind === 'continue'
  }
  return true
}

function* inLoop(shell: Shell, body: () => Step<void>): Step<number> {
  shell.loops++
  shell.status = 0
  try {
    yield* body()
  } finally {
    shell.loops--
  }
  return shell.status
}

const runWhile = (shell: Shell, node: While): Step<number> =>
  inLoop(shell, function* () {
    const wanted = node.kind === 'while'
    let status = 0
    for (;;) {
      const before = shell.loops
      let test: number
      try {
        test = yield* condition(shell, node.clause)
      } catch (error) {
        // `while break; do …`: leaving from the condition leaves the loop as well.
        if (!(error instanceof LoopControl) || before !== shell.loops) throw error
        if (error.depth-- > 1) throw error
        if (error.kind === 'break') break
        continue
      }
      if ((test === 0) !== wanted) break
      if (!(yield* iterate(shell, node.body))) return
      status = shell.status
    }
    shell.status = status
  })

/** bash's trace shows the head of the loop each time round, as written. */
function* traceHead(shell: Shell, node: For): Step<void> {
  if (shell.dialect !== 'bash' || !shell.options.has('xtrace')) return
  const words = node.wordlist ? ` in ${node.wordlist.map(word => word.text).join(' ')}` : ''
  yield* say(shell, `+ for ${node.name.text}${words}\n`)
}

const runFor = (shell: Shell, node: For): Step<number> =>
  inLoop(shell, function* () {
    const name = node.name.text
    if (!isName(name)) throw new Abandon(2, wordings[shell.dialect].badLoopName(name))
    const words = node.wordlist ? yield* expandWords(shell, node.wordlist) : shell.positional
    shell.status = 0
    for (const word of words) {
      yield undefined
      yield* traceHead(shell, node)
      assign(shell, name, word)
      if (!(yield* iterate(shell, node.body))) return
    }
  })

function* expression(shell: Shell, node: ArithmeticExpression | undefined): Step<bigint> {
  return node ? yield* expandArithmetic(shell, shell.source.text.slice(node.pos, node.end)) : 1n
}

const runArithmeticFor = (shell: Shell, node: ArithmeticFor): Step<number> =>
  inLoop(shell, function* () {
    yield* expression(shell, node.initialize)
    while ((yield* expression(shell, node.test)) !== 0n) {
      yield undefined
      if (!(yield* iterate(shell, node.body))) return
      yield* expression(shell, node.update)
    }
  })

function* runCase(shell: Shell, node: Case, tail: boolean): Step<number> {
  const text = yield* expandText(shell, node.word)
  if (shell.dialect === 'bash' && shell.options.has('xtrace')) yield* say(shell, `+ case ${text} in\n`)
  shell.status = shell.substitutionStatus ?? 0
  const { items } = node
  for (let index = 0; index < items.length; index++) {
    if (!(yield* anyMatches(shell, items[index]?.pattern ?? [], text))) continue
    for (; index < items.length; index++) {
      const item = items[index]
      if (!item) break
      const through = item.terminator === ';&'
      shell.status = 0
      yield* shell.interpreter.run(
        shell,
        item.body.commands,
        tail && item.terminator !== ';&' && item.terminator !== ';;&',
      )
      if (item.terminator === ';;&') break
      if (!through) return shell.status
    }
  }
  return shell.status
}

function* anyMatches(shell: Shell, patterns: Case['items'][number]['pattern'], text: string): Step<boolean> {
  for (const word of patterns) {
    if (matchesPattern(yield* expandPattern(shell, word), text, shell.dialect === 'bash')) return true
  }
  return false
}
