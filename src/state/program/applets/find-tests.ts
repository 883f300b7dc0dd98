import { type Stat, SystemError } from '../../filesystem/contract.ts'
import type { Step } from '../../kernel/process.ts'
import { accounts, groups } from './accounts.ts'
import { baseName, type Invocation } from './applet.ts'
import { binaryOf } from './binary.ts'
import { formatTime } from './calendar.ts'
import { matchGlob } from './glob.ts'
import { attempt, messageOf } from './messages.ts'
import { applyMode, kindLetter } from './modes.ts'
import { createRegex } from './regex/regex.ts'

export interface Found {
  readonly path: string
  readonly stat: Stat
  readonly depth: number
  readonly top: string
}

export interface Search {
  readonly invocation: Invocation
  minimumDepth: number
  maximumDepth: number
  depthFirst: boolean
  acts: boolean
  pruned: boolean
  quit: boolean
  status: number
  /** What `-exec … +` gathers, run at the end. */
  readonly batches: { readonly argv: readonly string[]; readonly paths: string[] }[]
}

export type Test = (found: Found) => Step<boolean>

export class FindError extends Error {}

/** `+5`, `-5`, `5`. */
const compareNumber = (text: string): ((value: number) => boolean) => {
  const match = /^([+-]?)(\d+)$/.exec(text)
  if (!match) throw new FindError(`invalid number '${text}'`)
  const bound = Number(match[2])
  return value => (match[1] === '+' ? value > bound : match[1] === '-' ? value < bound : value === bound)
}

const sizeTest = (text: string): ((bytes: number) => boolean) => {
  const match = /^([+-]?\d+)([cwbkMG]?)$/.exec(text)
  if (!match) throw new FindError(`invalid number '${text}'`)
  const unit = { c: 1, w: 2, b: 512, k: 1024, M: 1024 ** 2, G: 1024 ** 3 }[match[2] || 'b'] ?? 512
  const holds = compareNumber(match[1] ?? '')
  return bytes => holds(Math.ceil(bytes / unit))
}

export const pure = (test: (found: Found) => boolean): Test =>
  // biome-ignore lint/correctness/useYield: a test is a step like an action, but never has to wait.
  function* (found) {
    return test(found)
  }

const ageTest = (search: Search, text: string, unitSeconds: number): Test => {
  const holds = compareNumber(text)
  const now = search.invocation.process.kernel.clock.now()
  return pure(({ stat }) => holds(Math.floor((now - stat.modifiedAt) / 1e6 / unitSeconds)))
}

const permissionTest = (text: string): Test => {
  const mode = applyMode(text.replace(/^[-/]/, ''), 0, false, 0)
  if (mode === undefined) throw new FindError(`invalid mode '${text}'`)
  if (text.startsWith('-')) return pure(({ stat }) => (stat.mode & mode) === mode)
  if (text.startsWith('/')) return pure(({ stat }) => mode === 0 || (stat.mode & mode) !== 0)
  return pure(({ stat }) => stat.mode === mode)
}

const idTest = (text: string, known: number | undefined, of: (stat: Stat) => number): Test => {
  const id = known ?? (/^\d+$/.test(text) ? Number(text) : undefined)
  if (id === undefined) throw new FindError(`unknown user ${text}`)
  return pure(({ stat }) => of(stat) === id)
}

type TestMaker = (search: Search, argument: string) => Test

export const withArgument: Readonly<Record<string, TestMaker>> = {
  '-name': (_, pattern) => pure(({ path }) => matchGlob(pattern, baseName(path))),
  '-iname': (_, pattern) => pure(({ path }) => matchGlob(pattern, baseName(path), true)),
  '-path': (_, pattern) => pure(({ path }) => matchGlob(pattern, path)),
  '-wholename': (_, pattern) => pure(({ path }) => matchGlob(pattern, path)),
  '-ipath': (_, pattern) => pure(({ path }) => matchGlob(pattern, path, true)),
  '-regex': (_, pattern) => {
    const regex = createRegex(`^\\(${binaryOf(pattern)}\\)$`)
    return pure(({ path }) => regex.test(binaryOf(path)))
  },
  '-type': (_, letters) => {
    const wanted = letters.split(',')
    return pure(({ stat }) => wanted.includes(kindLetter[stat.kind] === '-' ? 'f' : kindLetter[stat.kind]))
  },
  '-size': (_, text) => {
    const holds = sizeTest(text)
    return pure(({ stat }) => holds(stat.sizeBytes))
  },
  '-mtime': (search, text) => ageTest(search, text, 86_400),
  '-atime': (search, text) => ageTest(search, text, 86_400),
  '-ctime': (search, text) => ageTest(search, text, 86_400),
  '-mmin': (search, text) => ageTest(search, text, 60),
  '-links': (_, text) => {
    const holds = compareNumber(text)
    return pure(({ stat }) => holds(stat.links))
  },
  '-inum': (_, text) => pure(({ stat }) => stat.inode === Number(text)),
  '-perm': (_, text) => permissionTest(text),
  '-user': ({ invocation }, text) =>
    idTest(text, accounts(invocation.process.filesystem).find(({ name }) => name === text)?.uid, stat => stat.uid),
  '-group': ({ invocation }, text) =>
    idTest(text, groups(invocation.process.filesystem).find(({ name }) => name === text)?.gid, stat => stat.gid),
  '-newer': ({ invocation: { process } }, path) => {
    const reference = attempt(() => process.filesystem.stat(process.path(path)))
    if (reference instanceof SystemError) throw new FindError(`${path}: ${messageOf(reference)}`)
    return pure(({ stat }) => stat.modifiedAt > reference.modifiedAt)
  },
  '-maxdepth': (search, text) => {
    search.maximumDepth = Number(text)
    return pure(() => true)
  },
  '-mindepth': (search, text) => {
    search.minimumDepth = Number(text)
    return pure(() => true)
  },
  '-printf': (search, format) => {
    search.acts = true
    return pure(found => {
      search.invocation.output.text(expandFormat(format, found))
      return true
    })
  },
}

