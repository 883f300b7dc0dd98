import type { Assignment, Command, CommandArgument, Word } from 'unbash'
import { SystemError } from '../../filesystem/contract.ts'
import { read, write } from '../../kernel/calls.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { aliased } from './alias.ts'
import { applyAssignment, expandAssignment } from './assignment.ts'
import { spawnChild, waitForeground } from './children.ts'
import { Abandon, Replace, Return } from './control.ts'
import { expandWords } from './expand.ts'
import { complain, reasonOf, say, textOf } from './message.ts'
import { traceQuoted } from './quoting.ts'
import { keep, RedirectionFailed, redirect, restore, type Saved } from './redirect.ts'
import { type BuiltinDescription, interactive, type Shell, type ShellFunction } from './state.ts'
import { closeSubstitutions } from './substitution.ts'
import { wordings } from './wording.ts'

/** A simple command: words, assignments and redirections (POSIX 2.9.1). */
export function* runSimple(shell: Shell, written: Command, tail: boolean): Step<number> {
  const alias = aliased(shell, written)
  if (alias && alias.before.length > 0) yield* shell.interpreter.run(shell, alias.before, false)
  const node = alias?.command ?? written
  const substitutions = shell.substitutions.length
  shell.substitutionStatus = undefined
  try {
    const assignments = node.prefix.filter(part => part.type === 'Assignment')
    const words = yield* expandArguments(shell, node)
    if (words.length === 0) return yield* runAssignments(shell, node, assignments)
    return yield* runWithWords(shell, node, words, assignments, tail)
  } catch (error) {
    if (!(error instanceof RedirectionFailed)) throw error
    return 1
  } finally {
    closeSubstitutions(shell, substitutions)
  }
}

/** The words of a command. Arguments of `export` and its like that are assignments stay one word each. */
function* expandArguments(shell: Shell, node: Command): Step<string[]> {
  if (!node.name) return []
  const words = yield* expandWords(shell, [node.name])
  const declares = words.length === 1 && shell.interpreter.builtin(words[0] ?? '')?.declares === true
  for (const argument of node.args) {
    if (argument.type === 'Word') words.push(...(yield* expandWords(shell, [argument])))
    else if (declares)
      words.push(
        yield* expandAssignment(
          shell,
          argument,
          words.some(word => /^-\w*A/.test(word)),
        ),
      )
    else words.push(...(yield* expandWords(shell, [wordOf(argument)])))
  }
  return words
}

const assignmentWords = new WeakMap<Assignment, Word>()

/** `a=b` behind a command that is no declaration is just a word. */
const wordOf = (argument: CommandArgument & { readonly type: 'Assignment' }): Word => {
  const known = assignmentWords.get(argument)
  if (known) return known
  const { pos, end, text, value } = argument
  let word: Word = { type: 'Word', pos, end, text, value: text }
  if (value.type === 'Word' && value.parts) {
    const lead = text.slice(0, text.length - value.text.length)
    word = { ...word, parts: [{ type: 'Literal', pos, end: pos, value: lead, text: lead }, ...value.parts] }
  }
  assignmentWords.set(argument, word)
  return word
}

function* runAssignments(shell: Shell, node: Command, assignments: readonly Assignment[]): Step<number> {
  const saved = yield* redirect(shell, node.redirects)
  try {
    const [only, ...others] = node.redirects
    const reads = only?.type === 'Redirect' && only.operator === '<' && others.length === 0
    if (shell.copiesInput && reads && assignments.length === 0) yield* copyInput(shell)
  } finally {
    restore(shell, saved)
  }
  const shown: string[] = []
  for (const assignment of assignments) {
    const text = yield* applyAssignment(shell, assignment)
    shown.push(text)
  }
  if (shown.length > 0) yield* trace(shell, shown, [])
  return shell.substitutionStatus ?? 0
}

