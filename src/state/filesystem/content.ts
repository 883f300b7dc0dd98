import { type FrozenInode, type Inode, noBytes } from './inode.ts'

/** What a container may write before it is told ENOSPC. */
export const limitBytesDefault = 64 * 1024 * 1024

/** What a private record and a private directory entry count against the limit: about what they cost. */
export const inodeBytes = 256
export const nameBytes = (name: string): number => 64 + 2 * name.length

export const chargeOf = (inode: FrozenInode): number => {
  let sum = inodeBytes + inode.writtenBytes
  for (const name of inode.entries?.keys() ?? []) sum += nameBytes(name)
  return sum
}

/**
 * Gives a private file another size and makes it writable in place from `from` on; growth is zeros. Returns by how much
 * the charge changes.
 */
export const resize = (inode: Inode, sizeBytes: number, from: number): number => {
  const charged = inode.writtenBytes
  if (sizeBytes === 0) inode.bytes = noBytes
  else if (sizeBytes > inode.sizeBytes || from < sizeBytes) makeRoom(inode, sizeBytes, from)
  inode.writtenBytes = from < sizeBytes ? sizeBytes : Math.min(charged, sizeBytes)
  inode.sizeBytes = sizeBytes
  return inode.writtenBytes - charged
}

const makeRoom = (inode: Inode, sizeBytes: number, from: number): void => {
  const short = sizeBytes > inode.bytes.length
  if (!short && from >= inode.sharedBytes) {
    if (sizeBytes > inode.sizeBytes) inode.bytes.fill(0, inode.sizeBytes, sizeBytes)
    return
  }
  const bytes = new Uint8Array(short ? Math.max(sizeBytes, Math.ceil(inode.bytes.length * 1.5)) : sizeBytes)
  bytes.set(inode.bytes.subarray(0, Math.min(inode.sizeBytes, sizeBytes)))
  inode.bytes = bytes
  inode.sharedBytes = 0
}
