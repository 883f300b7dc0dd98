import { type Stat, SystemError } from '../../filesystem/contract.ts'
import { read, write } from '../../kernel/calls.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { type Applets, baseName, type Invocation } from './applet.ts'
import { attempt, messageOf } from './messages.ts'
import { UsageError } from './options.ts'
import { byName, joinPath } from './tree-walk.ts'

interface CopyWays {
  readonly recursive: boolean
  readonly preserve: boolean
  readonly force: boolean
  /** Symlinks inside are copied as links (-P, -d, -a, and any recursive copy unless -L). */
  readonly keepLinks: boolean
  readonly noClobber: boolean
  readonly update: boolean
}

/** Copies the bytes of one file, streaming. */
export function* copyContent(
  process: Process,
  from: string,
  to: string,
  mode: number,
  unlinkFirst: boolean,
): Step<void> {
  const source = process.install(process.open(from, { read: true }))
  try {
    if (unlinkFirst) attempt(() => process.filesystem.unlink(to))
    const target = process.install(process.open(to, { write: true, create: true, truncate: true, mode }))
    try {
      for (;;) {
        const chunk = yield* read(process, source)
        if (chunk.length === 0) return
        yield* write(process, target, chunk)
        yield undefined
      }
    } finally {
      process.closeDescriptor(target)
    }
  } finally {
    process.closeDescriptor(source)
  }
}

export const keepAttributes = (process: Process, path: string, stat: Stat): void => {
  const files = process.filesystem
  // Only root may give files away; cp -p goes on without it.
  attempt(() => files.chown(path, stat.uid, stat.gid, { noFollow: true }))
  if (stat.kind !== 'symlink') attempt(() => files.chmod(path, stat.mode))
  attempt(() => files.touch(path, stat.modifiedAt, { noFollow: true }))
}

class Copier {
  readonly #invocation: Invocation
  readonly #ways: CopyWays
  status = 0

  constructor(invocation: Invocation, ways: CopyWays) {
    this.#invocation = invocation
    this.#ways = ways
  }

