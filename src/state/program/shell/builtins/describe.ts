import { SystemError } from '../../../filesystem/contract.ts'
import { write } from '../../../kernel/calls.ts'
import { defaultPath } from '../../../kernel/execute.ts'
import type { Step } from '../../../kernel/process.ts'
import { complain, say } from '../message.ts'
import { singleQuoted } from '../quoting.ts'
import type { Shell } from '../state.ts'
import { parseScript } from '../syntax.ts'

/** `type`, `command`, `hash`, `alias`, `unalias`. */

const keywords = new Set(
  [
    '!',
    'case',
    'do',
    'done',
    'elif',
    'else',
    'esac',
    'fi',
    'for',
    'if',
    'in',
    'then',
    'until',
    'while',
    '{',
    '}',
  ].concat(),
)
const bashKeywords = new Set(['[[', ']]', 'function', 'select', 'time', 'coproc'])

interface Described {
  readonly kind: 'alias' | 'keyword' | 'function' | 'builtin' | 'file'
  /** What `command -v` prints. */
  readonly short: string
  /** What `type` prints behind the name. */
  readonly long: string
}

/** Where a program of that name is, by PATH. */
const pathOf = (
  shell: Shell,
  name: string,
  path = shell.variables.value('PATH') ?? defaultPath,
): string | undefined => {
  const { process } = shell
  const folders = name.includes('/')
    ? ['']
    : path.split(':').map(folder => (folder === '' ? '' : `${folder.replace(/\/$/, '')}/`))
  return folders
    .map(folder => folder + name)
    .find(candidate => {
      try {
        const absolute = process.path(candidate)
        return process.filesystem.stat(absolute).kind === 'file' && process.filesystem.access(absolute, 'execute')
      } catch (error) {
        if (error instanceof SystemError) return false
        throw error
      }
    })
}

const describe = (shell: Shell, name: string): Described | undefined => {
  const bash = shell.dialect === 'bash'
  const alias = shell.aliasTexts.get(name)
  if (alias !== undefined) {
    const long = bash ? `is aliased to \`${alias}'` : `is an alias for ${alias}`
    return { kind: 'alias', short: `alias ${name}=${singleQuoted(alias)}`, long }
  }
  if (keywords.has(name) || (bash && bashKeywords.has(name)))
    return { kind: 'keyword', short: name, long: 'is a shell keyword' }
  const builtin = shell.interpreter.builtin(name)
  const long = builtin?.special && !bash ? 'is a special shell builtin' : 'is a shell builtin'
  if (builtin?.special) return { kind: 'builtin', short: name, long }
  if (shell.functions.has(name))
    return { kind: 'function', short: name, long: bash ? 'is a function' : 'is a function' }
  if (builtin) return { kind: 'builtin', short: name, long }
  const path = pathOf(shell, name)
  return path === undefined ? undefined : { kind: 'file', short: path, long: `is ${path}` }
}

export function* type(shell: Shell, argv: readonly string[]): Step<number> {
  const option = shell.dialect === 'bash' && /^-[atpP]+$/.test(argv[1] ?? '') ? argv[1] : undefined
  let status = 0
  for (const name of argv.slice(option === undefined ? 1 : 2)) {
    const found = describe(shell, name)
    if (!found) {
      status = shell.dialect === 'bash' ? 1 : 127
      if (option === undefined || option === '-a') yield* unknown(shell, name, 'type')
      continue
    }
    if (option === '-t') yield* write(shell.process, 1, `${found.kind}\n`)
    else if (option === '-p' || option === '-P') {
      const path = option === '-P' ? pathOf(shell, name) : found.kind === 'file' ? found.short : undefined
      if (path !== undefined) yield* write(shell.process, 1, `${path}\n`)
      else status = 1
    } else yield* write(shell.process, 1, `${name} ${found.long}\n`)
  }
  return status
}

/** ash tells it on standard output like an answer. */
function* unknown(shell: Shell, name: string, command: string): Step<void> {
  if (shell.dialect === 'bash') yield* complain(shell, `${name}: not found`, command)
  else yield* write(shell.process, 1, `${name}: not found\n`)
}

export function* command(shell: Shell, argv: readonly string[]): Step<number> {
  let at = 1
  let mode = ''
  for (; /^-[pvV]+$/.test(argv[at] ?? ''); at++) mode += argv[at]?.slice(1)
  if (argv[at] === '--') at++
  const words = argv.slice(at)
  const [name] = words
  if (name === undefined) return 0
  if (!/[vV]/.test(mode)) return yield* shell.interpreter.runWords(shell, words)
  let status = 0
  for (const word of shell.dialect === 'bash' ? words : [name]) {
    const found = describe(shell, word)
    if (found) yield* write(shell.process, 1, mode.includes('V') ? `${word} ${found.long}\n` : `${found.short}\n`)
    else {
      status = shell.dialect === 'bash' ? 1 : 127
      if (mode.includes('V')) yield* unknown(shell, word, 'command')
    }
  }
  return status
}

/** There is nothing to remember here: looking up is cheap. It still says what it cannot find. */
export function* hash(shell: Shell, argv: readonly string[]): Step<number> {
  let status = 0
  for (const name of argv.slice(1)) {
    if (name.startsWith('-') || shell.interpreter.builtin(name) || pathOf(shell, name) !== undefined) continue
    if (argv[1] === '-r') continue
    yield* complain(shell, `${name}: not found`, 'hash')
    status = 1
  }
  return status
}

export function* alias(shell: Shell, argv: readonly string[]): Step<number> {
  const line = (name: string, text: string): string =>
    `${shell.dialect === 'bash' ? 'alias ' : ''}${name}=${singleQuoted(text)}\n`
  if (argv.length === 1) {
    const names = [...shell.aliasTexts].sort(([a], [b]) => (a < b ? -1 : 1))
    yield* write(shell.process, 1, names.map(([name, text]) => line(name, text)).join(''))
    return 0
  }
  let status = 0
  for (const word of argv.slice(1)) {
    const cut = word.indexOf('=', 1)
    if (cut > 0) {
      const text = word.slice(cut + 1)
      shell.aliasTexts.set(word.slice(0, cut), text)
      shell.aliases.set(word.slice(0, cut), parseScript(text, shell.dialect).statements)
      continue
    }
    const known = shell.aliasTexts.get(word)
    if (known !== undefined) yield* write(shell.process, 1, line(word, known))
    else {
      yield* say(shell, `alias: ${word} not found\n`)
      status = 1
    }
  }
  return status
}

export function* unalias(shell: Shell, argv: readonly string[]): Step<number> {
  let status = 0
  for (const word of argv.slice(1)) {
    if (word === '-a') {
      shell.aliases.clear()
      shell.aliasTexts.clear()
    } else if (!shell.aliasTexts.delete(word)) {
      yield* say(shell, `unalias: ${word} not found\n`)
      status = 1
    } else shell.aliases.delete(word)
  }
  return status
}
