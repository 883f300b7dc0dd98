import { write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Invocation } from './applet.ts'
import { formatTime } from './calendar.ts'
import { matchGlob } from './glob.ts'
import { attempt, messageOf } from './messages.ts'
import { modeText } from './modes.ts'
import { type Member, padding, TarError } from './tar-format.ts'
import { nextMember, type Source, safeName } from './tar-streams.ts'

export const excluded = ({ options }: Invocation, path: string): boolean =>
  options
    .values('X')
    .some(
      pattern =>
        matchGlob(pattern, path) ||
        matchGlob(`*/${pattern}`, path) ||
        path.split('/').some(part => matchGlob(pattern, part)),
    )

const longLine = (member: Member): string => {
  const kind = member.kind === 'hardlink' ? 'file' : member.kind
  const owner = `${member.user || member.uid}/${member.group || member.gid}`
  const target =
    member.kind === 'symlink' ? ` -> ${member.target}` : member.kind === 'hardlink' ? ` link to ${member.target}` : ''
  return `${modeText({ kind, mode: member.mode })} ${owner} ${String(member.sizeBytes).padStart(9)} ${formatTime('%Y-%m-%d %H:%M:%S', member.modifiedSeconds * 1e6)} ${member.name}${target}\n`
}

const wanted = (member: Member, paths: readonly string[]): boolean =>
  paths.length === 0 ||
  paths
    .map(path => path.replace(/\/+$/, ''))
    .some(path => member.name.replace(/\/+$/, '') === path || member.name.startsWith(`${path}/`))

export function* unpack(invocation: Invocation, archive: Source, paths: readonly string[]): Step<number> {
  const { options, output, process } = invocation
  const listing = options.has('t')
  const strip = Number(options.value('S') ?? 0)
  const directories: { path: string; member: Member }[] = []
  let status = 0
  for (let member = yield* nextMember(archive); member; member = yield* nextMember(archive)) {
    const name = safeName(member.name).split('/').slice(strip).join('/')
    if (!wanted(member, paths) || excluded(invocation, member.name.replace(/\/+$/, '')) || (name === '' && strip > 0)) {
      yield* archive.skip(member.sizeBytes + padding(member.sizeBytes))
      continue
    }
    if (listing) {
      output.text(options.has('v') ? longLine(member) : `${member.name}\n`)
      yield* output.relieve()
      yield* archive.skip(member.sizeBytes + padding(member.sizeBytes))
      continue
    }
    if (options.has('v')) yield* write(process, options.has('O') ? 2 : 1, `${member.name}\n`)
    const path = process.path(name || '.')
    try {
      yield* extract(invocation, archive, member, path)
      if (member.kind === 'directory') directories.push({ path, member })
    } catch (error) {
      yield* invocation.complain(`can't create '${name}': ${messageOf(error)}`)
      status = 1
      if (member.sizeBytes > 0) return status
    }
  }
  // Times of directories last: what was unpacked into them has changed them.
  for (const { path, member } of directories.reverse())
    attempt(() => process.filesystem.touch(path, member.modifiedSeconds * 1e6))
  return status
}

function* extract(invocation: Invocation, archive: Source, member: Member, path: string): Step<void> {
  const { options, process } = invocation
  const files = process.filesystem
  if (options.has('O')) {
    yield* copyOut(invocation, archive, member, 1)
    return
  }
  attempt(() => files.makeDirectory(path.replace(/\/[^/]*$/, '') || '/', { parents: true }))
  if (member.kind === 'directory') {
    files.makeDirectory(path, { parents: true, mode: member.mode })
    files.chmod(path, member.mode)
  } else {
    if (!options.has('k')) attempt(() => files.unlink(path))
    if (member.kind === 'symlink') files.symlink(member.target, path)
    else if (member.kind === 'hardlink') files.link(process.path(safeName(member.target)), path)
    else if (member.kind !== 'file') files.makeNode(path, member.kind, member.mode, member.device)
    else {
      const target = process.install(
        process.open(path, {
          write: true,
          create: true,
          exclusive: options.has('k'),
          truncate: true,
          mode: member.mode,
        }),
      )
      try {
        yield* copyOut(invocation, archive, member, target)
      } finally {
        process.closeDescriptor(target)
      }
      files.chmod(path, options.has('p') || process.credentials.uid === 0 ? member.mode : member.mode & ~process.umask)
    }
  }
  if (process.credentials.uid === 0 && !options.has('o') && member.kind !== 'hardlink')
    attempt(() => files.chown(path, member.uid, member.gid, { noFollow: true }))
  if (!options.has('m') && member.kind !== 'directory' && member.kind !== 'hardlink')
    attempt(() => files.touch(path, member.modifiedSeconds * 1e6, { noFollow: true }))
}

function* copyOut({ process }: Invocation, archive: Source, member: Member, target: number): Step<void> {
  for (let left = member.sizeBytes; left > 0; ) {
    const piece = yield* archive.some(left)
    if (piece.length === 0) throw new TarError('short read')
    yield* write(process, target, piece)
    left -= piece.length
  }
  yield* archive.skip(padding(member.sizeBytes))
}
