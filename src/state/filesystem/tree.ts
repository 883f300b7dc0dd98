import type { Instant } from '../time.ts'
import { limitBytesDefault } from './content.ts'
import type { FileEntry, Tree } from './contract.ts'
import { FileTree } from './file-tree.ts'
import { type FrozenInode, newInode, rootInode } from './inode.ts'

const emptyRoot = (now: () => Instant): FrozenInode =>
  newInode({ kind: 'directory', mode: 0o755, uid: 0, gid: 0, modifiedAt: now() })

/**
 * A tree of its own, with `entries` in it. `now` is the time of files that come without one, `limitBytes` how much may
 * be written to it, and again to each of its forks; what an archive or a layer brings does not count.
 */
export const createTree = (
  entries: Iterable<FileEntry> = [],
  now: () => Instant = () => 0,
  limitBytes: number = limitBytesDefault,
): FileTree => {
  const inodes = new Map([[rootInode, emptyRoot(now)]])
  const tree = new FileTree({ inodes, nextInode: rootInode + 1, now, limitBytes, totalBytes: undefined })
  tree.apply(entries)
  return tree
}

/** The inodes behind a tree: there is one kind of tree in the engine. */
export const inodesOf = (tree: Tree): FileTree => {
  if (tree instanceof FileTree) return tree
  throw new TypeError('not a tree that createTree made')
}
