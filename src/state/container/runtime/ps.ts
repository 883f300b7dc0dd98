import { internal } from '../../error.ts'
import { type Instant, microsecondsPerSecond, unixSeconds } from '../../time.ts'

/** A process as ps(1) on the host sees it. */
export interface PsProcess {
  readonly pid: number
  readonly parentPid: number
  readonly group: number
  readonly uid: number
  readonly gid: number
  readonly argv: readonly string[]
  readonly executable: string
  readonly hasTerminal: boolean
  readonly isStopped: boolean
  readonly startedAt: Instant
  readonly cpuMicroseconds: number
  readonly memoryBytes: number
}

interface Host {
  readonly now: Instant
  readonly memoryBytes: number
}

interface Column {
  readonly title: string
  readonly value: (process: PsProcess, host: Host) => string
}

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0')

const ageSeconds = ({ startedAt }: PsProcess, { now }: Host): number =>
  Math.max(0, Math.floor((now - startedAt) / microsecondsPerSecond))

/** `[[dd-]hh:]mm:ss`. */
const elapsed = (seconds: number): string => {
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor(seconds / 3600) % 24
  const clock = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  if (days > 0) return `${days}-${pad(hours)}:${clock}`
  return hours > 0 ? `${pad(hours)}:${clock}` : clock
}

const cpuSeconds = ({ cpuMicroseconds }: PsProcess): number => Math.floor(cpuMicroseconds / microsecondsPerSecond)

const cpuTime = (process: PsProcess): string => {
  const seconds = cpuSeconds(process)
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
}

const cpuTimeShort = (process: PsProcess): string => {
  const seconds = cpuSeconds(process)
  return `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`
}

const cpuPercent = (process: PsProcess, { now }: Host): number => {
  const age = now - process.startedAt
  return age > 0 ? (100 * process.cpuMicroseconds) / age : 0
}

