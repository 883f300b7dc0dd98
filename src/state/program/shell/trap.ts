import type { Step } from '../../kernel/process.ts'
import { type SignalName, signalNames, signalNumber } from '../../kernel/signal.ts'
import { Abandon, Exit } from './control.ts'
import { interactive, type Shell, type TrapName } from './state.ts'
import { parseScript } from './syntax.ts'

/** Thrown when ^C reaches an interactive shell: the line is given up. */
export class Interrupted extends Abandon {
  constructor() {
    super(130)
  }
}

/** Runs text in the shell itself, as `eval` and traps do. */
export function* runText(shell: Shell, text: string): Step<number> {
  const parsed = parseScript(text, shell.dialect)
  const { source, position } = shell
  shell.source = { text, firstLine: shell.dialect === 'ash' ? 0 : 1 }
  try {
    shell.status = parsed.statements.length > 0 ? yield* shell.interpreter.run(shell, parsed.statements, false) : 0
    if (parsed.failure) throw new Abandon(2, parsed.failure.message, 'eval')
  } finally {
    shell.source = source
    shell.position = position
  }
  return shell.status
}

/**
 * Runs the traps of the signals that have arrived, by their numbers as ash and bash do; `$?` survives. All are taken before the
 * first trap runs, whose commands would look for signals again. Gives the last signal's number.
 */
export function* runPendingTraps(shell: Shell): Step<number> {
  const arrived: SignalName[] = []
  for (let signal = shell.process.signals.take(); signal; signal = shell.process.signals.take()) arrived.push(signal)
  let last = 0
  for (const signal of arrived.sort((left, right) => signalNumber(left) - signalNumber(right))) {
    last = signalNumber(signal)
    const action = shell.traps.get(signal)
    if (action === undefined && signal === 'INT' && interactive(shell)) throw new Interrupted()
    if (action !== undefined && action !== '') yield* runTrap(shell, action)
  }
  return last
}

export function* runTrap(shell: Shell, action: string): Step<void> {
  const { status, tested } = shell
  shell.trapsRunning++
  try {
    yield* runText(shell, action)
    shell.status = status
  } finally {
    shell.trapsRunning--
    shell.tested = tested
  }
}

/** The last thing a shell does. An `exit` in it decides anew. */
export function* runExitTrap(shell: Shell, status: number): Step<number> {
  const action = shell.traps.get('EXIT')
  if (action === undefined || action === '') return status
  shell.traps.delete('EXIT')
  try {
    yield* runTrap(shell, action)
  } catch (error) {
    if (error instanceof Exit) return error.status
    throw error
  }
  return status
}

/** Sets (`''` ignores) or, without an action, resets a trap. */
export const setTrap = (shell: Shell, name: TrapName, action: string | undefined): void => {
  if (action === undefined) shell.traps.delete(name)
  else shell.traps.set(name, action)
  if (!isSignal(name) || name === 'KILL' || name === 'STOP') return
  if (action === '') shell.process.signals.set(name, 'ignore')
  else if (action !== undefined || (name === 'INT' && interactive(shell))) shell.process.signals.set(name, 'catch')
  else shell.process.signals.set(name, 'default')
}

const isSignal = (name: TrapName): name is SignalName => (signalNames as readonly string[]).includes(name)
