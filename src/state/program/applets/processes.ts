import type { Process, Step } from '../../kernel/process.ts'
import type { SignalName } from '../../kernel/signal.ts'
import { userName } from './accounts.ts'
import { type Applets, baseName, type Invocation } from './applet.ts'
import { binaryOf } from './binary.ts'
import { formatTime } from './calendar.ts'
import { UsageError } from './options.ts'
import { createRegex } from './regex/regex.ts'
import { parseSignal } from './signals.ts'

export const byPid = (process: Process): Process[] =>
  [...process.kernel.processes.values()].sort((a, b) => a.pid - b.pid)

const minutesSeconds = (microseconds: number): string => {
  const seconds = Math.floor(microseconds / 1e6)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const hoursMinutesSeconds = (microseconds: number): string => {
  const seconds = Math.floor(microseconds / 1e6)
  const part = (value: number): string => String(value).padStart(2, '0')
  return `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`
}

/** The kernel's name of a process: the file that was executed, by the name it was called by when that is a link. */
export const commandName = (process: Process): string => {
  const file = baseName(process.executable)
  return file === 'busybox' || file === 'coreutils' ? baseName((process.argv[0] ?? file).replace(/^-/, '')) : file
}

/** A name in brackets stands for a process without a command line, as the kernel shows them. */
export const commandLine = (process: Process): string =>
  process.exit ? `[${commandName(process)}]` : process.argv.join(' ') || `[${commandName(process)}]`

export const stateLetter = (target: Process, viewer: Process): string =>
  target.exit ? 'Z' : target.stopped ? 'T' : target === viewer ? 'R' : 'S'

interface Column {
  readonly title: string
  readonly width: number
  readonly right?: boolean
  readonly show: (target: Process, viewer: Process) => string
}

export const owner = (target: Process, viewer: Process): string =>
  userName(viewer.filesystem, target.credentials.uid) ?? String(target.credentials.uid)
const text = (title: string, width: number, show: Column['show']): Column => ({ title, width, show })
const number = (title: string, width: number, show: Column['show']): Column => ({ title, width, right: true, show })
export const kilobytes = (bytes: number): string => String(Math.ceil(bytes / 1024))

/** The columns of `ps -o`, with busybox's titles and widths (procps/ps.c). */
const columns: Readonly<Record<string, Column>> = {
  user: text('USER', 8, owner),
  ruser: text('RUSER', 8, owner),
  uid: number('UID', 5, target => String(target.credentials.uid)),
  gid: number('GID', 5, target => String(target.credentials.gid)),
  comm: text('COMMAND', 16, commandName),
  args: text('COMMAND', 256, commandLine),
  cmd: text('CMD', 256, commandLine),
  command: text('COMMAND', 256, commandLine),
  pid: number('PID', 5, target => String(target.pid)),
  ppid: number('PPID', 5, target => String(target.parent?.pid ?? 0)),
  pgid: number('PGID', 5, target => String(target.group)),
  sid: number('SID', 5, target => String(target.group)),
  etime: number('ELAPSED', 7, (target, viewer) => minutesSeconds(viewer.kernel.clock.now() - target.startedAt)),
  time: number('TIME', 5, target => minutesSeconds(target.cpuMicroseconds)),
  stat: text('STAT', 4, stateLetter),
  s: text('S', 1, stateLetter),
  state: text('STAT', 4, stateLetter),
  tty: text('TT', 6, target => (target.terminal ? '136,0' : '?')),
  nice: number('NI', 5, () => '0'),
  ni: number('NI', 5, () => '0'),
  vsz: number('VSZ', 4, target => kilobytes(target.memoryBytes + 1_626_112)),
  rss: number('RSS', 4, target => kilobytes(target.memoryBytes + 1024)),
  pcpu: number('%CPU', 4, () => '0.0'),
  pmem: number('%MEM', 4, () => '0.0'),
}

const table = (rows: readonly Process[], chosen: readonly Column[], viewer: Process): string => {
  const cell = (column: Column, value: string, last: boolean): string =>
    column.right ? value.padStart(column.width) : last ? value : value.slice(0, column.width).padEnd(column.width)
  const line = (values: readonly string[]): string =>
    `${chosen.map((column, index) => cell(column, values[index] ?? '', index === chosen.length - 1)).join(' ')}\n`
  const titled = chosen.some(({ title }) => title !== '') ? line(chosen.map(({ title }) => title)) : ''
  return titled + rows.map(target => line(chosen.map(({ show }) => show(target, viewer)))).join('')
}

function* ps(invocation: Invocation): Step<number> {
  const { process, words, output, flavor } = invocation
  const rows = byPid(process)
  const joined = words.join(' ')
  const formats = [...joined.matchAll(/(?:^|\s)-?o\s*([\w,=%. ]+?)(?=\s-|$)/g)]
    .flatMap(([, list = '']) => list.split(/[,\s]+/))
    .filter(name => name !== '')
  const only = /(?:^|\s)-?p\s*([\d,\s]+)/.exec(joined)?.[1]?.split(/[,\s]+/)
  const shown = only && flavor === 'gnu' ? rows.filter(({ pid }) => only.includes(String(pid))) : rows
  if (formats.length > 0) {
    const chosen: Column[] = []
    for (const format of formats) {
      const [name = '', title] = format.split('=', 2)
      const column = columns[name.replace(/^%(cpu|mem)$/, 'p$1')]
      if (!column) {
        yield* invocation.complain(
          `bad -o argument '${name}', supported arguments: ${Object.keys(columns).sort().join(',')}`,
        )
        return 1
      }
      chosen.push(title === undefined ? column : { ...column, title })
    }
    output.text(table(shown, chosen, process))
    return 0
  }
  if (flavor === 'gnu') output.text(procpsTable(shown, process, joined))
  else {
    // The columns that busybox shows unless told otherwise.
    output.text('PID   USER     TIME  COMMAND\n')
    for (const target of rows)
      output.text(
        `${String(target.pid).padStart(5)} ${owner(target, process).slice(0, 8).padEnd(8)} ${minutesSeconds(target.cpuMicroseconds).padStart(5)} ${commandLine(target)}\n`,
      )
  }
  return 0
}

/** procps: `ps`, `ps -ef`, `ps aux`. */
const procpsTable = (rows: readonly Process[], viewer: Process, words: string): string => {
  const tty = (target: Process): string => (target.terminal ? 'pts/0' : '?')
  const started = (target: Process): string => formatTime('%H:%M', target.startedAt)
  if (/(^|\s)-?[a-z]*[ax]*u/.test(words) && /[ax]/.test(words)) {
    const lines = rows.map(
      target =>
        `${owner(target, viewer).padEnd(8)} ${String(target.pid).padStart(7)}  0.0  0.0 ${kilobytes(target.memoryBytes + 4_194_304).padStart(6)} ${kilobytes(target.memoryBytes + 2_097_152).padStart(5)} ${tty(target).padEnd(8)} ${stateLetter(target, viewer).padEnd(4)} ${started(target)}   ${minutesSeconds(target.cpuMicroseconds)} ${commandLine(target)}`,
    )
    return ['USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND', ...lines, ''].join('\n')
  }
  if (/f/.test(words)) {
    const lines = rows.map(
      target =>
        `${owner(target, viewer).padEnd(8)} ${String(target.pid).padStart(7)} ${String(target.parent?.pid ?? 0).padStart(7)}  0 ${started(target)} ${tty(target).padEnd(8)} ${hoursMinutesSeconds(target.cpuMicroseconds)} ${commandLine(target)}`,
    )
    return ['UID          PID    PPID  C STIME TTY          TIME CMD', ...lines, ''].join('\n')
  }
  const all = /[eAax]/.test(words)
  const lines = rows
    .filter(target => all || target.terminal === viewer.terminal)
    .map(
      target =>
        `${String(target.pid).padStart(7)} ${tty(target).padEnd(8)} ${hoursMinutesSeconds(target.cpuMicroseconds)} ${commandName(target)}`,
    )
  return ['    PID TTY          TIME CMD', ...lines, ''].join('\n')
}

const named = (process: Process, name: string): Process[] =>
  byPid(process).filter(
    target => !target.exit && [commandName(target), baseName(target.argv[0] ?? ''), target.executable].includes(name),
  )

function* pidof(invocation: Invocation): Step<number> {
  const { operands, options, process, output } = invocation
  const omitted = options.values('o').map(text => (text === '%PPID' ? (process.parent?.pid ?? 0) : Number(text)))
  const pids = operands
    .flatMap(name => named(process, name))
    .map(({ pid }) => pid)
    .filter(pid => pid !== process.pid && !omitted.includes(pid))
    .reverse()
  const shown = options.has('s') ? pids.slice(0, 1) : pids
  if (shown.length > 0) output.text(`${shown.join(' ')}\n`)
  yield undefined
  return shown.length > 0 ? 0 : 1
}

const signalWord = (
  words: readonly string[],
): { signal: SignalName | undefined; rest: readonly string[]; text: string } => {
  const first = words[0] ?? ''
  const match = /^-(?:s)?([A-Z0-9][A-Z0-9a-z]*)$/.exec(first)
  if (first === '-s' && words[1] !== undefined)
    return { signal: parseSignal(words[1]), rest: words.slice(2), text: words[1] }
  if (!match || !parseSignal(match[1] ?? '')) return { signal: 'TERM', rest: words, text: '' }
  return { signal: parseSignal(match[1] ?? ''), rest: words.slice(1), text: match[1] ?? '' }
}

function* killall(invocation: Invocation): Step<number> {
  const { process } = invocation
  const { signal, rest, text } = signalWord(invocation.words)
  const quiet = rest.includes('-q')
  const names = rest.filter(word => !word.startsWith('-'))
  if (!signal) {
    yield* invocation.complain(`bad signal name '${text}'`)
    return 1
  }
  if (names.length === 0) throw new UsageError()
  let status = 0
  for (const name of names) {
    const targets = named(process, name).filter(target => target !== process)
    for (const target of targets) process.kernel.kill(target.pid, signal, process)
    if (targets.length > 0) continue
    status = 1
    if (!quiet)
      yield* invocation.complain(
        invocation.flavor === 'gnu' ? `${name}: no process found` : `${name}: no process killed`,
      )
  }
  return status
}

function* pgrep(invocation: Invocation): Step<number> {
  const { process, output } = invocation
  const kills = invocation.name === 'pkill'
  const { signal, rest } = kills ? signalWord(invocation.words) : { signal: 'TERM' as const, rest: invocation.words }
  const flags = rest.filter(word => /^-[a-zA-Z]+$/.test(word)).join('')
  const pattern = rest.find(word => !word.startsWith('-'))
  if (pattern === undefined || !signal) throw new UsageError('', 2)
  const regex = createRegex(binaryOf(flags.includes('x') ? `^(${pattern})$` : pattern), {
    extended: true,
    ignoreCase: flags.includes('i'),
  })
  const subject = (target: Process): string => (flags.includes('f') ? target.argv.join(' ') : commandName(target))
  let targets = byPid(process).filter(
    target => target !== process && !target.exit && regex.test(binaryOf(subject(target))) !== flags.includes('v'),
  )
  if (flags.includes('o')) targets = targets.slice(0, 1)
  if (flags.includes('n')) targets = targets.slice(-1)
  for (const target of targets) {
    if (kills) process.kernel.kill(target.pid, signal, process)
    else
      output.text(
        flags.includes('l') || flags.includes('a')
          ? `${target.pid} ${flags.includes('a') ? commandLine(target) : subject(target)}\n`
          : `${target.pid}\n`,
      )
  }
  if (flags.includes('c')) {
    output.discard()
    output.text(`${targets.length}\n`)
  }
  yield undefined
  return targets.length > 0 ? 0 : 1
}

export const processApplets: Applets = {
  ps: { usage: '[-o COL1,COL2=HEADER] [-T]', run: ps },
  pidof: { syntax: { short: 'so:x' }, usage: '[-s] [-o PID] [NAME]...', run: pidof },
  killall: { usage: '[-lq] [-SIG] PROCESS_NAME...', run: killall },
  pgrep: { usage: '[-flanovx] [-s SID|-P PPID|PATTERN]', run: pgrep },
  pkill: { usage: '[-l|-SIGNAL] [-xfvno] [-s SID|-P PPID|PATTERN]', run: pgrep },
}
