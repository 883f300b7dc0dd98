import { write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { binaryOf, fromBinary, textOf, toBinary } from './binary.ts'
import { attempt, messageOf } from './messages.ts'
import { UsageError } from './options.ts'
import { Output } from './output.ts'
import { endCycle, execute, regexOf } from './sed-commands.ts'
import { fileOutput, nextLine, SedInput, type State } from './sed-input.ts'
import { type Address, parseSed, type SedCommand, SedError } from './sed-script.ts'

function* addressMatches(state: State, input: SedInput, address: Address): Step<boolean> {
  switch (address.kind) {
    case 'line':
      return state.lineNumber === address.number
    case 'last':
      return yield* input.isLast()
    case 'regex':
      return regexOf(state, address.regex).test(state.pattern)
    case 'step':
      return address.step === 0
        ? state.lineNumber === address.first
        : state.lineNumber >= address.first && (state.lineNumber - address.first) % address.step === 0
    case 'offset':
      return false
  }
}

function* selected(state: State, input: SedInput, command: SedCommand): Step<boolean> {
  const { from, to } = command
  if (!from) return !command.negated
  if (!to) return (yield* addressMatches(state, input, from)) !== command.negated
  return (yield* inRange(state, input, command, from, to)) !== command.negated
}

function* inRange(state: State, input: SedInput, command: SedCommand, from: Address, to: Address): Step<boolean> {
  const end = state.ranges.get(command)
  if (end === undefined) {
    // `0,/re/` lets the expression end the range on the first line already.
    const begins =
      from.kind === 'line' && from.number === 0 ? state.lineNumber === 1 : yield* addressMatches(state, input, from)
    if (!begins) return false
    if (from.kind === 'line' && from.number === 0) {
      if (!(yield* addressMatches(state, input, to))) state.ranges.set(command, 'regex')
      return true
    }
    const last = to.kind === 'line' ? to.number : to.kind === 'offset' ? state.lineNumber + to.count : 'regex'
    if (last === 'regex' || last > state.lineNumber) state.ranges.set(command, last)
    return true
  }
  if (end === 'regex') {
    if (yield* addressMatches(state, input, to)) state.ranges.delete(command)
    return true
  }
  if (state.lineNumber >= end) state.ranges.delete(command)
  return state.lineNumber <= end
}

function* cycle(state: State, input: SedInput): Step<void> {
  for (let index = 0, steps = 0; index < state.commands.length; steps++) {
    if (steps % 64 === 63) yield undefined
    const command = state.commands[index] as SedCommand
    const chosen = yield* selected(state, input, command)
    if (!chosen) {
      index = command.letter === '{' ? (command.end ?? index) + 1 : index + 1
      continue
    }
    const flow = yield* execute(state, input, command, index)
    if (flow === 'next') index++
    else if (typeof flow === 'object') index = flow.jump
    else if (flow === 'restart') {
      endCycle(state, false)
      index = 0
    } else {
      endCycle(state, flow === 'end-cycle')
      return
    }
  }
  endCycle(state, true)
}

function* runScript(
  invocation: Invocation,
  commands: readonly SedCommand[],
  paths: readonly string[],
  output: Output,
): Step<number> {
  const input = new SedInput(invocation, paths)
  const state: State = {
    commands,
    invocation,
    quiet: invocation.options.has('n'),
    pattern: '',
    hold: '',
    lineNumber: 0,
    appended: [],
    substituted: false,
    lastRegex: undefined,
    ranges: new Map(),
    files: new Map(),
    quit: undefined,
    output,
    missingNewline: false,
  }
  for (const { letter, text, substitution } of commands) {
    if (letter === 'w') fileOutput(state, textOf(text))
    if (substitution?.file !== undefined) fileOutput(state, textOf(substitution.file))
  }
  while (state.quit === undefined) {
    const line = yield* nextLine(state, input)
    if (line === undefined) break
    state.pattern = line
    state.substituted = false
    yield* cycle(state, input)
    yield* output.relieve()
  }
  for (const file of state.files.values()) yield* file.flush()
  yield* output.flush()
  return state.quit || input.status
}

/** `-i`: what the script prints for a file becomes the file. */
function* editInPlace(invocation: Invocation, commands: readonly SedCommand[], path: string): Step<number> {
  const { process, options } = invocation
  const full = process.path(path)
  const stat = attempt(() => process.filesystem.stat(full))
  if (stat instanceof Error) {
    yield* invocation.complain(`${invocation.flavor === 'gnu' ? `can't read ` : ''}${path}: ${messageOf(stat)}`)
    return 1
  }
  if (stat.kind !== 'file') {
    yield* invocation.complain(`couldn't edit ${path}: not a regular file`)
    return 4
  }
  const temporary = `${full}.sed${process.pid}`
  const file = process.open(temporary, { write: true, create: true, truncate: true, mode: stat.mode })
  const descriptor = process.install(file)
  const status = yield* runScript(invocation, commands, [path], new Output(process, descriptor))
  process.closeDescriptor(descriptor)
  const files = process.filesystem
  attempt(() => files.chown(temporary, stat.uid, stat.gid))
  files.chmod(temporary, stat.mode)
  const suffix = options.value('i') ?? ''
  if (suffix !== '')
    files.rename(full, suffix.includes('*') ? process.path(suffix.replaceAll('*', path)) : full + suffix)
  files.rename(temporary, full)
  return status
}

function* sed(invocation: Invocation): Step<number> {
  const { options, process, output } = invocation
  const scripts = options.given.flatMap(([letter, value]) => {
    if (letter === 'e') return [binaryOf(value)]
    return letter === 'f' ? [toBinary(process.filesystem.readFile(process.path(value))).replace(/\n$/, '')] : []
  })
  const [first, ...others] = invocation.operands
  if (scripts.length === 0 && first === undefined) throw new UsageError()
  const paths = scripts.length > 0 ? invocation.operands : others
  const script = scripts.length > 0 ? scripts.join('\n') : binaryOf(first ?? '')
  try {
    const commands = parseSed(script.replace(/^#n\n/, ''), options.has('Er'))
    if (!options.has('i')) return yield* runScript(invocation, commands, paths.length > 0 ? paths : ['-'], output)
    let status = 0
    for (const path of paths) status = (yield* editInPlace(invocation, commands, path)) || status
    return status
  } catch (error) {
    if (!(error instanceof SedError)) throw error
    yield* output.flush()
    yield* write(process, 2, fromBinary(`${invocation.name}: ${error.message}\n`))
    return 1
  }
}

const long = {
  expression: 'e',
  file: 'f',
  quiet: 'n',
  silent: 'n',
  'regexp-extended': 'E',
  'in-place': 'i',
  separate: 's',
  unbuffered: 'u',
}

export const sedApplets: Applets = {
  sed: {
    syntax: { short: 'ni::Ersuze:f:', long },
    usage: '[-i[SFX]] [-nrE] [-f FILE]... [-e CMD]... [FILE]...',
    run: sed,
  },
}
