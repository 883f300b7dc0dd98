import { type Stat, SystemError } from '../../filesystem/contract.ts'
import type { Step } from '../../kernel/process.ts'
import { accounts, groups } from './accounts.ts'
import type { Applets, Invocation } from './applet.ts'
import { parseTime } from './calendar.ts'
import { copyContent, destinations } from './copy.ts'
import { parseSize } from './durations.ts'
import { attempt, messageOf } from './messages.ts'
import { applyMode } from './modes.ts'
import { parseOptions, UsageError } from './options.ts'
import { walk } from './tree-walk.ts'

const changeLong = { recursive: 'R', silent: 'f', quiet: 'f', verbose: 'v', changes: 'c', 'no-dereference': 'h' }

/** Applies `change` to every operand after the first, and below it with -R. */
function* changeEach(
  invocation: Invocation,
  paths: readonly string[],
  change: (path: string, stat: Stat) => void,
): Step<number> {
  const { options, process } = invocation
  let status = 0
  const one = function* (path: string, stat: Stat): Step<void> {
    const failed = attempt(() => change(process.path(path), stat))
    if (!(failed instanceof SystemError)) return
    if (!options.has('f')) yield* invocation.complain(`${path}: ${messageOf(failed)}`)
    status = 1
  }
  for (const path of paths) {
    const stat = attempt(() =>
      options.has('h') ? process.filesystem.lstat(process.path(path)) : process.filesystem.stat(process.path(path)),
    )
    if (stat instanceof SystemError) {
      if (!options.has('f'))
        yield* invocation.complain(
          invocation.flavor === 'gnu' ? `cannot access '${path}': ${messageOf(stat)}` : `${path}: ${messageOf(stat)}`,
        )
      status = 1
      continue
    }
    if (!options.has('R')) yield* one(path, stat)
    else
      yield* walk(process, path, function* (found) {
        if (!found.failure && (found.stat.kind !== 'symlink' || invocation.name !== 'chmod'))
          yield* one(found.path, found.stat)
        return 'enter'
      })
  }
  return status
}

/** A mode such as `-x` looks like an option: it ends the options. */
const chmodWords = (words: readonly string[]): readonly string[] => {
  const mode = words.findIndex(word => /^-[rwxXst]+$/.test(word))
  return mode < 0 ? words : [...words.slice(0, mode), '--', ...words.slice(mode)]
}

function* chmod(called: Invocation): Step<number> {
  const options = parseOptions({ short: 'Rfvc', long: changeLong }, chmodWords(called.words))
  const invocation: Invocation = { ...called, options, operands: options.operands }
  const { operands, process } = invocation
  const [mode, ...paths] = operands
  if (mode === undefined || paths.length === 0) throw new UsageError()
  if (applyMode(mode, 0, false, 0) === undefined) {
    yield* invocation.complain(`invalid mode${invocation.flavor === 'gnu' ? ':' : ''} '${mode}'`)
    return 1
  }
  return yield* changeEach(invocation, paths, (path, stat) =>
    process.filesystem.chmod(path, applyMode(mode, stat.mode, stat.kind === 'directory', process.umask) ?? stat.mode),
  )
}

function* chown(invocation: Invocation): Step<number> {
  const { operands, process, options } = invocation
  const [owner, ...paths] = operands
  if (owner === undefined || paths.length === 0) throw new UsageError()
  const files = process.filesystem
  const [userText = '', groupText] = invocation.name === 'chgrp' ? ['', owner] : owner.split(/[:.](.*)/s, 2)
  const account = accounts(files).find(({ name }) => name === userText)
  const uid = userText === '' ? undefined : (account?.uid ?? (/^\d+$/.test(userText) ? Number(userText) : Number.NaN))
  if (Number.isNaN(uid)) {
    yield* invocation.complain(invocation.flavor === 'gnu' ? `invalid user: '${owner}'` : `unknown user ${userText}`)
    return 1
  }
  const named = groups(files).find(({ name }) => name === groupText)
  const ownGroup = owner.endsWith(':') && groupText === '' ? account?.gid : undefined
  const gid = groupText ? (named?.gid ?? (/^\d+$/.test(groupText) ? Number(groupText) : Number.NaN)) : ownGroup
  if (Number.isNaN(gid)) {
    yield* invocation.complain(invocation.flavor === 'gnu' ? `invalid group: '${owner}'` : `unknown group ${groupText}`)
    return 1
  }
  const noFollow = options.has('hR')
  return yield* changeEach(invocation, paths, (path, stat) =>
    files.chown(path, uid ?? stat.uid, gid ?? stat.gid, { noFollow }),
  )
}

