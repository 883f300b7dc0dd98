import type { HereDoc, Redirection, WordPart } from 'unbash'
import { type OpenOptions, SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import { createPipe, type OpenFile } from '../../kernel/open-file.ts'
import type { Step } from '../../kernel/process.ts'
import { spawnProgram } from './children.ts'
import { expandHereText, expandText } from './expand.ts'
import { complain, reasonOf } from './message.ts'
import { assign } from './parameters.ts'
import type { Shell } from './state.ts'
import { wordings } from './wording.ts'

/** What the redirected descriptors were before: undefined for a closed one. */
export type Saved = Map<number, OpenFile | undefined>

/** A redirection could not be made; it has been said why. */
export class RedirectionFailed extends Error {}

/** Applies redirections in order. Gives what they replaced (to `restore` later), or undoes them and throws. */
export function* redirect(shell: Shell, redirections: readonly Redirection[]): Step<Saved> {
  const saved: Saved = new Map()
  let done = false
  try {
    for (const redirection of redirections) yield* redirectOne(shell, redirection, saved)
    done = true
    return saved
  } finally {
    if (!done) restore(shell, saved)
  }
}

/** Puts the descriptors back. */
export const restore = (shell: Shell, saved: Saved): void => {
  for (const [descriptor, file] of [...saved].reverse()) {
    if (shell.process.files.has(descriptor)) shell.process.closeDescriptor(descriptor)
    if (file) shell.process.install(file, descriptor)
  }
  saved.clear()
}

/** Keeps the redirections (`exec >file`): what was saved is let go. */
export const keep = (saved: Saved): void => {
  for (const file of saved.values()) file?.release()
  saved.clear()
}

const replace = (shell: Shell, descriptor: number, file: OpenFile | undefined, saved: Saved): void => {
  const { process } = shell
  const before = process.files.get(descriptor)
  if (!saved.has(descriptor)) saved.set(descriptor, before?.retain())
  if (before) process.closeDescriptor(descriptor)
  if (file) process.install(file, descriptor)
}

/** `{name}>file`: the lowest free descriptor from 10, told in a variable. */
const chooseDescriptor = (shell: Shell, redirection: Redirection, standard: number): number => {
  const { descriptor } = redirection
  if (!descriptor) return standard
  if (descriptor.type === 'FileDescriptor') return descriptor.value
  let free = 10
  while (shell.process.files.has(free)) free++
  assign(shell, descriptor.name, String(free))
  return free
}

function* redirectOne(shell: Shell, redirection: Redirection, saved: Saved): Step<void> {
  if (redirection.type === 'HereDoc') {
    const text = yield* hereDocument(shell, redirection)
    replace(shell, chooseDescriptor(shell, redirection, 0), fileOf(shell, text), saved)
    return
  }
  const target = redirection.target ? yield* expandText(shell, redirection.target) : ''
  if (redirection.type === 'HereString') {
    replace(shell, chooseDescriptor(shell, redirection, 0), fileOf(shell, `${target}\n`), saved)
    return
  }
  const { operator } = redirection
  if (operator === '<&' || operator === '>&') {
    if (/^\d*-?$/.test(target)) {
      const descriptor = chooseDescriptor(shell, redirection, operator === '<&' ? 0 : 1)
      yield* duplicate(shell, descriptor, target, saved)
      return
    }
    yield* both(shell, target, { write: true, create: true, truncate: true }, saved)
    return
  }
  if (operator === '&>' || operator === '&>>') {
    yield* both(
      shell,
      target,
      { write: true, create: true, ...(operator === '&>' ? { truncate: true } : { append: true }) },
      saved,
    )
    return
  }
  const reads = operator === '<' || operator === '<>'
  const descriptor = chooseDescriptor(shell, redirection, reads ? 0 : 1)
  const guarded = operator === '>' && shell.options.has('noclobber')
  replace(shell, descriptor, yield* open(shell, target, { ...modes[operator] }, guarded), saved)
}

const modes: Readonly<Record<'<' | '<>' | '>' | '>>' | '>|', OpenOptions>> = {
  '<': { read: true },
  '<>': { read: true, write: true, create: true },
  '>': { write: true, create: true, truncate: true },
  '>>': { write: true, create: true, append: true },
  '>|': { write: true, create: true, truncate: true },
}

/** Standard output and error into one file. */
function* both(shell: Shell, target: string, options: OpenOptions, saved: Saved): Step<void> {
  const file = yield* open(shell, target, options, false)
  replace(shell, 2, file.retain(), saved)
  replace(shell, 1, file, saved)
}

function* duplicate(shell: Shell, descriptor: number, target: string, saved: Saved): Step<void> {
  if (target === '-') {
    replace(shell, descriptor, undefined, saved)
    return
  }
  const from = Number.parseInt(target, 10)
  const file = shell.process.files.get(from)
  if (!file) {
    yield* complain(shell, wordings[shell.dialect].badDescriptor(target.replace('-', '')))
    throw new RedirectionFailed()
  }
  if (from !== descriptor) replace(shell, descriptor, file.retain(), saved)
  if (target.endsWith('-') && from !== descriptor) replace(shell, from, undefined, saved)
}

function* open(shell: Shell, path: string, options: OpenOptions, guarded: boolean): Step<OpenFile> {
  const { process } = shell
  const wording = wordings[shell.dialect]
  try {
    const absolute = process.path(path)
    if (guarded && isRegular(shell, absolute)) throw new SystemError('EEXIST', path)
    if (path === '') throw new SystemError('ENOENT', path)
    return process.open(absolute, { mode: 0o666, ...options })
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    const missing = error.code === 'ENOENT'
    const describe = options.create ? wording.cannotCreate : wording.cannotOpen
    yield* complain(shell, error.code === 'EEXIST' ? wording.exists(path) : describe(path, reasonOf(error), missing))
    throw new RedirectionFailed()
  }
}

const isRegular = (shell: Shell, path: string): boolean => {
  const { filesystem } = shell.process
  return filesystem.exists(path) && filesystem.stat(path).kind === 'file'
}

const withoutTabs = (parts: readonly WordPart[]): WordPart[] =>
  parts.map((part, index) => {
    if (part.type !== 'Literal') return part
    const stripped = part.value.replace(/\n\t+/g, '\n')
    return { ...part, value: index === 0 ? stripped.replace(/^\t+/, '') : stripped }
  })

function* hereDocument(shell: Shell, document: HereDoc): Step<string> {
  const { body, delimiter, operator } = document
  const { parts } = body
  const strips = operator === '<<-'
  if (!parts || delimiter?.quoted) {
    // A body without expansions is text; unless quoted, its backslashes still escape what is special here.
    const text = strips ? body.text.replace(/^\t+/gm, '') : body.text
    return delimiter?.quoted
      ? text
      : text.replace(/\\([\\$`]|\n)/g, (_, escaped: string) => (escaped === '\n' ? '' : escaped))
  }
  return yield* expandHereText(shell, strips ? withoutTabs(parts) : parts)
}

const encoder = new TextEncoder()

/** Text to be read: in a pipe while it fits, else a process writes the rest, as ash and dash do. */
const fileOf = (shell: Shell, text: string): OpenFile => {
  const { reader, writer } = createPipe()
  const bytes = encoder.encode(text)
  const taken = bytes.length === 0 ? 0 : writer.write(bytes)
  if (taken === bytes.length) {
    writer.release()
    return reader
  }
  spawnProgram(shell, new Map([[1, writer]]), function* (process) {
    yield* write(process, 1, bytes.subarray(taken))
    return 0
  })
  return reader
}