export const alone: Readonly<Record<string, (search: Search) => Test>> = {
  '-true': () => pure(() => true),
  '-false': () => pure(() => false),
  '-empty': ({ invocation: { process } }) =>
    pure(({ path, stat }) =>
      stat.kind === 'directory'
        ? process.filesystem.list(process.path(path)).length === 0
        : stat.kind === 'file' && stat.sizeBytes === 0,
    ),
  '-executable': ({ invocation: { process } }) =>
    pure(({ path }) => process.filesystem.access(process.path(path), 'execute')),
  '-xdev': () => pure(() => true),
  '-mount': () => pure(() => true),
  '-depth': search => {
    search.depthFirst = true
    return pure(() => true)
  },
  '-prune': search =>
    pure(() => {
      search.pruned = true
      return true
    }),
  '-quit': search => {
    search.acts = true
    return pure(() => {
      search.quit = true
      return true
    })
  },
  '-print': search => printing(search, '\n'),
  '-print0': search => printing(search, '\0'),
  '-delete': search => {
    search.acts = true
    search.depthFirst = true
    return deleting(search)
  },
}

const printing = (search: Search, end: string): Test => {
  search.acts = true
  return pure(({ path }) => {
    search.invocation.output.text(path + end)
    return true
  })
}

const deleting = (search: Search): Test =>
  function* ({ path, stat }) {
    const { process } = search.invocation
    if (path === '.') return true
    const full = process.path(path)
    const failed = attempt(() =>
      stat.kind === 'directory' ? process.filesystem.removeDirectory(full) : process.filesystem.unlink(full),
    )
    if (!(failed instanceof SystemError)) return true
    yield* search.invocation.complain(
      `${search.invocation.flavor === 'gnu' ? `cannot delete '${path}'` : path}: ${messageOf(failed)}`,
    )
    search.status = 1
    return false
  }

const formatFields: Readonly<Record<string, (found: Found) => string>> = {
  p: ({ path }) => path,
  f: ({ path }) => baseName(path),
  h: ({ path }) => path.replace(/\/[^/]*$/, '') || '.',
  P: ({ path, top }) => path.slice(top.length).replace(/^\//, ''),
  d: ({ depth }) => String(depth),
  s: ({ stat }) => String(stat.sizeBytes),
  m: ({ stat }) => stat.mode.toString(8),
  u: ({ stat }) => String(stat.uid),
  g: ({ stat }) => String(stat.gid),
  U: ({ stat }) => String(stat.uid),
  G: ({ stat }) => String(stat.gid),
  i: ({ stat }) => String(stat.inode),
  l: ({ stat }) => stat.target ?? '',
  y: ({ stat }) => (stat.kind === 'file' ? 'f' : kindLetter[stat.kind]),
  t: ({ stat }) => formatTime('%a %b %e %H:%M:%S.%N %Y', stat.modifiedAt),
}

const expandFormat = (format: string, found: Found): string =>
  format.replace(/\\(.)|%(?:T(.)|(.))/g, (whole, escaped?: string, time?: string, letter?: string) => {
    if (escaped !== undefined) return { n: '\n', t: '\t', '0': '\0', '\\': '\\' }[escaped] ?? whole
    if (time !== undefined)
      return time === '@' ? (found.stat.modifiedAt / 1e6).toFixed(10) : formatTime(`%${time}`, found.stat.modifiedAt)
    if (letter === '%') return '%'
    return formatFields[letter ?? '']?.(found) ?? whole
  })
