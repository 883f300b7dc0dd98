import { write } from '../../../kernel/calls.ts'
import type { Step } from '../../../kernel/process.ts'
import { Abandon } from '../control.ts'
import { complain, say } from '../message.ts'
import { listedOptions, type OptionName, optionOfLetter, optionOfName } from '../options.ts'
import { assign } from '../parameters.ts'
import type { Shell } from '../state.ts'
import { quotedFor } from './variables.ts'

/** `set`, `shopt` and `getopts`. */

export const switchOption = (shell: Shell, name: OptionName, on: boolean): void => {
  if (on) shell.options.add(name)
  else shell.options.delete(name)
}

const listing = (shell: Shell, restorable: boolean): string =>
  listedOptions(shell.dialect)
    .map(name => {
      const on = shell.options.has(name)
      if (restorable) return `set ${on ? '-' : '+'}o ${name}\n`
      return `${name.padEnd(shell.dialect === 'bash' ? 15 : 16)}${shell.dialect === 'bash' ? '\t' : ''}${on ? 'on' : 'off'}\n`
    })
    .join('')

function* refuse(shell: Shell, text: string): Step<never> {
  yield* complain(shell, shell.dialect === 'bash' ? `${text}: invalid option` : `illegal option ${text}`, 'set')
  throw new Abandon(2)
}

export function* set(shell: Shell, argv: readonly string[]): Step<number> {
  if (argv.length === 1) return yield* listVariables(shell)
  let at = 1
  for (; at < argv.length; at++) {
    const word = argv[at] ?? ''
    if (word === '--' || word === '-') {
      at++
      if (word === '-') for (const name of ['xtrace', 'verbose'] as const) switchOption(shell, name, false)
      if (word === '-' && at >= argv.length) return 0
      shell.positional = argv.slice(at)
      shell.optionOffset = 0
      return 0
    }
    if (!/^[-+]./.test(word)) break
    const on = word.startsWith('-')
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const name = argv[++at]
        if (name === undefined) yield* write(shell.process, 1, listing(shell, !on))
        else switchOption(shell, optionOfName(name) ?? (yield* refuse(shell, `${word.slice(0, 1)}o ${name}`)), on)
      } else switchOption(shell, optionOfLetter(letter) ?? (yield* refuse(shell, `-${letter}`)), on)
    }
  }
  if (at < argv.length) {
    shell.positional = argv.slice(at)
    shell.optionOffset = 0
  }
  return 0
}

function* listVariables(shell: Shell): Step<number> {
  let text = ''
  for (const name of shell.variables.names()) {
    const value = shell.variables.value(name)
    if (value === undefined) continue
    const plain = shell.dialect === 'bash' && /^[\w@%+:,./-]*$/.test(value)
    text += `${name}=${plain ? value : quotedFor(shell, value)}\n`
  }
  yield* write(shell.process, 1, text)
  return 0
}

/** bash's other options: taken note of by nobody here, because globs behave as with the defaults. */
export function* shopt(_shell: Shell, _argv: readonly string[]): Step<number> {
  yield undefined
  return 0
}

/** POSIX getopts; OPTIND and the offset inside a word are the state. */
export function* getopts(shell: Shell, argv: readonly string[]): Step<number> {
  const [, specification, name, ...given] = argv
  if (specification === undefined || name === undefined) {
    yield* say(shell, `${shell.name}: usage: getopts optstring var [arg]\n`)
    return 2
  }
  const words = given.length > 0 ? given : shell.positional
  let index = Math.max(1, Number(shell.variables.value('OPTIND') ?? 1))
  if (index > words.length + 1) {
    index = 1
    shell.optionOffset = 0
  }
  if (index === 1 && shell.optionOffset > 0 && !words[0]?.startsWith('-')) shell.optionOffset = 0
  const word = words[index - 1]
  if (shell.optionOffset === 0) {
    if (word === undefined || !/^-./.test(word) || word === '--') {
      if (word === '--') index++
      assign(shell, name, '?')
      assign(shell, 'OPTIND', String(index))
      return 1
    }
    shell.optionOffset = 1
  }
  const letter = word?.[shell.optionOffset] ?? '?'
  const known = letter === ':' ? -1 : specification.indexOf(letter, specification.startsWith(':') ? 1 : 0)
  const silent = specification.startsWith(':')
  const rest = word?.slice(shell.optionOffset + 1) ?? ''
  const wantsArgument = known >= 0 && specification[known + 1] === ':'
  shell.optionOffset = rest === '' || wantsArgument ? 0 : shell.optionOffset + 1
  if (shell.optionOffset === 0) index++
  let result = letter
  let argument: string | undefined
  if (known < 0) {
    result = '?'
    if (silent) argument = letter
    else yield* say(shell, invalidOption(shell, letter))
  } else if (wantsArgument) {
    argument = rest === '' ? words[index - 1] : rest
    if (rest === '' && argument !== undefined) index++
    if (argument === undefined) {
      result = silent ? ':' : '?'
      if (silent) argument = letter
      else yield* say(shell, missingArgument(shell, letter))
    }
  }
  if (argument === undefined) shell.variables.unset('OPTARG')
  else assign(shell, 'OPTARG', argument)
  assign(shell, name, result)
  assign(shell, 'OPTIND', String(index))
  return 0
}

const invalidOption = (shell: Shell, letter: string): string =>
  shell.dialect === 'bash' ? `${shell.name}: illegal option -- ${letter}\n` : `Illegal option -${letter}\n`

const missingArgument = (shell: Shell, letter: string): string =>
  shell.dialect === 'bash'
    ? `${shell.name}: option requires an argument -- ${letter}\n`
    : `No arg for -${letter} option\n`
