import type { FileSystem } from '../filesystem/contract.ts'
import { write } from '../kernel/calls.ts'
import type { Process, Program, Step } from '../kernel/process.ts'
import { banner, baseName } from './applets/applet.ts'
import { applets, gnuTools } from './applets/index.ts'
import { attempt, messageOf } from './applets/messages.ts'
import { ash } from './shell/shell.ts'

const busyboxPrograms: Readonly<Record<string, Program>> = { ...applets, sh: ash, ash }

/** Every name that busybox answers to, itself left out: what `busybox --list` prints and images link to it. */
export const appletNames: readonly string[] = Object.keys(busyboxPrograms).sort()

/** Runs `name` as if it had been called by that name. */
function* call(process: Process, programs: Readonly<Record<string, Program>>, argv: readonly string[]): Step<number> {
  const name = baseName(argv[0] ?? '').replace(/^-/, '')
  const program = Object.hasOwn(programs, name) ? programs[name] : undefined
  if (!program) {
    yield* write(process, 2, `${name}: applet not found\n`)
    return 127
  }
  process.argv = argv
  return yield* program(process)
}

const wrapped = (names: readonly string[]): string => {
  const lines: string[] = []
  let line = '\t'
  for (const [index, name] of names.entries()) {
    const word = index === names.length - 1 ? name : `${name}, `
    if (line.length + word.length > 72) {
      lines.push(line.trimEnd())
      line = '\t'
    }
    line += word
  }
  return [...lines, line].join('\n')
}

const help = (): string =>
  [
    banner,
    'Copyright notices are in the source of the real one; this is a stand-in.',
    '',
    'Usage: busybox [function [arguments]...]',
    '   or: busybox --list',
    '   or: busybox --install [-s] [DIR]',
    '   or: function [arguments]...',
    '',
    'Currently defined functions:',
    wrapped(appletNames),
    '',
  ].join('\n')

const installApplets = (files: FileSystem, executable: string, directory: string, symbolic: boolean): string[] =>
  appletNames.flatMap(name => {
    const path = `${directory}/${name}`
    const made = attempt(() => (symbolic ? files.symlink(executable, path) : files.link(executable, path)))
    return made instanceof Error && made.code !== 'EEXIST' ? [`busybox: ${path}: ${messageOf(made)}\n`] : []
  })

function* install(process: Process, words: readonly string[]): Step<number> {
  const symbolic = words[0] === '-s'
  const directory = process.path(words[symbolic ? 1 : 0] ?? '/bin')
  const failures = installApplets(process.filesystem, process.executable, directory, symbolic)
  for (const failure of failures) yield* write(process, 2, failure)
  return failures.length > 0 ? 1 : 0
}

/** The multi-call program: the name that it is called by decides; called as `busybox`, its first argument does. */
export const busybox: Program = function* (process) {
  const [called = '', ...words] = process.argv
  if (!baseName(called).startsWith('busybox')) return yield* call(process, busyboxPrograms, process.argv)
  const [first, ...rest] = words
  if (first === undefined || first === '--help') {
    yield* write(process, 1, help())
    return 0
  }
  if (first === '--list' || first === '--list-full') {
    const prefix = first === '--list-full' ? 'bin/' : ''
    yield* write(process, 1, appletNames.map(name => `${prefix}${name}\n`).join(''))
    return 0
  }
  if (first === '--install') return yield* install(process, rest)
  return yield* call(process, busyboxPrograms, words)
}

/** One executable for all GNU tools of Debian-like images, as coreutils can be built. */
export const coreutils: Program = function* (process) {
  const [called = '', ...words] = process.argv
  return yield* call(process, gnuTools, baseName(called) === 'coreutils' ? words : process.argv)
}
