import { SystemError } from '../../../filesystem/contract.ts'
import { write } from '../../../kernel/calls.ts'
import type { Step } from '../../../kernel/process.ts'
import { complain, reasonOf } from '../message.ts'
import type { Shell } from '../state.ts'
import { wordings } from '../wording.ts'
import { pwd as printDirectory } from './pwd.ts'

const failure = (shell: Shell): number => (shell.dialect === 'bash' ? 1 : 2)

/** Where `cd` without, with `-` or with a path goes; a text that is a complaint when it cannot know. */
const destination = (shell: Shell, word: string | undefined): { path: string } | { complaint: string } => {
  if (word === undefined) {
    const home = shell.variables.value('HOME')
    if (home !== undefined) return { path: home }
    return shell.dialect === 'bash' ? { complaint: 'HOME not set' } : { path: '' }
  }
  if (word !== '-') return { path: word }
  const previous = shell.variables.value('OLDPWD')
  if (previous !== undefined) return { path: previous }
  return shell.dialect === 'bash' ? { complaint: 'OLDPWD not set' } : { path: '' }
}

export function* cd(shell: Shell, argv: readonly string[]): Step<number> {
  const { process, variables } = shell
  const physical = argv.includes('-P')
  const [word] = argv.slice(1).filter(argument => !/^-[LPe]$/.test(argument) && argument !== '--')
  const where = destination(shell, word)
  if ('complaint' in where) {
    yield* complain(shell, where.complaint, 'cd')
    return failure(shell)
  }
  const { path } = where
  if (path === '') return 0
  let absolute = process.path(path)
  try {
    const kind = process.filesystem.stat(absolute).kind
    if (kind !== 'directory') throw new SystemError('ENOTDIR', path)
    if (!process.filesystem.access(absolute, 'execute')) throw new SystemError('EACCES', path)
    if (physical) absolute = process.filesystem.realPath(absolute)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    yield* complain(shell, wordings[shell.dialect].changeDirectory(path, reasonOf(error)), 'cd')
    return failure(shell)
  }
  const before = variables.value('PWD') ?? process.workingDirectory
  process.workingDirectory = absolute
  variables.set('OLDPWD', { value: before, exported: true })
  variables.set('PWD', { value: absolute, exported: true })
  if (word === '-') yield* write(process, 1, `${absolute}\n`)
  return 0
}

export const pwd = (shell: Shell, argv: readonly string[]): Step<number> => printDirectory(shell.process, argv)
