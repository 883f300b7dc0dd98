import { write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { type BinaryText, binaryOf, fromBinary, textOf, toBinary } from './binary.ts'
import { closeOperand, LineReader, openOperand } from './input.ts'
import { attempt, messageOf } from './messages.ts'
import { UsageError } from './options.ts'
import { Output } from './output.ts'
import { type Captures, matches, type Regex } from './regex/regex.ts'
import {
  type Address,
  parseSed,
  type ReplacementPart,
  type SedCommand,
  SedError,
  type Substitution,
} from './sed-script.ts'

/** What the commands of one script share. */
interface State {
  readonly commands: readonly SedCommand[]
  readonly invocation: Invocation
  readonly quiet: boolean
  pattern: BinaryText
  hold: BinaryText
  lineNumber: number
  /** Text of `a` and files of `r`, printed at the end of the cycle. */
  appended: (() => BinaryText)[]
  substituted: boolean
  lastRegex: Regex | undefined
  /** For each command with a range: the line that ends it, or 'regex' while one looks for its end. */
  readonly ranges: Map<SedCommand, number | 'regex'>
  readonly files: Map<string, Output>
  quit: number | undefined
  output: Output
  missingNewline: boolean
}

/** One line ahead of the script, across all files, so that `$` is known. */
class SedInput {
  readonly #invocation: Invocation
  readonly #paths: string[]
  #reader: LineReader | undefined
  #next: { line: BinaryText; terminated: boolean } | undefined
  status = 0

  constructor(invocation: Invocation, paths: readonly string[]) {
    this.#invocation = invocation
    this.#paths = [...paths]
  }

  *take(): Step<{ line: BinaryText; terminated: boolean } | undefined> {
    const taken = this.#next ?? (yield* this.#read())
    this.#next = undefined
    return taken
  }

  *isLast(): Step<boolean> {
    this.#next ??= yield* this.#read()
    return this.#next === undefined
  }

  *#read(): Step<{ line: BinaryText; terminated: boolean } | undefined> {
    for (;;) {
      if (!this.#reader) {
        const path = this.#paths.shift()
        if (path === undefined) return undefined
        const descriptor = yield* openSed(this.#invocation, path)
        if (descriptor === undefined) {
          this.status = this.#invocation.flavor === 'gnu' ? 2 : 1
          continue
        }
        this.#reader = new LineReader(this.#invocation.process, descriptor, this.#invocation.output)
      }
      const line = yield* this.#reader.next()
      if (line !== undefined) return { line, terminated: this.#reader.terminated }
      closeOperand(this.#invocation.process, this.#reader.descriptor)
      this.#reader = undefined
    }
  }
}

function* openSed(invocation: Invocation, path: string): Step<number | undefined> {
  if (path === '-') return yield* openOperand(invocation, path)
  const { process } = invocation
  const file = attempt(() => process.open(process.path(path), { read: true }))
  if (!(file instanceof Error)) return process.install(file)
  // busybox: "sed: x: No such file or directory"; GNU: "sed: can't read x: No such file or directory".
  yield* invocation.complain(`${invocation.flavor === 'gnu' ? `can't read ` : ''}${path}: ${messageOf(file)}`)
  return undefined
}

const fold = (text: string, how: 'U' | 'L'): string => (how === 'U' ? text.toUpperCase() : text.toLowerCase())

const expand = (parts: readonly ReplacementPart[], text: BinaryText, found: Captures): BinaryText => {
  let result = ''
  let whole: 'U' | 'L' | undefined
  let next: 'u' | 'l' | undefined
  const append = (piece: string): void => {
    let shaped = whole ? fold(piece, whole) : piece
    if (next && shaped !== '') {
      shaped = fold(shaped.slice(0, 1), next === 'u' ? 'U' : 'L') + shaped.slice(1)
      next = undefined
    }
    result += shaped
  }
  for (const part of parts) {
    if ('text' in part) append(part.text)
    else if ('group' in part) {
      const start = found[2 * part.group] ?? -1
      if (start >= 0) append(text.slice(start, found[2 * part.group + 1]))
    } else if (part.fold === 'u' || part.fold === 'l') next = part.fold
    else whole = part.fold === 'E' ? undefined : part.fold
  }
  return result
}

const regexOf = (state: State, regex: Regex | undefined): Regex => {
  const used = regex ?? state.lastRegex
  if (!used) throw new SedError('no previous regexp')
  state.lastRegex = used
  return used
}

const substitute = (state: State, { regex, replacement, global, occurrence }: Substitution): boolean => {
  const text = state.pattern
  let result = ''
  let from = 0
  let count = 0
  for (const found of matches(regexOf(state, regex), text)) {
    count++
    if (count < occurrence) continue
    result += text.slice(from, found[0]) + expand(replacement, text, found)
    from = found[1] as number
    if (!global) break
  }
  if (count < occurrence) return false
  state.pattern = result + text.slice(from)
  return true
}

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

const print = (state: State, text: BinaryText): void => state.output.binary(`${text}\n`)

const endCycle = (state: State, printPattern: boolean): void => {
  if (printPattern && !state.quiet)
    state.output.binary(state.pattern + (state.missingNewline && state.appended.length === 0 ? '' : '\n'))
  for (const text of state.appended) state.output.binary(text())
  state.appended = []
}

function* nextLine(state: State, input: SedInput): Step<BinaryText | undefined> {
  const taken = yield* input.take()
  if (!taken) return undefined
  state.lineNumber++
  state.missingNewline = !taken.terminated
  return taken.line
}

const fileOutput = (state: State, path: string): Output => {
  const { process, output } = state.invocation
  if (path === '/dev/stdout') return output
  const known = state.files.get(path)
  if (known) return known
  const file = process.open(process.path(path), { write: true, create: true, truncate: true })
  const created = new Output(process, process.install(file))
  state.files.set(path, created)
  return created
}

/** `l`: unambiguous, folded at 70 columns as POSIX asks. */
const unambiguous = (text: BinaryText): BinaryText => {
  const names: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r', '\b': '\\b' }
  const shown = [...text].map(
    byte => names[byte] ?? (byte >= ' ' && byte <= '~' ? byte : `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`),
  )
  return `${shown.join('')}$`
}

type Flow = 'next' | 'end-cycle' | 'end-silently' | 'restart' | { readonly jump: number }

function* execute(state: State, input: SedInput, command: SedCommand, index: number): Step<Flow> {
  const { letter, text } = command
  switch (letter) {
    case 's':
      return yield* executeSubstitution(state, command)
    case 'y':
      state.pattern = [...state.pattern].map(byte => command.map?.get(byte) ?? byte).join('')
      return 'next'
    case 'p':
      print(state, state.pattern)
      return 'next'
    case 'P':
      print(state, state.pattern.split('\n', 1)[0] ?? '')
      return 'next'
    case 'l':
      print(state, unambiguous(state.pattern))
      return 'next'
    case '=':
      state.output.text(`${state.lineNumber}\n`)
      return 'next'
    case 'd':
      return 'end-silently'
    case 'D': {
      const newline = state.pattern.indexOf('\n')
      if (newline < 0) return 'end-silently'
      state.pattern = state.pattern.slice(newline + 1)
      return 'restart'
    }
    case 'n':
    case 'N':
      return yield* executeNext(state, input, letter)
    case 'g':
      state.pattern = state.hold
      return 'next'
    case 'G':
      state.pattern += `\n${state.hold}`
      return 'next'
    case 'h':
      state.hold = state.pattern
      return 'next'
    case 'H':
      state.hold += `\n${state.pattern}`
      return 'next'
    case 'x':
      ;[state.pattern, state.hold] = [state.hold, state.pattern]
      return 'next'
    case 'z':
      state.pattern = ''
      return 'next'
    case 'a':
      state.appended.push(() => text)
      return 'next'
    case 'i':
      state.output.binary(text)
      return 'next'
    case 'c':
      if (!command.to || !state.ranges.has(command) || command.negated) state.output.binary(text)
      return 'end-silently'
    case 'r':
      state.appended.push(() => readWhole(state, textOf(text)))
      return 'next'
    case 'w':
      fileOutput(state, textOf(text)).binary(`${state.pattern}\n`)
      return 'next'
    case 'q':
    case 'Q':
      state.quit = Number(text || 0)
      return letter === 'q' ? 'end-cycle' : 'end-silently'
    case 'b':
      return { jump: labelIndex(state, text) }
    case 't':
    case 'T': {
      const taken = state.substituted === (letter === 't')
      state.substituted = false
      return taken ? { jump: labelIndex(state, text) } : 'next'
    }
  }
  return { jump: index + 1 }
}

const readWhole = (state: State, path: string): BinaryText => {
  const { process } = state.invocation
  const bytes = attempt(() => process.filesystem.readFile(process.path(path)))
  return bytes instanceof Error ? '' : toBinary(bytes)
}

function* executeSubstitution(state: State, command: SedCommand): Step<Flow> {
  yield undefined
  const { substitution } = command
  if (!substitution || !substitute(state, substitution)) return 'next'
  state.substituted = true
  if (substitution.print) print(state, state.pattern)
  if (substitution.file !== undefined) fileOutput(state, textOf(substitution.file)).binary(`${state.pattern}\n`)
  return 'next'
}

function* executeNext(state: State, input: SedInput, letter: 'n' | 'N'): Step<Flow> {
  if (yield* input.isLast()) {
    // Without a next line GNU prints the pattern space and ends (POSIX would not print for N).
    state.quit = 0
    return 'end-cycle'
  }
  if (letter === 'n') endCycle(state, true)
  const line = (yield* nextLine(state, input)) ?? ''
  state.pattern = letter === 'n' ? line : `${state.pattern}\n${line}`
  return 'next'
}

const labelIndex = (state: State, label: string): number => {
  if (label === '') return state.commands.length
  const index = state.commands.findIndex(({ letter, text }) => letter === ':' && text === label)
  if (index < 0) throw new SedError(`can't jump to label '${label}'`)
  return index
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
