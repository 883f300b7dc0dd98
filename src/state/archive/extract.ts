import { type DockerError, internal, invalid } from '../error.ts'
import { type FileEntry, type FileSystem, type Mount, SystemError } from '../filesystem/contract.ts'
import { childPath } from '../filesystem/inode.ts'
import { errorText } from '../kernel/error-text.ts'
import { baseOf, clean, directoryOf } from './name.ts'

export interface ExtractOptions {
  /** Refuse to put a file where a directory is, and the other way round. */
  readonly noOverwriteDirNonDir?: boolean
  /** `copyUIDGID`: the container's user, whom everything is given to. Absent: the archive's owners. */
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined
}

/** An entry, where it goes and what that was before. */
interface Placed {
  readonly entry: FileEntry
  readonly path: string
}

/**
 * `PUT /containers/{id}/archive`: unpacks entries (paths relative to `path`) into a directory, through symlinks and
 * mounts. All of it or nothing. Throws `SystemError` when there is nothing at `path`, or where a hard link leads.
 */
export const extractInto = (
  filesystem: FileSystem,
  path: string,
  entries: Iterable<FileEntry>,
  options: ExtractOptions = {},
): void => {
  const target = filesystem.realPath(clean(`/${path}`))
  const isFolder = filesystem.stat(target).kind === 'directory'
  if (!isFolder && path.endsWith('/')) throw new SystemError('ENOTDIR', path)
  if (!isFolder) throw invalid('extraction point is not a directory')
  const mount = mountAt(filesystem.mounts, target)
  if (mount.readOnly)
    throw invalid(
      mount.destination === '/' ? 'container rootfs is marked read-only' : 'mounted volume is marked read-only',
    )
  const placed = place(filesystem, target, entries, options)
  unpack(filesystem.mounts, placed)
}

const mountAt = (mounts: readonly Mount[], path: string): Mount => {
  let longest: Mount | undefined
  for (const mount of mounts) {
    const inside = mount.destination === '/' || `${path}/`.startsWith(`${mount.destination}/`)
    if (inside && mount.destination.length >= (longest?.destination.length ?? 0)) longest = mount
  }
  if (!longest) throw new TypeError('nothing is mounted at /')
  return longest
}

/** Works out where every entry goes, as if those before it were there already, and refuses what may not go there. */
const place = (
  filesystem: FileSystem,
  target: string,
  entries: Iterable<FileEntry>,
  options: ExtractOptions,
): Placed[] => {
  const brought = new Map<string, { path: string; directory: boolean }>()
  const placed: Placed[] = []
  const pathOf = (path: string): string => {
    if (path === '/') return target
    const directory = directoryOf(path)
    const parent = brought.get(directory)?.path ?? existing(directory)
    return childPath(parent, baseOf(path))
  }
  /** A directory that the archive did not bring: where its symlinks lead, as far as it exists. */
  const existing = (path: string): string => {
    const at = pathOf(path)
    return filesystem.exists(at) ? filesystem.realPath(at) : at
  }
  for (const entry of entries) {
    const path = pathOf(entry.path)
    const directory = brought.get(entry.path)?.directory ?? isDirectory(filesystem, path)
    if (path === target && directory) continue
    const { destination } = mountAt(filesystem.mounts, path)
    const merges = directory === true && entry.kind === 'directory'
    if (destination === path && !merges) throw internal(`unlinkat ${path}: device or resource busy`)
    if (options.noOverwriteDirNonDir) checkOverwrite(target, entry, directory)
    brought.set(entry.path, { path, directory: entry.kind === 'directory' })
    placed.push({
      path,
      entry: adjust(entry, entry.kind === 'hardlink' ? pathOf(entry.target ?? '/') : undefined, options),
    })
  }
  return placed
}

const adjust = (entry: FileEntry, linkPath: string | undefined, { owner }: ExtractOptions): FileEntry => ({
  ...entry,
  // Linux knows no modes of symlinks, whatever an archive says.
  ...(entry.kind === 'symlink' && { mode: 0o777 }),
  ...owner,
  ...(linkPath === undefined ? {} : { target: linkPath }),
})

const isDirectory = (filesystem: FileSystem, path: string): boolean | undefined => {
  try {
    return filesystem.lstat(path).kind === 'directory'
  } catch (error) {
    if (error instanceof SystemError) return undefined
    throw error
  }
}

const quoted = (text: string): string => JSON.stringify(text)

/** moby's Unpack (go-archive): the name is the archive's, the place is seen from inside the container (28.5.2). */
const checkOverwrite = (target: string, entry: FileEntry, directory: boolean | undefined): void => {
  const path = entry.path.replace(/^\//, '')
  if (directory === true && entry.kind !== 'directory')
    throw internal(`cannot overwrite directory ${quoted(path)} with non-directory ${quoted(target)}`)
  if (directory === false && entry.kind === 'directory')
    throw internal(`cannot overwrite non-directory ${quoted(path)} with directory ${quoted(target)}`)
}

/** Every tree takes its part whole; with several, each tries on a copy before any is changed. */
const unpack = (mounts: readonly Mount[], placed: readonly Placed[]): void => {
  const parts = new Map<Mount, FileEntry[]>()
  for (const { path, entry } of placed) {
    const mount = mountAt(mounts, path)
    if (mount.readOnly) throw failure(new SystemError('EROFS', path))
    const inside = (absolute: string): string =>
      clean(`${mount.subpath ?? '/'}/${absolute.slice(mount.destination.length)}`)
    if (entry.kind === 'hardlink' && mountAt(mounts, entry.target ?? '/') !== mount)
      throw failure(new SystemError('EXDEV', path))
    const part = parts.get(mount) ?? []
    const target = entry.kind === 'hardlink' ? { target: inside(entry.target ?? '/') } : {}
    part.push({ ...entry, ...target, path: inside(path) })
    parts.set(mount, part)
  }
  try {
    if (parts.size > 1) for (const [mount, part] of parts) mount.tree.fork().apply(part)
    for (const [mount, part] of parts) mount.tree.apply(part)
  } catch (error) {
    // moby takes any file that is missing for the place itself (daemon/archive.go).
    throw error instanceof SystemError && error.code !== 'ENOENT' ? failure(error) : error
  }
}

const failure = (error: SystemError): DockerError =>
  internal(`${error.path === undefined ? '' : `${error.path}: `}${errorText[error.code].toLowerCase()}`)
