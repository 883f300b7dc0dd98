import { type DockerError, internal, invalid } from '../../error.ts'
import { type FileSystem, SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import { errorText } from '../../kernel/error-text.ts'
import { type Executable, findExecutable, type LookupSettings } from '../../kernel/execute.ts'
import { absolutePath } from '../../kernel/path.ts'

/** A program that cannot be started, in runc's words, with the exit code that Docker gives it. */
export class CannotExecute extends Error {
  readonly exitCode: number

  constructor(exitCode: number, cause: string) {
    super(cause)
    this.name = 'CannotExecute'
    this.exitCode = exitCode
  }
}

const notFound = 127
const notRunnable = 126

/** What execve(2) refuses after runc has let go: the process exists, and this is its exit code (runc ≥ 1.1). */
const refusedExecCode = 255

/**
 * Finds what a container shall execute, as runc does: it looks the name up first (Go's exec.LookPath), and only then
 * executes it, where the kernel may still refuse the file for its format or its interpreter.
 */
export const resolveExecutable = (
  filesystem: FileSystem,
  argv: readonly string[],
  settings: LookupSettings,
): Executable => {
  const path = lookPath(filesystem.as(settings.credentials), argv[0] ?? '', settings)
  try {
    // Where it has been found already, nowhere else is looked.
    const environment = new Map([['PATH', path.slice(0, path.lastIndexOf('/')) || '/']])
    return findExecutable(filesystem, argv, { ...settings, environment })
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    return refusedExecutable(path, argv, error)
  }
}

const refusedExecutable = (path: string, argv: readonly string[], { code }: SystemError): Executable => ({
  executable: path,
  argv,
  *program(process) {
    const reason = code === 'ENOEXEC' ? 'exec format error' : errorText[code].toLowerCase()
    yield* write(process, 2, `exec ${path}: ${reason}\n`)
    return refusedExecCode
  },
})

const lookPath = (view: FileSystem, name: string, settings: LookupSettings): string => {
  if (name === '') throw new CannotExecute(notFound, 'exec: "": executable file not found in $PATH')
  if (name.includes('/')) {
    const path = absolutePath(settings.workingDirectory, name)
    requireRunnable(view, path, name)
    return path
  }
  for (const folder of (settings.environment.get('PATH') ?? '').split(':')) {
    const path = absolutePath(settings.workingDirectory, `${folder === '' ? '.' : folder}/${name}`)
    if (isRunnable(view, path)) return path
  }
  throw new CannotExecute(notFound, `exec: "${name}": executable file not found in $PATH`)
}

const isRunnable = (view: FileSystem, path: string): boolean => {
  try {
    return view.stat(path).kind === 'file' && view.access(path, 'execute')
  } catch (error) {
    if (error instanceof SystemError) return false
    throw error
  }
}

const requireRunnable = (view: FileSystem, path: string, name: string): void => {
  let isDirectory: boolean
  try {
    isDirectory = view.stat(path).kind === 'directory'
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    const text = errorText[error.code].toLowerCase()
    throw new CannotExecute(error.code === 'EACCES' ? notRunnable : notFound, `exec: "${name}": stat ${name}: ${text}`)
  }
  if (isDirectory) throw new CannotExecute(notRunnable, `exec: "${name}": is a directory`)
  if (!view.access(path, 'execute')) throw new CannotExecute(notRunnable, `exec: "${name}": permission denied`)
}

/** What runc says instead of ENOTDIR alone. */
export const notADirectory =
  'not a directory: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type'

/** moby adds what the docker CLI looks for to derive the exit code 126. */
const withReason = (text: string): string => (text.endsWith('is a directory') ? `${text}: permission denied` : text)

/**
 * The failed start of a container (moby daemon/errors.go, setExitCodeFromError): what cannot be found or run is the
 * client's mistake, everything else the daemon's. Since containerd 2 no `: unknown` follows (seen with 28.5.2).
 */
export const startRefusal = ({ message, exitCode }: CannotExecute): DockerError => {
  const text =
    'failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: ' +
    `unable to start container process: error during container init: ${message}`
  const full = withReason(text)
  return exitCode === notFound || exitCode === notRunnable ? invalid(full) : internal(full)
}

/** runc looks at this before there is a process. */
export const relativeDirectory = 'Cwd must be an absolute path'

/** The failed start of an execution. */
export const executionRefusal = ({ message, exitCode }: CannotExecute): DockerError => {
  const where = message === relativeDirectory ? '' : 'unable to start container process: '
  const text = withReason(`OCI runtime exec failed: exec failed: ${where}${message}`)
  return exitCode === notFound || exitCode === notRunnable ? invalid(text) : internal(text)
}
