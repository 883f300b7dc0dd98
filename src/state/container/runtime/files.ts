import type { Engine } from '../../engine.ts'
import { type FileEntry, type FileSystem, root, SystemError, type Tree } from '../../filesystem/contract.ts'
import { createFileSystem } from '../../filesystem/filesystem.ts'
import { createTree } from '../../filesystem/tree.ts'
import type { Image } from '../../image/entity.ts'
import type { Container } from '../entity.ts'
import { makeWorkingDirectory, workingDirectoryFault } from './working-directory.ts'

/** What a daemon puts under every container, in a layer of its own (moby daemon/initlayer/setup_unix.go). */
const initEntries: readonly FileEntry[] = [
  { path: '/dev/pts', kind: 'directory', mode: 0o755 },
  { path: '/dev/shm', kind: 'directory', mode: 0o755 },
  { path: '/proc', kind: 'directory', mode: 0o755 },
  { path: '/sys', kind: 'directory', mode: 0o755 },
  { path: '/.dockerenv', kind: 'file', mode: 0o755 },
  { path: '/etc/resolv.conf', kind: 'file', mode: 0o755 },
  { path: '/etc/hosts', kind: 'file', mode: 0o755 },
  { path: '/etc/hostname', kind: 'file', mode: 0o755 },
  { path: '/dev/console', kind: 'file', mode: 0o755 },
  { path: '/etc/mtab', kind: 'symlink', target: '/proc/mounts' },
]

/** One per image: its containers fork it. */
const initTrees = new WeakMap<Tree, Tree>()

const initTreeOf = (engine: Engine, image: Tree): Tree => {
  const known = initTrees.get(image)
  if (known) return known
  const tree = image.fork()
  const files = filesOf(engine, tree)
  tree.apply(initEntries.filter(({ path }) => !isThere(files, path)))
  initTrees.set(image, tree)
  return tree
}

const isThere = (files: FileSystem, path: string): boolean => {
  try {
    files.lstat(path)
    return true
  } catch (error) {
    if (error instanceof SystemError) return false
    throw error
  }
}

/** A tree as root sees it, with nothing mounted. */
export const filesOf = (engine: Engine, tree: Tree): FileSystem =>
  createFileSystem({
    mounts: [{ destination: '/', tree, readOnly: false, type: 'bind' }],
    credentials: root,
    now: engine.clock.now,
  })

/** The writable layer of a new container; its working directory is made when the image has none. */
export const makeTree =
  (engine: Engine, image: Image | undefined) =>
  ({ config }: Container): Tree => {
    const base = image ? image.tree() : createTree([], engine.clock.now)
    const tree = initTreeOf(engine, base).fork()
    if (config.WorkingDir) makeWorkingDirectory(filesOf(engine, tree), config.WorkingDir)
    return tree
  }

/** Refuses a working directory that cannot be made there. */
export const checkWorkingDirectory = (
  engine: Engine,
  image: Image | undefined,
  containerId: string,
  path: string | null | undefined,
): void => {
  if (!image || !path) return
  const fault = workingDirectoryFault(engine, filesOf(engine, initTreeOf(engine, image.tree())), containerId, path)
  if (fault) throw fault
}
