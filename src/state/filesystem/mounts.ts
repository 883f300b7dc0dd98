import { type Mount, SystemError } from './contract.ts'
import type { FileTree } from './file-tree.ts'
import { childPath, rootInode } from './inode.ts'
import { inodesOf } from './tree.ts'

/** A mount as paths meet it: the inode that stands at its destination. */
export interface MountPoint {
  readonly mount: Mount
  readonly tree: FileTree
  readonly inode: number
}

/** What is mounted where, in one container. Changes are seen at once by every file system that stands on it. */
export class MountTable {
  readonly #points = new Map<string, MountPoint>()
  #mounts: readonly Mount[] | undefined

  constructor(mounts: Iterable<Mount>) {
    for (const mount of mounts) this.add(mount)
    if (!this.#points.has('/')) throw new TypeError('nothing is mounted at /')
  }

  /** Mounts over whatever is there. The subpath must exist: ENOENT. */
  add(mount: Mount): void {
    const tree = inodesOf(mount.tree)
    const inode = inodeAt(tree, mount.subpath ?? '/')
    this.remove(mount.destination)
    if (inode !== rootInode) tree.retain(inode)
    this.#points.set(mount.destination, { mount, tree, inode })
    this.#mounts = undefined
  }

  remove(destination: string): void {
    const point = this.#points.get(destination)
    if (!point) return
    if (point.inode !== rootInode) point.tree.release(point.inode)
    this.#points.delete(destination)
    this.#mounts = undefined
  }

  get root(): MountPoint {
    const point = this.#points.get('/')
    if (!point) throw new SystemError('ENOENT', '/')
    return point
  }

  at(path: string): MountPoint | undefined {
    return this.#points.size > 1 ? this.#points.get(path) : undefined
  }

  /** Names in `directory` that are mount points. */
  *namesIn(directory: string): Generator<[name: string, point: MountPoint]> {
    if (this.#points.size === 1) return
    for (const [path, point] of this.#points) {
      const name = path.slice(path.lastIndexOf('/') + 1)
      if (name !== '' && childPath(directory, name) === path) yield [name, point]
    }
  }

  /** The innermost mount that shows `path`. */
  covering(path: string): Mount {
    let longest = this.root.mount
    for (const { mount } of this.#points.values()) {
      const longer = mount.destination.length > longest.destination.length
      if (longer && `${path}/`.startsWith(`${mount.destination}/`)) longest = mount
    }
    return longest
  }

  /** Whether something is mounted at `path` or below it. */
  busy(path: string): boolean {
    if (path === '/') return true
    for (const destination of this.#points.keys())
      if (destination === path || destination.startsWith(`${path}/`)) return true
    return false
  }

  /** Outermost first, otherwise in the order in which they were mounted. */
  get mounts(): readonly Mount[] {
    this.#mounts ??= [...this.#points.values()]
      .map(({ mount }) => mount)
      .sort((a, b) => depth(a.destination) - depth(b.destination))
    return this.#mounts
  }
}

export const createMountTable = (mounts: Iterable<Mount>): MountTable => new MountTable(mounts)

const depth = (path: string): number => (path === '/' ? 0 : path.split('/').length - 1)

/** The file at a clean path of a tree. A symlink on the way is not followed: a subpath cannot leave its volume. */
export const inodeAt = (tree: FileTree, path: string): number => {
  let id = rootInode
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name === '..') throw new SystemError('EINVAL', path)
    const next = tree.lookup(id, name)
    if (next === undefined) throw new SystemError('ENOENT', path)
    id = next
  }
  return id
}
