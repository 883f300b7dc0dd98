import type { Credentials } from './contract.ts'
import type { FrozenInode } from './inode.ts'

export type Permission = 'read' | 'write' | 'execute'

const bits: Readonly<Record<Permission, number>> = { read: 4, write: 2, execute: 1 }

const setUserId = 0o4000
const setGroupId = 0o2000
const sticky = 0o1000

export const isMember = (credentials: Credentials, gid: number): boolean =>
  credentials.gid === gid || credentials.groups.includes(gid)

export const isOwner = (inode: FrozenInode, credentials: Credentials): boolean =>
  credentials.uid === 0 || credentials.uid === inode.uid

/** Root may do all, except execute a file that nobody may execute. */
export const allows = (inode: FrozenInode, credentials: Credentials, want: Permission): boolean => {
  if (credentials.uid === 0) return want !== 'execute' || inode.kind === 'directory' || (inode.mode & 0o111) !== 0
  const shift = credentials.uid === inode.uid ? 6 : isMember(credentials, inode.gid) ? 3 : 0
  return ((inode.mode >> shift) & bits[want]) !== 0
}

/** In a sticky directory (/tmp) only the owners of file and directory take a file away. */
export const mayTake = (directory: FrozenInode, inode: FrozenInode, credentials: Credentials): boolean =>
  (directory.mode & sticky) === 0 || isOwner(inode, credentials) || isOwner(directory, credentials)

/** Whose a new file is: a directory with the set-group-id bit hands its group, and to directories the bit, on. */
export const inherited = (
  directory: FrozenInode,
  credentials: Credentials,
  kind: FrozenInode['kind'],
  mode: number,
): { uid: number; gid: number; mode: number } => {
  if ((directory.mode & setGroupId) === 0) return { uid: credentials.uid, gid: credentials.gid, mode }
  return { uid: credentials.uid, gid: directory.gid, mode: kind === 'directory' ? mode | setGroupId : mode }
}

/** chown(2) takes the set-id bits from everything but directories. */
export const modeAfterChown = (inode: FrozenInode): number =>
  inode.kind === 'directory' ? inode.mode : inode.mode & ~(setUserId | setGroupId)

/** chmod(2) by somebody outside the file's group loses the set-group-id bit. */
export const modeAfterChmod = (inode: FrozenInode, credentials: Credentials, mode: number): number =>
  credentials.uid === 0 || isMember(credentials, inode.gid) ? mode & 0o7777 : mode & 0o7777 & ~setGroupId
