import type { Stat, SystemError } from '../../filesystem/contract.ts'
import { waitFor } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { start } from './execute.ts'
import { alone, FindError, pure, type Search, type Test, withArgument } from './find-tests.ts'
import { messageOf } from './messages.ts'
import { walk } from './tree-walk.ts'

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
