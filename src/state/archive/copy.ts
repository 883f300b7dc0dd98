import { type DockerError, notFound } from '../error.ts'
import {
  type FileEntry,
  type FileKind,
  type FileSystem,
  type Stat,
  SystemError,
  type Tree,
} from '../filesystem/contract.ts'
import { childPath, symlinksMax } from '../filesystem/inode.ts'
import { rfc3339Nano } from '../time.ts'
import type { ArchiveEntry } from './member.ts'
import { baseOf, clean, directoryOf } from './name.ts'

/** What `HEAD /containers/{id}/archive` tells, and the header of `GET`. */
export interface PathStat {
  readonly name: string
  readonly size: number
  /** Go's os.FileMode. */
  readonly mode: number
  readonly mtime: string
  readonly linkTarget: string
}

/** Go's os.FileMode puts the kind above the permissions. */
const kindBits: Readonly<Record<FileKind, number>> = {
  file: 0,
  directory: 2 ** 31,
  symlink: 2 ** 27,
  'character-device': 2 ** 26 + 2 ** 21,
  fifo: 2 ** 25,
  socket: 2 ** 24,
}

export const goFileMode = ({ kind, mode }: Pick<Stat, 'kind' | 'mode'>): number =>
  kindBits[kind] +
  (mode & 0o777) +
  (mode & 0o4000 ? 2 ** 23 : 0) +
  (mode & 0o2000 ? 2 ** 22 : 0) +
  (mode & 0o1000 ? 2 ** 20 : 0)

/** What moby answers for a path that is not there: daemon/archive.go. */
export const couldNotFind = (path: string, container: string): DockerError =>
  notFound(`Could not find the file ${path} in container ${container}`)

/** A client's path made absolute and clean, but a slash or `/.` at its end stays: PreserveTrailingDotOrSeparator. */
const absolute = (path: string): string => {
  const cleaned = clean(`/${path}`)
  if (path === '.' || path.endsWith('/.')) return childPath(cleaned, '.')
  return path.endsWith('/') && cleaned !== '/' ? `${cleaned}/` : cleaned
}

/** Throws `SystemError` when there is nothing at `path`. A symlink at its end is not followed, only told. */
export const pathStat = (filesystem: FileSystem, path: string): PathStat => {
  const at = absolute(path)
  const stat = filesystem.lstat(at)
  return {
    name: baseOf(at),
    size: stat.sizeBytes,
    mode: goFileMode(stat),
    mtime: rfc3339Nano(stat.modifiedAt),
    linkTarget: stat.kind === 'symlink' ? linkTarget(filesystem, at) : '',
  }
}

/** Where a symlink leads in the end, as far as it can be told when it leads nowhere: FollowSymlinkInScope. */
const linkTarget = (filesystem: FileSystem, path: string): string => {
  let at = path
  for (let count = 0; count <= symlinksMax; count++) {
    const real = realPrefix(filesystem, at)
    const target = readLink(filesystem, real)
    if (target === undefined) return real
    at = clean(target.startsWith('/') ? target : `${directoryOf(real)}/${target}`)
  }
  throw new SystemError('ELOOP', path)
}

/** `path` with the symlinks on the way resolved as far as directories exist, the last name left alone. */
export const realPrefix = (filesystem: FileSystem, path: string): string => {
  if (path === '/') return path
  const directory = directoryOf(path)
  const real = filesystem.exists(directory) ? filesystem.realPath(directory) : realPrefix(filesystem, directory)
  return childPath(real, baseOf(path))
}

const readLink = (filesystem: FileSystem, path: string): string | undefined => {
  try {
    return filesystem.readLink(path)
  } catch (error) {
    if (error instanceof SystemError) return undefined
    throw error
  }
}

/**
 * The members of `GET /containers/{id}/archive`: the path's last name is the root, `/dir/.` gives `./` and what is in it,
 * the root directory gives absolute names, which clients count on when they rename them (moby's TarResourceRebaseOpts
 * and RebaseArchiveEntries).
 */
export function* archiveOf(filesystem: FileSystem, path: string): Generator<ArchiveEntry> {
  const at = absolute(path)
  const stat = filesystem.lstat(at)
  const base = baseOf(at)
  // A slash or dot at the end has made sure that this is a directory, and followed the symlink that it may be.
  const from = at.endsWith('/') || at.endsWith('/.') ? filesystem.realPath(at) : at
  const write = memberWriter(filesystem)
  const pending: [path: string, name: string, stat: Stat][] = [[from, base === '/' ? '' : base, stat]]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [here, name, found] = next
    if (found.kind === 'socket') continue
    yield write(here, found.kind === 'directory' ? `${name}/` : name, found)
    if (found.kind !== 'directory') continue
    for (const child of filesystem.list(here).reverse())
      pending.push([childPath(here, child.name), `${name}/${child.name}`, child.stat])
  }
}

/** Inode numbers mean something within one mount only. */
const mountOf = (filesystem: FileSystem, path: string): string => {
  let longest = '/'
  for (const { destination } of filesystem.mounts)
    if (destination.length > longest.length && `${path}/`.startsWith(`${destination}/`)) longest = destination
  return longest
}

const memberWriter = (filesystem: FileSystem): ((path: string, name: string, stat: Stat) => ArchiveEntry) => {
  const names = new Map<string, string>()
  return (path, name, stat) => {
    const entry: ArchiveEntry = {
      path,
      name,
      kind: stat.kind,
      mode: stat.mode,
      uid: stat.uid,
      gid: stat.gid,
      modifiedAt: stat.modifiedAt,
      ...(stat.target === undefined ? {} : { target: stat.target }),
      ...(stat.device === undefined ? {} : { device: stat.device }),
    }
    if (stat.kind !== 'directory' && stat.links > 1) {
      const key = `${mountOf(filesystem, path)}:${stat.inode}`
      const first = names.get(key)
      if (first !== undefined) return { ...entry, kind: 'hardlink', target: first }
      names.set(key, name)
    }
    return stat.kind === 'file' ? { ...entry, content: filesystem.readFile(path) } : entry
  }
}

/** `GET /containers/{id}/export`: the container's own files, without what is mounted over them. */
export const exportEntries = (tree: Tree): Iterable<FileEntry> => tree.entries()
