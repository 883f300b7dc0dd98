import type { Engine } from '../../engine.ts'
import { type DockerError, internal } from '../../error.ts'
import { type FileKind, type FileSystem, SystemError } from '../../filesystem/contract.ts'
import { symlinksMax } from '../../filesystem/inode.ts'
import { errorText } from '../../kernel/error-text.ts'
import { absolutePath } from '../../kernel/path.ts'
import { CannotExecute, notADirectory } from './runtime-error.ts'

/**
 * The daemon makes it when the container is created, before anything is mounted, and follows symlinks even to what is not
 * there (moby container/container_unix.go, SetupWorkingDirectory).
 */
export const makeWorkingDirectory = (files: FileSystem, path: string): void => {
  const place = placeOf(files, path)
  if (kindOf(files, place) === undefined) files.makeDirectory(place, { parents: true })
}

/** What creation says about a working directory that cannot be one; undefined when it can. */
export const workingDirectoryFault = (
  engine: Engine,
  files: FileSystem,
  containerId: string,
  path: string,
): DockerError | undefined => {
  try {
    const kind = kindOf(files, placeOf(files, path))
    if (kind === undefined || kind === 'directory') return undefined
    return internal(`Cannot mkdir: ${path} is not a directory`)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    return internal(`lstat ${rootPath(engine, containerId)}${error.path}: ${errorText[error.code].toLowerCase()}`)
  }
}

/** runc makes it once more when the container starts, inside of what is mounted. */
export const enterWorkingDirectory = (files: FileSystem, path: string): void => {
  try {
    if (files.exists(path) && files.stat(path).kind === 'directory') return
    files.makeDirectory(path, { parents: true })
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    const place = error.path ?? path
    const isFile = error.code === 'ENOTDIR' || (error.code === 'EEXIST' && files.exists(place))
    if (isFile) throw new CannotExecute(127, `mkdir ${place}: ${notADirectory}`)
    throw new CannotExecute(128, `mkdir ${place}: ${errorText[error.code].toLowerCase()}`)
  }
}

/** Where a path leads, as far as there is anything; what is not there is taken by its name. */
const placeOf = (files: FileSystem, path: string, symlinks = 0): string => {
  const names = path.split('/').filter(name => name !== '')
  let place = ''
  for (const [index, name] of names.entries()) {
    const here = `${place}/${name}`
    const kind = kindOf(files, here)
    const rest = names.slice(index + 1)
    if (kind === undefined) return [here, ...rest].join('/')
    if (kind === 'symlink') {
      if (symlinks >= symlinksMax) throw new SystemError('ELOOP', here)
      return placeOf(files, absolutePath(place || '/', [files.readLink(here), ...rest].join('/')), symlinks + 1)
    }
    if (kind !== 'directory' && rest.length > 0) throw new SystemError('ENOTDIR', `${here}/${rest[0]}`)
    place = here
  }
  return place || '/'
}

const kindOf = (files: FileSystem, path: string): FileKind | undefined => {
  try {
    return files.lstat(path).kind
  } catch (error) {
    if (error instanceof SystemError && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Where the host has the container's files. */
const rootPath = ({ profile }: Engine, containerId: string): string =>
  profile.storage.containerdStore
    ? `${profile.host.rootDirectory}/rootfs/${profile.storage.driver}/${containerId}`
    : `${profile.host.rootDirectory}/${profile.storage.driver}/${containerId}/merged`
