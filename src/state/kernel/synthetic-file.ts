import { type Credentials, type OpenOptions, type Stat, SystemError } from '../filesystem/contract.ts'
import { endOfStream } from '../pipe.ts'
import { createOpenFile, type OpenFile } from './open-file.ts'
import type { SyntheticNode } from './synthetic.ts'

const encoder = new TextEncoder()

const permissionBit = { read: 4, write: 2, execute: 1 } as const

export const mayUse = (credentials: Credentials, node: SyntheticNode, want: 'read' | 'write' | 'execute'): boolean => {
  const bit = permissionBit[want]
  if (credentials.uid === 0) return want !== 'execute' || (node.mode & 0o111) !== 0
  if (credentials.uid === node.uid) return (node.mode & (bit << 6)) !== 0
  if (credentials.gid === node.gid || credentials.groups.includes(node.gid)) return (node.mode & (bit << 3)) !== 0
  return (node.mode & bit) !== 0
}

/** Text as it was at the time of opening; what is written reaches the node at once. */
export const openNode = (
  node: SyntheticNode,
  path: string,
  stat: Stat,
  credentials: Credentials,
  options: OpenOptions,
): OpenFile => {
  if (node.kind === 'directory' && options.write) throw new SystemError('EISDIR', path)
  if (options.create && options.exclusive) throw new SystemError('EEXIST', path)
  if (options.read && !mayUse(credentials, node, 'read')) throw new SystemError('EACCES', path)
  if (options.write && !node.write) throw new SystemError(node.text ? 'EROFS' : 'EACCES', path)
  const bytes = encoder.encode(options.read ? (node.text?.() ?? '') : '')
  let position = 0
  return createOpenFile({
    name: path,
    stat: () => stat,
    ...(options.read && {
      read(max: number) {
        if (node.kind === 'directory') throw new SystemError('EISDIR', path)
        if (position >= bytes.length) return endOfStream
        const part = bytes.subarray(position, position + max)
        position += part.length
        return part
      },
    }),
    ...(options.write && {
      write(written: Uint8Array) {
        node.write?.(new TextDecoder().decode(written))
        return written.length
      },
    }),
    seek(offset, whence = 'start') {
      if (offset === undefined) return position
      const origin = { start: 0, current: position, end: bytes.length }[whence]
      if (origin + offset < 0) throw new SystemError('EINVAL', path)
      position = origin + offset
      return position
    },
  })
}
