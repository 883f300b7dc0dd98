import { SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { formatTime, parseTime } from './calendar.ts'
import { humanSize } from './durations.ts'
import { attempt, messageOf } from './messages.ts'

function* date(invocation: Invocation): Step<number> {
  const { options, operands, process, output } = invocation
  const now = process.kernel.clock.now()
  const text = options.value('d')
  const reference = options.value('r')
  const time =
    reference === undefined
      ? text === undefined
        ? now
        : parseTime(text, now)
      : attempt(() => process.filesystem.stat(process.path(reference)).modifiedAt)
  if (time instanceof Error) {
    const what = invocation.flavor === 'gnu' ? `${reference}` : `can't stat '${reference}'`
    yield* invocation.complain(`${what}: ${messageOf(time)}`)
    return 1
  }
  if (time === undefined) {
    yield* invocation.complain(invocation.flavor === 'gnu' ? `invalid date '${text}'` : `invalid date '${text}'`)
    return 1
  }
  const [first] = operands
  if (options.has('s') || (first !== undefined && !first.startsWith('+'))) {
    yield* invocation.complain("can't set date: Operation not permitted")
    return 1
  }
  const iso: Readonly<Record<string, string>> = {
    '': '%F',
    date: '%F',
    hours: '%FT%H%:z',
    minutes: '%FT%R%:z',
    seconds: '%FT%T%:z',
    ns: '%FT%T,%N%:z',
  }
  const precision = options.value('I')
  const isoFormat =
    precision === undefined
      ? undefined
      : iso[Object.keys(iso).find(key => precision !== '' && key.startsWith(precision)) ?? '']
  const format =
    first?.slice(1) ?? isoFormat ?? (options.has('R') ? '%a, %d %b %Y %H:%M:%S %z' : '%a %b %e %H:%M:%S %Z %Y')
  output.text(`${formatTime(format, time)}\n`)
  return 0
}

function* uname(invocation: Invocation): Step<number> {
  const { options, process, output } = invocation
  const release = attempt(() => process.filesystem.readText('/proc/sys/kernel/osrelease').trim())
  const version = attempt(() => process.filesystem.readText('/proc/sys/kernel/version').trim())
  const fields: readonly (readonly [letter: string, value: string])[] = [
    ['s', 'Linux'],
    ['n', process.kernel.hostname],
    ['r', release instanceof SystemError ? '6.12.0' : release],
    ['v', version instanceof SystemError ? '#1 SMP PREEMPT_DYNAMIC' : version],
    ['m', 'x86_64'],
    ...(options.has('pi')
      ? ([
          ['p', 'unknown'],
          ['i', 'unknown'],
        ] as const)
      : []),
    ['o', 'GNU/Linux'],
  ]
  const shown = fields.filter(([letter]) =>
    options.has('a')
      ? letter !== 'p' && letter !== 'i'
      : options.given.length === 0
        ? letter === 's'
        : options.has(letter),
  )
  output.text(`${shown.map(([, value]) => value).join(' ')}\n`)
  yield undefined
  return 0
}

function* hostname(invocation: Invocation): Step<number> {
  const { options, operands, process, output } = invocation
  const { hostname: name, domainName, network } = process.kernel
  if (operands.length > 0) {
    yield* invocation.complain('sethostname: Operation not permitted')
    return 1
  }
  const short = name.split('.', 1)[0] ?? name
  const addresses = network.interfaces
    .filter(one => one.name !== 'lo')
    .flatMap(one => one.addresses.map(address => address.split('/', 1)[0]))
  if (options.has('i') && addresses.length === 0) {
    yield* invocation.complain(`${name}: Host name lookup failure`)
    return 1
  }
  if (options.has('iI')) output.text(`${addresses.join(' ')}${options.has('I') ? ' ' : ''}\n`)
  else if (options.has('f')) output.text(`${domainName === '' ? name : `${short}.${domainName}`}\n`)
  else if (options.has('d')) output.text(`${domainName}\n`)
  else output.text(`${options.has('s') ? short : name}\n`)
  return 0
}

function* nproc({ process, output }: Invocation): Step<number> {
  output.text(`${process.kernel.processors}\n`)
  yield undefined
  return 0
}

const memoryField = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)

function* free(invocation: Invocation): Step<number> {
  const { options, process, output } = invocation
  const text = process.filesystem.readText('/proc/meminfo')
  const unit = options.lastOf('bkmgh') ?? 'k'
  const show = (kibibytes: number): string => {
    if (unit === 'h') return humanSize(kibibytes * 1024)
    const divisor = { b: 1 / 1024, k: 1, m: 1024, g: 1024 ** 2 }[unit] ?? 1
    return String(Math.floor(kibibytes / divisor))
  }
  const total = memoryField(text, 'MemTotal')
  const unused = memoryField(text, 'MemFree')
  const available = memoryField(text, 'MemAvailable') || unused
  const cached = memoryField(text, 'Cached') + memoryField(text, 'Buffers')
  const row = (title: string, values: readonly number[]): string =>
    `${title}${values.map(value => show(value).padStart(12)).join('')}\n`
  output.text('              total        used        free      shared  buff/cache   available\n')
  output.text(row('Mem:    ', [total, total - unused - cached, unused, memoryField(text, 'Shmem'), cached, available]))
  const swap = memoryField(text, 'SwapTotal')
  output.text(row('Swap:   ', [swap, swap - memoryField(text, 'SwapFree'), memoryField(text, 'SwapFree')]))
  yield undefined
  return 0
}