  *#refuse(message: string): Step<void> {
    yield* this.#invocation.complain(message)
    this.status = 1
  }

  *copy(from: string, to: string, top: boolean): Step<void> {
    const { process, flavor, options, output } = this.#invocation
    const files = process.filesystem
    const keep = this.#ways.keepLinks && !(top && options.has('H'))
    const stat = attempt(() => (keep ? files.lstat(process.path(from)) : files.stat(process.path(from))))
    if (stat instanceof SystemError) {
      yield* this.#refuse(`${flavor === 'gnu' ? 'cannot' : "can't"} stat '${from}': ${messageOf(stat)}`)
      return
    }
    if (stat.kind === 'directory' && !this.#ways.recursive) {
      yield* this.#refuse(
        flavor === 'gnu' ? `-r not specified; omitting directory '${from}'` : `omitting directory '${from}'`,
      )
      return
    }
    const target = attempt(() => files.stat(process.path(to)))
    if (!(target instanceof SystemError)) {
      if (target.inode === stat.inode && files.realPath(process.path(from)) === files.realPath(process.path(to))) {
        yield* this.#refuse(`'${from}' and '${to}' are the same file`)
        return
      }
      if (
        stat.kind !== 'directory' &&
        (this.#ways.noClobber || (this.#ways.update && target.modifiedAt >= stat.modifiedAt))
      )
        return
    }
    try {
      if (stat.kind === 'directory') yield* this.#directory(from, to, stat, !(target instanceof SystemError))
      else yield* this.#file(from, to, stat)
      if (options.has('v')) output.text(`'${from}' -> '${to}'\n`)
    } catch (error) {
      yield* this.#refuse(`${flavor === 'gnu' ? 'cannot' : "can't"} create '${to}': ${messageOf(error)}`)
    }
  }

  *#directory(from: string, to: string, stat: Stat, exists: boolean): Step<void> {
    const { process } = this.#invocation
    const source = process.filesystem.realPath(process.path(from))
    const target = process.path(to)
    if (target === source || target.startsWith(joinPath(source, ''))) {
      yield* this.#refuse(`recursion detected, omitting directory '${from}'`)
      return
    }
    const content = process.filesystem.list(source)
    if (!exists) process.filesystem.makeDirectory(target, { mode: stat.mode | 0o700 })
    yield undefined
    for (const { name } of content.toSorted(byName)) yield* this.copy(joinPath(from, name), joinPath(to, name), false)
    if (this.#ways.preserve) keepAttributes(process, target, stat)
    else if (!exists && (stat.mode & 0o700) !== 0o700) process.filesystem.chmod(target, stat.mode & ~process.umask)
  }

  *#file(from: string, to: string, stat: Stat): Step<void> {
    const { process } = this.#invocation
    const files = process.filesystem
    const target = process.path(to)
    if (stat.kind === 'file')
      yield* copyContent(
        process,
        process.path(from),
        target,
        stat.mode,
        this.#ways.force && !files.access(target, 'write'),
      )
    else {
      if (this.#ways.force) attempt(() => files.unlink(target))
      if (stat.kind === 'symlink') files.symlink(stat.target ?? '', target)
      else if (this.#ways.recursive)
        files.makeNode(target, stat.kind === 'directory' ? 'fifo' : stat.kind, stat.mode, stat.device)
      else yield* copyContent(process, process.path(from), target, stat.mode, false)
    }
    if (this.#ways.preserve) keepAttributes(process, target, stat)
  }
}

/** Where each source of cp, mv, ln or install goes: into a directory, or to one name. */
export const destinations = ({
  process,
  options,
  operands,
  flavor,
}: Invocation): { readonly from: string; readonly to: string }[] => {
  const into = options.value('t')
  const sources = into === undefined ? operands.slice(0, -1) : operands
  const last = into ?? operands.at(-1)
  if (last === undefined || sources.length === 0)
    throw new UsageError(
      flavor === 'busybox'
        ? ''
        : last === undefined
          ? 'missing file operand'
          : `missing destination file operand after '${last}'`,
    )
  const stat = options.has('T') ? undefined : attempt(() => process.filesystem.stat(process.path(last)))
  const isDirectory = stat !== undefined && !(stat instanceof SystemError) && stat.kind === 'directory'
  if (!isDirectory && sources.length > 1) throw new SystemError('ENOTDIR', flavor === 'gnu' ? `target '${last}'` : last)
  return sources.map(from => ({ from, to: isDirectory ? joinPath(last, baseName(from)) : last }))
}

function* cp(invocation: Invocation): Step<number> {
  const { options } = invocation
  const recursive = options.has('rRa')
  const copier = new Copier(invocation, {
    recursive,
    preserve: options.has('pa'),
    force: options.has('f'),
    keepLinks: options.has('Pda') || (recursive && !options.has('L')),
    noClobber: options.has('n'),
    update: options.has('u'),
  })
  for (const { from, to } of destinations(invocation)) yield* copier.copy(from, to, true)
  return copier.status
}

function* mv(invocation: Invocation): Step<number> {
  const { options, process, flavor, output } = invocation
  const files = process.filesystem
  let status = 0
  for (const { from, to } of destinations(invocation)) {
    if (options.has('n') && files.exists(process.path(to))) continue
    const failed = attempt(() => files.rename(process.path(from), process.path(to)))
    if (!(failed instanceof SystemError)) {
      if (options.has('v')) output.text(flavor === 'gnu' ? `renamed '${from}' -> '${to}'\n` : `'${from}' -> '${to}'\n`)
      continue
    }
    if (failed.code === 'EXDEV' && (yield* moveAcross(invocation, from, to))) continue
    if (failed.code !== 'EXDEV') {
      const missing = failed.code === 'ENOENT' && !files.exists(process.path(from))
      const message =
        missing && flavor === 'gnu'
          ? `cannot stat '${from}'`
          : flavor === 'gnu'
            ? `cannot move '${from}' to '${to}'`
            : `can't rename '${from}'`
      yield* invocation.complain(`${message}: ${messageOf(failed)}`)
    }
    status = 1
  }
  return status
}

/** Between mounts a move is a copy and a removal. */
function* moveAcross(invocation: Invocation, from: string, to: string): Step<boolean> {
  const { process } = invocation
  const copier = new Copier(invocation, {
    recursive: true,
    preserve: true,
    force: true,
    keepLinks: true,
    noClobber: false,
    update: false,
  })
  yield* copier.copy(from, to, true)
  if (copier.status !== 0) return false
  const remove = function* (path: string): Step<void> {
    const files = process.filesystem
    if (files.lstat(path).kind !== 'directory') {
      files.unlink(path)
      return
    }
    for (const { name } of files.list(path)) yield* remove(joinPath(path, name))
    files.removeDirectory(path)
    yield undefined
  }
  yield* remove(process.path(from))
  return true
}

const cpLong = {
  recursive: 'r',
  archive: 'a',
  force: 'f',
  preserve: 'p',
  verbose: 'v',
  'no-clobber': 'n',
  'no-dereference': 'P',
  dereference: 'L',
  update: 'u',
  'target-directory': 't',
  'no-target-directory': 'T',
}

export const copyApplets: Applets = {
  cp: { syntax: { short: 'arRfipPLHdvnuTt:l', long: cpLong }, usage: '[-arPLHpfinlsTu] SOURCE DEST', run: cp },
  mv: { syntax: { short: 'finvTt:u', long: cpLong }, usage: '[-finT] SOURCE DEST', run: mv },
}
