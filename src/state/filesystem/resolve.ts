import { type Credentials, SystemError } from './contract.ts'
import { checkName, childPath, type FrozenInode, pathLengthMax, symlinksMax } from './inode.ts'
import type { MountPoint, MountTable } from './mounts.ts'
import { allows } from './permissions.ts'

/** A file that a path led to. `path` is its real one: no symlinks, no dots. */
export interface Location {
  readonly point: MountPoint
  readonly inode: number
  readonly path: string
}

export interface Resolution {
  /** The directory that the last name is looked up in. */
  readonly directory: Location
  /** All directories on the way, the root first, `directory` last. */
  readonly trail: readonly Location[]
  /** Undefined when the path ends at the root, in `.` or in `..`. */
  readonly name: string | undefined
  readonly found: Location | undefined
  /** A slash at the end asks for a directory. */
  readonly slash: boolean
}

export const inodeOf = (location: Location): FrozenInode => location.point.tree.get(location.inode)

const namesOf = (path: string): string[] => path.split('/').filter(name => name !== '' && name !== '.')

const asksForDirectory = (path: string): boolean => /\/\.?$/.test(path)

const step = (table: MountTable, here: Location, name: string): Location | undefined => {
  const path = childPath(here.path, name)
  const point = table.at(path)
  if (point) return { point, inode: point.inode, path }
  const inode = here.point.tree.lookup(here.inode, name)
  return inode === undefined ? undefined : { point: here.point, inode, path }
}

/**
 * Walks a path as Linux does: search permission on every directory, symlinks on the way always and the last one when
 * `follow` says so (or a slash comes after it), `..` at the root stays there.
 */
export const resolve = (table: MountTable, credentials: Credentials, path: string, follow: boolean): Resolution => {
  if (path.length >= pathLengthMax) throw new SystemError('ENAMETOOLONG', path)
  if (!path.startsWith('/') || path.includes('\0')) throw new SystemError(path === '' ? 'ENOENT' : 'EINVAL', path)
  const root: Location = { point: table.root, inode: table.root.inode, path: '/' }
  const trail = [root]
  const pending = namesOf(path).reverse()
  let slash = asksForDirectory(path)
  let symlinks = 0
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const directory = trail.at(-1) ?? root
    if (!allows(inodeOf(directory), credentials, 'execute')) throw new SystemError('EACCES', path)
    if (name === '..') {
      if (trail.length > 1) trail.pop()
      continue
    }
    checkName(name, path)
    const last = pending.length === 0
    const found = step(table, directory, name)
    if (!found) {
      if (last) return { directory, trail, name, found, slash }
      throw new SystemError('ENOENT', path)
    }
    const inode = inodeOf(found)
    if (inode.target !== undefined && (!last || follow || slash)) {
      if (++symlinks > symlinksMax) throw new SystemError('ELOOP', path)
      if (inode.target.startsWith('/')) trail.length = 1
      if (last && asksForDirectory(inode.target)) slash = true
      pending.push(...namesOf(inode.target).reverse())
      continue
    }
    if (inode.kind !== 'directory' && (!last || slash)) throw new SystemError('ENOTDIR', path)
    if (last) return { directory, trail, name, found, slash }
    trail.push(found)
  }
  const directory = trail.at(-1) ?? root
  return { directory, trail, name: undefined, found: directory, slash }
}
