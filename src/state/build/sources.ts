import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { baseOf } from '../archive/name.ts'
import { type DockerError, internal } from '../error.ts'
import { type FileSystem, type Stat, SystemError } from '../filesystem/contract.ts'
import { childPath } from '../filesystem/inode.ts'
import { matchGlob } from '../program/applets/glob.ts'
import { contextPath, outside } from './context.ts'

/** Where COPY and ADD take from: the context, or the files of an image. */
export interface CopySource {
  readonly files: FileSystem
  readonly isContext: boolean
  /** Hashes by path, so that no file is read twice in a build. */
  readonly hashes: Map<string, string>
}

/** One thing to copy. */
export interface CopyItem {
  /** The real path in the source: links followed. */
  readonly path: string
  /** The name under which it was asked for. */
  readonly name: string
  readonly isDirectory: boolean
  /** What the cache knows it by: `file:…` or `dir:…`. */
  readonly hash: string
}

const hexOf = (text: string): string => bytesToHex(sha256(new TextEncoder().encode(text)))

/** All that the arguments of COPY stand for. */
export const findSources = (source: CopySource, paths: readonly string[]): CopyItem[] => {
  const items = paths.flatMap(path => findSource(source, path))
  if (items.length === 0) throw internal('no source files were specified')
  return items
}

/** How the history and the cache name a whole copy. */
export const hashOfItems = (items: readonly CopyItem[]): string => {
  const [first] = items
  if (first && items.length === 1) return first.hash
  return `multi:${hexOf(items.map(({ hash }) => hash).join(','))}`
}

const findSource = (source: CopySource, given: string): CopyItem[] => {
  const path = given.replace(/^\//, '').replace(/^\.\//, '')
  return hasWildcards(path) ? findMatches(source, path) : [itemAt(source, path)]
}

const hasWildcards = (path: string): boolean => /[*?[]/.test(path.replace(/\\./gs, ''))

/** Every name that fits, in the order of a walk. */
const findMatches = (source: CopySource, pattern: string): CopyItem[] => {
  let found: string[] = ['/']
  for (const segment of pattern.split('/')) {
    found = found.flatMap(directory =>
      namesIn(source.files, directory)
        .filter(name => matchGlob(segment, name))
        .map(name => childPath(directory, name)),
    )
  }
  return found.sort().map(path => itemAt(source, path.slice(1)))
}

const namesIn = (files: FileSystem, directory: string): string[] =>
  files.lstat(directory).kind === 'directory' ? files.list(directory).map(({ name }) => name) : []

const itemAt = (source: CopySource, name: string): CopyItem => {
  const { files } = source
  const at = contextPath(name)
  try {
    const path = files.realPath(at)
    const isDirectory = files.stat(path).kind === 'directory'
    return { path, name, isDirectory, hash: isDirectory ? hashDirectory(source, path) : hashFile(source, path) }
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    if (error.code !== 'ENOENT') throw outside(name)
    throw missing(source, name)
  }
}

const missing = ({ isContext }: CopySource, name: string): DockerError => {
  const failure = internal(`stat ${name}: file does not exist`)
  return isContext ? failure.wrap('file not found in build context or excluded by .dockerignore') : failure
}

const hashFile = (source: CopySource, path: string): string => `file:${sumOf(source, path, source.files.lstat(path))}`

/** Of everything in it, itself included; in the order of the hashes, so that names count only through them. */
const hashDirectory = (source: CopySource, path: string): string => {
  const sums: string[] = []
  const pending = [path]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const stat = source.files.lstat(next)
    if (next !== '/') sums.push(sumOf(source, followed(source.files, next), stat))
    if (stat.kind !== 'directory') continue
    for (const { name } of source.files.list(next)) pending.push(childPath(next, name))
  }
  return `dir:${hexOf(sums.sort().join(','))}`
}

/** moby takes the sum of what a link leads to, or its own path when it leads nowhere. */
const followed = (files: FileSystem, path: string): string => {
  try {
    return files.realPath(path)
  } catch (error) {
    if (error instanceof SystemError) return path
    throw error
  }
}

const typeFlags: Readonly<Record<Stat['kind'], string>> = {
  file: '0',
  symlink: '2',
  'character-device': '3',
  directory: '5',
  fifo: '6',
  socket: '0',
}

/** A file's sum: its header without the time, then its content (moby's tarsum, version 1). */
const sumOf = ({ files, hashes }: CopySource, path: string, own: Stat): string => {
  const known = hashes.get(path)
  if (known !== undefined) return known
  const stat = own.kind === 'symlink' ? files.lstat(path) : own
  const name = path.slice(1)
  const fields = [
    ['name', stat.kind === 'directory' ? `${name}/` : name],
    ['mode', stat.mode],
    ['uid', stat.uid],
    ['gid', stat.gid],
    ['size', stat.kind === 'file' ? stat.sizeBytes : 0],
    ['typeflag', typeFlags[stat.kind]],
    ['linkname', stat.target ?? ''],
    ['uname', ''],
    ['gname', ''],
    ['devmajor', stat.device?.[0] ?? 0],
    ['devminor', stat.device?.[1] ?? 0],
  ]
  const hash = sha256.create().update(new TextEncoder().encode(fields.flat().join('')))
  if (stat.kind === 'file') hash.update(files.readFile(path))
  const sum = bytesToHex(hash.digest())
  hashes.set(path, sum)
  return sum
}

/** The last part of the name that was asked for. */
export const nameOf = ({ name }: CopyItem): string => baseOf(name)
