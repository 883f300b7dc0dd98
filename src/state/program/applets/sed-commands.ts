import type { Step } from '../../kernel/process.ts'
import { type BinaryText, textOf, toBinary } from './binary.ts'
import { attempt } from './messages.ts'
import { type Captures, matches, type Regex } from './regex/regex.ts'
import { fileOutput, nextLine, type SedInput, type State } from './sed-input.ts'
import { type ReplacementPart, type SedCommand, SedError, type Substitution } from './sed-script.ts'

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

export const regexOf = (state: State, regex: Regex | undefined): Regex => {
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

const print = (state: State, text: BinaryText): void => state.output.binary(`${text}\n`)

export const endCycle = (state: State, printPattern: boolean): void => {
  if (printPattern && !state.quiet)
    state.output.binary(state.pattern + (state.missingNewline && state.appended.length === 0 ? '' : '\n'))
  for (const text of state.appended) state.output.binary(text())
  state.appended = []
}

/** `l`: unambiguous, folded at 70 columns as POSIX asks. */
const unambiguous = (text: BinaryText): BinaryText => {
  const names: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r', '\b': '\\b' }
  const shown = [...text].map(
    byte => names[byte] ?? (byte >= ' ' && byte <= '~' ? byte : `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`),
  )
  return `${shown.join('')}$`
}

export type Flow = 'next' | 'end-cycle' | 'end-silently' | 'restart' | { readonly jump: number }

export function* execute(state: State, input: SedInput, command: SedCommand, index: number): Step<Flow> {
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
