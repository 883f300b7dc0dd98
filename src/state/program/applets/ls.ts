import type { Stat } from '../../filesystem/contract.ts'
import type { Step } from '../../kernel/process.ts'
import { accounts, groups } from './accounts.ts'
import type { Applets, Invocation } from './applet.ts'
import { formatTime } from './calendar.ts'
import { humanSize } from './durations.ts'
import { attempt, messageOf } from './messages.ts'
import { modeText } from './modes.ts'
import { byName, joinPath } from './tree-walk.ts'

interface Listed {
  readonly name: string
  readonly path: string
  readonly stat: Stat
}

const halfYearMicroseconds = (365.25 / 2) * 86_400 * 1e6

const sorted = (invocation: Invocation, files: readonly Listed[]): readonly Listed[] => {
  const { options } = invocation
  if (options.has('fU')) return files
  const key = options.lastOf('tSX')
  const order = (a: Listed, b: Listed): number =>
    (key === 't' ? b.stat.modifiedAt - a.stat.modifiedAt : key === 'S' ? b.stat.sizeBytes - a.stat.sizeBytes : 0) ||
    byName(a, b)
  const list = files.toSorted(order)
  return options.has('r') ? list.reverse() : list
}

const marks = { directory: '/', symlink: '@', fifo: '|', socket: '=' } as const

const marked = ({ options }: Invocation, { name, stat }: Listed): string => {
  if (options.has('F')) {
    if (stat.kind in marks) return name + marks[stat.kind as keyof typeof marks]
    return stat.kind === 'file' && stat.mode & 0o111 ? `${name}*` : name
  }
  return options.has('p') && stat.kind === 'directory' ? `${name}/` : name
}

const blocks = (stat: Stat): number =>
  stat.kind === 'file' ? Math.ceil(stat.sizeBytes / 4096) * 4 : stat.kind === 'directory' ? 4 : 0

/** busybox's `%-10s %4lu %-8.8s %-8.8s %9s %s` (coreutils/ls.c); GNU fits the columns to what is listed. */
const longLines = (invocation: Invocation, files: readonly Listed[]): string[] => {
  const { options, process, flavor } = invocation
  const users = new Map(accounts(process.filesystem).map(account => [account.uid, account.name]))
  const teams = new Map(groups(process.filesystem).map(group => [group.gid, group.name]))
  const numeric = options.has('n')
  const rows = files.map(file => {
    const { stat } = file
    const size = stat.device
      ? `${stat.device[0]}, ${String(stat.device[1]).padStart(3)}`
      : options.has('h')
        ? humanSize(stat.sizeBytes)
        : String(stat.sizeBytes)
    return {
      inode: options.has('i') ? `${String(stat.inode).padStart(7)} ` : '',
      blocks: options.has('s') ? `${String(blocks(stat)).padStart(6)} ` : '',
      mode: modeText(stat),
      links: String(stat.links),
      user: numeric ? String(stat.uid) : (users.get(stat.uid) ?? String(stat.uid)),
      group: numeric ? String(stat.gid) : (teams.get(stat.gid) ?? String(stat.gid)),
      size,
      time: timeText(invocation, stat.modifiedAt),
      name: `${marked(invocation, file)}${stat.target === undefined ? '' : ` -> ${stat.target}`}`,
    }
  })
  const width = (column: 'links' | 'user' | 'group' | 'size'): number =>
    Math.max(0, ...rows.map(row => row[column].length))
  const gnu = flavor === 'gnu'
  return rows.map(row => {
    const links = row.links.padStart(gnu ? width('links') : 4)
    const user = gnu ? row.user.padEnd(width('user')) : row.user.slice(0, 8).padEnd(8)
    const group = options.has('o') ? '' : `${gnu ? row.group.padEnd(width('group')) : row.group.slice(0, 8).padEnd(8)} `
    const size = row.size.padStart(gnu ? width('size') : 9)
    const owner = options.has('g') ? '' : `${user} `
    return `${row.inode}${row.blocks}${row.mode} ${links} ${owner}${group}${size} ${row.time} ${row.name}`
  })
}

const timeText = ({ options, process, flavor }: Invocation, modifiedAt: number): string => {
  if (options.has('e')) return formatTime(flavor === 'gnu' ? '%F %T.%N %z' : '%a %b %e %H:%M:%S %Y', modifiedAt)
  const age = process.kernel.clock.now() - modifiedAt
  return formatTime(age > halfYearMicroseconds || age < -900e6 ? '%b %e  %Y' : '%b %e %H:%M', modifiedAt)
}

/** Down the columns, as on a terminal. */
const columnLines = (names: readonly string[], terminalColumns: number): string[] => {
  const width = Math.max(0, ...names.map(name => name.length)) + 2
  const columns = Math.max(1, Math.floor(terminalColumns / width))
  const rows = Math.ceil(names.length / columns)
  return Array.from({ length: rows }, (_, row) =>
    names
      .filter((_, index) => index % rows === row)
      .map((name, index, all) => (index === all.length - 1 ? name : name.padEnd(width)))
      .join(''),
  )
}

