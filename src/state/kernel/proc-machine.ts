import { microsecondsPerSecond, unixSeconds } from '../time.ts'
import { networkTexts } from './proc-network.ts'
import type { Kernel } from './process.ts'

export interface MachineFacts {
  readonly hostMemoryBytes: number
  usedMemoryBytes(): number
  /** By dotted name. */
  readonly sysctls: Readonly<Record<string, string>>
  readonly release: string | undefined
  readonly pidsLimit: number | undefined
  /** Whether a limit below the host's memory was set. */
  readonly memoryLimited: boolean
  /** Microseconds of processor time per period of 100000, or undefined without a limit. */
  readonly processorQuotaMicroseconds: number | undefined
}

type Texts = Readonly<Record<string, () => string>>

const defaultRelease = '6.8.0-mockerd'
const build = '#1 SMP PREEMPT_DYNAMIC'

export const kernelVersion = { release: defaultRelease, build } as const

/** Path → text of everything that is not about one process. */
export const machineTexts = (kernel: Kernel, facts: MachineFacts): Texts => ({
  ...machine(kernel, facts),
  ...sysctlTexts(kernel, facts),
  ...cgroupTexts(kernel, facts),
  ...networkTexts(kernel.network),
})

const uptimeSeconds = (kernel: Kernel): number => (kernel.clock.now() - kernel.startedAt) / microsecondsPerSecond

const machine = (kernel: Kernel, facts: MachineFacts): Texts => ({
  '/proc/cmdline': () => 'BOOT_IMAGE=/boot/vmlinuz root=/dev/vda1 ro\n',
  '/proc/cpuinfo': () => Array.from({ length: Math.max(1, Math.ceil(kernel.processors)) }, processorText).join(''),
  '/proc/filesystems': () =>
    'nodev\tsysfs\nnodev\ttmpfs\nnodev\tproc\nnodev\tcgroup2\nnodev\tdevpts\nnodev\toverlay\n\text4\n',
  '/proc/loadavg': () => {
    const last = Math.max(0, ...kernel.processes.keys())
    return `0.00 0.00 0.00 1/${kernel.processes.size} ${last}\n`
  },
  '/proc/meminfo': () => memoryText(facts.hostMemoryBytes, facts.usedMemoryBytes()),
  '/proc/stat': () => statText(kernel),
  '/proc/uptime': () => {
    const uptime = uptimeSeconds(kernel)
    return `${uptime.toFixed(2)} ${(uptime * kernel.processors).toFixed(2)}\n`
  },
  '/proc/version': () => `Linux version ${facts.release ?? defaultRelease} (mockerd@mockerd) ${build}\n`,
})

const processorText = (_: unknown, index: number): string =>
  [
    `processor\t: ${index}`,
    'vendor_id\t: GenuineIntel',
    'cpu family\t: 6',
    'model\t\t: 85',
    'model name\t: Simulated CPU @ 1.00GHz',
    'cpu MHz\t\t: 1000.000',
    'cache size\t: 1024 KB',
    `core id\t\t: ${index}`,
    'flags\t\t: fpu sse sse2 ssse3 sse4_1 sse4_2 avx avx2',
    'bogomips\t: 2000.00',
    '',
    '',
  ].join('\n')

const memoryText = (total: number, used: number): string => {
  const free = Math.max(0, total - used)
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', total],
    ['MemFree', free],
    ['MemAvailable', free],
    ['Buffers', 0],
    ['Cached', 0],
    ['SwapCached', 0],
    ['SwapTotal', 0],
    ['SwapFree', 0],
    ['Shmem', 0],
  ]
  return rows
    .map(([name, bytes]) => `${`${name}:`.padEnd(16)}${String(Math.floor(bytes / 1024)).padStart(8)} kB\n`)
    .join('')
}

const statText = (kernel: Kernel): string => {
  let busy = 0
  for (const process of kernel.processes.values()) busy += process.cpuMicroseconds
  const user = Math.floor((busy * 100) / microsecondsPerSecond)
  const idle = Math.max(0, Math.floor(uptimeSeconds(kernel) * 100 * kernel.processors) - user)
  const times = `${user} 0 0 ${idle} 0 0 0 0 0 0`
  const lines = [`cpu  ${times}`, `cpu0 ${times}`, `btime ${unixSeconds(kernel.startedAt)}`]
  return `${[...lines, `processes ${Math.max(0, ...kernel.processes.keys())}`, 'procs_running 1', 'procs_blocked 0'].join('\n')}\n`
}

const sysctlDefaults: Readonly<Record<string, string>> = {
  'fs.file-max': '9223372036854775807',
  'kernel.msgmax': '8192',
  'kernel.ostype': 'Linux',
  'kernel.pid_max': '4194304',
  'kernel.shmmax': '18446744073692774399',
  'net.core.somaxconn': '4096',
  'net.ipv4.ip_forward': '1',
  'net.ipv4.ip_local_port_range': '32768\t60999',
  'net.ipv4.ip_unprivileged_port_start': '0',
  'vm.max_map_count': '65530',
  'vm.overcommit_memory': '0',
  'vm.swappiness': '60',
}

const sysctlTexts = (kernel: Kernel, facts: MachineFacts): Texts => {
  const values: Readonly<Record<string, string>> = {
    ...sysctlDefaults,
    'kernel.domainname': kernel.domainName === '' ? '(none)' : kernel.domainName,
    'kernel.hostname': kernel.hostname,
    'kernel.osrelease': facts.release ?? defaultRelease,
    'kernel.version': build,
    ...facts.sysctls,
  }
  const texts: Record<string, () => string> = {
    '/proc/sys/kernel/random/boot_id': constant(
      kernel.random
        .fork('boot')
        .hex(32)
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    ),
  }
  for (const [name, value] of Object.entries(values)) texts[`/proc/sys/${name.replaceAll('.', '/')}`] = constant(value)
  return texts
}

const constant = (text: string) => () => `${text}\n`

const cgroupTexts = (kernel: Kernel, facts: MachineFacts): Texts => {
  const group = '/sys/fs/cgroup'
  const usage = (): number => {
    let used = 0
    for (const process of kernel.processes.values()) used += process.cpuMicroseconds
    return used
  }
  return {
    [`${group}/cgroup.controllers`]: constant('cpuset cpu io memory hugetlb pids rdma misc'),
    [`${group}/cgroup.procs`]: () => [...kernel.processes.keys()].map(pid => `${pid}\n`).join(''),
    [`${group}/cgroup.type`]: constant('domain'),
    [`${group}/cpu.max`]: constant(`${facts.processorQuotaMicroseconds ?? 'max'} 100000`),
    [`${group}/cpu.stat`]: () => `usage_usec ${usage()}\nuser_usec ${usage()}\nsystem_usec 0\n`,
    [`${group}/memory.current`]: () => `${facts.usedMemoryBytes()}\n`,
    [`${group}/memory.max`]: constant(facts.memoryLimited ? String(kernel.memoryLimitBytes) : 'max'),
    [`${group}/memory.swap.max`]: constant('max'),
    [`${group}/pids.current`]: () => `${kernel.processes.size}\n`,
    [`${group}/pids.max`]: constant(String(facts.pidsLimit ?? 'max')),
    '/sys/kernel/mm/transparent_hugepage/enabled': constant('always [madvise] never'),
    '/sys/devices/system/cpu/online': constant(kernel.processors > 1 ? `0-${Math.ceil(kernel.processors) - 1}` : '0'),
  }
}
