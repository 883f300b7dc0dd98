import { type ErrorCode, SystemError } from '../../filesystem/contract.ts'
import { errorText } from '../../kernel/error-text.ts'
import type { OpenFile } from '../../kernel/open-file.ts'
import type { Process, Program, SpawnOptions, Step } from '../../kernel/process.ts'
import type { SignalName } from '../../kernel/signal.ts'
import { Abandon } from './control.ts'
import { forkShell } from './create.ts'
import { deathText, settled } from './jobs.ts'
import { runToEnd } from './lifetime.ts'
import { currentLine, say } from './message.ts'
import { interactive, type Shell } from './state.ts'

/** Signals that an interactive shell ignores for itself; its children do not inherit that. */
export const shieldedSignals: readonly SignalName[] = ['TERM', 'QUIT', 'TSTP', 'TTIN', 'TTOU']

export interface ChildOptions {
  /** Absent: the shell's own, shared. */
  readonly files?: Map<number, OpenFile>
  /** Not waited for: deaf to the keyboard's signals unless jobs are controlled. */
  readonly background?: boolean
  /** The group to join when jobs are controlled; absent: an own one. */
  readonly group?: number
}

/** Starts a process of this shell. Its references to `files` become the child's, even when it cannot be started. */
export const spawnChild = (
  shell: Shell,
  what: Pick<SpawnOptions, 'argv' | 'environment'> & { readonly program: Program; readonly executable: string },
  options: ChildOptions = {},
): Process => {
  const { process } = shell
  const controlled = shell.options.has('monitor')
  const shielded = shieldedSignals.filter(signal => interactive(shell) && shell.traps.get(signal) !== '')
  const program: Program = child => {
    for (const signal of shielded) child.signals.set(signal, 'default')
    return what.program(child)
  }
  try {
    const child = process.kernel.spawn({
      ...what,
      program,
      parent: process,
      environment: what.environment ?? process.environment,
      ...(options.files ? { files: options.files } : {}),
      ...(controlled ? { newGroup: true } : {}),
      ...(options.background && !controlled ? { ignoredSignals: ['INT', 'QUIT'] as const } : {}),
    })
    if (controlled && options.group !== undefined) child.group = options.group
    return child
  } catch (error) {
    for (const file of options.files?.values() ?? []) file.release()
    if (!(error instanceof SystemError)) throw error
    throw new Abandon(2, `can't fork: ${errorText[error.code satisfies ErrorCode]}`)
  }
}

/** A subshell: a process that goes on from a copy of this shell. */
export const spawnShell = (shell: Shell, options: ChildOptions, body: (child: Shell) => Step<number>): Process => {
  const copy = forkShell(shell)
  const { argv, executable } = shell.process
  const program: Program = function* (process) {
    const child = copy(process)
    return yield* runToEnd(child, () => body(child))
  }
  return spawnChild(shell, { argv, executable, program }, options)
}

/** A process that only moves bytes for the shell. */
export const spawnProgram = (shell: Shell, files: Map<number, OpenFile>, program: Program): Process =>
  spawnChild(shell, { argv: shell.process.argv, executable: shell.process.executable, program }, { files })

/** The shell's descriptors for a child, with some put in their place; those are given away. */
export const filesWith = (shell: Shell, changes: ReadonlyMap<number, OpenFile>): Map<number, OpenFile> => {
  const files = new Map<number, OpenFile>()
  for (const [descriptor, file] of shell.process.files) {
    if (!changes.has(descriptor)) files.set(descriptor, file.retain())
  }
  for (const [descriptor, file] of changes) files.set(descriptor, file)
  return files
}

/** Waits for what runs in front, with the terminal in its hands; gives each exit code. */
export function* waitForeground(shell: Shell, processes: readonly Process[], text: string): Step<number[]> {
  const { terminal, group } = shell.process
  const controlled = shell.options.has('monitor')
  const front = processes[0]
  if (controlled && terminal && front) terminal.foregroundGroup = front.group
  const how = yield* settled(processes, controlled)
  if (controlled && terminal) terminal.foregroundGroup = group
  if (how === 'stopped') {
    const job = shell.jobs.add(processes, text)
    yield* say(shell, `\n[${job.number}]+  Stopped                    ${text}\n`)
    return processes.map(() => 148)
  }
  yield* reportDeath(shell, processes.at(-1), text)
  return processes.map(process => process.exit?.code ?? 0)
}

/** Says what killed a child, as each shell does. */
export function* reportDeath(shell: Shell, process: Process | undefined, text: string): Step<void> {
  const exit = process?.exit
  if (interactive(shell) && exit?.signal === 'INT') yield* say(shell, '\n')
  const death = deathText(exit)
  if (death === undefined || !process) return
  if (shell.dialect !== 'bash') yield* say(shell, `${death}\n`)
  else if (interactive(shell)) yield* say(shell, `${death}\n`)
  else if (exit?.signal !== 'TERM') {
    const line = `${shell.name}: line ${Math.max(1, currentLine(shell))}:`
    yield* say(shell, `${line} ${String(process.pid).padStart(5)} ${death.padEnd(23)} ${text}\n`)
  }
}
