import { decodeText } from './wire.ts'

/** A file of an archive, as far as the suite needs it. */
export interface ArchivedFile {
  readonly name: string
  readonly text: string
}

const blockBytes = 512

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`

/** The simplest ustar archive of one file. */
export const tarOf = (name: string, text: string, mode = 0o644): Uint8Array => {
  const content = new TextEncoder().encode(text)
  const archive = new Uint8Array(blockBytes * (3 + Math.ceil(content.length / blockBytes)))
  const write = (at: number, value: string): void => archive.set(new TextEncoder().encode(value), at)
  write(0, name)
  write(100, octal(mode, 8))
  write(108, octal(0, 8))
  write(116, octal(0, 8))
  write(124, octal(content.length, 12))
  write(136, octal(0, 12))
  write(148, '        0')
  write(257, 'ustar\x0000')
  const sum = archive.subarray(0, blockBytes).reduce((total, byte) => total + byte, 0)
  write(148, `${octal(sum, 7)} `)
  archive.set(content, blockBytes)
  return archive
}

/** An archive of several files, in this order. */
export const tarOfAll = (files: readonly (readonly [name: string, text: string])[]): Uint8Array => {
  const parts = files.map(([name, text], index) => {
    const whole = tarOf(name, text)
    // Two empty blocks end an archive, and only the last of these.
    return index === files.length - 1 ? whole : whole.subarray(0, whole.length - 2 * blockBytes)
  })
  const archive = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    archive.set(part, at)
    at += part.length
  }
  return archive
}

/** A member of an archive, as its header has it. */
export interface Member {
  /** As far as it fits into the header. */
  readonly name: string
  /** The type flag: `0` a file, `5` a folder, `2` a link … */
  readonly type: string
  readonly mode: number
  readonly owner: number
  readonly group: number
  readonly linksTo: string
  readonly content: Uint8Array
}

/** The members of an archive, those that only describe the next one included. */
export const membersOf = (archive: Uint8Array): Member[] => {
  const members: Member[] = []
  for (let at = 0; at + blockBytes <= archive.length && archive[at] !== 0; ) {
    const field = (from: number, length: number): string =>
      decodeText(archive.subarray(at + from, at + from + length)).split('\0', 1)[0] ?? ''
    const number = (from: number, length: number): number => Number.parseInt(field(from, length).trim() || '0', 8)
    const size = number(124, 12)
    members.push({
      name: field(0, 100),
      type: field(156, 1) || '0',
      mode: number(100, 8),
      owner: number(108, 8),
      group: number(116, 8),
      linksTo: field(157, 100),
      content: archive.subarray(at + blockBytes, at + blockBytes + size),
    })
    at += blockBytes * (1 + Math.ceil(size / blockBytes))
  }
  return members
}

/** The regular files of an archive; enough for what the suite itself has put into a container. */
export const filesOf = (archive: Uint8Array): ArchivedFile[] =>
  membersOf(archive)
    .filter(({ type }) => type === '0')
    .map(({ name, content }) => ({ name, text: decodeText(content) }))
