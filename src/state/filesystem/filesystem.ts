import type { OpenFile } from '../kernel/open-file.ts'
import { type Instant, microsecondsPerSecond } from '../time.ts'
import {
  type Credentials,
  type DirectoryEntry,
  type FileSystem,
  type Mount,
  type OpenOptions,
  type Stat,
  SystemError,
} from './contract.ts'
import { childPath, type NewInode, pathLengthMax, sortedEntries, statOf } from './inode.ts'
import { MountTable } from './mounts.ts'
import { allows, inherited, isMember, isOwner, modeAfterChmod, modeAfterChown, type Permission } from './permissions.ts'
import { RegularFile } from './regular-file.ts'
import { checkDirectoryWrite, checkTake, rename } from './rename.ts'
import { inodeOf, type Location, type Resolution, resolve } from './resolve.ts'

export interface FileSystemOptions {
  /** A table is shared: what is mounted later shows up. */
  readonly mounts: MountTable | Iterable<Mount>
  readonly credentials: Credentials
  readonly now: () => Instant
  /** Asked whenever something is created; 0o022 when absent. */
  readonly umask?: () => number
}

interface Settings {
  readonly table: MountTable
  readonly now: () => Instant
  readonly umask: () => number
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

class MountedFileSystem implements FileSystem {
  readonly credentials: Credentials
  readonly #settings: Settings

  constructor(settings: Settings, credentials: Credentials) {
    this.#settings = settings
    this.credentials = credentials
  }

  get mounts(): readonly Mount[] {
    return this.#settings.table.mounts
  }

