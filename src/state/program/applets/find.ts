import { type Stat, SystemError } from '../../filesystem/contract.ts'
import { waitFor } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import { accounts, groups } from './accounts.ts'
import { type Applets, baseName, type Invocation } from './applet.ts'
import { binaryOf } from './binary.ts'
import { formatTime } from './calendar.ts'
import { start } from './execute.ts'
import { matchGlob } from './glob.ts'
import { attempt, messageOf } from './messages.ts'
import { applyMode, kindLetter } from './modes.ts'
import { createRegex } from './regex/regex.ts'
import { walk } from './tree-walk.ts'

interface Found {
  readonly path: string
  readonly stat: Stat
  readonly depth: number
  readonly top: string
}

interface Search {
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

type Test = (found: Found) => Step<boolean>

class FindError extends Error {}

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

const pure = (test: (found: Found) => boolean): Test =>
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

const withArgument: Readonly<Record<string, TestMaker>> = {
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

const alone: Readonly<Record<string, (search: Search) => Test>> = {
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

/** `! a -o ( b -a c )` by descent. */
class ExpressionParser {
  readonly #words: readonly string[]
  readonly #search: Search
  #at = 0

  constructor(words: readonly string[], search: Search) {
    this.#words = words
    this.#search = search
  }

  parse(): Test {
    if (this.#words.length === 0) return pure(() => true)
    const test = this.#either()
    if (this.#at < this.#words.length) throw new FindError(`unrecognized: ${this.#words[this.#at]}`)
    return test
  }

  #either(): Test {
    const tests = [this.#both()]
    while (this.#take('-o', '-or')) tests.push(this.#both())
    return function* (found) {
      for (const test of tests) if (yield* test(found)) return true
      return false
    }
  }

  #both(): Test {
    const tests = [this.#not()]
    for (;;) {
      this.#take('-a', '-and')
      const word = this.#words[this.#at]
      if (word === undefined || word === ')' || word === '-o' || word === '-or') break
      tests.push(this.#not())
    }
    return function* (found) {
      for (const test of tests) if (!(yield* test(found))) return false
      return true
    }
  }

  #not(): Test {
    if (!this.#take('!', '-not')) return this.#primary()
    const test = this.#not()
    return function* (found) {
      return !(yield* test(found))
    }
  }

  #take(...words: string[]): boolean {
    const word = this.#words[this.#at]
    if (word === undefined || !words.includes(word)) return false
    this.#at++
    return true
  }

  #primary(): Test {
    if (this.#take('(')) {
      const test = this.#either()
      if (!this.#take(')')) throw new FindError('unpaired (')
      return test
    }
    const word = this.#words[this.#at++] ?? ''
    const simple = alone[word]
    if (simple) return simple(this.#search)
    if (word === '-exec' || word === '-ok' || word === '-execdir') return this.#exec()
    const maker = withArgument[word]
    if (!maker)
      throw new FindError(
        this.#search.invocation.flavor === 'gnu' ? `unknown predicate '${word}'` : `unrecognized: ${word}`,
      )
    const argument = this.#words[this.#at++]
    if (argument === undefined)
      throw new FindError(
        this.#search.invocation.flavor === 'gnu' ? `missing argument to '${word}'` : `${word}: missing argument`,
      )
    return maker(this.#search, argument)
  }

  #exec(): Test {
    const search = this.#search
    search.acts = true
    const words = this.#words
    const begin = this.#at
    let end = begin
    while (end < words.length && words[end] !== ';' && !(words[end] === '+' && words[end - 1] === '{}')) end++
    if (end >= words.length || end === begin)
      throw new FindError(
        search.invocation.flavor === 'gnu' ? "missing argument to '-exec'" : '-exec: missing argument',
      )
    this.#at = end + 1
    if (words[end] === '+') {
      const batch = { argv: words.slice(begin, end - 1), paths: [] as string[] }
      search.batches.push(batch)
      return pure(({ path }) => {
        batch.paths.push(path)
        return true
      })
    }
    const argv = words.slice(begin, end)
    return function* ({ path }) {
      yield* search.invocation.output.flush()
      return (
        (yield* runCommand(
          search,
          argv.map(word => word.replaceAll('{}', path)),
        )) === 0
      )
    }
  }
}

function* runCommand({ invocation }: Search, argv: readonly string[]): Step<number> {
  const child = yield* start(invocation.process, invocation.name, argv)
  return typeof child === 'number' ? child : (yield* waitFor(child)).code
}

function* searchTree(search: Search, test: Test, top: string): Step<void> {
  const { invocation } = search
  const visit = function* (found: {
    path: string
    stat: Stat
    depth: number
    failure?: SystemError
  }): Step<'enter' | 'skip'> {
    const { path, stat, depth } = found
    if (found.failure) {
      yield* invocation.complain(`${invocation.flavor === 'gnu' ? `'${path}'` : path}: ${messageOf(found.failure)}`)
      search.status = 1
      return 'skip'
    }
    search.pruned = false
    if (!search.quit && depth >= search.minimumDepth && depth <= search.maximumDepth)
      yield* test({ path, stat, depth, top })
    yield* invocation.output.relieve()
    return search.quit || search.pruned || depth >= search.maximumDepth ? 'skip' : 'enter'
  }
  const follow = invocation.words.includes('-L') || invocation.words.includes('-follow')
  try {
    yield* walk(invocation.process, top, visit, { postOrder: search.depthFirst, follow })
  } catch (error) {
    yield* invocation.complain(`${invocation.flavor === 'gnu' ? `'${top}'` : top}: ${messageOf(error)}`)
    search.status = 1
  }
}

function* find(invocation: Invocation): Step<number> {
  const words = invocation.words.filter((word, index) => !(index < 2 && /^-[LHP]$/.test(word)) && word !== '-follow')
  const begin = words.findIndex(word => /^(-.|[!(])/.test(word))
  const tops = begin < 0 ? words : words.slice(0, begin)
  const search: Search = {
    invocation,
    minimumDepth: 0,
    maximumDepth: Number.POSITIVE_INFINITY,
    depthFirst: false,
    acts: false,
    pruned: false,
    quit: false,
    status: 0,
    batches: [],
  }
  try {
    const parsed = new ExpressionParser(begin < 0 ? [] : words.slice(begin), search).parse()
    const print = alone['-print'] as (search: Search) => Test
    const acts = search.acts
    const printed = print(search)
    const test: Test = acts
      ? parsed
      : function* (found) {
          return (yield* parsed(found)) && (yield* printed(found))
        }
    for (const top of tops.length === 0 ? ['.'] : tops) if (!search.quit) yield* searchTree(search, test, top)
  } catch (error) {
    if (!(error instanceof FindError)) throw error
    yield* invocation.complain(error.message)
    return 1
  }
  yield* invocation.output.flush()
  for (const { argv, paths } of search.batches) {
    if (paths.length > 0 && (yield* runCommand(search, [...argv, ...paths])) !== 0) search.status = 1
  }
  return search.status
}

export const findApplets: Applets = {
  find: { usage: '[-HL] [PATH]... [OPTIONS] [ACTIONS]', run: find },
}