function* copyInput(shell: Shell): Step<void> {
  for (;;) {
    const bytes = yield* read(shell.process, 0)
    if (bytes.length === 0) return
    yield* write(shell.process, 1, bytes)
    yield undefined
  }
}

/** `set -x`. */
function* trace(shell: Shell, assignments: readonly string[], written: readonly string[]): Step<void> {
  if (!shell.options.has('xtrace')) return
  const { dialect } = shell
  // ash has already looked through `command` when it traces.
  const words =
    dialect === 'ash' && written[0] === 'command' && !written[1]?.startsWith('-') ? written.slice(1) : written
  const prompt = shell.variables.value('PS4') ?? '+ '
  const sign = dialect === 'bash' && shell.subshell ? prompt.slice(0, 1) + prompt : prompt
  const shown = assignments.map(text => {
    const [name = '', ...rest] = text.split('=')
    return `${name}=${traceQuoted(rest.join('='), dialect)}`
  })
  const command = words.map(word => (word === '' && dialect === 'bash' ? "''" : traceQuoted(word, dialect)))
  if (dialect !== 'bash') yield* say(shell, `${sign}${[...shown, ...command].join(' ')}\n`)
  else {
    for (const text of shown) yield* say(shell, `${sign}${text}\n`)
    if (command.length > 0) yield* say(shell, `${sign}${command.join(' ')}\n`)
  }
}

function* runWithWords(
  shell: Shell,
  node: Command,
  words: readonly string[],
  assignments: readonly Assignment[],
  tail: boolean,
): Step<number> {
  const name = words[0] ?? ''
  const builtin = shell.interpreter.builtin(name)
  const shellFunction = builtin?.special ? undefined : shell.functions.get(name)
  const special = builtin?.special && !shellFunction
  const values: string[] = []
  if (assignments.length > 0) {
    if (!special) shell.variables.enter()
    for (const assignment of assignments) {
      if (!special) shell.variables.localize(assignment.name)
      values.push(yield* applyAssignment(shell, assignment))
      if (!special) shell.variables.set(assignment.name, { exported: true })
    }
  }
  try {
    yield* trace(shell, values, words)
    return yield* dispatch(shell, node, words, shellFunction, builtin, tail)
  } finally {
    if (assignments.length > 0 && !special) shell.variables.leave()
  }
}

function* dispatch(
  shell: Shell,
  node: Command,
  words: readonly string[],
  shellFunction: ShellFunction | undefined,
  builtin: BuiltinDescription | undefined,
  tail: boolean,
): Step<number> {
  let saved: Saved
  try {
    saved = yield* redirect(shell, node.redirects)
  } catch (error) {
    if (error instanceof RedirectionFailed && builtin?.special && !shellFunction) throw new Abandon(1)
    throw error
  }
  try {
    if (shellFunction) return yield* callFunction(shell, words, shellFunction)
    if (!builtin) return yield* runExternal(shell, words, tail, textOf(shell, node))
    const status = yield* runBuiltin(shell, builtin, words)
    // `exec` without a command makes its redirections the shell's own.
    if (words.length === 1 && words[0] === 'exec') keep(saved)
    return status
  } finally {
    restore(shell, saved)
  }
}

/** A builtin's failed write or read is said, not fatal. */
export function* runBuiltin(shell: Shell, builtin: BuiltinDescription, words: readonly string[]): Step<number> {
  try {
    return yield* builtin.run(shell, words)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    if (error.code === 'EINTR') return 130
    const text = `${error.path ?? 'write error'}: ${reasonOf(error)}`
    if (shell.dialect === 'ash') yield* say(shell, `${shell.name.split('/').at(-1)}: ${text}\n`)
    else yield* complain(shell, text, words[0])
    return 1
  }
}

/** Deeper nesting than this overflows the stack of a real shell too, which dies of it. */
const callsMax = 1000

