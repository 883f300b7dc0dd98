import type { Engine } from '../engine.ts'
import { type FileEntry, root, SystemError, type Tree } from '../filesystem/contract.ts'
import { createFileSystem } from '../filesystem/filesystem.ts'
import type { VolumeFiles } from './local-mount.ts'

/**
 * Copies the directory at `path` of an image into an empty volume; false when there is no such directory, and then nobody
 * looks at the volume.
 */
export const fillFromImage = (engine: Engine, image: Tree, path: string, volume: () => VolumeFiles): boolean => {
  const directory = directoryAt(engine, image, path)
  if (directory === undefined) return false
  const { tree, subpath = '/' } = volume()
  const target = subpath === '/' ? '' : subpath
  if (!isEmpty(tree, target)) return true
  tree.apply(entriesBelow(image, directory).map(entry => movedBelow(target, entry)))
  return !isEmpty(tree, target)
}

const movedBelow = (target: string, entry: FileEntry): FileEntry => ({
  ...entry,
  path: entry.path === '/' ? target || '/' : `${target}${entry.path}`,
  ...(entry.kind === 'hardlink' && { target: `${target}${entry.target}` }),
})

const isEmpty = (tree: Tree, target: string): boolean => {
  for (const { path } of tree.entries()) if (path.startsWith(`${target}/`) && path !== '/') return false
  return true
}

/** Where the directory really lies, symlinks resolved; undefined when the image has no directory there. */
const directoryAt = (engine: Engine, tree: Tree, path: string): string | undefined => {
  const files = createFileSystem({
    mounts: [{ destination: '/', tree, readOnly: true, type: 'bind' }],
    credentials: root,
    now: engine.clock.now,
  })
  try {
    const real = files.realPath(path)
    return files.stat(real).kind === 'directory' ? real : undefined
  } catch (error) {
    if (error instanceof SystemError) return undefined
    throw error
  }
}

/** The directory's entries as if it were the root. A hard link to outside becomes the file it is a link to. */
const entriesBelow = (tree: Tree, directory: string): FileEntry[] => {
  const all = [...tree.entries()]
  const byPath = new Map(all.map(entry => [entry.path, entry]))
  const prefix = directory === '/' ? '/' : `${directory}/`
  return all.flatMap(entry => {
    if (entry.path === directory) return [{ ...entry, path: '/' }]
    if (!entry.path.startsWith(prefix)) return []
    const path = `/${entry.path.slice(prefix.length)}`
    if (entry.kind !== 'hardlink' || entry.target === undefined) return [{ ...entry, path }]
    if (entry.target.startsWith(prefix)) return [{ ...entry, path, target: `/${entry.target.slice(prefix.length)}` }]
    const file = byPath.get(entry.target)
    return file ? [{ ...file, path }] : []
  })
}
