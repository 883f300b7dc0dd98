import type { FileEntry } from '../filesystem/contract.ts'
import { unixSeconds } from '../time.ts'
import { memberName } from './name.ts'

/** The blocks of one member as POSIX writes them: ustar, and a pax header before it for what does not fit. */

export const blockBytes = 512

/** A file under the name that it has in the archive; absent: its path without the first slash. */
export type ArchiveEntry = FileEntry & { readonly name?: string }

const typeFlags: Readonly<Record<FileEntry['kind'], string | undefined>> = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  'character-device': '3',
  directory: '5',
  fifo: '6',
  whiteout: '0',
  opaque: '0',
  // "archive: skipping since it is a socket", says moby.
  socket: undefined,
}

interface Header {
  readonly name: Uint8Array
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly sizeBytes: number
  readonly modifiedSeconds: number
  readonly flag: string
  readonly target: Uint8Array
  readonly device?: readonly [major: number, minor: number] | undefined
}

const encoder = new TextEncoder()
const none = new Uint8Array(0)

const nameBytesMax = 100
const prefixBytesMax = 155
/** What seven octal digits hold. */
const idMax = 0o7777777

/** The header, and the content padded to whole blocks; undefined for what no archive holds. */
export const packMember = (entry: ArchiveEntry): Uint8Array[] | undefined => {
  const flag = typeFlags[entry.kind]
  if (flag === undefined) return undefined
  const content = entry.kind === 'file' ? (entry.content ?? none) : none
  const target = entry.kind === 'hardlink' ? (entry.target ?? '').replace(/^\//, '') : (entry.target ?? '')
  const header: Header = {
    name: encoder.encode(memberName(entry.kind, entry.name ?? entry.path.slice(1))),
    mode: entry.mode ?? (entry.kind === 'directory' ? 0o755 : 0o644),
    uid: entry.uid ?? 0,
    gid: entry.gid ?? 0,
    sizeBytes: content.length,
    // Cut to seconds, as moby does (FileInfoHeader in pkg/archive).
    modifiedSeconds: Math.max(0, unixSeconds(entry.modifiedAt ?? 0)),
    flag,
    target: encoder.encode(target),
    device: entry.device,
  }
  const blocks = [...extension(header), ustar(header)]
  if (content.length === 0) return blocks
  const tail = new Uint8Array(-content.length & (blockBytes - 1))
  return tail.length === 0 ? [...blocks, content] : [...blocks, content, tail]
}

/** Where a long name can be cut in two at a slash; undefined when it cannot, 0 when it need not. */
const cutOf = (name: Uint8Array): number | undefined => {
  if (name.length <= nameBytesMax) return 0
  const slash = name.indexOf(0x2f, name.length - nameBytesMax - 1)
  return slash > 0 && slash <= prefixBytesMax && slash < name.length - 1 ? slash : undefined
}

/** A pax header with the values that the fields of ustar are too small for. */
const extension = (header: Header): Uint8Array[] => {
  const records: Uint8Array[] = []
  if (cutOf(header.name) === undefined) records.push(record('path', header.name))
  if (header.target.length > nameBytesMax) records.push(record('linkpath', header.target))
  if (header.uid > idMax) records.push(record('uid', encoder.encode(String(header.uid))))
  if (header.gid > idMax) records.push(record('gid', encoder.encode(String(header.gid))))
  if (records.length === 0) return []
  const sizeBytes = records.reduce((sum, { length }) => sum + length, 0)
  const owner = { uid: Math.min(header.uid, idMax), gid: Math.min(header.gid, idMax) }
  const name = encoder.encode('PaxHeader')
  const own = ustar({ ...header, ...owner, name, mode: 0o644, sizeBytes, flag: 'x', target: none, device: undefined })
  return [own, ...records, new Uint8Array(-sizeBytes & (blockBytes - 1))]
}

/** `25 path=…`, the first number being the length of the whole line, itself included. */
const record = (key: string, value: Uint8Array): Uint8Array => {
  const rest = key.length + value.length + 3
  let length = rest + String(rest).length
  length = rest + String(length).length
  const line = new Uint8Array(length)
  line.set(encoder.encode(`${length} ${key}=`))
  line.set(value, length - value.length - 1)
  line[length - 1] = 0x0a
  return line
}

const ustar = (header: Header): Uint8Array => {
  const block = new Uint8Array(blockBytes)
  const text = (offset: number, value: string): void => block.set(encoder.encode(value), offset)
  const octal = (offset: number, digits: number, value: number): void =>
    text(offset, value.toString(8).padStart(digits, '0').slice(-digits))
  const cut = cutOf(header.name) ?? 0
  const name = cut === 0 ? header.name : header.name.subarray(cut + 1)
  block.set(name.subarray(0, nameBytesMax), 0)
  octal(100, 7, header.mode)
  octal(108, 7, Math.min(header.uid, idMax))
  octal(116, 7, Math.min(header.gid, idMax))
  octal(124, 11, header.sizeBytes)
  octal(136, 11, header.modifiedSeconds)
  text(148, ' '.repeat(8))
  text(156, header.flag)
  block.set(header.target.subarray(0, nameBytesMax), 157)
  text(257, 'ustar\x0000')
  if (header.device) {
    octal(329, 7, header.device[0])
    octal(337, 7, header.device[1])
  }
  block.set(header.name.subarray(0, cut), 345)
  octal(
    148,
    6,
    block.reduce((sum, byte) => sum + byte, 0),
  )
  block[154] = 0
  return block
}