function* show(invocation: Invocation, files: readonly Listed[], inDirectory: boolean): Step<void> {
  const { options, output, process } = invocation
  const terminal = process.files.get(1)?.terminal
  if (options.has('lngoe')) {
    if (inDirectory) output.text(`total ${files.reduce((sum, { stat }) => sum + blocks(stat), 0)}\n`)
    for (const line of longLines(invocation, files)) {
      output.text(`${line}\n`)
      yield* output.relieve()
    }
    return
  }
  const names = files.map(
    file =>
      (options.has('i') ? `${String(file.stat.inode).padStart(7)} ` : '') +
      (options.has('s') ? `${String(blocks(file.stat)).padStart(6)} ` : '') +
      marked(invocation, file),
  )
  const columns = (terminal && !options.has('1')) || options.has('C')
  for (const line of columns ? columnLines(names, terminal?.columns || 80) : names) {
    output.text(`${line}\n`)
    yield* output.relieve()
  }
}

const contentOf = (invocation: Invocation, path: string): Listed[] => {
  const { options, process } = invocation
  const files = process.filesystem
  const hidden = options.has('af') ? 'all' : options.has('A') ? 'almost' : 'none'
  const list: Listed[] = files.list(process.path(path)).map(({ name, stat }) => {
    const child = joinPath(path, name)
    const followed = options.has('L') ? attempt(() => files.stat(process.path(child))) : stat
    return { name, path: child, stat: followed instanceof Error ? stat : followed }
  })
  const shown = hidden === 'none' ? list.filter(({ name }) => !name.startsWith('.')) : list
  if (hidden !== 'all') return shown
  const dots = ['.', '..'].map(name => ({
    name,
    path: joinPath(path, name),
    stat: files.stat(process.path(joinPath(path, name))),
  }))
  return [...dots, ...shown]
}

const refusal = (invocation: Invocation, path: string, error: Error, reading: boolean): string => {
  const message = messageOf(error)
  if (invocation.flavor === 'busybox') return reading ? `can't open '${path}': ${message}` : `${path}: ${message}`
  return reading ? `cannot open directory '${path}': ${message}` : `cannot access '${path}': ${message}`
}

function* ls(invocation: Invocation): Step<number> {
  const { options, operands, process, output } = invocation
  const missing = invocation.flavor === 'gnu' ? 2 : 1
  const files: Listed[] = []
  const directories: Listed[] = []
  let status = 0
  for (const path of operands.length === 0 ? ['.'] : operands) {
    const own = options.has('dlngoeF') && !options.has('LH')
    const real = attempt(() => process.filesystem.stat(process.path(path)))
    const stat = own || real instanceof Error ? attempt(() => process.filesystem.lstat(process.path(path))) : real
    if (stat instanceof Error) {
      yield* invocation.complain(refusal(invocation, path, stat, false))
      status = missing
      continue
    }
    // `ls -l link` shows the link, `ls link` its directory.
    const isDirectory = stat.kind === 'directory' && !options.has('d')
    ;(isDirectory ? directories : files).push({ name: path, path, stat })
  }
  if (files.length > 0) yield* show(invocation, sorted(invocation, files), false)
  let separated = files.length === 0
  const named = operands.length > 1 || options.has('R')
  const list = function* (path: string): Step<void> {
    const content = attempt(() => contentOf(invocation, path))
    if (content instanceof Error) {
      yield* invocation.complain(refusal(invocation, path, content, true))
      status = missing
      return
    }
    if (named) output.text(`${separated ? '' : '\n'}${path}:\n`)
    separated = false
    const ordered = sorted(invocation, content)
    yield* show(invocation, ordered, true)
    yield undefined
    if (!options.has('R')) return
    for (const { name, path: child, stat } of ordered)
      if (stat.kind === 'directory' && name !== '.' && name !== '..') yield* list(child)
  }
  for (const { path } of sorted(invocation, directories)) yield* list(path)
  return status
}

const long = {
  all: 'a',
  'almost-all': 'A',
  directory: 'd',
  'human-readable': 'h',
  inode: 'i',
  recursive: 'R',
  reverse: 'r',
  size: 's',
  color: 'K',
  'full-time': 'e',
  'group-directories-first': 'Q',
  'numeric-uid-gid': 'n',
  classify: 'F',
}

export const lsApplets: Applets = {
  ls: {
    syntax: { short: '1AaCdeFfgHhikLlnopQRrSsTtUuvXxcK::w:', long },
    usage: '[-1AaCxdLHRFplinshrSXvctu] [-w WIDTH] [FILE]...',
    run: ls,
  },
}
