import { SystemError } from '../../filesystem/contract.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { type Applets, baseName, type Invocation } from './applet.ts'
import { destinations } from './copy.ts'
import { attempt, messageOf } from './messages.ts'
import { applyMode } from './modes.ts'
import { UsageError } from './options.ts'
import { joinPath } from './tree-walk.ts'

function* ln(invocation: Invocation): Step<number> {
  const { options, operands, process, flavor, output } = invocation
  const files = process.filesystem
  const pairs =
    operands.length === 1 ? [{ from: operands[0] ?? '', to: baseName(operands[0] ?? '') }] : destinationsOf(invocation)
  let status = 0
  for (const { from, to } of pairs) {
    const target = process.path(to)
    if (options.has('f')) attempt(() => files.unlink(target))
    const failed = attempt(() =>
      options.has('s') ? files.symlink(from, target) : files.link(process.path(from), target),
    )
    if (failed instanceof SystemError) {
      const kind = options.has('s') ? 'symbolic link' : 'hard link'
      yield* invocation.complain(
        flavor === 'gnu' ? `failed to create ${kind} '${to}': ${messageOf(failed)}` : `${to}: ${messageOf(failed)}`,
      )
      status = 1
    } else if (options.has('v')) output.text(`'${to}' -> '${from}'\n`)
    yield undefined
  }
  return status
}

/** `ln -sfn a link`: a link to a directory at the destination is replaced, not entered. */
const destinationsOf = (invocation: Invocation): { from: string; to: string }[] => {
  const { options, operands, process } = invocation
  const last = operands.at(-1) ?? ''
  const isLink = attempt(() => process.filesystem.lstat(process.path(last)))
  if (operands.length === 2 && options.has('nT') && !(isLink instanceof SystemError) && isLink.kind === 'symlink')
    return [{ from: operands[0] ?? '', to: last }]
  return destinations(invocation)
}

/** Follows what exists; the last component (or, with `-m`, anything) may be missing. */
const canonical = (process: Process, path: string, mustExist: 'all' | 'parents' | 'none'): string => {
  const full = process.path(path)
  const files = process.filesystem
  const real = attempt(() => files.realPath(full))
  if (!(real instanceof SystemError)) return real
  if (mustExist === 'all' || real.code !== 'ENOENT') throw real
  const link = attempt(() => files.readLink(full))
  if (!(link instanceof SystemError) && mustExist === 'parents')
    return canonical(
      process,
      link.startsWith('/') ? link : joinPath(full.replace(/\/[^/]*$/, '') || '/', link),
      mustExist,
    )
  const cut = full.lastIndexOf('/')
  const parent = full.slice(0, cut) || '/'
  if (full === '/') throw real
  return joinPath(
    mustExist === 'none' ? canonical(process, parent, 'none') : files.realPath(parent),
    full.slice(cut + 1),
  )
}

function* readlink(invocation: Invocation): Step<number> {
  const { options, operands, process, output } = invocation
  if (operands.length === 0) throw new UsageError()
  let status = 0
  for (const path of operands) {
    const found = attempt(() =>
      options.has('fem')
        ? canonical(process, path, options.has('e') ? 'all' : options.has('m') ? 'none' : 'parents')
        : process.filesystem.readLink(process.path(path)),
    )
    if (found instanceof SystemError) {
      if (options.has('v')) yield* invocation.complain(`${path}: ${messageOf(found)}`)
      status = 1
    } else output.text(found + (options.has('n') ? '' : '\n'))
  }
  return status
}

function* realpath(invocation: Invocation): Step<number> {
  const { options, operands, process, output } = invocation
  let status = 0
  for (const path of operands.length === 0 ? ['.'] : operands) {
    const found = attempt(() =>
      canonical(process, path, options.has('e') ? 'all' : options.has('m') ? 'none' : 'parents'),
    )
    if (found instanceof SystemError) {
      yield* invocation.complain(`${path}: ${messageOf(found)}`)
      status = 1
    } else output.text(`${found}\n`)
  }
  return status
}

function* basename({ options, operands, output }: Invocation): Step<number> {
  const many = options.has('as')
  const [first, second, third] = operands
  if (first === undefined || (!many && third !== undefined)) throw new UsageError()
  const suffix = options.value('s') ?? (many ? undefined : second)
  for (const path of many ? operands : [first]) {
    const name = baseName(path)
    output.text(`${suffix && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`)
  }
  yield undefined
  return 0
}

const directoryName = (path: string): string => {
  const clean = path.replace(/\/+$/, '')
  if (clean === '') return path === '' ? '.' : '/'
  const slash = clean.lastIndexOf('/')
  return slash < 0 ? '.' : clean.slice(0, slash).replace(/\/+$/, '') || '/'
}

