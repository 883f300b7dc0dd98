import { SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import type { Process, Program, Step } from '../../kernel/process.ts'
import { builtins } from './builtins/table.ts'
import { shieldedSignals } from './children.ts'
import { runBuiltin, runExternal } from './command.ts'
import { Abandon } from './control.ts'
import { createShell } from './create.ts'
import { runStatements } from './execute.ts'
import { runInput } from './input.ts'
import { type Invocation, readInvocation } from './invocation.ts'
import { runToEnd } from './lifetime.ts'
import { complain, reasonOf, say } from './message.ts'
import type { Interpreter, Shell } from './state.ts'
import { parseScript } from './syntax.ts'
import { type Dialect, wordings } from './wording.ts'

/** A POSIX shell: busybox ash, Debian's dash or bash, as far as the simulated images use them. */

const interpreterFor = (dialect: Dialect, program: Program): Interpreter => ({
  run: runStatements,
  builtin: name => builtins[dialect].get(name),
  program,
  *runWords(shell, words) {
    const builtin = builtins[dialect].get(words[0] ?? '')
    if (builtin) return yield* runBuiltin(shell, builtin, words)
    return yield* runExternal(shell, words, false, words.join(' '))
  },
})

const shellProgram = (dialectOf: (name: string) => Dialect): Program => {
  const program: Program = process => {
    const dialect = dialectOf(process.argv[0] ?? 'sh')
    return start(process, dialect, interpreterFor(dialect, program))
  }
  return program
}

/** Which shell a name asks for; everything but bash and dash is busybox's. */
const dialectOfName = (name: string): Dialect => {
  const base = name.replace(/^-/, '').split('/').at(-1)
  return base === 'bash' || base === 'dash' ? base : 'ash'
}

/** The shell that its name (argv[0]) tells. */
export const shell: Program = shellProgram(dialectOfName)
/** Always the same shell, under whatever name: `/bin/sh` is dash on Debian, and bash on others. */
export const ash: Program = shellProgram(() => 'ash')
export const bash: Program = shellProgram(() => 'bash')
export const dash: Program = shellProgram(() => 'dash')

function* start(process: Process, dialect: Dialect, interpreter: Interpreter): Step<number> {
  const invocation = readInvocation(process.argv, dialect)
  if (invocation.version) {
    yield* write(process, 1, 'GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n')
    return 0
  }
  const created = createShell(process, dialect, invocation.name, interpreter, invocation.options)
  if (invocation.complaint !== undefined) {
    yield* say(created, `${process.argv[0] ?? 'sh'}: ${invocation.complaint}\n`)
    return 2
  }
  created.positional = invocation.positional
  return yield* runToEnd(created, () => run(created, invocation))
}

function* run(shell: Shell, invocation: Invocation): Step<number> {
  const { text, script } = invocation
  if (text === undefined && script === undefined) yield* meetUser(shell)
  if (invocation.login) {
    yield* runProfile(shell, '/etc/profile')
    yield* runProfile(shell, `${shell.variables.value('HOME') ?? ''}/.profile`)
  }
  if (text !== undefined) return yield* runWhole(shell, text, shell.dialect === 'ash' ? 0 : 1, true)
  if (script !== undefined) return yield* runScript(shell, script)
  if (shell.options.has('interactive')) {
    const file =
      shell.dialect === 'bash' ? `${shell.variables.value('HOME') ?? ''}/.bashrc` : shell.variables.value('ENV')
    if (file !== undefined) yield* runProfile(shell, file)
  }
  return yield* runInput(shell)
}

/** Finds out whether a person is there, and prepares for that. */
function* meetUser(shell: Shell): Step<void> {
  const { process, options } = shell
  const input = process.files.get(0)?.terminal
  const terminal = input && process.files.get(2)?.terminal
  if (terminal) options.add('interactive')
  if (!options.has('interactive')) return
  for (const signal of shieldedSignals) process.signals.set(signal, 'ignore')
  process.signals.set('INT', 'catch')
  if (process.terminal && terminal) {
    options.add('monitor')
    process.terminal.foregroundGroup = process.group
  } else if (shell.dialect === 'ash') yield* say(shell, `${shell.name}: can't access tty; job control turned off\n`)
}

function* runProfile(shell: Shell, path: string): Step<void> {
  let text: string
  try {
    text = shell.process.filesystem.readText(shell.process.path(path))
  } catch (error) {
    if (error instanceof SystemError) return
    throw error
  }
  yield* runWhole(shell, text, 1, false)
}

/** Runs a text that is there as a whole; commands before a syntax error run. */
function* runWhole(shell: Shell, text: string, firstLine: number, tail: boolean): Step<number> {
  const parsed = parseScript(text, shell.dialect)
  shell.source = { text, firstLine }
  if (shell.options.has('verbose')) yield* say(shell, text.endsWith('\n') ? text : `${text}\n`)
  yield* shell.interpreter.run(shell, parsed.statements, tail && !parsed.failure)
  if (parsed.failure) {
    shell.position = parsed.failure.position
    throw new Abandon(2, parsed.failure.message)
  }
  return shell.status
}

function* runScript(shell: Shell, path: string): Step<number> {
  const { process } = shell
  let text: string
  try {
    text = process.filesystem.readText(process.path(path))
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    shell.name = process.argv[0] ?? 'sh'
    yield* complain(shell, wordings[shell.dialect].cannotSource(path, reasonOf(error)))
    return shell.dialect === 'bash' ? (error.code === 'ENOENT' ? 127 : 126) : 2
  }
  if (text.startsWith('\x7fELF')) {
    yield* complain(shell, `${path}: cannot execute binary file`)
    return 126
  }
  shell.script = path
  return yield* runWhole(shell, text, 1, false)
}
