import type { Function as FunctionNode, Statement } from 'unbash'
import type { Process, Program, Step } from '../../kernel/process.ts'
import type { SignalName } from '../../kernel/signal.ts'
import type { Random } from '../../random.ts'
import type { JobTable } from './jobs.ts'
import type { OptionName } from './options.ts'
import type { Variables } from './variables.ts'
import type { Dialect } from './wording.ts'

/** The text that positions of the running commands point into. */
export interface Source {
  readonly text: string
  /** The number of its first line: 1 in a file, 0 in a string for ash, later where input came line by line. */
  readonly firstLine: number
}

export interface ShellFunction {
  readonly body: FunctionNode['body']
  readonly source: Source
}

/** `EXIT`, `ERR`, `DEBUG` or a signal → what to run; '' ignores. */
export type TrapName = SignalName | 'EXIT' | 'ERR' | 'DEBUG' | 'RETURN'

/** The way back into the interpreter for what lies below it: traps, `eval`, substitutions, `command`. */
export interface Interpreter {
  /** Runs statements; `tail` says that nothing will remain to be done, so the last may take the shell's process. */
  run(shell: Shell, statements: readonly Statement[], tail: boolean): Step<number>
  /** Runs words as a command, skipping functions (`command`). */
  runWords(shell: Shell, words: readonly string[]): Step<number>
  builtin(name: string): BuiltinDescription | undefined
  /** The shell itself, for scripts without an interpreter line. */
  readonly program: Program
}

/** A command of the shell's own; its own files are already redirected. */
export type Builtin = (shell: Shell, argv: readonly string[]) => Step<number>

export interface BuiltinDescription {
  readonly run: Builtin
  /** POSIX special builtin: found before functions, keeps assignments, its errors end the shell. */
  readonly special: boolean
  /** Its arguments of the form name=value are assignments (export, local …). */
  readonly declares: boolean
}

/** One shell: what `( )` copies and `exec` throws away. */
export interface Shell {
  readonly process: Process
  readonly dialect: Dialect
  readonly variables: Variables
  readonly functions: Map<string, ShellFunction>
  readonly aliases: Map<string, readonly Statement[]>
  readonly aliasTexts: Map<string, string>
  readonly traps: Map<TrapName, string>
  readonly options: Set<OptionName>
  readonly jobs: JobTable
  readonly random: Random
  readonly interpreter: Interpreter
  /** `$0`. */
  name: string
  /** The script's file, when there is one: messages then tell the line. */
  script: string | undefined
  positional: readonly string[]
  /** `$?`. */
  status: number
  /** `$$`: the pid of the main shell, in subshells too. */
  readonly mainPid: number
  lastBackground: number | undefined
  source: Source
  /** Where in the source the running command starts. */
  position: number
  /** More than zero where a failure is expected (conditions, `!`, left of `&&`): `set -e` looks away. */
  tested: number
  loops: number
  /** Functions and sourced files that `return` may leave. */
  returnable: number
  readonly subshell: boolean
  /** bash's `$(<file)`: a command that only redirects its input copies it to its output. */
  copiesInput: boolean
  /** Exit status of the last command substitution, the status of a command that is assignments only. */
  substitutionStatus: number | undefined
  /** getopts: where it stands inside an argument such as `-abc`. */
  optionOffset: number
  trapsRunning: number
  readonly functionNames: string[]
  pipeStatus: readonly number[]
  /** Descriptors that process substitutions of the running command hold. */
  readonly substitutions: number[]
}

export const interactive = (shell: Shell): boolean => shell.options.has('interactive')

/** Runs what may fail without ending a `set -e` shell. */
export function* runTested(shell: Shell, body: () => Step<number>): Step<number> {
  shell.tested++
  try {
    return yield* body()
  } finally {
    shell.tested--
  }
}