/** `HH:MM` within a day, `MonDD` before. */
const startTime = ({ startedAt }: PsProcess, { now }: Host): string => {
  const date = new Date(unixSeconds(startedAt) * 1000)
  if (now - startedAt < 86_400 * microsecondsPerSecond) return `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`
  return `${monthNames[date.getUTCMonth()]}${pad(date.getUTCDate())}`
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

const startDate = ({ startedAt }: PsProcess): string => {
  const date = new Date(unixSeconds(startedAt) * 1000)
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(value => pad(value)).join(':')
  const day = String(date.getUTCDate()).padStart(2)
  return `${dayNames[date.getUTCDay()]} ${monthNames[date.getUTCMonth()]} ${day} ${clock} ${date.getUTCFullYear()}`
}

/** The users that every Debian has; anybody else of a container is nobody the host knows. */
const hostUsers: Readonly<Record<number, string>> = {
  0: 'root',
  1: 'daemon',
  2: 'bin',
  33: 'www-data',
  65534: 'nobody',
}

const user = ({ uid }: PsProcess): string => hostUsers[uid] ?? String(uid)
const command = ({ argv }: PsProcess): string => argv.join(' ')
const shortName = ({ executable, argv }: PsProcess): string =>
  (argv[0]?.split('/').pop() || executable.split('/').pop() || '').slice(0, 15)
const terminal = ({ hasTerminal }: PsProcess): string => (hasTerminal ? 'pts/0' : '?')
const stateLetter = ({ isStopped }: PsProcess): string => (isStopped ? 'T' : 'S')
const residentKilobytes = ({ memoryBytes }: PsProcess): string => String(Math.ceil(memoryBytes / 1024))
/** Text, libraries and stack on top of what a process holds. */
const virtualKilobytes = ({ memoryBytes }: PsProcess): string => String(Math.ceil(memoryBytes / 1024) + 1600)
const memoryPercent = ({ memoryBytes }: PsProcess, host: Host): string =>
  ((100 * memoryBytes) / host.memoryBytes).toFixed(1)

const column = (title: string, value: Column['value']): Column => ({ title, value })

/** The format specifiers of ps(1) that are understood, with their titles (procps-ng). */
const columns: Readonly<Record<string, Column>> = {
  pid: column('PID', ({ pid }) => String(pid)),
  tid: column('TID', ({ pid }) => String(pid)),
  ppid: column('PPID', ({ parentPid }) => String(parentPid)),
  pgid: column('PGID', ({ group }) => String(group)),
  pgrp: column('PGRP', ({ group }) => String(group)),
  sid: column('SID', ({ group }) => String(group)),
  sess: column('SESS', ({ group }) => String(group)),
  uid: column('UID', ({ uid }) => String(uid)),
  euid: column('EUID', ({ uid }) => String(uid)),
  ruid: column('RUID', ({ uid }) => String(uid)),
  gid: column('GID', ({ gid }) => String(gid)),
  egid: column('EGID', ({ gid }) => String(gid)),
  user: column('USER', user),
  euser: column('EUSER', user),
  ruser: column('RUSER', user),
  group: column('GROUP', ({ gid }) => (gid === 0 ? 'root' : String(gid))),
  c: column('C', (process, host) => String(Math.min(99, Math.round(cpuPercent(process, host))))),
  pcpu: column('%CPU', (process, host) => cpuPercent(process, host).toFixed(1)),
  pmem: column('%MEM', memoryPercent),
  vsz: column('VSZ', virtualKilobytes),
  rss: column('RSS', residentKilobytes),
  sz: column('SZ', process => String(Math.ceil(Number(virtualKilobytes(process)) / 4))),
  tty: column('TT', terminal),
  tname: column('TTY', terminal),
  stat: column('STAT', process => `${stateLetter(process)}s`),
  s: column('S', stateLetter),
  state: column('S', stateLetter),
  stime: column('STIME', startTime),
  start: column('STARTED', startTime),
  lstart: column('STARTED', startDate),
  time: column('TIME', cpuTime),
  cputime: column('TIME', cpuTime),
  etime: column('ELAPSED', (process, host) => elapsed(ageSeconds(process, host))),
  etimes: column('ELAPSED', (process, host) => String(ageSeconds(process, host))),
  ni: column('NI', () => '0'),
  pri: column('PRI', () => '19'),
  nlwp: column('NLWP', () => '1'),
  psr: column('PSR', () => '0'),
  wchan: column('WCHAN', () => '-'),
  flags: column('F', () => '4'),
  addr: column('ADDR', () => '-'),
  comm: column('COMMAND', shortName),
  args: column('COMMAND', command),
  command: column('COMMAND', command),
  cmd: column('CMD', command),
}

const aliases: Readonly<Record<string, string>> = {
  '%cpu': 'pcpu',
  '%mem': 'pmem',
  rssize: 'rss',
  rsz: 'rss',
  vsize: 'vsz',
  tt: 'tty',
  nice: 'ni',
  ucmd: 'comm',
  f: 'flags',
  lwp: 'tid',
}

type Layout = readonly Column[]

const known = (...names: readonly string[]): Layout => names.flatMap(name => columns[name] ?? [])

const named = (title: string, name: string): Layout => known(name).map(({ value }) => column(title, value))

const layouts = {
  plain: [...known('pid', 'tname', 'time'), ...named('CMD', 'comm')],
  full: [...named('UID', 'user'), ...known('pid', 'ppid', 'c', 'stime', 'tname', 'time', 'cmd')],
  long: [
    ...known('flags', 's', 'uid', 'pid', 'ppid', 'c', 'pri', 'ni', 'addr', 'sz', 'wchan', 'tname', 'time'),
    ...named('CMD', 'comm'),
  ],
  user: [
    ...known('user', 'pid', 'pcpu', 'pmem', 'vsz', 'rss', 'tname', 'stat'),
    ...named('START', 'stime'),
    column('TIME', cpuTimeShort),
    ...known('command'),
  ],
} satisfies Record<string, Layout>

const refuse = (line: string) => internal(`ps: ${line}`)

/** Reads ps's own arguments: selections are ignored, because the daemon selects. */
const layoutOf = (text: string): Layout => {
  let layout: Layout = layouts.plain
  const chosen: Column[] = []
  const words = text.split(/\s+/).filter(word => word !== '')
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const isUnixStyle = word.startsWith('-')
    const format = /^-?[a-zA-Z]*o(.*)$/.exec(word)
    const letters = format ? word.slice(0, word.indexOf('o')) : word
    if (format) chosen.push(...parseFormat(format[1] || (words.shift() ?? '')))
    if (!/^-?[AadeflFuxwHTLj]*$/.test(letters))
      throw refuse(`error: unsupported option (${isUnixStyle ? 'SysV' : 'BSD'} syntax)`)
    if (!isUnixStyle && /u/.test(letters)) layout = layouts.user
    else if (/l/.test(letters)) layout = layouts.long
    else if (/f/i.test(letters)) layout = layouts.full
    if (letters === '-aux') layout = layouts.user
  }
  return chosen.length > 0 ? chosen : layout
}

const parseFormat = (text: string): Column[] =>
  text
    .split(',')
    .filter(part => part !== '')
    .map(part => {
      const [name = '', title] = part.split('=', 2)
      const found = columns[aliases[name.toLowerCase()] ?? name.toLowerCase()]
      if (!found) throw refuse(`error: unknown user-defined format specifier "${name}"`)
      return title === undefined ? found : column(title, found.value)
    })

/** What `ps` prints about these processes, as rows of fields, by pid. */
export const runPs = (
  args: string,
  processes: readonly PsProcess[],
  host: Host,
): { titles: string[]; rows: string[][] } => {
  const layout = layoutOf(args)
  const sorted = [...processes].sort((a, b) => a.pid - b.pid)
  return {
    titles: layout.map(({ title }) => title),
    rows: sorted.map(process => layout.map(({ value }) => value(process, host))),
  }
}
