import { type DockerError, internal, invalid, notFound } from '../error.ts'
import { type FileSystem, type Mount, root, SystemError } from '../filesystem/contract.ts'
import { createFileSystem } from '../filesystem/filesystem.ts'
import { mountOver } from '../filesystem/mount-over.ts'
import { createMountTable } from '../filesystem/mounts.ts'
import { createTree } from '../filesystem/tree.ts'
import { errorText } from '../kernel/error-text.ts'
import { absolutePath } from '../kernel/path.ts'
import type { Instant } from '../time.ts'

/**
 * Narrows a mount to a part of it: symlinks are followed, but none may lead out (moby daemon/volume/safepath). `source` is
 * where the host has what is mounted.
 */
export const narrow = (mount: Mount, source: string, subpath: string, now: () => Instant): Mount => {
  const host = createMountTable([{ destination: '/', tree: createTree([], now), readOnly: false, type: 'overlay' }])
  mountOver(host, { ...mount, destination: source }, now)
  const files = createFileSystem({ mounts: host, credentials: root, now })
  const path = `${source}/${subpath}`
  const real = realPath(files, path)
  if (real !== source && !real.startsWith(`${source}/`))
    throw invalid(`path concatenation escapes the base directory, base: ${source}, subpath: ${subpath}`)
  return { ...mount, subpath: `${mount.subpath ?? ''}${real.slice(source.length)}` || '/' }
}

const realPath = (files: FileSystem, path: string): string => {
  try {
    return files.realPath(path)
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    throw error.code === 'ENOENT' ? missing(files, path) : unresolved(path, error)
  }
}

const unresolved = (path: string, { code }: SystemError): DockerError =>
  internal(`error while resolving symlinks in combined path "${path}": ${errorText[code].toLowerCase()}`)

const missing = (files: FileSystem, path: string): DockerError =>
  notFound(`cannot access path ${path}: lstat ${firstMissing(files, path)}: no such file or directory`)

/** The first name on the way that is not there, or what a symlink on the way says instead. */
const firstMissing = (files: FileSystem, path: string): string => {
  const names = path.split('/').filter(name => name !== '')
  let place = '/'
  for (const name of names) {
    const here = absolutePath(place, name)
    if (!files.exists(here)) return isSymlink(files, here) ? absolutePath(place, files.readLink(here)) : here
    place = files.realPath(here)
  }
  return path
}

const isSymlink = (files: FileSystem, path: string): boolean => {
  try {
    return files.lstat(path).kind === 'symlink'
  } catch (error) {
    if (error instanceof SystemError) return false
    throw error
  }
}