  as(credentials: Credentials): FileSystem {
    return new MountedFileSystem(this.#settings, credentials)
  }

  stat(path: string): Stat {
    const found = this.#find(path, true)
    return statOf(found.inode, inodeOf(found))
  }

  lstat(path: string): Stat {
    const found = this.#find(path, false)
    return statOf(found.inode, inodeOf(found))
  }

  exists(path: string): boolean {
    try {
      return this.#resolve(path, true).found !== undefined
    } catch (error) {
      if (error instanceof SystemError) return false
      throw error
    }
  }

  access(path: string, want: Permission): boolean {
    try {
      const found = this.#find(path, true)
      if (want === 'write' && found.point.mount.readOnly) return false
      return allows(inodeOf(found), this.credentials, want)
    } catch (error) {
      if (error instanceof SystemError) return false
      throw error
    }
  }

  realPath(path: string): string {
    return this.#find(path, true).path
  }

  open(path: string, options: OpenOptions): OpenFile {
    const write = options.write === true || options.append === true
    const read = options.read ?? !write
    const exclusive = options.create === true && options.exclusive === true
    const at = this.#resolve(path, !exclusive && options.noFollow !== true)
    if (at.found) {
      if (exclusive) throw new SystemError('EEXIST', path)
      this.#checkOpen(at.found, path, options, read, write)
    }
    const found = at.found ?? this.#createFile(at, path, options)
    const { tree } = found.point
    if (options.truncate && write && at.found) tree.truncate(found.inode, 0, this.#settings.now())
    const append = options.append === true
    return new RegularFile({ tree, inode: found.inode, name: path, read, write, append, now: this.#settings.now })
  }

  readFile(path: string): Uint8Array {
    const found = this.#find(path, true)
    this.#checkOpen(found, path, {}, true, false)
    if (inodeOf(found).kind === 'directory') throw new SystemError('EISDIR', path)
    return found.point.tree.content(found.inode)
  }

  readText(path: string): string {
    return decoder.decode(this.readFile(path))
  }

  writeFile(path: string, content: Uint8Array | string, mode = 0o644): void {
    const file = this.open(path, { write: true, create: true, truncate: true, mode })
    try {
      let bytes = typeof content === 'string' ? encoder.encode(content) : content
      while (bytes.length > 0) bytes = bytes.subarray(file.write(bytes))
    } finally {
      file.release()
    }
  }

  list(path: string): DirectoryEntry[] {
    const found = this.#find(path, true)
    const { entries } = inodeOf(found)
    if (!entries) throw new SystemError('ENOTDIR', path)
    if (!allows(inodeOf(found), this.credentials, 'read')) throw new SystemError('EACCES', path)
    const points = new Map(this.#settings.table.namesIn(found.path))
    const names = new Map(entries)
    for (const [name, point] of points) names.set(name, point.inode)
    return sortedEntries(names).map(([name, id]) => {
      const tree = points.get(name)?.tree ?? found.point.tree
      return { name, stat: statOf(id, tree.get(id)) }
    })
  }

  makeDirectory(path: string, options: { mode?: number; parents?: boolean } = {}): void {
    const mode = (options.mode ?? 0o777) & ~this.#settings.umask()
    if (!options.parents) {
      this.#create(path, { kind: 'directory', mode })
      return
    }
    const names = path.split('/').filter(name => name !== '')
    for (let depth = 1; depth <= names.length; depth++) {
      const prefix = `/${names.slice(0, depth).join('/')}`
      const last = depth === names.length
      const { found, name } = this.#resolve(prefix, true)
      if (found && inodeOf(found).kind !== 'directory') throw new SystemError(last ? 'EEXIST' : 'ENOTDIR', prefix)
      // What mkdir -p makes on the way must be passable for the one who makes it.
      const between = (0o777 & ~this.#settings.umask()) | 0o300
      if (!found && name !== undefined) this.#create(prefix, { kind: 'directory', mode: last ? mode : between })
    }
  }

  removeDirectory(path: string): void {
    if (/(^|\/)\.\/*$/.test(path)) throw new SystemError('EINVAL', path)
    if (/(^|\/)\.\.\/*$/.test(path)) throw new SystemError('ENOTEMPTY', path)
    const at = this.#resolve(path, false)
    const found = checkTake(this.#settings.table, at, this.credentials, path)
    const { entries } = inodeOf(found)
    if (!entries) throw new SystemError('ENOTDIR', path)
    if (entries.size > 0) throw new SystemError('ENOTEMPTY', path)
    at.directory.point.tree.unlink(at.directory.inode, at.name ?? '', this.#settings.now())
  }

  unlink(path: string): void {
    const at = this.#resolve(path, false)
    if (at.found && inodeOf(at.found).kind === 'directory') throw new SystemError('EISDIR', path)
    checkTake(this.#settings.table, at, this.credentials, path)
    at.directory.point.tree.unlink(at.directory.inode, at.name ?? '', this.#settings.now())
  }

  rename(from: string, to: string): void {
    rename(this.#settings.table, this.credentials, from, to, this.#settings.now())
  }

  symlink(target: string, path: string): void {
    if (target === '') throw new SystemError('ENOENT', path)
    if (target.length >= pathLengthMax) throw new SystemError('ENAMETOOLONG', path)
    this.#create(path, { kind: 'symlink', mode: 0o777, target })
  }

  link(existing: string, path: string): void {
    const source = this.#find(existing, false)
    const at = this.#resolve(path, false)
    if (at.found) throw new SystemError('EEXIST', path)
    if (source.point !== at.directory.point) throw new SystemError('EXDEV', path)
    if (inodeOf(source).kind === 'directory') throw new SystemError('EPERM', existing)
    if (at.slash || at.name === undefined) throw new SystemError('ENOENT', path)
    checkDirectoryWrite(at.directory, this.credentials, path)
    source.point.tree.link(at.directory.inode, at.name, source.inode, this.#settings.now())
  }

  readLink(path: string): string {
    const { target } = inodeOf(this.#find(path, false))
    if (target === undefined) throw new SystemError('EINVAL', path)
    return target
  }

  makeNode(
    path: string,
    kind: 'fifo' | 'character-device' | 'socket',
    mode: number,
    device?: readonly [number, number],
  ): void {
    if (kind === 'character-device' && this.credentials.uid !== 0) throw new SystemError('EPERM', path)
    this.#create(path, { kind, mode: mode & ~this.#settings.umask(), device })
  }

  chmod(path: string, mode: number): void {
    const found = this.#findOwned(path, true)
    found.point.tree.change(found.inode, { mode: modeAfterChmod(inodeOf(found), this.credentials, mode) })
  }

  chown(path: string, uid: number, gid: number, options: { noFollow?: boolean } = {}): void {
    const found = this.#findOwned(path, options.noFollow !== true)
    const inode = inodeOf(found)
    const { credentials } = this
    const free = credentials.uid === 0 || (uid === inode.uid && (gid === inode.gid || isMember(credentials, gid)))
    if (!free) throw new SystemError('EPERM', path)
    found.point.tree.change(found.inode, { uid, gid, mode: modeAfterChown(inode) })
  }

  touch(path: string, modifiedAt: Instant, options: { noFollow?: boolean } = {}): void {
    const found = this.#find(path, options.noFollow !== true)
    const inode = inodeOf(found)
    if (found.point.mount.readOnly) throw new SystemError('EROFS', path)
    // Whoever may write may say that it was written now (clocks run on); only the owner may say when else.
    const toNow = Math.abs(modifiedAt - this.#settings.now()) < microsecondsPerSecond
    if (!isOwner(inode, this.credentials) && !(toNow && allows(inode, this.credentials, 'write')))
      throw new SystemError(toNow ? 'EACCES' : 'EPERM', path)
    found.point.tree.change(found.inode, { modifiedAt })
  }

  truncate(path: string, sizeBytes: number): void {
    if (sizeBytes < 0) throw new SystemError('EINVAL', path)
    const found = this.#find(path, true)
    this.#checkOpen(found, path, {}, false, true)
    found.point.tree.truncate(found.inode, sizeBytes, this.#settings.now())
  }

  #resolve(path: string, follow: boolean): Resolution {
    return resolve(this.#settings.table, this.credentials, path, follow)
  }

  #find(path: string, follow: boolean): Location {
    const { found } = this.#resolve(path, follow)
    if (!found) throw new SystemError('ENOENT', path)
    return found
  }

  #findOwned(path: string, follow: boolean): Location {
    const found = this.#find(path, follow)
    if (found.point.mount.readOnly) throw new SystemError('EROFS', path)
    if (!isOwner(inodeOf(found), this.credentials)) throw new SystemError('EPERM', path)
    return found
  }

  #checkOpen(found: Location, path: string, options: OpenOptions, read: boolean, write: boolean): void {
    const inode = inodeOf(found)
    if (inode.kind === 'symlink') throw new SystemError('ELOOP', path)
    if (options.directory && inode.kind !== 'directory') throw new SystemError('ENOTDIR', path)
    if (inode.kind === 'directory' && (write || options.create)) throw new SystemError('EISDIR', path)
    if (read && !allows(inode, this.credentials, 'read')) throw new SystemError('EACCES', path)
    if (write && !allows(inode, this.credentials, 'write')) throw new SystemError('EACCES', path)
    if (inode.kind !== 'directory' && inode.kind !== 'file') throw new SystemError('ENXIO', path)
    if (write && found.point.mount.readOnly) throw new SystemError('EROFS', path)
  }

  #createFile(at: Resolution, path: string, options: OpenOptions): Location {
    if (!options.create) throw new SystemError('ENOENT', path)
    if (at.slash) throw new SystemError('EISDIR', path)
    return this.#createAt(at, path, { kind: 'file', mode: (options.mode ?? 0o666) & ~this.#settings.umask() })
  }

  #create(path: string, from: Pick<NewInode, 'kind' | 'mode' | 'target' | 'device'>): Location {
    const at = this.#resolve(path, false)
    if (at.found) throw new SystemError('EEXIST', path)
    if (at.slash && from.kind !== 'directory') throw new SystemError('ENOENT', path)
    return this.#createAt(at, path, from)
  }

  #createAt(at: Resolution, path: string, from: Pick<NewInode, 'kind' | 'mode' | 'target' | 'device'>): Location {
    const { directory, name } = at
    if (name === undefined) throw new SystemError('EEXIST', path)
    checkDirectoryWrite(directory, this.credentials, path)
    const now = this.#settings.now()
    const owner = inherited(inodeOf(directory), this.credentials, from.kind, from.mode & 0o7777)
    const inode = directory.point.tree.create(directory.inode, name, { ...from, ...owner, modifiedAt: now }, now)
    return { point: directory.point, inode, path: childPath(directory.path, name) }
  }
}

/** The files that `mounts` show, as `credentials` see them. One mount must be at `/`. */
export const createFileSystem = ({ mounts, credentials, now, umask = () => 0o022 }: FileSystemOptions): FileSystem => {
  const table = mounts instanceof MountTable ? mounts : new MountTable(mounts)
  return new MountedFileSystem({ table, now, umask }, credentials)
}
