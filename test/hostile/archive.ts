import { gzipSync } from 'fflate'
import type { Choice } from './choice.ts'

const names: readonly string[] = [
  ...[
    'a',
    'd/',
    'd/a',
    './a',
    './',
    '',
    '.',
    '..',
    '../a',
    '../../etc/passwd',
    '/etc/passwd',
    '/',
    'd/../../a',
    'a/b/c/d/e',
  ],
  ...[
    'link',
    'link/a',
    'link/../a',
    '__proto__',
    'constructor',
    'é',
    'a\\b',
    'a//b',
    'proc/self/mem',
    'dev/null',
    'x'.repeat(100),
  ],
]

const targets: readonly string[] = [
  '',
  'a',
  '/',
  '..',
  '../..',
  '/etc',
  '../../etc',
  'link',
  'd',
  '/proc/1/root',
  'nothing',
  '/etc/passwd',
]

/** Regular, hard link, symlink, character and block device, directory, fifo, GNU long names, pax, and no type at all. */
const kinds: readonly string[] = [
  '0',
  '0',
  '0',
  '\0',
  '1',
  '2',
  '2',
  '3',
  '4',
  '5',
  '5',
  '6',
  '7',
  'L',
  'K',
  'x',
  'g',
  'S',
  'Z',
]

const sizes: readonly string[] = [
  '0',
  '5',
  '777',
  '77777777777',
  '-1',
  'x',
  '',
  '\x80\0\0\0\xff\xff\xff\xff\xff\xff\xff',
]

const blockBytes = 512

const header = (choice: Choice): Uint8Array => {
  const block = new Uint8Array(blockBytes)
  const put = (text: string, at: number, length: number): void => {
    const bytes =
      at === 0 || at === 157 ? new TextEncoder().encode(text) : Uint8Array.from(text, each => each.charCodeAt(0))
    block.set(bytes.subarray(0, length), at)
  }
  put(choice.pick(names), 0, 100)
  put(choice.pick(['644', '755', '7777', '0', 'x', '']), 100, 8)
  put(choice.pick(['0', '1000', '7777777', '']), 108, 8)
  put(choice.pick(['0', '1000', '7777777', '']), 116, 8)
  put(choice.oneIn(2) ? '5' : choice.pick(sizes), 124, 12)
  put(choice.pick(['14524524000', '0', '77777777777', '-1']), 136, 12)
  put(choice.pick(kinds), 156, 1)
  put(choice.pick(targets), 157, 100)
  put(choice.pick(['ustar\x0000', 'ustar\x0000', 'ustar  \0', '']), 257, 8)
  block.fill(0x20, 148, 156)
  const sum = choice.oneIn(12) ? 1 : block.reduce((total, byte) => total + byte, 0)
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 8)
  return block
}

const join = (blocks: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(blocks.reduce((total, block) => total + block.length, 0))
  let at = 0
  for (const block of blocks) {
    bytes.set(block, at)
    at += block.length
  }
  return bytes
}

/** A tar that climbs, lies or breaks off. */
export const archiveBytes = (choice: Choice): Uint8Array => {
  const blocks: Uint8Array[] = []
  for (let count = choice.integer(5); count > 0; count--) {
    blocks.push(header(choice))
    if (!choice.oneIn(4)) blocks.push(new Uint8Array(blockBytes).fill(0x61, 0, 5))
  }
  if (!choice.oneIn(3)) blocks.push(new Uint8Array(2 * blockBytes))
  let bytes = join(blocks)
  if (choice.oneIn(4)) bytes = gzipSync(bytes)
  if (choice.oneIn(4) && bytes.length > 0) bytes[choice.integer(bytes.length)] = choice.integer(256)
  return choice.oneIn(4) ? bytes.slice(0, choice.integer(bytes.length + 1)) : bytes
}
