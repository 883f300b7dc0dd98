import { type Stat, SystemError } from '../../../filesystem/contract.ts'
import { write } from '../../../kernel/calls.ts'
import type { Process, Step } from '../../../kernel/process.ts'

/** test(1) and `[`. */

type Unary = (process: Process, operand: string) => boolean
type Binary = (process: Process, left: string, right: string) => boolean

/** What is wrong with an expression, in each shell's words. */
export interface TestWording {
  readonly badNumber: (text: string) => string
  readonly unknownOperand: (text: string) => string
  readonly unclosed: string
}

export const testWordings = {
  ash: {
    badNumber: text => `${text}: bad number`,
    unknownOperand: text => `${text}: unknown operand`,
    unclosed: 'missing ]',
  },
  dash: {
    badNumber: text => `Illegal number: ${text}`,
    unknownOperand: text => `${text}: unexpected operator`,
    unclosed: 'missing ]',
  },
  bash: {
    badNumber: text => `${text}: integer expression expected`,
    unknownOperand: () => 'too many arguments',
    unclosed: "missing `]'",
  },
} as const satisfies Readonly<Record<string, TestWording>>

export class TestFailure extends Error {
  readonly describe: (wording: TestWording) => string

  constructor(describe: (wording: TestWording) => string) {
    super('bad expression')
    this.describe = describe
  }
}

const statOf = (process: Process, path: string, follow = true): Stat | undefined => {
  try {
    const { filesystem } = process
    if (path === '') return undefined
    return follow ? filesystem.stat(process.path(path)) : filesystem.lstat(process.path(path))
  } catch (error) {
    if (error instanceof SystemError) return undefined
    throw error
  }
}

const isKind =
  (kind: Stat['kind']): Unary =>
  (process, path) =>
    statOf(process, path)?.kind === kind

const isSymlink: Unary = (process, path) => statOf(process, path, false)?.kind === 'symlink'

const hasMode =
  (bit: number): Unary =>
  (process, path) =>
    ((statOf(process, path)?.mode ?? 0) & bit) !== 0

const may =
  (want: 'read' | 'write' | 'execute'): Unary =>
  (process, path) => {
    try {
      return path !== '' && process.filesystem.access(process.path(path), want)
    } catch (error) {
      if (error instanceof SystemError) return false
      throw error
    }
  }

export const unaryTests: Readonly<Record<string, Unary>> = {
  '-a': (process, path) => statOf(process, path) !== undefined,
  '-b': () => false,
  '-c': isKind('character-device'),
  '-d': isKind('directory'),
  '-e': (process, path) => statOf(process, path) !== undefined,
  '-f': isKind('file'),
  '-g': hasMode(0o2000),
  '-G': (process, path) => statOf(process, path)?.gid === process.credentials.gid,
  '-h': isSymlink,
  '-k': hasMode(0o1000),
  '-L': isSymlink,
  '-n': (_, text) => text !== '',
  '-O': (process, path) => statOf(process, path)?.uid === process.credentials.uid,
  '-p': isKind('fifo'),
  '-r': may('read'),
  '-s': (process, path) => (statOf(process, path)?.sizeBytes ?? 0) > 0,
  '-S': isKind('socket'),
  '-t': (process, text) => process.files.get(Number(number(text)))?.terminal !== undefined,
  '-u': hasMode(0o4000),
  '-w': may('write'),
  '-x': may('execute'),
  '-z': (_, text) => text === '',
}

const number = (text: string): bigint => {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestFailure(wording => wording.badNumber(text))
  return BigInt(text.trim().replace(/^\+/, ''))
}

const numeric =
  (compare: (a: bigint, b: bigint) => boolean): Binary =>
  (_, left, right) =>
    compare(number(left), number(right))

const newer: Binary = (process, left, right) => {
  const a = statOf(process, left)
  const b = statOf(process, right)
  return a !== undefined && (b === undefined || a.modifiedAt > b.modifiedAt)
}

