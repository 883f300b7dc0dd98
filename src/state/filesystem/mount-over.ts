import type { Instant } from '../time.ts'
import { type FileSystem, type Mount, root } from './contract.ts'
import { createFileSystem } from './filesystem.ts'
import { childPath } from './inode.ts'
import { inodeAt, type MountTable } from './mounts.ts'
import { inodesOf } from './tree.ts'

/** Where a destination really is, as far as it exists: runc resolves symlinks inside the root before it mounts. */
const realDestination = (files: FileSystem, path: string): string => {
  if (files.exists(path)) return files.realPath(path)
  const slash = path.lastIndexOf('/')
  return childPath(realDestination(files, path.slice(0, Math.max(1, slash))), path.slice(slash + 1))
}

const makeMountPoint = (table: MountTable, mount: Mount, destination: string): void => {
  const below = table.covering(destination)
  const tree = inodesOf(mount.tree)
  const kind = tree.get(inodeAt(tree, mount.subpath ?? '/')).kind === 'directory' ? 'directory' : 'file'
  const inside = destination.slice(below.destination === '/' ? 0 : below.destination.length)
  const path = below.subpath === undefined || below.subpath === '/' ? inside : `${below.subpath}${inside}`
  below.tree.apply([{ path, kind, mode: 0o755 }])
}

/**
 * Mounts as runc does when a container starts: through symlinks, and with a directory or an empty file made where there
 * is none, which is how mount points come to be listed by `docker diff`. Returns the real destination.
 */
export const mountOver = (table: MountTable, mount: Mount, now: () => Instant): string => {
  const files = createFileSystem({ mounts: table, credentials: root, now })
  const destination = realDestination(files, mount.destination)
  if (!files.exists(destination)) makeMountPoint(table, mount, destination)
  table.add({ ...mount, destination })
  return destination
}
