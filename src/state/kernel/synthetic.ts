import type { FileKind, Stat } from '../filesystem/contract.ts'
import type { Instant } from '../time.ts'
import type { OpenFile } from './open-file.ts'
import type { Process } from './process.ts'

/** A file that is made up when somebody looks at it. */
export interface SyntheticNode {
  readonly kind: FileKind
  readonly mode: number
  readonly uid: number
  readonly gid: number
  /** Of a file. */
  readonly text?: () => string
  /** Of a file that may be written; throws SystemError. */
  readonly write?: (text: string) => void
  /** Of a directory. */
  readonly names?: () => readonly string[]
  /** Of a symlink. One that is not a path (`pipe:[3]`) leads to `file`. */
  readonly target?: string
  readonly file?: OpenFile
  readonly device?: readonly [major: number, minor: number]
}

export interface SyntheticTable {
  /** The node at an absolute, clean path; `viewer` is who /proc/self leads to. */
  find(path: string, viewer: Process | undefined): SyntheticNode | undefined
  readonly madeAt: Instant
}

const node = (kind: FileKind, mode: number, rest: Partial<SyntheticNode>): SyntheticNode => ({
  kind,
  mode,
  uid: 0,
  gid: 0,
  ...rest,
})

export const directoryNode = (names: () => readonly string[], rest: Partial<SyntheticNode> = {}): SyntheticNode =>
  node('directory', 0o555, { names, ...rest })

export const textNode = (text: () => string, rest: Partial<SyntheticNode> = {}): SyntheticNode =>
  node('file', 0o444, { text, ...rest })

export const linkNode = (target: string, rest: Partial<SyntheticNode> = {}): SyntheticNode =>
  node('symlink', 0o777, { target, ...rest })

export const deviceNode = (device: readonly [number, number], mode: number): SyntheticNode =>
  node('character-device', mode, { device })

/** A number that stays the same for a path, as inode numbers do. */
const inodeOf = (path: string): number => {
  let value = 0x811c9dc5
  for (let index = 0; index < path.length; index++) value = Math.imul(value ^ path.charCodeAt(index), 0x01000193)
  return 0xf000_0000 + ((value >>> 0) % 0x0fff_ffff)
}

export const statOf = (node: SyntheticNode, path: string, madeAt: Instant): Stat => ({
  kind: node.kind,
  mode: node.mode,
  uid: node.uid,
  gid: node.gid,
  sizeBytes: 0,
  modifiedAt: madeAt,
  inode: inodeOf(path),
  links: 1,
  ...(node.target !== undefined && { target: node.target }),
  ...(node.device && { device: node.device }),
})

/** The entry of a table under a name that comes from a program: `constructor` is no file. */
export const entryOf = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined
