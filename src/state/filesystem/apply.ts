import type { Instant } from '../time.ts'
import { type FileEntry, type FileKind, SystemError } from './contract.ts'
import {
  type Attributes,
  checkName,
  type Inodes,
  type NewInode,
  pathLengthMax,
  rootInode,
  symlinksMax,
} from './inode.ts'

const modeDefaults: Readonly<Record<FileKind, number>> = {
  file: 0o644,
  directory: 0o755,
  symlink: 0o777,
  'character-device': 0o644,
  fifo: 0o644,
  socket: 0o644,
}

interface Application {
  readonly tree: Inodes
  readonly now: Instant
  /** What came with this archive: an opaque mark spares it. */
  readonly brought: Set<number>
  /** Filling a directory moves its time; those that came with one get it back at the end. */
  readonly times: Map<number, Instant>
}

/** Unpacks entries one after the other, as moby's UnpackLayer does (pkg/archive/diff.go). Throws half way. */
export const applyEntries = (tree: Inodes, entries: Iterable<FileEntry>, now: () => Instant): void => {
  const application: Application = { tree, now: now(), brought: new Set(), times: new Map() }
  for (const entry of entries) applyEntry(application, entry)
  for (const [id, modifiedAt] of application.times) tree.change(id, { modifiedAt })
}

const applyEntry = (application: Application, entry: FileEntry): void => {
  const names = split(entry.path)
  const name = names.pop()
  if (name === undefined) {
    if (entry.kind === 'directory') settle(application, rootInode, attributesOf(application, entry, 'directory'))
    else if (entry.kind === 'opaque') empty(application, rootInode)
    else throw new SystemError('EISDIR', entry.path)
    return
  }
  if (entry.kind === 'whiteout') {
    const directory = walk(application, names, entry.path, false)
    if (directory !== undefined) remove(application, directory, name)
    return
  }
  const directory = walk(application, names, entry.path, true) ?? rootInode
  if (entry.kind === 'opaque') {
    const id = application.tree.lookup(directory, name)
    if (id !== undefined) empty(application, id)
  } else if (entry.kind === 'hardlink') putLink(application, directory, name, entry)
  else put(application, directory, name, entry, entry.kind)
}

const split = (path: string): string[] => {
  if (!path.startsWith('/') || path.includes('\0')) throw new SystemError('EINVAL', path)
  if (path.length > pathLengthMax) throw new SystemError('ENAMETOOLONG', path)
  const names = path.split('/').filter(name => name !== '' && name !== '.')
  for (const name of names) {
    if (name === '..') throw new SystemError('EINVAL', path)
    checkName(name, path)
  }
  return names
}

const attributesOf = (application: Application, entry: FileEntry, kind: FileKind): Attributes => ({
  mode: (entry.mode ?? modeDefaults[kind]) & 0o7777,
  uid: entry.uid ?? 0,
  gid: entry.gid ?? 0,
  modifiedAt: entry.modifiedAt ?? application.now,
})

const settle = ({ tree, brought, times }: Application, id: number, attributes: Attributes): void => {
  tree.change(id, attributes)
  times.set(id, attributes.modifiedAt)
  brought.add(id)
}

const put = (application: Application, directory: number, name: string, entry: FileEntry, kind: FileKind): void => {
  const { tree, now, brought } = application
  const attributes = attributesOf(application, entry, kind)
  const existing = tree.lookup(directory, name)
  if (kind === 'directory' && existing !== undefined && tree.get(existing).kind === 'directory') {
    settle(application, existing, attributes)
    return
  }
  const from: NewInode = {
    ...attributes,
    kind,
    content: kind === 'file' ? entry.content : undefined,
    target: kind === 'symlink' ? (entry.target ?? '') : undefined,
    device: kind === 'character-device' ? (entry.device ?? [0, 0]) : undefined,
  }
  remove(application, directory, name)
  const id = tree.create(directory, name, from, now)
  brought.add(id)
  if (kind === 'directory') application.times.set(id, attributes.modifiedAt)
}

const putLink = (application: Application, directory: number, name: string, entry: FileEntry): void => {
  const { tree, now, brought } = application
  const target = entry.target ?? ''
  const names = split(target)
  const last = names.pop()
  const holder = walk(application, names, target, false)
  const id = holder === undefined || last === undefined ? undefined : tree.lookup(holder, last)
  if (id === undefined) throw new SystemError('ENOENT', target)
  if (tree.get(id).kind === 'directory') throw new SystemError('EPERM', entry.path)
  brought.add(id)
  if (tree.lookup(directory, name) === id) return
  remove(application, directory, name)
  tree.link(directory, name, id, now)
}

/** The directory at the end of `names`, through symlinks; made (0755, root) or undefined when it is not there. */
const walk = ({ tree, now }: Application, names: string[], path: string, make: boolean): number | undefined => {
  const trail = [rootInode]
  const pending = names.reverse()
  let symlinks = 0
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name === '..') {
      if (trail.length > 1) trail.pop()
      continue
    }
    const here = trail.at(-1) ?? rootInode
    let id = tree.lookup(here, name)
    if (id === undefined) {
      if (!make) return undefined
      id = tree.create(here, name, { kind: 'directory', mode: 0o755, uid: 0, gid: 0, modifiedAt: now }, now)
    }
    const inode = tree.get(id)
    if (inode.target !== undefined) {
      if (++symlinks > symlinksMax) throw new SystemError('ELOOP', path)
      if (inode.target.startsWith('/')) trail.length = 1
      pending.push(
        ...inode.target
          .split('/')
          .filter(part => part !== '' && part !== '.')
          .reverse(),
      )
    } else if (inode.kind === 'directory') trail.push(id)
    else if (make) throw new SystemError('ENOTDIR', path)
    else return undefined
  }
  return trail.at(-1)
}

const empty = (application: Application, directory: number): void => {
  for (const [name, id] of [...(application.tree.get(directory).entries ?? [])])
    if (!application.brought.has(id)) remove(application, directory, name)
}

/** Takes away a name and everything below it, deepest first. */
const remove = ({ tree, now, brought, times }: Application, directory: number, name: string): void => {
  const id = tree.lookup(directory, name)
  if (id === undefined) return
  const found: [directory: number, name: string, id: number][] = [[directory, name, id]]
  for (let index = 0; index < found.length; index++) {
    const [, , inside] = found[index] ?? [0, '', rootInode]
    for (const [childName, child] of tree.get(inside).entries ?? []) found.push([inside, childName, child])
  }
  for (const [holder, childName, child] of found.reverse()) {
    tree.unlink(holder, childName, now)
    brought.delete(child)
    times.delete(child)
  }
}
