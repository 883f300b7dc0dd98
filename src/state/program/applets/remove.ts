import { SystemError } from '../../filesystem/contract.ts'
import type { Step } from '../../kernel/process.ts'
import { type Applets, baseName, type Invocation } from './applet.ts'
import { attempt, messageOf } from './messages.ts'
import { applyMode } from './modes.ts'
import { UsageError } from './options.ts'
import { walk } from './tree-walk.ts'

function* rm(invocation: Invocation): Step<number> {
  const { options, operands, process, flavor, output } = invocation
  const recursive = options.has('rR')
  const force = options.has('f')
  if (operands.length === 0) {
    if (force) return 0
    throw new UsageError(flavor === 'gnu' ? 'missing operand' : '')
  }
  let status = 0
  const refuse = function* (path: string, message: string): Step<void> {
    yield* invocation.complain(`${flavor === 'gnu' ? 'cannot' : "can't"} remove '${path}': ${message}`)
    status = 1
  }
  for (const path of operands) {
    const name = baseName(path)
    if (name === '.' || name === '..' || (flavor === 'gnu' && process.path(path) === '/')) {
      yield* invocation.complain(
        flavor === 'gnu'
          ? process.path(path) === '/'
            ? "it is dangerous to operate recursively on '/'"
            : `refusing to remove '.' or '..' directory: skipping '${path}'`
          : "can't remove '.' or '..'",
      )
      status = 1
      continue
    }
    const stat = attempt(() => process.filesystem.lstat(process.path(path)))
    if (stat instanceof SystemError) {
      if (!(force && (stat.code === 'ENOENT' || stat.code === 'ENOTDIR'))) yield* refuse(path, messageOf(stat))
      continue
    }
    if (stat.kind === 'directory' && !recursive) {
      if (flavor === 'gnu' && options.has('d')) {
        const failed = attempt(() => process.filesystem.removeDirectory(process.path(path)))
        if (failed instanceof SystemError) yield* refuse(path, messageOf(failed))
      } else if (flavor === 'gnu') yield* refuse(path, 'Is a directory')
      else {
        yield* invocation.complain(`'${path}' is a directory`)
        status = 1
      }
      continue
    }
    yield* walk(
      process,
      path,
      function* (found) {
        const files = process.filesystem
        const failed =
          found.failure ??
          attempt(() =>
            found.stat.kind === 'directory'
              ? files.removeDirectory(process.path(found.path))
              : files.unlink(process.path(found.path)),
          )
        if (failed instanceof SystemError) {
          if (!found.failure || failed.code !== 'ENOTEMPTY') yield* refuse(found.path, messageOf(failed))
        } else if (options.has('v')) output.text(`removed '${found.path}'\n`)
        return 'enter'
      },
      { postOrder: true },
    )
  }
  return status
}

function* rmdir(invocation: Invocation): Step<number> {
  const { options, operands, process, flavor } = invocation
  if (operands.length === 0) throw new UsageError(flavor === 'gnu' ? 'missing operand' : '')
  let status = 0
  for (const operand of operands) {
    for (let path = operand; path !== '' && path !== '/' && path !== '.'; ) {
      const failed = attempt(() => process.filesystem.removeDirectory(process.path(path)))
      if (failed instanceof SystemError) {
        if (options.has('I') && failed.code === 'ENOTEMPTY') break
        yield* invocation.complain(`${flavor === 'gnu' ? 'failed to remove ' : ''}'${path}': ${messageOf(failed)}`)
        status = 1
        break
      }
      if (!options.has('p') || !path.includes('/')) break
      path = path.replace(/\/+[^/]*\/*$/, '')
    }
  }
  return status
}

function* mkdir(invocation: Invocation): Step<number> {
  const { options, operands, process, flavor, output } = invocation
  if (operands.length === 0) throw new UsageError(flavor === 'gnu' ? 'missing operand' : '')
  const modeText = options.value('m')
  const mode = modeText === undefined ? undefined : applyMode(modeText, 0o777, true, 0)
  if (modeText !== undefined && mode === undefined) throw new UsageError(`invalid mode '${modeText}'`)
  let status = 0
  for (const path of operands) {
    const full = process.path(path)
    const parents = options.has('p')
    const existed = process.filesystem.exists(full)
    const failed = attempt(() => process.filesystem.makeDirectory(full, { parents, mode: 0o777 }))
    if (failed instanceof SystemError) {
      yield* invocation.complain(
        `${flavor === 'gnu' ? 'cannot' : "can't"} create directory '${path}': ${messageOf(failed)}`,
      )
      status = 1
      continue
    }
    if (existed) continue
    if (mode !== undefined) process.filesystem.chmod(full, mode)
    if (options.has('v'))
      output.text(flavor === 'gnu' ? `mkdir: created directory '${path}'\n` : `created directory: '${path}'\n`)
  }
  return status
}

function* unlink({ operands, process }: Invocation): Step<number> {
  const [path] = operands
  if (path === undefined || operands.length > 1) throw new UsageError()
  process.filesystem.unlink(process.path(path))
  yield undefined
  return 0
}

const rmLong = { recursive: 'r', force: 'f', verbose: 'v', interactive: 'i', dir: 'd', 'no-preserve-root': 'N' }

export const removeApplets: Applets = {
  rm: { syntax: { short: 'rRfividN', long: rmLong }, usage: '[-irf] FILE...', run: rm },
  rmdir: {
    syntax: { short: 'pI', long: { parents: 'p', 'ignore-fail-on-non-empty': 'I' } },
    usage: '[-p] DIRECTORY...',
    run: rmdir,
  },
  mkdir: {
    syntax: { short: 'm:pv', long: { parents: 'p', mode: 'm', verbose: 'v' } },
    usage: '[-m MODE] [-p] DIRECTORY...',
    run: mkdir,
  },
  unlink: { syntax: { short: '' }, usage: 'FILE', run: unlink },
}
