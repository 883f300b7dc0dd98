import { write } from '../../../kernel/calls.ts'
import type { Step } from '../../../kernel/process.ts'
import { complain } from '../message.ts'
import { calculate } from '../parameters.ts'
import type { Shell } from '../state.ts'
import { wordings } from '../wording.ts'

/** `umask`, `ulimit`, `times`, `let`. */

const permissions = (bits: number): string => `${bits & 4 ? 'r' : ''}${bits & 2 ? 'w' : ''}${bits & 1 ? 'x' : ''}`

const symbolic = (mask: number): string =>
  `u=${permissions(~(mask >> 6) & 7)},g=${permissions(~(mask >> 3) & 7)},o=${permissions(~mask & 7)}`

const shifts: Readonly<Record<string, readonly number[]>> = { u: [6], g: [3], o: [0], a: [6, 3, 0] }
const bits: Readonly<Record<string, number>> = { r: 4, w: 2, x: 1 }

/** `u=rwx,g-w`: speaks of what is allowed, the mask of what is not. */
const symbolicMask = (mask: number, text: string): number | undefined => {
  let allowed = ~mask & 0o777
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause)
    if (!match) return undefined
    const [, who = '', operator, letters = ''] = match
    const value = [...letters].reduce((sum, letter) => sum | (bits[letter] ?? 0), 0)
    for (const shift of [...(who || 'a')].flatMap(letter => shifts[letter] ?? [])) {
      if (operator === '=') allowed &= ~(7 << shift)
      if (operator === '-') allowed &= ~(value << shift)
      else allowed |= value << shift
    }
  }
  return ~allowed & 0o777
}

export function* umask(shell: Shell, argv: readonly string[]): Step<number> {
  const { process } = shell
  const [word] = argv.slice(1).filter(argument => argument !== '-S' && argument !== '-p')
  if (word === undefined) {
    const octal = process.umask.toString(8).padStart(4, '0')
    yield* write(process, 1, `${argv.includes('-S') ? symbolic(process.umask) : octal}\n`)
    return 0
  }
  const mask = /^[0-7]+$/.test(word) ? Number.parseInt(word, 8) & 0o777 : symbolicMask(process.umask, word)
  if (mask === undefined) {
    yield* complain(shell, wordings[shell.dialect].notANumber(word), 'umask')
    return 2
  }
  process.umask = mask
  return 0
}

/** What a container has by Docker's defaults, in ash's order of `ulimit -a`. */
const limits: readonly (readonly [letter: string, title: string, value: string])[] = [
  ['c', 'core file size (blocks)', 'unlimited'],
  ['d', 'data seg size (kb)', 'unlimited'],
  ['e', 'scheduling priority', '0'],
  ['f', 'file size (blocks)', 'unlimited'],
  ['i', 'pending signals', '62793'],
  ['l', 'max locked memory (kb)', '64'],
  ['m', 'max memory size (kb)', 'unlimited'],
  ['n', 'open files', '1048576'],
  ['q', 'POSIX message queues (bytes)', '819200'],
  ['r', 'real-time priority', '0'],
  ['s', 'stack size (kb)', '8192'],
  ['t', 'cpu time (seconds)', 'unlimited'],
  ['u', 'max user processes', 'unlimited'],
  ['v', 'virtual memory (kb)', 'unlimited'],
  ['x', 'file locks', 'unlimited'],
]

/** Shows limits; setting one is taken note of by nobody, as nothing here would ever reach it. */
export function* ulimit(shell: Shell, argv: readonly string[]): Step<number> {
  const letters = argv
    .slice(1)
    .filter(word => word.startsWith('-'))
    .join('')
    .replace(/[-HS]/g, '')
  if (argv.slice(1).some(word => !word.startsWith('-'))) return 0
  if (letters.includes('a')) {
    const lines = limits.map(([letter, title, value]) => `${title.padEnd(32)}(-${letter}) ${value}\n`)
    yield* write(shell.process, 1, lines.join(''))
    return 0
  }
  for (const letter of letters === '' ? 'f' : letters) {
    const limit = limits.find(([known]) => known === letter)
    if (!limit) {
      yield* complain(shell, `illegal option -${letter}`, 'ulimit')
      return 2
    }
    yield* write(shell.process, 1, `${limit[2]}\n`)
  }
  return 0
}

export function* times(shell: Shell): Step<number> {
  const own = `0m${(shell.process.cpuMicroseconds / 1_000_000).toFixed(3)}s`
  yield* write(shell.process, 1, `${own} 0m0.000s\n0m0.000s 0m0.000s\n`)
  return 0
}

/** Each word an expression; the status says whether the last one was zero. */
export function* letExpressions(shell: Shell, argv: readonly string[]): Step<number> {
  if (argv.length === 1) {
    yield* complain(shell, 'expression expected', 'let')
    return shell.dialect === 'bash' ? 1 : 2
  }
  let value = 0n
  for (const text of argv.slice(1)) value = calculate(shell, text)
  return value === 0n ? 1 : 0
}
