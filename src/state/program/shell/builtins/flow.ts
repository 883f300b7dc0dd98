import { SystemError } from '../../../filesystem/contract.ts'
import type { Step } from '../../../kernel/process.ts'
import { findProgram, replacement } from '../command.ts'
import { Abandon, Exit, LoopControl, Return } from '../control.ts'
import { complain, reasonOf } from '../message.ts'
import { interactive, type Shell } from '../state.ts'
import { parseScript } from '../syntax.ts'
import { runText } from '../trap.ts'
import { wordings } from '../wording.ts'

function* numberArgument(shell: Shell, argv: readonly string[], fallback: number): Step<number> {
  const text = argv[1]
  if (text === undefined) return fallback
  if (/^-?\d+$/.test(text) && (shell.dialect === 'bash' || !text.startsWith('-'))) return Number(text)
  yield* complain(shell, wordings[shell.dialect].notANumber(text), argv[0])
  throw new Abandon(2)
}

const leavesLoop = (kind: 'break' | 'continue') =>
  function* (shell: Shell, argv: readonly string[]): Step<number> {
    const depth = yield* numberArgument(shell, argv, 1)
    if (shell.loops === 0) return 0
    throw new LoopControl(kind, Math.max(1, Math.min(depth, shell.loops)))
  }

export const breakLoop = leavesLoop('break')
export const continueLoop = leavesLoop('continue')

export function* returnFrom(shell: Shell, argv: readonly string[]): Step<number> {
  const status = (yield* numberArgument(shell, argv, shell.status)) & 255
  if (shell.dialect === 'bash' && shell.returnable === 0) {
    yield* complain(shell, "can only `return' from a function or sourced script", 'return')
    return 1
  }
  throw new Return(status)
}

export function* exit(shell: Shell, argv: readonly string[]): Step<number> {
  throw new Exit((yield* numberArgument(shell, argv, shell.status)) & 255)
}

export function* evaluate(shell: Shell, argv: readonly string[]): Step<number> {
  const words = argv[1] === '--' ? argv.slice(2) : argv.slice(1)
  if (words.length === 0) return 0
  const { status } = shell
  shell.status = status
  return yield* runText(shell, words.join(' '))
}

/** `.` and bash's `source`: runs a file in this shell. */
export function* source(shell: Shell, argv: readonly string[]): Step<number> {
  const [command = '.', name, ...words] = argv
  if (name === undefined) {
    yield* complain(shell, shell.dialect === 'bash' ? 'filename argument required' : 'argument expected', command)
    return 2
  }
  const text = yield* readScript(shell, name, command)
  if (text === undefined) return 1
  const outer = { source: shell.source, position: shell.position, positional: shell.positional, script: shell.script }
  const parsed = parseScript(text, shell.dialect)
  shell.source = { text, firstLine: 1 }
  if (words.length > 0) shell.positional = words
  shell.returnable++
  try {
    shell.status = 0
    yield* shell.interpreter.run(shell, parsed.statements, false)
    if (parsed.failure) throw new Abandon(2, parsed.failure.message, name)
    return shell.status
  } catch (error) {
    if (error instanceof Return) return error.status
    throw error
  } finally {
    shell.returnable--
    shell.source = outer.source
    shell.position = outer.position
    shell.script = outer.script
    if (words.length > 0) shell.positional = outer.positional
  }
}

function* readScript(shell: Shell, name: string, command: string): Step<string | undefined> {
  const { process } = shell
  const folders = name.includes('/')
    ? ['']
    : (shell.variables.value('PATH') ?? '').split(':').map(folder => `${folder}/`)
  const candidates = folders.map(folder => process.path(folder + name))
  if (!name.includes('/')) candidates.push(process.path(name))
  const path = candidates.find(candidate => process.filesystem.exists(candidate)) ?? process.path(name)
  try {
    return process.filesystem.readText(path)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    yield* complain(
      shell,
      wordings[shell.dialect].cannotSource(name, reasonOf(error)),
      shell.dialect === 'bash' ? undefined : command,
    )
    // In bash the builtin fails; the POSIX shells give up the script.
    if (shell.dialect === 'bash') return undefined
    throw new Abandon(2)
  }
}

export function* exec(shell: Shell, argv: readonly string[]): Step<number> {
  let words = argv.slice(1)
  let firstWord: string | undefined
  let environment = shell.variables.environment()
  while (/^-[acl]/.test(words[0] ?? '')) {
    if (words[0] === '-a') {
      firstWord = words[1]
      words = words.slice(2)
    } else {
      if (words[0] === '-c') environment = new Map()
      words = words.slice(1)
    }
  }
  if (words[0] === '--') words = words.slice(1)
  if (words.length === 0) return 0
  const found = yield* findProgram(shell, words, 'exec')
  if (typeof found !== 'number') {
    const renamed = firstWord === undefined ? found : { ...found, argv: [firstWord, ...found.argv.slice(1)] }
    throw replacement(shell, renamed, environment)
  }
  if (interactive(shell)) return found
  throw new Exit(found)
}
