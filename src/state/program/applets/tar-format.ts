import type { FileKind } from '../../filesystem/contract.ts'
import { type BinaryText, binaryOf, fromBinary, textOf, toBinary } from './binary.ts'

export const blockBytes = 512

/** One member as its header tells it. */
export interface Member {
  readonly name: string
  readonly kind: FileKind | 'hardlink'
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly sizeBytes: number
  readonly modifiedSeconds: number
  readonly target: string
  readonly user: string
  readonly group: string
  readonly device: readonly [number, number] | undefined
}

const kinds: Readonly<Record<string, Member['kind']>> = {
  '0': 'file',
  '\0': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'character-device',
  '5': 'directory',
  '6': 'fifo',
  '7': 'file',
}
const typeFlag: Readonly<Record<Member['kind'], string>> = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  'character-device': '3',
  directory: '5',
  fifo: '6',
  socket: '6',
}

const octal = (value: number, width: number): BinaryText =>
  `${value
    .toString(8)
    .padStart(width - 1, '0')
    .slice(-(width - 1))}\0`
const fixed = (text: BinaryText, width: number): BinaryText => text.slice(0, width).padEnd(width, '\0')
const sum = (header: BinaryText): number => {
  let total = 0
  for (let index = 0; index < blockBytes; index++) total += index >= 148 && index < 156 ? 32 : header.charCodeAt(index)
  return total
}

const ustar = (name: BinaryText, flag: string, member: Member, target: BinaryText): BinaryText => {
  const [major, minor] = member.device ?? [0, 0]
  const header =
    fixed(name, 100) +
    octal(member.mode, 8) +
    octal(member.uid, 8) +
    octal(member.gid, 8) +
    octal(member.sizeBytes, 12) +
    octal(member.modifiedSeconds, 12) +
    ' '.repeat(8) +
    flag +
    fixed(target, 100) +
    'ustar  \0' +
    fixed(binaryOf(member.user), 32) +
    fixed(binaryOf(member.group), 32) +
    octal(major, 8) +
    octal(minor, 8)
  const padded = fixed(header, blockBytes)
  return `${padded.slice(0, 148)}${sum(padded).toString(8).padStart(6, '0')}\0 ${padded.slice(156)}`
}

export const padding = (sizeBytes: number): number => (blockBytes - (sizeBytes % blockBytes)) % blockBytes

/** GNU's way for names that do not fit: a member of its own before, with the name as its content. */
const longName = (flag: 'L' | 'K', name: BinaryText): BinaryText => {
  const sizeBytes = name.length + 1
  const nothing = {
    mode: 0,
    uid: 0,
    gid: 0,
    modifiedSeconds: 0,
    target: '',
    user: '',
    group: '',
    device: undefined,
    kind: 'file' as const,
  }
  return (
    ustar('././@LongLink', flag, { ...nothing, name: '', sizeBytes }, '') + name + '\0'.repeat(1 + padding(sizeBytes))
  )
}

export const encodeMember = (member: Member): Uint8Array => {
  const name = binaryOf(member.name)
  const target = binaryOf(member.target)
  const before = (target.length > 100 ? longName('K', target) : '') + (name.length > 100 ? longName('L', name) : '')
  return fromBinary(before + ustar(name, typeFlag[member.kind], member, target))
}

/** The archive is damaged; the texts are busybox's. */
export class TarError extends Error {}

const number = (field: BinaryText): number => {
  if (field.charCodeAt(0) & 0x80)
    return [...field.slice(1)].reduce((value, byte) => value * 256 + byte.charCodeAt(0), field.charCodeAt(0) & 0x7f)
  const digits = field.replace(/[\0 ]+$/, '').trim()
  if (!/^[0-7]*$/.test(digits)) throw new TarError('corrupted octal value in tar header')
  return Number.parseInt(digits || '0', 8)
}

const zeroEnded = (field: BinaryText): BinaryText => field.split('\0', 1)[0] ?? ''

/** A header block as a member, an extension whose content names the next member, or the end. */
export type Header =
  | { readonly kind: 'end' }
  | { readonly kind: 'extension'; readonly flag: string; readonly sizeBytes: number }
  | { readonly kind: 'member'; readonly member: Member }

export const decodeHeader = (block: Uint8Array): Header => {
  const text = toBinary(block)
  if (block.every(byte => byte === 0)) return { kind: 'end' }
  if (number(text.slice(148, 156)) !== sum(text)) throw new TarError('invalid tar magic')
  const flag = text[156] ?? '0'
  const sizeBytes = number(text.slice(124, 136))
  if ('LKxg'.includes(flag)) return { kind: 'extension', flag, sizeBytes }
  const prefix = text.slice(257, 263) === 'ustar\0' ? zeroEnded(text.slice(345, 500)) : ''
  const name = textOf(`${prefix === '' ? '' : `${prefix}/`}${zeroEnded(text.slice(0, 100))}`)
  const kind = kinds[flag] ?? 'file'
  const member: Member = {
    name,
    kind: kind === 'file' && name.endsWith('/') ? 'directory' : kind,
    mode: number(text.slice(100, 108)) & 0o7777,
    uid: number(text.slice(108, 116)),
    gid: number(text.slice(116, 124)),
    sizeBytes: kind === 'file' ? sizeBytes : 0,
    modifiedSeconds: number(text.slice(136, 148)),
    target: textOf(zeroEnded(text.slice(157, 257))),
    user: textOf(zeroEnded(text.slice(265, 297))),
    group: textOf(zeroEnded(text.slice(297, 329))),
    device: kind === 'character-device' ? [number(text.slice(329, 337)), number(text.slice(337, 345))] : undefined,
  }
  return { kind: 'member', member }
}

/** What an extension member says about the next one: GNU long names and pax records. */
export const applyExtension = (flag: string, content: BinaryText): Partial<Member> => {
  if (flag === 'L') return { name: textOf(zeroEnded(content)) }
  if (flag === 'K') return { target: textOf(zeroEnded(content)) }
  if (flag === 'g') return {}
  const records = new Map<string, string>()
  for (let at = 0; at < content.length; ) {
    const match = /^(\d+) ([^=]+)=/.exec(content.slice(at, at + 1024))
    if (!match || Number(match[1]) < 5) break
    const length = Number(match[1])
    records.set(match[2] ?? '', textOf(content.slice(at + match[0].length, at + length - 1)))
    at += length
  }
  const [path, link, size, modified] = ['path', 'linkpath', 'size', 'mtime'].map(name => records.get(name))
  return {
    ...(path === undefined ? {} : { name: path }),
    ...(link === undefined ? {} : { target: link }),
    ...(size === undefined ? {} : { sizeBytes: Number(size) }),
    ...(modified === undefined ? {} : { modifiedSeconds: Math.floor(Number(modified)) }),
  }
}