export function* callFunction(shell: Shell, words: readonly string[], called: ShellFunction): Step<number> {
  const { positional, source, position, optionOffset } = shell
  if (shell.functionNames.length >= callsMax) {
    shell.process.kernel.kill(shell.process.pid, 'SEGV')
    yield undefined
  }
  shell.positional = words.slice(1)
  shell.source = called.source
  shell.returnable++
  shell.functionNames.push(words[0] ?? '')
  shell.variables.enter()
  try {
    const { body } = called
    if (body.type === 'CompoundList') return yield* shell.interpreter.run(shell, body.commands, false)
    const statement = { type: 'Statement', pos: body.pos, end: body.end, command: body, background: undefined } as const
    return yield* shell.interpreter.run(shell, [statement], false)
  } catch (error) {
    if (error instanceof Return) return error.status
    throw error
  } finally {
    shell.variables.leave()
    shell.functionNames.pop()
    shell.returnable--
    shell.positional = positional
    shell.source = source
    shell.position = position
    shell.optionOffset = optionOffset
  }
}

/** Finds a program as execvp(3) and the shell do: its own words for what goes wrong, 127 or 126. */
export function* findProgram(
  shell: Shell,
  words: readonly string[],
  command?: string,
): Step<ReturnType<Process['kernel']['lookup']> | number> {
  const { process, variables } = shell
  const path = variables.value('PATH')
  const settings = {
    environment: new Map(path === undefined ? [] : [['PATH', path]]),
    workingDirectory: process.workingDirectory,
    credentials: process.credentials,
  }
  const name = words[0] ?? ''
  try {
    return process.kernel.lookup(words, settings)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    if (error.code === 'ENOEXEC') return scriptWithoutInterpreter(shell, words)
    const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR'
    const plain = shell.dialect === 'bash' && (name.includes('/') || command !== undefined) && missing
    const reason = missing && !plain ? wordings[shell.dialect].notFound : reasonOf(error)
    yield* complain(shell, `${name}: ${command !== undefined && missing ? 'not found' : reason}`, command)
    return missing ? 127 : 126
  }
}

/** A text file without `#!` is a script for the shell that was asked to run it. */
const scriptWithoutInterpreter = (shell: Shell, words: readonly string[]): ReturnType<Process['kernel']['lookup']> => {
  const { process, interpreter } = shell
  const name = words[0] ?? ''
  const folders = name.includes('/')
    ? ['']
    : (shell.variables.value('PATH') ?? '').split(':').map(folder => `${folder}/`)
  const path = folders
    .map(folder => process.path(folder + name))
    .find(candidate => process.filesystem.exists(candidate))
  return {
    program: interpreter.program,
    executable: process.executable,
    argv: [process.argv[0] ?? 'sh', path ?? name, ...words.slice(1)],
  }
}

/** Whether the shell may give its process away: it has nothing left to do in it. */
const mayVanish = (shell: Shell): boolean =>
  !interactive(shell) && [...shell.traps.values()].every(action => action === '') && !shell.process.signals.pending

/** bash tells each program where it was found. */
const environmentFor = (shell: Shell, executable: string): Map<string, string> => {
  const environment = shell.variables.environment()
  return shell.dialect === 'bash' ? new Map([...environment, ['_', executable]]) : environment
}

export function* runExternal(shell: Shell, words: readonly string[], tail: boolean, text: string): Step<number> {
  const found = yield* findProgram(shell, words)
  if (typeof found === 'number') return found
  const environment = environmentFor(shell, found.executable)
  if (tail && mayVanish(shell)) throw replacement(shell, found, environment)
  const child = spawnChild(shell, { ...found, environment })
  const [status = 0] = yield* waitForeground(shell, [child], text)
  return status
}

/** What `exec` throws: the files are retained, because the shell puts its own back on the way out. */
export const replacement = (
  shell: Shell,
  found: ReturnType<Process['kernel']['lookup']>,
  environment: ReadonlyMap<string, string>,
): Replace => {
  const files = new Map([...shell.process.files].map(([descriptor, file]) => [descriptor, file.retain()]))
  return new Replace(found, new Map(environment), files)
}
