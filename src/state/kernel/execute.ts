import { type Credentials, type FileSystem, root, SystemError } from '../filesystem/contract.ts'
import { executableProgram, findProgram, isForeign, standInFor } from '../program/registry.ts'
import { absolutePath } from './path.ts'
import type { Program } from './process.ts'

/** What Docker gives a container whose image sets none. */
export const defaultPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** BINPRM: the kernel follows this many interpreters before it says ELOOP. */
const interpretersMax = 5
/** As much of a file as the kernel looks at (BINPRM_BUF_SIZE). */
const headBytes = 256

export interface Executable {
  readonly program: Program
  readonly executable: string
  readonly argv: readonly string[]
}

export interface LookupSettings {
  readonly environment: ReadonlyMap<string, string>
  readonly workingDirectory: string
  readonly credentials: Credentials
}

/** Finds what `argv` would execute. Throws SystemError ENOENT, EACCES, ENOEXEC, ELOOP. */
export const findExecutable = (
  filesystem: FileSystem,
  argv: readonly string[],
  settings: LookupSettings,
): Executable => {
  const name = argv[0] ?? ''
  const view = filesystem.as(settings.credentials)
  return load(view, searchPath(view, name, settings), argv, settings.workingDirectory, 0)
}

const searchPath = (view: FileSystem, name: string, settings: LookupSettings): string => {
  if (name === '') throw new SystemError('ENOENT', name)
  if (name.includes('/')) {
    const path = absolutePath(settings.workingDirectory, name)
    requireExecutable(view, path, name)
    return path
  }
  let denied = false
  for (const folder of (settings.environment.get('PATH') ?? defaultPath).split(':')) {
    const path = absolutePath(settings.workingDirectory, `${folder === '' ? '.' : folder}/${name}`)
    try {
      requireExecutable(view, path, name)
      return path
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
      if (error.code === 'EACCES') denied = true
    }
  }
  throw new SystemError(denied ? 'EACCES' : 'ENOENT', name)
}

const requireExecutable = (view: FileSystem, path: string, name: string): void => {
  const { kind } = view.stat(path)
  if (kind !== 'file' || !view.access(path, 'execute')) throw new SystemError('EACCES', name)
}

const load = (
  view: FileSystem,
  path: string,
  argv: readonly string[],
  workingDirectory: string,
  interpreters: number,
): Executable => {
  if (interpreters > interpretersMax) throw new SystemError('ELOOP', path)
  const head = readHead(view, path)
  const programName = executableProgram(head)
  if (programName !== undefined) {
    const program = findProgram(programName)
    if (!program) throw new SystemError('ENOEXEC', path)
    return { program, executable: view.realPath(path), argv }
  }
  if (isForeign(head)) return { program: foreignProgram(view, path), executable: view.realPath(path), argv }
  const line = /^#![ \t]*([^ \t\n]+)[ \t]*([^\n]*)/.exec(new TextDecoder('latin1').decode(head))
  if (!line) throw new SystemError('ENOEXEC', path)
  const [, interpreter = '', rest = ''] = line
  const interpreterPath = absolutePath(workingDirectory, interpreter)
  requireExecutable(view, interpreterPath, interpreter)
  const argument = rest.trimEnd()
  const script = argv[0]?.includes('/') ? argv[0] : path
  const longer = [interpreter, ...(argument === '' ? [] : [argument]), script, ...argv.slice(1)]
  return load(view, interpreterPath, longer, workingDirectory, interpreters + 1)
}

/** A real executable cannot run here: the program that is called as it is, or as the link to it, does. */
const foreignProgram = (view: FileSystem, path: string): Program => {
  const real = view.realPath(path)
  const names = [...(isBusybox(view, real) ? ['busybox'] : []), baseOf(real), baseOf(path)]
  const program = standInFor(names)
  if (!program) throw new SystemError('ENOEXEC', path)
  return program
}

/** The applets of busybox may be one file with many names. */
const isBusybox = (view: FileSystem, path: string): boolean => {
  const { inode, links } = view.stat(path)
  const neighbour = `${path.slice(0, path.lastIndexOf('/'))}/busybox`
  return links > 1 && view.exists(neighbour) && view.stat(neighbour).inode === inode
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The kernel reads what it executes with its own rights: a program may be executable without being readable. */
const readHead = (view: FileSystem, path: string): Uint8Array => {
  const file = view.as(root).open(path, { read: true })
  try {
    return file.read(headBytes) ?? new Uint8Array(0)
  } finally {
    file.release()
  }
}
