import type { AndOr, CommandNode, Pipeline, PipelineNode, Statement } from 'unbash'
import { createPipe, type OpenFile } from '../../kernel/open-file.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { filesWith, spawnShell, waitForeground } from './children.ts'
import { runSimple } from './command.ts'
import { isCompound, runCompound } from './compound.ts'
import { Abandon, Exit } from './control.ts'
import { say, textOf } from './message.ts'
import { interactive, runTested, type Shell } from './state.ts'
import { unsupported } from './syntax.ts'
import { runPendingTraps, runTrap } from './trap.ts'

/** Statements one after the other; with `tail` the last may take the shell's own process (busybox's EV_EXIT). */
export function* runStatements(shell: Shell, statements: readonly Statement[], tail: boolean): Step<number> {
  const last = statements.length - 1
  for (let index = 0; index <= last; index++) {
    const statement = statements[index]
    if (!statement) continue
    if (shell.options.has('noexec') && !interactive(shell)) continue
    if (statement.background) shell.status = yield* runInBackground(shell, statement)
    else shell.status = yield* runList(shell, statement.command, tail && index === last)
  }
  return shell.status
}

/** `command &`: a subshell that nobody waits for, with nothing to read unless jobs are controlled. */
function* runInBackground(shell: Shell, statement: Statement): Step<number> {
  yield undefined
  const { process } = shell
  const changes = new Map<number, OpenFile>()
  if (!shell.options.has('monitor') && shell.process.filesystem.exists('/dev/null')) {
    changes.set(0, process.open('/dev/null', { read: true }))
  }
  const options = { background: true, ...(changes.size > 0 ? { files: filesWith(shell, changes) } : {}) }
  const child = spawnShell(shell, options, inner => runList(inner, statement.command, true))
  // ash and dash remember the text under job control only.
  const named = shell.dialect === 'bash' || shell.options.has('monitor')
  const job = shell.jobs.add([child], named ? textOf(shell, statement) : '')
  shell.lastBackground = child.pid
  if (interactive(shell) && shell.dialect === 'bash') yield* say(shell, `[${job.number}] ${child.pid}\n`)
  return 0
}

function* runList(shell: Shell, node: PipelineNode | AndOr, tail: boolean): Step<number> {
  if (node.type !== 'AndOr') return yield* runPipelineNode(shell, node, tail)
  const { commands, operators } = node
  let status = 0
  for (let index = 0; index < commands.length; index++) {
    const command = commands[index]
    const operator = operators[index - 1]
    if (!command || (operator === '&&' && status !== 0) || (operator === '||' && status === 0)) continue
    const last = index === commands.length - 1
    status = last
      ? yield* runPipelineNode(shell, command, tail)
      : yield* runTested(shell, () => runPipelineNode(shell, command, false))
    shell.status = status
  }
  return status
}

function* runPipelineNode(shell: Shell, node: PipelineNode, tail: boolean): Step<number> {
  if (node.type !== 'Pipeline') return yield* runCommand(shell, node, tail)
  const negated = node.prefixes.filter(prefix => prefix.type === 'Negation').length % 2 === 1
  const timed = node.prefixes.some(prefix => prefix.type === 'Time')
  const startedAt = shell.process.kernel.clock.now()
  const status = negated
    ? (yield* runTested(shell, () => runStages(shell, node, false))) === 0
      ? 1
      : 0
    : yield* runStages(shell, node, tail && !timed)
  if (timed) yield* reportTime(shell, node, startedAt)
  return status
}

function* reportTime(shell: Shell, node: Pipeline, startedAt: number): Step<void> {
  const seconds = (shell.process.kernel.clock.now() - startedAt) / 1_000_000
  const posix = node.prefixes.some(prefix => prefix.type === 'Time' && prefix.posix)
  const show = (value: number): string =>
    posix
      ? value.toFixed(2)
      : // busybox's own applet leaves room for tens of seconds.
        `${Math.floor(value / 60)}m${shell.dialect === 'bash' ? (value % 60).toFixed(3) : (value % 60).toFixed(2).padStart(5)}s`
  const line = (name: string, value: number): string => `${name}${posix ? ' ' : '\t'}${show(value)}\n`
  yield* say(
    shell,
    `${posix ? '' : shell.dialect === 'bash' ? '\n' : ''}${line('real', seconds)}${line('user', 0)}${line('sys', 0)}`,
  )
}

function* runStages(shell: Shell, node: Pipeline, tail: boolean): Step<number> {
  const { commands, operators } = node
  const [only] = commands
  if (!only) return 0
  if (commands.length === 1) return yield* runCommand(shell, only, tail)
  yield undefined
  const processes = startStages(shell, commands, operators)
  const codes = yield* waitForeground(shell, processes, textOf(shell, node))
  shell.pipeStatus = codes
  const failed = shell.options.has('pipefail') ? codes.findLast(code => code !== 0) : undefined
  const status = failed ?? codes.at(-1) ?? 0
  shell.status = status
  yield* runPendingTraps(shell)
  return yield* checked(shell, status)
}

/** Every stage is a process of its own; pipes between them push back when full. */
const startStages = (shell: Shell, commands: readonly CommandNode[], operators: Pipeline['operators']): Process[] => {
  const processes: Process[] = []
  let input: OpenFile | undefined
  for (const [index, command] of commands.entries()) {
    const changes = new Map<number, OpenFile>()
    if (input) changes.set(0, input)
    input = undefined
    if (index < commands.length - 1) {
      const { reader, writer } = createPipe()
      changes.set(1, writer)
      if (operators[index] === '|&') changes.set(2, writer.retain())
      input = reader
    }
    const group = processes[0]?.group
    const options = { files: filesWith(shell, changes), ...(group === undefined ? {} : { group }) }
    processes.push(spawnShell(shell, options, inner => runCommand(inner, command, true)))
  }
  return processes
}

/** `set -e`: a failure that nobody looks at ends the shell (bash tells its ERR trap first). */
function* checked(shell: Shell, status: number): Step<number> {
  if (status === 0 || shell.tested > 0) return status
  const onError = shell.traps.get('ERR')
  if (onError && shell.trapsRunning === 0) yield* runTrap(shell, onError)
  if (shell.options.has('errexit')) throw new Exit(status)
  return status
}

/** One command in this very shell. Each gives the others a turn, so that no loop runs the world dry. */
export function* runCommand(shell: Shell, node: CommandNode, tail: boolean): Step<number> {
  yield undefined
  if (shell.process.signals.pending) yield* runPendingTraps(shell)
  shell.position = node.pos
  const foreign = unsupported(node.type, shell.dialect)
  if (foreign !== undefined) throw new Abandon(2, foreign)
  const status = isCompound(node) ? yield* runCompound(shell, node, tail) : yield* runSimple(shell, node, tail)
  shell.status = status
  if (shell.process.signals.pending) yield* runPendingTraps(shell)
  if (node.type === 'Command' || node.type === 'Subshell' || node.type === 'Redirected')
    return yield* checked(shell, status)
  if (node.type === 'TestCommand' || node.type === 'ArithmeticCommand') return yield* checked(shell, status)
  return status
}
