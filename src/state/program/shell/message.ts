import { SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import { errorText } from '../../kernel/error-text.ts'
import type { Step } from '../../kernel/process.ts'
import { interactive, type Shell } from './state.ts'

/** The line of the source that the running command starts on. */
export const currentLine = (shell: Shell): number => {
  const { text, firstLine } = shell.source
  let line = firstLine
  for (let at = text.indexOf('\n'); at >= 0 && at < shell.position; at = text.indexOf('\n', at + 1)) line++
  return line
}

/**
 * Who speaks, as each shell puts it. ash names the builtin before the line and tells no line without either a builtin
 * or a script; dash and bash always tell it unless they are interactive.
 */
export const speaker = (shell: Shell, command: string | undefined): string => {
  const who = command === undefined ? '' : `${command}: `
  const silent = interactive(shell) && shell.script === undefined
  if (shell.dialect === 'ash') {
    const line = !silent && (shell.script !== undefined || command !== undefined) ? `line ${currentLine(shell)}: ` : ''
    return `${shell.name}: ${who}${line}`
  }
  const line = Math.max(1, currentLine(shell))
  if (shell.dialect === 'dash') return `${shell.name}: ${silent ? '' : `${line}: `}${who}`
  return `${shell.name}: ${silent ? '' : `line ${line}: `}${who}`
}

/** Writes to standard error; that nobody listens is no reason to fail. */
export function* complain(shell: Shell, text: string, command?: string): Step<void> {
  yield* say(shell, `${speaker(shell, command)}${text}\n`)
}

export function* say(shell: Shell, text: string): Step<void> {
  try {
    yield* write(shell.process, 2, text)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
  }
}

export const reasonOf = (error: SystemError): string => errorText[error.code]

/** A command as it was written. */
export const textOf = (shell: Shell, node: { readonly pos: number; readonly end: number }): string =>
  shell.source.text.slice(node.pos, node.end).replace(/\s*&$/, '')