function* uptime({ process, flavor, output }: Invocation): Step<number> {
  const { clock, startedAt } = process.kernel
  const seconds = Math.floor((clock.now() - startedAt) / 1e6)
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor(seconds / 3600) % 24
  const minutes = Math.floor(seconds / 60) % 60
  const clockText = hours > 0 ? `${String(hours).padStart(2)}:${String(minutes).padStart(2, '0')}` : `${minutes} min`
  const daysText = days > 0 ? `${days} day${days > 1 ? 's' : ''}, ` : ''
  // Nobody is logged in; procps takes the singular for that (seen with procps-ng 4.0.2).
  const users = flavor === 'gnu' ? '0 user' : '0 users'
  output.text(
    ` ${formatTime('%H:%M:%S', clock.now())} up ${daysText}${clockText},  ${users},  load average: 0.00, 0.00, 0.00\n`,
  )
  yield undefined
  return 0
}

function* sysctl(invocation: Invocation): Step<number> {
  const { options, operands, process, output } = invocation
  let status = 0
  for (const name of operands) {
    if (name.includes('=')) {
      yield* invocation.complain(`error setting key '${name.split('=', 1)[0]}': Read-only file system`)
      status = 1
      continue
    }
    const value = attempt(() => process.filesystem.readText(`/proc/sys/${name.replaceAll('.', '/')}`).trim())
    if (value instanceof SystemError) {
      if (!options.has('e')) yield* invocation.complain(`error: '${name}' is an unknown key`)
      status = 1
    } else output.text(options.has('n') ? `${value}\n` : `${name.replaceAll('/', '.')} = ${value}\n`)
  }
  return status
}

function* which(invocation: Invocation): Step<number> {
  const { options, operands, process, output } = invocation
  let status = 0
  for (const name of operands) {
    const folders = name.includes('/')
      ? ['']
      : (process.environment.get('PATH') ?? '/sbin:/usr/sbin:/bin:/usr/bin').split(':')
    const found = folders
      .map(folder => (folder === '' ? name : `${folder}/${name}`))
      .filter(path => {
        const full = process.path(path)
        const stat = attempt(() => process.filesystem.stat(full))
        return !(stat instanceof SystemError) && stat.kind === 'file' && process.filesystem.access(full, 'execute')
      })
    if (found.length === 0) status = 1
    for (const path of options.has('a') ? found : found.slice(0, 1)) output.text(`${path}\n`)
  }
  yield undefined
  return status
}

function* logger(invocation: Invocation): Step<number> {
  // Without a syslog daemon in the container the message goes nowhere, unless -s asks for a copy.
  const { options, operands, process } = invocation
  if (options.has('s')) yield* write(process, 2, `${options.value('t') ?? 'root'}: ${operands.join(' ')}\n`)
  return 0
}

export const systemApplets: Applets = {
  date: {
    syntax: {
      short: 'ud:r:s:I::RD:',
      long: { utc: 'u', date: 'd', reference: 'r', 'iso-8601': 'I', 'rfc-2822': 'R', set: 's' },
    },
    usage: '[OPTIONS] [+FMT] [[-s] TIME]',
    run: date,
  },
  uname: {
    syntax: {
      short: 'asnrvmpio',
      long: { all: 'a', 'kernel-name': 's', nodename: 'n', 'kernel-release': 'r', machine: 'm' },
    },
    usage: '[-amnrspvio]',
    run: uname,
  },
  arch: {
    run: function* ({ output }) {
      output.text('x86_64\n')
      yield undefined
      return 0
    },
  },
  hostname: { syntax: { short: 'sidfIF:' }, usage: '[-sidf] [HOSTNAME | -F FILE]', run: hostname },
  nproc: { syntax: { short: 'ai:', long: { all: 'a', ignore: 'i' } }, usage: '[--all] [--ignore=N]', run: nproc },
  free: { syntax: { short: 'bkmghtw' }, usage: '[-bkmgh]', run: free },
  uptime: { syntax: { short: 'ps' }, usage: '', run: uptime },
  sysctl: { syntax: { short: 'neqawp' }, usage: '[-enq] [KEY[=VALUE]]...', run: sysctl },
  which: { syntax: { short: 'a' }, usage: '[-a] COMMAND...', run: which },
  logger: { syntax: { short: 'st:p:' }, usage: '[-s] [-t TAG] [-p PRIO] [MESSAGE]', run: logger },
}