function* touch(invocation: Invocation): Step<number> {
  const { options, operands, process, flavor } = invocation
  if (operands.length === 0) throw new UsageError(flavor === 'gnu' ? 'missing file operand' : '')
  const files = process.filesystem
  const now = process.kernel.clock.now()
  const text = options.value('d') ?? options.value('t')
  const reference = options.value('r')
  const time = reference
    ? files.stat(process.path(reference)).modifiedAt
    : text === undefined
      ? now
      : parseTime(text, now)
  if (time === undefined) {
    yield* invocation.complain(flavor === 'gnu' ? `invalid date format '${text}'` : `invalid date '${text}'`)
    return 1
  }
  let status = 0
  for (const path of operands) {
    const full = process.path(path)
    const failed = attempt(() => {
      if (files.exists(full)) files.touch(full, time, { noFollow: options.has('h') })
      else if (!options.has('c')) {
        process.open(full, { write: true, create: true, mode: 0o666 }).release()
        if (time !== now) files.touch(full, time)
      }
    })
    if (!(failed instanceof SystemError)) continue
    yield* invocation.complain(`${flavor === 'gnu' ? `cannot touch '${path}'` : path}: ${messageOf(failed)}`)
    status = 1
  }
  return status
}

function* install(invocation: Invocation): Step<number> {
  const { options, operands, process } = invocation
  const files = process.filesystem
  const mode = applyMode(options.value('m') ?? '755', 0, false, 0)
  if (mode === undefined) throw new UsageError(`invalid mode '${options.value('m')}'`)
  const finish = (path: string): void => {
    files.chmod(path, mode)
    const user = accounts(files).find(
      ({ name, uid }) => name === options.value('o') || String(uid) === options.value('o'),
    )
    const group = groups(files).find(
      ({ name, gid }) => name === options.value('g') || String(gid) === options.value('g'),
    )
    if (user || group) files.chown(path, user?.uid ?? files.stat(path).uid, group?.gid ?? files.stat(path).gid)
  }
  if (options.has('d')) {
    for (const path of operands) {
      files.makeDirectory(process.path(path), { parents: true })
      finish(process.path(path))
    }
    return 0
  }
  for (const { from, to } of destinations(invocation)) {
    if (options.has('D')) files.makeDirectory(process.path(to.replace(/\/?[^/]*$/, '') || '.'), { parents: true })
    yield* copyContent(process, process.path(from), process.path(to), mode, true)
    finish(process.path(to))
  }
  return 0
}

function* truncate(invocation: Invocation): Step<number> {
  const { options, operands, process } = invocation
  const text = options.value('s')
  const match = /^([+-]?)(.+)$/.exec(text ?? '')
  const size = parseSize(match?.[2] ?? '')
  if (size === undefined || operands.length === 0) throw new UsageError()
  for (const path of operands) {
    const full = process.path(path)
    if (!process.filesystem.exists(full)) {
      if (options.has('c')) continue
      process.open(full, { write: true, create: true }).release()
    }
    const now = process.filesystem.stat(full).sizeBytes
    process.filesystem.truncate(
      full,
      Math.max(0, match?.[1] === '+' ? now + size : match?.[1] === '-' ? now - size : size),
    )
    yield undefined
  }
  return 0
}

export const attributeApplets: Applets = {
  chmod: {
    usage: '[-Rcvf] MODE[,MODE]... FILE...',
    run: chmod,
  },
  chown: { syntax: { short: 'RfvchHLP', long: changeLong }, usage: '[-Rhcvf]... USER[:[GRP]] FILE...', run: chown },
  chgrp: { syntax: { short: 'RfvchHLP', long: changeLong }, usage: '[-Rhcvf]... GROUP FILE...', run: chown },
  touch: {
    syntax: { short: 'cd:r:t:amh', long: { 'no-create': 'c', date: 'd', reference: 'r' } },
    usage: '[-cham] [-d DATE] [-t DATE] [-r FILE] FILE...',
    run: touch,
  },
  install: {
    syntax: { short: 'cdDpsvm:o:g:t:T' },
    usage: '[-cdDsp] [-o USER] [-g GRP] [-m MODE] [-t DIR] [SOURCE]... DEST',
    run: install,
  },
  truncate: {
    syntax: { short: 'cs:', long: { size: 's', 'no-create': 'c' } },
    usage: '[-c] -s SIZE FILE...',
    run: truncate,
  },
}
