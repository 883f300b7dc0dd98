import type { Change, FileEntry } from './contract.ts'
import { childPath, entryOf, type FrozenInode, type Inodes, rootInode, sortedEntries } from './inode.ts'

interface Difference {
  readonly path: string
  kind: Change['kind'] | 'same'
  readonly inode: number
}

interface Visit {
  readonly path: string
  readonly before: number | undefined
  readonly after: number | undefined
  /** The directory that it is in, to be marked when something below it differs. */
  readonly parent: Mark | undefined
}

interface Mark {
  readonly difference: Difference
  readonly parent: Mark | undefined
}

/** moby's statDifferent (pkg/archive/changes_unix.go): of directories only what chmod and chown set counts. */
const differs = (before: FrozenInode, after: FrozenInode): boolean => {
  if (before === after) return false
  if (before.kind !== after.kind || before.mode !== after.mode) return true
  if (before.uid !== after.uid || before.gid !== after.gid) return true
  if (before.kind === 'directory') return false
  if (before.modifiedAt !== after.modifiedAt || before.sizeBytes !== after.sizeBytes) return true
  // A clock that stands still hides a rewrite from the times; the buffers tell it.
  if (before.bytes !== after.bytes || before.target !== after.target) return true
  return before.device?.[0] !== after.device?.[0] || before.device?.[1] !== after.device?.[1]
}

const touch = (mark: Mark | undefined): void => {
  for (let at = mark; at && at.difference.kind === 'same'; at = at.parent) at.difference.kind = 'modified'
}

const compare = (visit: Visit, before: FrozenInode | undefined, after: FrozenInode | undefined): Difference['kind'] => {
  if (!after) return 'deleted'
  if (!before) return 'added'
  return visit.path !== '/' && differs(before, after) ? 'modified' : 'same'
}

/** The pairs below two directories of one name, last name first because they go on a stack. */
const below = (visit: Visit, before: FrozenInode | undefined, after: FrozenInode, parent: Mark): Visit[] => {
  const old = before?.entries ?? new Map<string, number>()
  const fresh = after.entries ?? new Map<string, number>()
  const names = sortedEntries(new Map([...old, ...fresh])).map(([name]) => name)
  return names
    .reverse()
    .map(name => ({ path: childPath(visit.path, name), before: old.get(name), after: fresh.get(name), parent }))
}

/**
 * Both trees side by side, in path order. A directory in which something differs is itself modified, and what was below
 * a deleted or replaced directory is not listed: moby's addChanges (pkg/archive/changes.go).
 */
const differences = (origin: ReadonlyMap<number, FrozenInode>, tree: Inodes): Difference[] => {
  const found: Difference[] = []
  const pending: Visit[] = [{ path: '/', before: rootInode, after: rootInode, parent: undefined }]
  for (let visit = pending.pop(); visit; visit = pending.pop()) {
    const before = visit.before === undefined ? undefined : origin.get(visit.before)
    const after = visit.after === undefined ? undefined : tree.get(visit.after)
    const difference: Difference = {
      path: visit.path,
      kind: compare(visit, before, after),
      inode: visit.after ?? rootInode,
    }
    found.push(difference)
    if (difference.kind !== 'same') touch(visit.parent)
    if (after?.entries)
      for (const next of below(visit, before, after, { difference, parent: visit.parent })) pending.push(next)
  }
  return found.filter(({ path, kind }) => kind !== 'same' && path !== '/')
}

export const changesBetween = (origin: ReadonlyMap<number, FrozenInode>, tree: Inodes): Change[] =>
  differences(origin, tree).map(({ path, kind }) => ({ path, kind: kind as Change['kind'] }))

/** Second and later names of a file become hard links to the first one that was listed. */
const entryWriter = (tree: Inodes): ((path: string, id: number) => FileEntry) => {
  const names = new Map<number, string>()
  return (path, id) => {
    const inode = tree.get(id)
    const first = names.get(id)
    const content = inode.kind === 'file' ? tree.content(id) : undefined
    const entry = entryOf(path, inode, content)
    if (first !== undefined) return { ...entry, kind: 'hardlink', target: first }
    if (inode.links > 1 && inode.kind !== 'directory') names.set(id, path)
    return entry
  }
}

export const layerBetween = (origin: ReadonlyMap<number, FrozenInode>, tree: Inodes): FileEntry[] => {
  const write = entryWriter(tree)
  return differences(origin, tree).map(({ path, kind, inode }) =>
    kind === 'deleted' ? { path, kind: 'whiteout' } : write(path, inode),
  )
}

/** Everything but the root itself. */
export function* entriesOf(tree: Inodes, from: number = rootInode, prefix = '/'): Generator<FileEntry> {
  const write = entryWriter(tree)
  const pending: [path: string, id: number][] = []
  const push = (path: string, id: number): void => {
    for (const [name, child] of sortedEntries(tree.get(id).entries ?? new Map()).reverse())
      pending.push([childPath(path, name), child])
  }
  push(prefix, from)
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [path, id] = next
    yield write(path, id)
    push(path, id)
  }
}