export const binaryTests: Readonly<Record<string, Binary>> = {
  '=': (_, left, right) => left === right,
  '==': (_, left, right) => left === right,
  '!=': (_, left, right) => left !== right,
  '<': (_, left, right) => left < right,
  '>': (_, left, right) => left > right,
  '-eq': numeric((a, b) => a === b),
  '-ne': numeric((a, b) => a !== b),
  '-lt': numeric((a, b) => a < b),
  '-le': numeric((a, b) => a <= b),
  '-gt': numeric((a, b) => a > b),
  '-ge': numeric((a, b) => a >= b),
  '-nt': newer,
  '-ot': (process, left, right) => newer(process, right, left),
  '-ef': (process, left, right) => {
    const a = statOf(process, left)
    const b = statOf(process, right)
    return a !== undefined && b !== undefined && a.inode === b.inode
  },
}

/** An expression that is being read and evaluated in one go. */
interface Reading {
  readonly process: Process
  readonly words: readonly string[]
  at: number
}

/** The truth of an expression; throws TestFailure when it makes no sense. */
export const evaluateTestWords = (process: Process, words: readonly string[]): boolean => {
  const simple = byCount(process, words)
  if (simple !== undefined) return simple
  const reading: Reading = { process, words, at: 0 }
  const value = either(reading)
  const { at } = reading
  if (at >= words.length) return value
  const rest = words[at] ?? ''
  if (at === words.length - 1 && binaryTests[rest]) throw new TestFailure(() => `${rest}: argument expected`)
  throw new TestFailure(wording => wording.unknownOperand(rest))
}

const accept = (reading: Reading, word: string): boolean => {
  if (reading.words[reading.at] !== word) return false
  reading.at++
  return true
}

const either = (reading: Reading): boolean => {
  let value = both(reading)
  while (accept(reading, '-o')) {
    const right = both(reading)
    value = value || right
  }
  return value
}

const both = (reading: Reading): boolean => {
  let value = negation(reading)
  while (accept(reading, '-a')) {
    const right = negation(reading)
    value = value && right
  }
  return value
}

const negation = (reading: Reading): boolean => {
  const last = reading.at + 1 >= reading.words.length
  return !last && accept(reading, '!') ? !negation(reading) : primary(reading)
}

const primary = (reading: Reading): boolean => {
  const { process, words, at } = reading
  const [word, next, right] = words.slice(at, at + 3)
  if (word === undefined) throw new TestFailure(() => 'argument expected')
  const binary = binaryTests[next ?? '']
  if (binary && right !== undefined) {
    reading.at += 3
    return binary(process, word, right)
  }
  if (accept(reading, '(')) {
    const value = either(reading)
    if (!accept(reading, ')')) throw new TestFailure(() => 'closing paren expected')
    return value
  }
  const unary = unaryTests[word]
  if (unary && next !== undefined) {
    reading.at += 2
    return unary(process, next)
  }
  reading.at++
  return word !== ''
}

/** POSIX says by the number of arguments what they mean, so that `test ! = x` compares. */
const byCount = (process: Process, words: readonly string[]): boolean | undefined => {
  const [first = '', second = '', third = ''] = words
  if (words.length === 0) return false
  if (words.length === 1) return first !== ''
  if (words.length === 2) return first === '!' ? second === '' : undefined
  if (words.length !== 3)
    return words.length === 4 && first === '!' ? !evaluateTestWords(process, words.slice(1)) : undefined
  const binary = binaryTests[second]
  if (binary) return binary(process, first, third)
  if (first === '!') return !evaluateTestWords(process, words.slice(1))
  return first === '(' && third === ')' ? second !== '' : undefined
}

/** As a program: 0 true, 1 false, 2 nonsense. The name says whether a `]` must close it. */
export function* test(
  process: Process,
  argv: readonly string[],
  speaker = argv[0] ?? 'test',
  wording: TestWording = testWordings.ash,
): Step<number> {
  let words = argv.slice(1)
  if (/(^|\/)\[$/.test(argv[0] ?? '')) {
    if (words.at(-1) !== ']') {
      yield* write(process, 2, `${speaker}: ${wording.unclosed}\n`)
      return 2
    }
    words = words.slice(0, -1)
  }
  try {
    return evaluateTestWords(process, words) ? 0 : 1
  } catch (error) {
    if (!(error instanceof TestFailure)) throw error
    yield* write(process, 2, `${speaker}: ${error.describe(wording)}\n`)
    return 2
  }
}
