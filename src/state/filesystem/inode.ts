import type { Instant } from '../time.ts'
import { type FileEntry, type FileKind, type Stat, SystemError } from './contract.ts'

export const rootInode = 1

export const noBytes: Uint8Array = new Uint8Array(0)

/** What Linux allows: NAME_MAX bytes for one name, PATH_MAX for a path, forty symlinks on the way. */
export const nameBytesMax = 255
export const pathLengthMax = 4096
export const symlinksMax = 40

/** One file of a tree, whatever names it has. Records of a frozen base are shared by many trees and never change. */
export interface Inode {
  kind: FileKind
  mode: number
  uid: number
  gid: number
  modifiedAt: Instant
  links: number
  /** Of a regular file: the content is the first `sizeBytes` of it, the rest is room to grow. */
  bytes: Uint8Array
  sizeBytes: number
  /** So many bytes at the start may be seen by others; only what lies behind them is written in place. */
  sharedBytes: number
  /** So much of the content was written by programs of this tree (and not given to it by an archive or a layer). */
  writtenBytes: number
  entries: Map<string, number> | undefined
  target: string | undefined
  device: readonly [major: number, minor: number] | undefined
}

/** A record that belongs to others too: look, do not touch. */
export type FrozenInode = Readonly<Omit<Inode, 'entries'>> & {
  readonly entries: ReadonlyMap<string, number> | undefined
}

export interface Attributes {
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly modifiedAt: Instant
}

export interface NewInode extends Attributes {
  readonly kind: FileKind
  readonly content?: Uint8Array | undefined
  readonly target?: string | undefined
  readonly device?: readonly [major: number, minor: number] | undefined
}

/** A tree as its inodes: what archives, layers and paths are worked out on. */
export interface Inodes {
  /** ENOENT when it is gone. */
  get(id: number): FrozenInode
  lookup(directory: number, name: string): number | undefined
  create(directory: number, name: string, from: NewInode, now: Instant): number
  /** Another name for a file. */
  link(directory: number, name: string, id: number, now: Instant): void
  /** Takes a name away; the file goes with its last one. A directory must be empty. */
  unlink(directory: number, name: string, now: Instant): void
  change(id: number, attributes: Partial<Attributes>): void
  /** The content as it is now: a view that later writes do not change. */
  content(id: number): Uint8Array
}

export const newInode = (from: NewInode): Inode => ({
  kind: from.kind,
  mode: from.mode,
  uid: from.uid,
  gid: from.gid,
  modifiedAt: from.modifiedAt,
  links: from.kind === 'directory' ? 2 : 1,
  bytes: from.content ?? noBytes,
  sizeBytes: from.content?.length ?? 0,
  sharedBytes: Number.POSITIVE_INFINITY,
  writtenBytes: 0,
  entries: from.kind === 'directory' ? new Map() : undefined,
  target: from.target,
  device: from.device,
})

/** A private copy of a shared record. Its content stays shared until it is written. */
export const copyInode = (inode: FrozenInode): Inode => ({
  ...inode,
  entries: inode.entries && new Map(inode.entries),
  sharedBytes: Number.POSITIVE_INFINITY,
})

export const statOf = (id: number, inode: FrozenInode): Stat => ({
  kind: inode.kind,
  mode: inode.mode,
  uid: inode.uid,
  gid: inode.gid,
  sizeBytes: sizeOf(inode),
  modifiedAt: inode.modifiedAt,
  inode: id,
  links: inode.links,
  ...(inode.target === undefined ? {} : { target: inode.target }),
  ...(inode.device === undefined ? {} : { device: inode.device }),
})

const sizeOf = (inode: FrozenInode): number => {
  if (inode.kind === 'directory') return 4096
  return inode.kind === 'symlink' ? utf8Length(inode.target ?? '') : inode.sizeBytes
}

/** The record as data. The content is a view, which is safe because shared bytes are never written in place. */
export const entryOf = (path: string, inode: FrozenInode, content: Uint8Array | undefined): FileEntry => ({
  path,
  kind: inode.kind,
  mode: inode.mode,
  uid: inode.uid,
  gid: inode.gid,
  modifiedAt: inode.modifiedAt,
  ...(content === undefined ? {} : { content }),
  ...(inode.target === undefined ? {} : { target: inode.target }),
  ...(inode.device === undefined ? {} : { device: inode.device }),
})

export const childPath = (directory: string, name: string): string =>
  directory === '/' ? `/${name}` : `${directory}/${name}`

/** Directory entries in the one order that everything lists them: by UTF-16 code units. */
export const sortedEntries = (entries: ReadonlyMap<string, number>): [name: string, id: number][] =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1))

export const checkName = (name: string, path: string): void => {
  if (name.length > nameBytesMax || (name.length * 3 > nameBytesMax && utf8Length(name) > nameBytesMax))
    throw new SystemError('ENAMETOOLONG', path)
}

export const utf8Length = (text: string): number => {
  let length = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) length += 1
    else if (unit < 0x800 || (unit & 0xf800) === 0xd800) length += 2
    else length += 3
  }
  return length
}