function* dirname({ operands, output }: Invocation): Step<number> {
  if (operands.length === 0) throw new UsageError()
  for (const path of operands) output.text(`${directoryName(path)}\n`)
  yield undefined
  return 0
}

const nameLetters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

function* mktemp(invocation: Invocation): Step<number> {
  const { options, operands, process, output } = invocation
  const folder = options.value('p') || process.environment.get('TMPDIR') || '/tmp'
  const template = operands[0] ?? (invocation.flavor === 'gnu' ? 'tmp.XXXXXXXXXX' : 'tmp.XXXXXX')
  const prefixed = operands[0] === undefined || options.has('tp') ? joinPath(folder, template) : template
  const marks = /X{3,}(?!.*X{3})/.exec(prefixed)
  if (!marks || (invocation.flavor === 'busybox' && !prefixed.endsWith('XXXXXX'))) {
    yield* invocation.complain(
      invocation.flavor === 'gnu' ? `too few X's in template '${template}'` : `${prefixed}: Invalid argument`,
    )
    return 1
  }
  for (let tries = 0; tries < 100; tries++) {
    const drawn = Array.from({ length: marks[0].length }, () => process.kernel.random.pick([...nameLetters])).join('')
    const path = prefixed.slice(0, marks.index) + drawn + prefixed.slice(marks.index + marks[0].length)
    const full = process.path(path)
    if (process.filesystem.exists(full)) continue
    if (!options.has('u')) {
      if (options.has('d')) process.filesystem.makeDirectory(full, { mode: 0o700 })
      else process.open(full, { write: true, create: true, exclusive: true, mode: 0o600 }).release()
    }
    output.text(`${path}\n`)
    return 0
  }
  return 1
}

const nodeMode = ({ options, process }: Invocation): number => {
  const text = options.value('m')
  if (text === undefined) return 0o666 & ~process.umask
  const mode = applyMode(text, 0o666, false, process.umask)
  if (mode === undefined) throw new UsageError(`invalid mode '${text}'`)
  return mode
}

function* mkfifo(invocation: Invocation): Step<number> {
  const { operands, process } = invocation
  if (operands.length === 0) throw new UsageError()
  let status = 0
  for (const path of operands) {
    const failed = attempt(() => process.filesystem.makeNode(process.path(path), 'fifo', nodeMode(invocation)))
    if (!(failed instanceof SystemError)) continue
    yield* invocation.complain(`${path}: ${messageOf(failed)}`)
    status = 1
  }
  return status
}

function* mknod(invocation: Invocation): Step<number> {
  const { operands, process } = invocation
  const [path, kind, major, minor] = operands
  if (path === undefined || kind === undefined) throw new UsageError()
  if (kind === 'p') process.filesystem.makeNode(process.path(path), 'fifo', nodeMode(invocation))
  else if (kind === 'c' || kind === 'u') {
    if (major === undefined || minor === undefined) throw new UsageError()
    process.filesystem.makeNode(process.path(path), 'character-device', nodeMode(invocation), [
      Number(major),
      Number(minor),
    ])
  } else throw new SystemError('EPERM', path)
  yield undefined
  return 0
}

export const linkApplets: Applets = {
  ln: {
    syntax: { short: 'sfnbvTt:S:Lr', long: { symbolic: 's', force: 'f', 'no-dereference': 'n', verbose: 'v' } },
    usage: '[-sfnbtv] [-S SUF] TARGET... LINK|DIR',
    run: ln,
  },
  readlink: { syntax: { short: 'fnvemsqz', long: { canonicalize: 'f' } }, usage: '[-fnv] FILE', run: readlink },
  realpath: { syntax: { short: 'emsqz' }, usage: 'FILE...', run: realpath },
  basename: {
    syntax: { short: '+as:z', long: { multiple: 'a', suffix: 's' } },
    usage: 'FILE [SUFFIX] | -a FILE... | -s SUFFIX FILE...',
    run: basename,
  },
  dirname: { syntax: { short: 'z' }, usage: 'FILENAME', run: dirname },
  mktemp: {
    syntax: { short: 'dqtup:', long: { directory: 'd', 'dry-run': 'u', tmpdir: 'p', quiet: 'q' } },
    usage: '[-dt] [-p DIR] [TEMPLATE]',
    run: mktemp,
  },
  mkfifo: { syntax: { short: 'm:', long: { mode: 'm' } }, usage: '[-m MODE] NAME', run: mkfifo },
  mknod: { syntax: { short: 'm:', long: { mode: 'm' } }, usage: '[-m MODE] NAME TYPE [MAJOR MINOR]', run: mknod },
}
