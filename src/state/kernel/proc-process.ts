import type { Mount } from '../filesystem/contract.ts'
import { microsecondsPerSecond } from '../time.ts'
import type { Kernel, Process } from './process.ts'
import { directoryNode, entryOf, linkNode, type SyntheticNode, textNode } from './synthetic.ts'

/** USER_HZ: the clock ticks that /proc counts processor time in. */
const ticksPerSecond = 100
const pageBytes = 4096

export const processNames = (kernel: Kernel): string[] => [...kernel.processes.keys()].map(String)

/** The name that ps shows in brackets: the executable's last part, at most 15 bytes (TASK_COMM_LEN). */
export const commandName = (process: Process): string =>
  ((process.argv[0] ?? process.executable).split('/').pop() ?? '').slice(0, 15)

/** One letter as in ps: R is who looks. */
export const stateLetter = (process: Process): 'R' | 'S' | 'T' | 'Z' => {
  if (process.exit) return 'Z'
  if (process.stopped) return 'T'
  return 'S'
}

const stateWords = { R: 'running', S: 'sleeping', T: 'stopped', Z: 'zombie' } as const

const ticks = (microseconds: number): number => Math.floor((microseconds * ticksPerSecond) / microsecondsPerSecond)

/** proc_pid_stat(5), all 52 fields. */
const statText = (process: Process): string => {
  const before = [process.parent?.pid ?? 0, process.group, process.group]
  const terminal = process.terminal ? [34816, process.terminal.foregroundGroup] : [0, -1]
  const times = [ticks(process.cpuMicroseconds), 0, 0, 0]
  const startedAt = ticks(process.startedAt - process.kernel.startedAt)
  const sizes = [process.memoryBytes, Math.ceil(process.memoryBytes / pageBytes)]
  const fields = [...before, ...terminal, 4194560, 0, 0, 0, 0, ...times, 20, 0, 1, 0, startedAt, ...sizes]
  const missing = new Array(52 - 3 - fields.length).fill(0)
  return `${process.pid} (${commandName(process)}) ${stateLetter(process)} ${[...fields, ...missing].join(' ')}\n`
}

const statusText = (process: Process): string => {
  const { uid, gid, groups } = process.credentials
  const letter = stateLetter(process)
  const kilobytes = `${String(Math.ceil(process.memoryBytes / 1024)).padStart(8)} kB`
  const lines: readonly (readonly [string, string | number])[] = [
    ['Name', commandName(process)],
    ['Umask', process.umask.toString(8).padStart(4, '0')],
    ['State', `${letter} (${stateWords[letter]})`],
    ['Tgid', process.pid],
    ['Ngid', 0],
    ['Pid', process.pid],
    ['PPid', process.parent?.pid ?? 0],
    ['TracerPid', 0],
    ['Uid', `${uid}\t${uid}\t${uid}\t${uid}`],
    ['Gid', `${gid}\t${gid}\t${gid}\t${gid}`],
    ['FDSize', 64],
    ['Groups', `${groups.join(' ')} `],
    ['NSpid', process.pid],
    ['VmSize', kilobytes],
    ['VmRSS', kilobytes],
    ['Threads', 1],
  ]
  return lines.map(([name, value]) => `${name}:\t${value}\n`).join('')
}

const fileSystemTypes: Readonly<Record<Mount['type'], string>> = {
  bind: 'ext4',
  volume: 'ext4',
  image: 'overlay',
  overlay: 'overlay',
  tmpfs: 'tmpfs',
  proc: 'proc',
  sysfs: 'sysfs',
  devtmpfs: 'tmpfs',
  mqueue: 'mqueue',
}

/** What runc mounts in every container, in its order. */
const runtimeMounts: readonly string[] = [
  'proc /proc proc rw,nosuid,nodev,noexec,relatime 0 0',
  'tmpfs /dev tmpfs rw,nosuid,size=65536k,mode=755 0 0',
  'devpts /dev/pts devpts rw,nosuid,noexec,relatime,gid=5,mode=620,ptmxmode=666 0 0',
  'sysfs /sys sysfs ro,nosuid,nodev,noexec,relatime 0 0',
  'cgroup /sys/fs/cgroup cgroup2 ro,nosuid,nodev,noexec,relatime 0 0',
]

const mountsText = (process: Process): string => {
  const own = process.filesystem.mounts.map(({ destination, type, readOnly }) => {
    const kind = destination === '/' ? 'overlay' : fileSystemTypes[type]
    const device = kind === 'ext4' ? '/dev/vda1' : kind
    return { destination, line: `${device} ${destination} ${kind} ${readOnly ? 'ro' : 'rw'},relatime 0 0` }
  })
  const root = own.find(({ destination }) => destination === '/')?.line ?? 'overlay / overlay rw,relatime 0 0'
  const given = new Set(own.map(({ destination }) => destination))
  const runtime = runtimeMounts.filter(line => !given.has(line.split(' ')[1] ?? ''))
  const others = own.filter(({ destination }) => destination !== '/').map(({ line }) => line)
  return `${[root, ...runtime, ...others].join('\n')}\n`
}

const nulTerminated = (words: readonly string[]): string => words.map(word => `${word}\0`).join('')

const texts: Readonly<Record<string, (process: Process) => string>> = {
  cgroup: () => '0::/\n',
  cmdline: process => (process.exit ? '' : nulTerminated(process.argv)),
  comm: process => `${commandName(process)}\n`,
  mounts: mountsText,
  oom_score: () => '0\n',
  stat: statText,
  status: statusText,
}

const ownerOnly: Readonly<Record<string, (process: Process) => string>> = {
  environ: process => nulTerminated([...process.environment].map(([name, value]) => `${name}=${value}`)),
}

const links: Readonly<Record<string, (process: Process) => string>> = {
  cwd: process => process.workingDirectory,
  exe: process => process.executable,
  root: () => '/',
}

const names: readonly string[] = [
  ...Object.keys(texts),
  ...Object.keys(ownerOnly),
  ...Object.keys(links),
  'fd',
  'net',
  'oom_score_adj',
].sort()

/** What is at /proc/<pid>/<rest>. */
export const processNode = (process: Process, rest: string | undefined): SyntheticNode | undefined => {
  const { uid, gid } = process.credentials
  const owner = { uid, gid }
  if (rest === undefined) return directoryNode(() => names, owner)
  const text = entryOf(texts, rest)
  if (text) return textNode(() => text(process), owner)
  const hidden = entryOf(ownerOnly, rest)
  if (hidden) return textNode(() => hidden(process), { ...owner, mode: 0o400 })
  const link = entryOf(links, rest)
  if (link) return linkNode(link(process), owner)
  // Accepted and without effect: the OOM killer here looks at sizes alone.
  if (rest === 'oom_score_adj') return textNode(() => '0\n', { ...owner, mode: 0o644, write: () => undefined })
  if (rest === 'fd') return directoryNode(() => [...process.files.keys()].map(String), { ...owner, mode: 0o500 })
  const [, descriptor] = /^fd\/(\d+)$/.exec(rest) ?? []
  const file = descriptor === undefined ? undefined : process.files.get(Number(descriptor))
  return file && linkNode(file.name, { ...owner, mode: 0o700, file })
}
