import { SystemError } from '../../filesystem/contract.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { humanSize } from './durations.ts'
import { attempt, messageOf } from './messages.ts'
import { UsageError } from './options.ts'
import { walk } from './tree-walk.ts'

function* du(invocation: Invocation): Step<number> {
  const { options, operands, process, output, flavor } = invocation
  const unit = options.has('b') ? 1 : options.has('m') ? 1024 ** 2 : 1024
  const show = (bytes: number): string => (options.has('h') ? humanSize(bytes) : String(Math.ceil(bytes / unit)))
  const maximum = options.has('s') ? 0 : Number(options.value('d') ?? Number.POSITIVE_INFINITY)
  let status = 0
  let total = 0
  for (const path of operands.length === 0 ? ['.'] : operands) {
    const sums: number[] = []
    const seen = new Set<number>()
    try {
      yield* walk(
        process,
        path,
        function* ({ path: found, stat, depth, failure }) {
          if (failure) {
            yield* invocation.complain(
              `${flavor === 'gnu' ? `cannot read directory '${found}'` : `can't open '${found}'`}: ${messageOf(failure)}`,
            )
            status = 1
            return 'skip'
          }
          const counted = stat.links > 1 && stat.kind === 'file' && seen.has(stat.inode)
          seen.add(stat.inode)
          const own = counted
            ? 0
            : options.has('b')
              ? stat.sizeBytes
              : stat.kind === 'file'
                ? Math.ceil(stat.sizeBytes / 4096) * 4096
                : stat.kind === 'directory'
                  ? 4096
                  : 0
          const size = own + (stat.kind === 'directory' ? (sums[depth + 1] ?? 0) : 0)
          sums[depth + 1] = stat.kind === 'directory' ? 0 : (sums[depth + 1] ?? 0)
          sums[depth] = (sums[depth] ?? 0) + size
          if (depth <= maximum && (stat.kind === 'directory' || options.has('a') || depth === 0))
            output.text(`${show(size)}\t${found}\n`)
          yield* output.relieve()
          return 'enter'
        },
        { postOrder: true },
      )
      total += sums[0] ?? 0
    } catch (error) {
      yield* invocation.complain(`${flavor === 'gnu' ? `cannot access '${path}'` : path}: ${messageOf(error)}`)
      status = 1
    }
  }
  if (options.has('c')) output.text(`${show(total)}\ttotal\n`)
  return status
}

/** The disk that every simulated container is on: nothing that depends on the host. */
const diskBytes = 64 * 1024 ** 3

function* df(invocation: Invocation): Step<number> {
  const { options, operands, process, output } = invocation
  const mounts = process.filesystem.mounts
  const names: Readonly<Record<string, string>> = {
    overlay: 'overlay',
    tmpfs: 'tmpfs',
    devtmpfs: 'tmpfs',
    mqueue: 'mqueue',
    proc: 'proc',
    sysfs: 'sysfs',
  }
  const mountOf = (path: string) =>
    mounts
      .filter(({ destination }) => destination === '/' || path === destination || path.startsWith(`${destination}/`))
      .at(-1)
  const everywhere = mounts.filter(({ type }) => type !== 'proc' && type !== 'sysfs')
  const places = operands.map(path => attempt(() => mountOf(process.filesystem.realPath(process.path(path)))))
  const named = places.flatMap(place => (place === undefined || place instanceof SystemError ? [] : [place]))
  const chosen = operands.length === 0 ? everywhere : named
  const unit = options.has('m') ? 1024 ** 2 : 1024
  const human = options.has('hH')
  const show = (bytes: number): string => (human ? humanSize(bytes) : String(Math.floor(bytes / unit)))
  const typed = options.has('T')
  output.text(
    `Filesystem${' '.repeat(11)}${typed ? 'Type       ' : ''}${human ? '     Size' : unit === 1024 ? '1K-blocks' : '1M-blocks'}      Used Available Use% Mounted on\n`,
  )
  yield* output.flush()
  for (const [index, place] of places.entries()) {
    if (!(place instanceof SystemError)) continue
    const what = invocation.flavor === 'gnu' ? messageOf(place) : "can't find mount point"
    yield* invocation.complain(`${operands[index]}: ${what}`)
  }
  for (const { destination, tree, type } of chosen) {
    const used = tree.totalBytes
    const device = names[type] ?? '/dev/sda1'
    const percent = `${Math.ceil((used / diskBytes) * 100)}%`
    output.text(
      `${device.padEnd(20)} ${typed ? device.padEnd(11) : ''}${show(diskBytes).padStart(9)} ${show(used).padStart(9)} ${show(diskBytes - used).padStart(9)} ${percent.padStart(4)} ${destination}\n`,
    )
  }
  return places.some(place => place instanceof SystemError) ? 1 : 0
}

function* mount(invocation: Invocation): Step<number> {
  const { operands, options, process, output, name } = invocation
  if (name === 'umount' || operands.length > 0 || options.has('a')) {
    const target = operands.at(-1)
    if (target === undefined && name === 'umount') throw new UsageError()
    // Containers lack CAP_SYS_ADMIN, and a simulated kernel has nothing else to mount.
    yield* invocation.complain(
      name === 'umount' ? `can't unmount ${target}: Operation not permitted` : `permission denied (are you root?)`,
    )
    return name === 'umount' ? 1 : 255
  }
  for (const line of process.filesystem
    .readText('/proc/mounts')
    .split('\n')
    .filter(text => text !== '')) {
    const [device, at, type, flags] = line.split(' ')
    output.text(`${device} on ${at} type ${type} (${flags})\n`)
  }
  return 0
}

export const diskApplets: Applets = {
  du: {
    syntax: {
      short: 'asLHlcd:hmkxb',
      long: { summarize: 's', 'human-readable': 'h', all: 'a', 'max-depth': 'd', total: 'c', bytes: 'b' },
    },
    usage: '[-aHLdclsxhmk] [FILE]...',
    run: du,
  },
  df: {
    syntax: { short: 'PkmhTait:B:H', long: { 'human-readable': 'h', 'print-type': 'T' } },
    usage: '[-PkmhTai] [-B SIZE] [-t TYPE] [FILESYSTEM]...',
    run: df,
  },
  mount: { syntax: { short: 'arwnvo:t:O:' }, usage: '[OPTIONS] [-o OPT] DEVICE NODE', run: mount },
  umount: { syntax: { short: 'arlfnvdt:O:' }, usage: '[OPTIONS] FILESYSTEM|DIRECTORY', run: mount },
}
