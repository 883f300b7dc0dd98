import { archiveOf, realPrefix } from '../archive/copy.ts'
import { clean, directoryOf } from '../archive/name.ts'
import { readTar } from '../archive/tar.ts'
import { DockerError, internal } from '../error.ts'
import { type FileEntry, type FileSystem, SystemError, type Tree } from '../filesystem/contract.ts'
import { childPath } from '../filesystem/inode.ts'
import type { Progress } from '../progress.ts'
import { settled } from '../task.ts'
import type { Owner } from './owner.ts'
import { type CopyItem, nameOf } from './sources.ts'

export interface Copy {
  readonly from: FileSystem
  readonly items: readonly CopyItem[]
  /** Absolute; a slash at its end asks for a directory. */
  readonly destination: string
  /** Whom everything is given to; undefined leaves it to its owners. */
  readonly owner: Owner | undefined
  /** ADD: archives are unpacked. */
  readonly unpacks: boolean
}

/** Where the daemon has mounted the files it copies into: refusals name it. */
export interface CopyTarget {
  readonly tree: Tree
  readonly files: FileSystem
  readonly mountPoint: string
}

/** Puts files into an image's tree, and tells which (moby daemon/builder/dockerfile/copy.go, performCopyForInfo). */
export function* copyInto(target: CopyTarget, copy: Copy): Progress<readonly FileEntry[]> {
  const place = placeOf(target, copy.destination)
  const entries: FileEntry[] = []
  const made = new Set<string>()
  for (const item of copy.items) {
    const archive = copy.unpacks && !item.isDirectory ? yield* unpack(copy.from.readFile(item.path)) : undefined
    const makes = (path: string, owner: Owner | undefined, what: string): FileEntry[] =>
      missingDirectories(target, path, made, what).map(directory => ({
        path: directory,
        kind: 'directory',
        mode: 0o755,
        ...owner,
      }))
    if (archive) entries.push(...makes(place.path, undefined, 'untar'), ...moved(archive, place.path))
    else if (item.isDirectory) {
      entries.push(...makes(directoryOf(place.path), undefined, directoryFailure))
      entries.push(...makes(place.path, copy.owner, directoryFailure))
      entries.push(...moved(directoryEntries(copy, item), place.path))
    } else {
      const path = place.isDirectory ? childPath(place.path, nameOf(item)) : place.path
      entries.push(...makes(directoryOf(path), copy.owner, 'failed to create new directory'))
      entries.push({ ...fileEntry(copy, item.path), path })
    }
  }
  target.tree.apply(entries)
  return entries
}

const directoryFailure = 'failed to copy directory'

interface Place {
  /** Links followed, as far as there is something. */
  readonly path: string
  readonly isDirectory: boolean
}

const placeOf = ({ files }: CopyTarget, destination: string): Place => {
  const path = clean(destination)
  const real = files.exists(path) ? files.realPath(path) : realPrefix(files, path)
  const isDirectory = destination.endsWith('/') || (files.exists(real) && files.stat(real).kind === 'directory')
  return { path: real, isDirectory }
}

/** The directories on the way that are not there yet, outermost first; each is told once. */
const missingDirectories = (
  { files, mountPoint }: CopyTarget,
  path: string,
  made: Set<string>,
  what: string,
): string[] => {
  const missing: string[] = []
  for (let at = path; at !== '/' && !made.has(at); at = directoryOf(at)) {
    const kind = kindOf(files, at)
    if (kind === 'directory') break
    if (kind !== undefined) throw internal(`mkdir ${mountPoint}${at}: not a directory`).wrap(what)
    made.add(at)
    missing.unshift(at)
  }
  return missing
}

const kindOf = (files: FileSystem, path: string): string | undefined => {
  try {
    return files.stat(path).kind
  } catch (error) {
    if (error instanceof SystemError) return undefined
    throw error
  }
}

/** Entries under another root. */
const moved = (entries: readonly FileEntry[], root: string): FileEntry[] =>
  entries.flatMap(entry => {
    if (entry.path === '/') return []
    const path = clean(`${root}/${entry.path}`)
    return entry.kind === 'hardlink' ? { ...entry, path, target: clean(`${root}/${entry.target}`) } : { ...entry, path }
  })

/** What is in a directory, with names from there. */
const directoryEntries = ({ from, owner }: Copy, { path }: CopyItem): FileEntry[] =>
  [...archiveOf(from, path === '/' ? path : `${path}/.`)].map(({ name = '', ...entry }) => ({
    ...owned(entry, owner),
    path: clean(`/${name}`),
    ...(entry.kind === 'hardlink' && { target: clean(`/${entry.target}`) }),
  }))

const fileEntry = ({ from, owner }: Copy, path: string): FileEntry => {
  const { kind, mode, uid, gid, modifiedAt, device } = from.lstat(path)
  const content = kind === 'file' ? from.readFile(path) : undefined
  return owned(
    { path, kind, mode, uid, gid, modifiedAt, ...(content && { content }), ...(device && { device }) },
    owner,
  )
}

const setIdBits = 0o6000

/** Whoever gives a file away takes its set-id bits (chown(2)). */
const owned = (entry: FileEntry, owner: Owner | undefined): FileEntry => {
  if (!owner) return entry
  return { ...entry, ...owner, ...(entry.kind === 'file' && { mode: (entry.mode ?? 0) & ~setIdBits }) }
}

/** The members of an archive, compressed or not; undefined for a file that is none. */
function* unpack(content: Uint8Array): Progress<readonly FileEntry[] | undefined> {
  if (content.length === 0) return undefined
  try {
    const entries = yield* settled(readTar(streamOf(content)))
    return entries.length > 0 ? entries : undefined
  } catch (error) {
    if (error instanceof DockerError && error.kind !== 'not-implemented') return undefined
    throw error
  }
}

const streamOf = (content: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(content)
      controller.close()
    },
  })
