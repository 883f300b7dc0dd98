import { internal } from '../error.ts'
import type { FileEntry } from '../filesystem/contract.ts'
import { childPath } from '../filesystem/inode.ts'

const whiteoutPrefix = '.wh.'
const opaqueName = '.wh..wh..opq'
/** Bookkeeping of the aufs driver in old layers: names that start with this are skipped, as moby does. */
const aufsPrefix = '.wh..wh.'

/** Go's filepath.Clean: relative names may keep `..` at the start. */
export const clean = (path: string): string => {
  const absolute = path.startsWith('/')
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name !== '..') names.push(name)
    else if (names.length > 0 && names.at(-1) !== '..') names.pop()
    else if (!absolute) names.push(name)
  }
  return absolute ? `/${names.join('/')}` : names.join('/') || '.'
}

/** Go's filepath.Dir of a clean absolute path, and its Base. */
export const directoryOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')))
export const baseOf = (path: string): string => {
  const trimmed = path.replace(/\/+$/, '')
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1)
}

/** Whether a path climbs above where it begins; one that begins at the root begins there all the same. */
const climbsOut = (path: string): boolean => /^\.\.(\/|$)/.test(clean(path.replace(/^\/+/, '')))

/** Where a member of an archive belongs below the place where it is unpacked (go-archive; texts seen with 28.5.2). */
export const memberPath = (name: string): string => {
  if (climbsOut(name)) throw internal(`invalid entry name ${JSON.stringify(name)}`)
  return clean(`/${name}`)
}

/** The same for what a hard link points to. */
export const hardLinkTarget = (target: string): string => {
  if (climbsOut(target)) throw internal(`invalid hardlink target ${JSON.stringify(target)}`)
  return clean(`/${target}`)
}

/** What a `.wh.` name of a layer takes away; undefined for any other name. */
export const whiteoutOf = (path: string): FileEntry | 'skip' | undefined => {
  const directory = directoryOf(path)
  const name = baseOf(path)
  if (name === opaqueName) return { path: directory, kind: 'opaque' }
  if (path.split('/').some(part => part.startsWith(aufsPrefix))) return 'skip'
  if (!name.startsWith(whiteoutPrefix) || name === whiteoutPrefix) return undefined
  return { path: childPath(directory, name.slice(whiteoutPrefix.length)), kind: 'whiteout' }
}

/** How a member is called in the archive. */
export const memberName = (kind: FileEntry['kind'], name: string): string => {
  if (kind === 'opaque') return name === '' ? opaqueName : `${name}/${opaqueName}`
  if (kind === 'directory') return name.endsWith('/') ? name : `${name === '' ? '.' : name}/`
  if (kind !== 'whiteout') return name
  const slash = name.lastIndexOf('/') + 1
  return `${name.slice(0, slash)}${whiteoutPrefix}${name.slice(slash)}`
}
