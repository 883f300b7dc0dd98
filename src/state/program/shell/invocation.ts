import { type OptionName, optionOfLetter, optionOfName } from './options.ts'
import type { Dialect } from './wording.ts'

/** What the command line of a shell asks for. */
export interface Invocation {
  readonly options: ReadonlySet<OptionName>
  /** `-c`: the commands. */
  readonly text: string | undefined
  /** The script's file. */
  readonly script: string | undefined
  /** `$0`. */
  readonly name: string
  readonly positional: readonly string[]
  readonly login: boolean
  /** What is wrong with the command line. */
  readonly complaint: string | undefined
  readonly version: boolean
}

const longOptions: readonly string[] = ['--norc', '--noprofile', '--posix', '--noediting', '--restricted', '--verbose']

interface Flags {
  readonly options: Set<OptionName>
  complaint: string | undefined
  /** Index of the first word behind the options. */
  next: number
  login: boolean
  version: boolean
}

const readFlags = (argv: readonly string[], dialect: Dialect): Flags => {
  const flags: Flags = { options: new Set(), complaint: undefined, next: 1, login: false, version: false }
  for (; flags.next < argv.length && !flags.complaint; flags.next++) {
    const word = argv[flags.next] ?? ''
    if (word === '--' || word === '-') {
      flags.next++
      break
    }
    if (dialect === 'bash' && word.startsWith('--')) longOption(flags, word)
    else if (/^[-+]./.test(word)) letters(flags, argv, word)
    else break
  }
  return flags
}

const longOption = (flags: Flags, word: string): void => {
  if (word === '--login') flags.login = true
  else if (word === '--version') flags.version = true
  else if (!longOptions.includes(word)) flags.complaint = `${word}: invalid option`
}

const letters = (flags: Flags, argv: readonly string[], word: string): void => {
  const on = word.startsWith('-')
  for (const letter of word.slice(1)) {
    const name = letter === 'o' ? optionOfName(argv[++flags.next] ?? '') : optionOfLetter(letter)
    if (letter === 'O') flags.next++
    else if (name === undefined) {
      flags.complaint = letter === 'o' ? `illegal option -o ${argv[flags.next] ?? ''}` : `illegal option -${letter}`
      return
    } else if (on) flags.options.add(name)
    else flags.options.delete(name)
  }
}

export const readInvocation = (argv: readonly string[], dialect: Dialect): Invocation => {
  const flags = readFlags(argv, dialect)
  const { options } = flags
  const first = argv[0] ?? 'sh'
  const rest = argv.slice(flags.next)
  const login = flags.login || first.startsWith('-') || options.has('login')
  if (dialect === 'bash') for (const name of ['hashall', 'braceexpand'] as const) options.add(name)
  const common = { options, login, complaint: flags.complaint, version: flags.version }
  if (options.has('command')) {
    const [text, name = first, ...positional] = rest
    const complaint = flags.complaint ?? (text === undefined ? '-c requires an argument' : undefined)
    return { ...common, text, script: undefined, name, positional, complaint }
  }
  const [script, ...positional] = rest
  if (script !== undefined && !options.has('stdin')) {
    return { ...common, text: undefined, script, name: script, positional }
  }
  options.add('stdin')
  return { ...common, text: undefined, script: undefined, name: first, positional: rest }
}
