import type { Step } from '../../../kernel/process.ts'
import type { Applets, Invocation } from '../applet.ts'
import { binaryOf, toBinary } from '../binary.ts'
import { UsageError } from '../options.ts'
import { Runtime } from './evaluate.ts'
import { executeStatement, runScript } from './interpret.ts'
import { Machine } from './machine.ts'
import { parseAwk } from './parse.ts'
import { AwkError, unescapeText } from './tokens.ts'

function* awk(invocation: Invocation): Step<number> {
  const { options, operands, process } = invocation
  const sources = options.given.flatMap(([letter, value]) => {
    if (letter === 'e') return [binaryOf(value)]
    return letter === 'f' ? [toBinary(process.filesystem.readFile(process.path(value)))] : []
  })
  const [first, ...rest] = operands
  if (sources.length === 0 && first === undefined) throw new UsageError()
  const words = sources.length > 0 ? operands : rest
  const machine = new Machine(invocation, words)
  const separator = options.value('F')
  // A lone `t` means a tab (POSIX).
  if (separator !== undefined) machine.set('FS', separator === 't' ? '\t' : unescapeText(binaryOf(separator)))
  for (const assignment of options.values('v')) {
    if (!/^[A-Za-z_]\w*=/.test(assignment)) throw new UsageError()
    machine.assignOperand(assignment)
  }
  try {
    const script = parseAwk(sources.length > 0 ? sources.join('\n') : binaryOf(first ?? ''))
    return yield* runScript(new Runtime(machine, script, executeStatement))
  } catch (error) {
    if (!(error instanceof AwkError)) throw error
    yield* invocation.complain(`cmd. line:1: ${error.message}`)
    return invocation.flavor === 'gnu' ? 2 : 1
  }
}

export const awkApplets: Applets = {
  awk: { syntax: { short: '+F:v:f:e:' }, usage: '[OPTIONS] [AWK_PROGRAM] [FILE]...', run: awk },
}
