import { type Stat, SystemError } from '../../filesystem/contract.ts'
import { read, write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import { groupName, userName } from './accounts.ts'
import type { Applets, Invocation } from './applet.ts'
import { CorruptData, gzipCodec } from './gzip.ts'
import { attempt, messageOf } from './messages.ts'
import { parseOptions, UsageError } from './options.ts'
import { blockBytes, encodeMember, type Member, padding, TarError } from './tar-format.ts'
import { Sink, Source, safeName } from './tar-streams.ts'
import { excluded, unpack } from './tar-unpack.ts'
import { walk } from './tree-walk.ts'

const memberOf = ({ process }: Invocation, path: string, stat: Stat): Member => ({
  name: `${safeName(path) || '.'}${stat.kind === 'directory' && !path.endsWith('/') ? '/' : ''}`,
  kind: stat.kind,
  mode: stat.mode,
  uid: stat.uid,
  gid: stat.gid,
  sizeBytes: stat.kind === 'file' ? stat.sizeBytes : 0,
  modifiedSeconds: Math.max(0, Math.floor(stat.modifiedAt / 1e6)),
  target: stat.target ?? '',
  user: userName(process.filesystem, stat.uid) ?? '',
  group: groupName(process.filesystem, stat.gid) ?? '',
  device: stat.device,
})

function* create(invocation: Invocation, archive: Sink, paths: readonly string[]): Step<number> {
  const { options, process } = invocation
  let status = 0
  const links = new Map<number, string>()
  const add = function* (path: string, stat: Stat): Step<void> {
    const member = memberOf(invocation, path, stat)
    const known = stat.kind === 'file' && stat.links > 1 ? links.get(stat.inode) : undefined
    if (options.has('v'))
      yield* write(process, options.value('f') === '-' || !options.has('f') ? 2 : 1, `${member.name}\n`)
    if (known !== undefined) {
      yield* archive.put(encodeMember({ ...member, kind: 'hardlink', target: known, sizeBytes: 0 }))
      return
    }
    if (stat.links > 1) links.set(stat.inode, member.name)
    yield* archive.put(encodeMember(member))
    if (stat.kind === 'file') yield* addContent(invocation, archive, path, stat.sizeBytes)
  }
  for (const path of paths) {
    try {
      yield* walk(process, path, function* (found) {
        if (excluded(invocation, found.path) || found.stat.kind === 'socket') return 'skip'
        if (found.failure) {
          yield* invocation.complain(`can't open '${found.path}': ${messageOf(found.failure)}`)
          status = 1
        } else yield* add(found.path, found.stat)
        return options.has('N') ? 'skip' : 'enter'
      })
    } catch (error) {
      yield* invocation.complain(
        invocation.flavor === 'gnu' ? `${path}: Cannot stat: ${messageOf(error)}` : `${path}: ${messageOf(error)}`,
      )
      status = invocation.flavor === 'gnu' ? 2 : 1
    }
  }
  yield* archive.put(new Uint8Array(2 * blockBytes), true)
  if (status !== 0)
    yield* invocation.complain(
      invocation.flavor === 'gnu'
        ? 'Exiting with failure status due to previous errors'
        : 'error exit delayed from previous errors',
    )
  return status
}

function* addContent(invocation: Invocation, archive: Sink, path: string, sizeBytes: number): Step<void> {
  const { process } = invocation
  const source = process.install(process.open(process.path(path), { read: true }))
  try {
    // The header has promised this length, whatever happens to the file meanwhile.
    for (let left = sizeBytes; left > 0; ) {
      const chunk = yield* read(process, source, Math.min(left, 65_536))
      const piece = chunk.length === 0 ? new Uint8Array(Math.min(left, 65_536)) : chunk
      yield* archive.put(piece)
      left -= piece.length
      yield undefined
    }
    yield* archive.put(new Uint8Array(padding(sizeBytes)))
  } finally {
    process.closeDescriptor(source)
  }
}

const syntax = {
  short: 'ctxf:C:vzjJaOkmpoT:X:S:N',
  long: {
    create: 'c',
    list: 't',
    extract: 'x',
    get: 'x',
    file: 'f',
    directory: 'C',
    verbose: 'v',
    gzip: 'z',
    gunzip: 'z',
    'to-stdout': 'O',
    'keep-old-files': 'k',
    touch: 'm',
    'same-permissions': 'p',
    'preserve-permissions': 'p',
    'no-same-owner': 'o',
    'files-from': 'T',
    exclude: 'X',
    'strip-components': 'S',
    'no-recursion': 'N',
    'auto-compress': 'a',
  },
}

function* tar(called: Invocation): Step<number> {
  // The first word may lack its dash: `tar xzf a.tgz`.
  const [first = '', ...rest] = called.words
  const options = parseOptions(syntax, first.startsWith('-') || first === '' ? called.words : [`-${first}`, ...rest])
  const invocation: Invocation = { ...called, options, operands: options.operands }
  const { process } = invocation
  if ([...'ctx'].filter(letter => options.has(letter)).length !== 1)
    throw new UsageError(
      called.flavor === 'gnu' ? "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options" : '',
    )
  const file = options.value('f') ?? '-'
  const writes = options.has('c')
  const opened =
    file === '-'
      ? undefined
      : attempt(() =>
          process.open(process.path(file), writes ? { write: true, create: true, truncate: true } : { read: true }),
        )
  if (opened instanceof SystemError) {
    yield* invocation.complain(
      called.flavor === 'gnu'
        ? `${file}: Cannot open: ${messageOf(opened)}`
        : `can't open '${file}': ${messageOf(opened)}`,
    )
    return called.flavor === 'gnu' ? 2 : 1
  }
  const descriptor = opened ? process.install(opened) : writes ? 1 : 0
  const folder = options.value('C')
  if (folder !== undefined) {
    const stat = attempt(() => process.filesystem.stat(process.path(folder)))
    if (stat instanceof SystemError || stat.kind !== 'directory') {
      yield* invocation.complain(
        `can't change directory to '${folder}': ${stat instanceof SystemError ? messageOf(stat) : 'Not a directory'}`,
      )
      return 1
    }
    process.workingDirectory = process.path(folder)
  }
  const listed = options.values('T').flatMap(path =>
    process.filesystem
      .readText(process.path(path))
      .split('\n')
      .filter(line => line !== ''),
  )
  const paths = [...options.operands, ...listed]
  try {
    if (!writes) return yield* unpack(invocation, new Source(invocation, descriptor), paths)
    if (paths.length === 0)
      throw new UsageError(called.flavor === 'gnu' ? 'Cowardly refusing to create an empty archive' : 'empty archive')
    const compressed = options.has('z') || (options.has('a') && /\.t?gz$/.test(file))
    return yield* create(invocation, new Sink(invocation, descriptor, compressed ? gzipCodec() : undefined), paths)
  } catch (error) {
    if (!(error instanceof TarError || error instanceof CorruptData)) throw error
    yield* invocation.complain(error.message)
    return called.flavor === 'gnu' ? 2 : 1
  }
}

export const tarApplets: Applets = {
  tar: { usage: 'c|x|t [-ZzJjahmvokO] [-f TARFILE] [-C DIR] [-T FILE] [-X FILE] [FILE]...', run: tar },
}
