import type { Instant } from '../time.ts'
import { type Credentials, SystemError } from './contract.ts'
import type { MountTable } from './mounts.ts'
import { allows, mayTake } from './permissions.ts'
import { inodeOf, type Location, type Resolution, resolve } from './resolve.ts'

/** Whether the one who asks may add names to this directory, or take some away. */
export const checkDirectoryWrite = (directory: Location, credentials: Credentials, path: string): void => {
  if (!allows(inodeOf(directory), credentials, 'write')) throw new SystemError('EACCES', path)
  if (directory.point.mount.readOnly) throw new SystemError('EROFS', path)
}

/** The rest of what Linux asks before a name goes away: may_delete in fs/namei.c. */
export const checkTake = (table: MountTable, from: Resolution, credentials: Credentials, path: string): Location => {
  const { directory, found } = from
  if (!found) throw new SystemError('ENOENT', path)
  if (from.name === undefined || table.busy(found.path)) throw new SystemError('EBUSY', path)
  checkDirectoryWrite(directory, credentials, path)
  if (!mayTake(inodeOf(directory), inodeOf(found), credentials)) throw new SystemError('EPERM', path)
  return found
}

const same = (a: Location, b: Location): boolean => a.inode === b.inode && a.point.tree === b.point.tree

/** What must not be replaced: in the order in which Linux finds out. */
const checkReplace = (source: Location, target: Location, path: string): void => {
  const moved = inodeOf(source)
  const replaced = inodeOf(target)
  if (moved.kind === 'directory' && replaced.kind !== 'directory') throw new SystemError('ENOTDIR', path)
  if (moved.kind !== 'directory' && replaced.kind === 'directory') throw new SystemError('EISDIR', path)
  if (replaced.entries && replaced.entries.size > 0) throw new SystemError('ENOTEMPTY', path)
}

const checkMove = (
  source: Location,
  from: Resolution,
  to: Resolution,
  credentials: Credentials,
  path: string,
): void => {
  if (from.directory.point !== to.directory.point) throw new SystemError('EXDEV', path)
  if (to.trail.some(place => same(place, source))) throw new SystemError('EINVAL', path)
  const { found } = to
  if (found && from.trail.some(place => same(place, found))) throw new SystemError('ENOTEMPTY', path)
  const moved = inodeOf(source)
  if (moved.kind !== 'directory' && to.slash) throw new SystemError('ENOTDIR', path)
  const leaves = moved.kind === 'directory' && !same(from.directory, to.directory)
  if (leaves && !allows(moved, credentials, 'write')) throw new SystemError('EACCES', path)
}

/** rename(2). */
export const rename = (
  table: MountTable,
  credentials: Credentials,
  oldPath: string,
  newPath: string,
  now: Instant,
): void => {
  const from = resolve(table, credentials, oldPath, false)
  const to = resolve(table, credentials, newPath, false)
  if (from.name === undefined || to.name === undefined) throw new SystemError('EBUSY', oldPath)
  if (from.found && from.directory.point !== to.directory.point) throw new SystemError('EXDEV', newPath)
  const source = checkTake(table, from, credentials, oldPath)
  checkMove(source, from, to, credentials, newPath)
  checkDirectoryWrite(to.directory, credentials, newPath)
  const { tree } = from.directory.point
  if (to.found) {
    if (same(source, to.found)) return
    checkTake(table, to, credentials, newPath)
    checkReplace(source, to.found, newPath)
    tree.unlink(to.directory.inode, to.name, now)
  }
  tree.move(from.directory.inode, from.name, to.directory.inode, to.name, now)
}
