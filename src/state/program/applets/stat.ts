import { type Stat, SystemError } from '../../filesystem/contract.ts'
import type { Step } from '../../kernel/process.ts'
import { groupName, userName } from './accounts.ts'
import type { Applets, Invocation } from './applet.ts'
import { formatTime } from './calendar.ts'
import { attempt, messageOf } from './messages.ts'
import { kindBits, modeText } from './modes.ts'
import { UsageError } from './options.ts'

const kindNames: Readonly<Record<Stat['kind'], string>> = {
  file: 'regular file',
  directory: 'directory',
  symlink: 'symbolic link',
  'character-device': 'character special file',
  fifo: 'fifo',
  socket: 'socket',
}
const kindName = (stat: Stat): string =>
  stat.kind === 'file' && stat.sizeBytes === 0 ? 'regular empty file' : kindNames[stat.kind]
const stamp = (instant: number): string => formatTime('%Y-%m-%d %H:%M:%S.%N +0000', instant)

const statFields: Readonly<Record<string, (stat: Stat, path: string, invocation: Invocation) => string>> = {
  a: stat => stat.mode.toString(8),
  A: stat => modeText(stat),
  b: stat => String(Math.ceil(stat.sizeBytes / 512)),
  B: () => '512',
  d: () => '41',
  D: () => '29',
  f: stat => (stat.mode | kindBits[stat.kind]).toString(16),
  F: kindName,
  g: stat => String(stat.gid),
  G: (stat, _, { process }) => groupName(process.filesystem, stat.gid) ?? 'UNKNOWN',
  h: stat => String(stat.links),
  i: stat => String(stat.inode),
  m: () => '/',
  n: (_, path) => path,
  N: (stat, path) => (stat.target === undefined ? `'${path}'` : `'${path}' -> '${stat.target}'`),
  o: () => '4096',
  s: stat => String(stat.sizeBytes),
  t: stat => (stat.device?.[0] ?? 0).toString(16),
  T: stat => (stat.device?.[1] ?? 0).toString(16),
  u: stat => String(stat.uid),
  U: (stat, _, { process }) => userName(process.filesystem, stat.uid) ?? 'UNKNOWN',
  w: () => '-',
  W: () => '0',
  x: stat => stamp(stat.modifiedAt),
  X: stat => String(Math.floor(stat.modifiedAt / 1e6)),
  y: stat => stamp(stat.modifiedAt),
  Y: stat => String(Math.floor(stat.modifiedAt / 1e6)),
  z: stat => stamp(stat.modifiedAt),
  Z: stat => String(Math.floor(stat.modifiedAt / 1e6)),
}

const statReport = (stat: Stat, path: string): string => {
  const name = stat.target === undefined ? path : `'${path}' -> '${stat.target}'`
  return [
    `  File: ${name}`,
    `  Size: ${String(stat.sizeBytes).padEnd(10)}\tBlocks: ${String(Math.ceil(stat.sizeBytes / 512)).padEnd(10)} IO Block: 4096   ${kindName(stat)}`,
    `Device: 29h/41d\tInode: ${String(stat.inode).padEnd(10)}  Links: ${stat.links}`,
    `Access: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)`,
    `Access: ${stamp(stat.modifiedAt)}`,
    `Modify: ${stamp(stat.modifiedAt)}`,
    `Change: ${stamp(stat.modifiedAt)}`,
    '',
  ].join('\n')
}

const expandStat = (format: string, stat: Stat, path: string, invocation: Invocation): string =>
  format.replace(/%(-?)(0?)(\d*)([A-Za-z%])/g, (whole, left: string, zero: string, width: string, letter: string) => {
    if (letter === '%') return '%'
    const text = statFields[letter]?.(stat, path, invocation)
    if (text === undefined) return whole
    return left ? text.padEnd(Number(width)) : text.padStart(Number(width || 0), zero ? '0' : ' ')
  })

function* stat(invocation: Invocation): Step<number> {
  const { options, operands, process, output, flavor } = invocation
  if (operands.length === 0) throw new UsageError(flavor === 'gnu' ? 'missing operand' : '')
  let status = 0
  for (const path of operands) {
    const found = attempt(() =>
      options.has('L') ? process.filesystem.stat(process.path(path)) : process.filesystem.lstat(process.path(path)),
    )
    if (found instanceof SystemError) {
      yield* invocation.complain(
        `${flavor === 'gnu' ? `cannot statx '${path}'` : `can't stat '${path}'`}: ${messageOf(found)}`,
      )
      status = 1
      continue
    }
    const format = options.value('c')
    const printed = options.value('P')
    if (printed !== undefined)
      output.text(expandStat(printed.replaceAll('\\n', '\n').replaceAll('\\t', '\t'), found, path, invocation))
    else if (format !== undefined) output.text(`${expandStat(format, found, path, invocation)}\n`)
    else output.text(expandStat(statReport(found, path), found, path, invocation))
  }
  return status
}

export const statApplets: Applets = {
  stat: {
    syntax: { short: 'c:LfP:t', long: { format: 'c', printf: 'P', dereference: 'L', terse: 't' } },
    usage: '[-ltf] [-c FMT] FILE...',
    run: stat,
  },
}
