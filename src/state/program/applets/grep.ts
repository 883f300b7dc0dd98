import { SystemError } from '../../filesystem/contract.ts'
import { write } from '../../kernel/calls.ts'
import type { Step } from '../../kernel/process.ts'
import type { Applets, Invocation } from './applet.ts'
import { type BinaryText, binaryOf, toBinary } from './binary.ts'
import { closeOperand, LineReader, openOperand } from './input.ts'
import { messageOf } from './messages.ts'
import { UsageError } from './options.ts'
import { type Captures, createRegex, literalRegex, matches, type Regex } from './regex/regex.ts'
import { walk } from './tree-walk.ts'

interface Search {
  readonly regexes: readonly Regex[]
  readonly invert: boolean
  readonly wholeLine: boolean
  readonly wholeWord: boolean
  readonly before: number
  readonly after: number
  readonly limit: number
  readonly withNames: boolean
}

function* patternsOf(invocation: Invocation): Step<{ patterns: BinaryText[]; paths: readonly string[] }> {
  const { options, operands, process } = invocation
  const patterns = options.values('e').flatMap(text => binaryOf(text).split('\n'))
  for (const path of options.values('f')) {
    const text = toBinary(process.filesystem.readFile(process.path(path)))
    patterns.push(...text.replace(/\n$/, '').split('\n'))
  }
  if (options.has('ef')) return { patterns, paths: operands }
  if (operands[0] === undefined) throw new UsageError()
  return { patterns: binaryOf(operands[0]).split('\n'), paths: operands.slice(1) }
}

const isWord = (text: BinaryText, index: number): boolean => /\w/.test(text[index] ?? '')

/** The matches of a line that count under -x and -w. */
function* hits(search: Search, line: BinaryText): Generator<Captures, void, void> {
  for (const regex of search.regexes) {
    for (const found of matches(regex, line)) {
      const [start = 0, end = 0] = found
      if (search.wholeLine && (start !== 0 || end !== line.length)) continue
      if (search.wholeWord && (end === start || isWord(line, start - 1) || isWord(line, end))) continue
      yield found
    }
  }
}

const selects = (search: Search, line: BinaryText): boolean => {
  const plain = !search.wholeLine && !search.wholeWord
  const found = plain ? search.regexes.some(regex => regex.test(line)) : !hits(search, line).next().done
  return found !== search.invert
}

const searchOf = (invocation: Invocation, patterns: readonly BinaryText[], withNames: boolean): Search => {
  const { options, name } = invocation
  const ignoreCase = options.has('iy')
  const fixed = options.has('F') || name === 'fgrep'
  const extended = options.has('EP') || name === 'egrep'
  const around = options.value('C')
  const wholeLine = options.has('x')
  const compile = (pattern: BinaryText): Regex => {
    if (fixed) return literalRegex(pattern, ignoreCase)
    // The whole line must match, so the longest match must be asked for: anchors say that to the matcher.
    const anchored = !wholeLine ? pattern : extended ? `^(${pattern})$` : `^\\(${pattern}\\)$`
    return createRegex(anchored, { extended, ignoreCase })
  }
  return {
    regexes: patterns.map(compile),
    invert: options.has('v'),
    wholeLine,
    wholeWord: options.has('w'),
    before: Number(options.value('B') ?? around ?? 0),
    after: Number(options.value('A') ?? around ?? 0),
    limit: Number(options.value('m') ?? Number.POSITIVE_INFINITY),
    withNames,
  }
}

interface Line {
  readonly number: number
  readonly text: BinaryText
}

/** Searches one input; answers how many lines were selected. */
function* searchInput(invocation: Invocation, search: Search, path: string, descriptor: number): Step<number> {
  const { options, output, process } = invocation
  const reader = new LineReader(process, descriptor, output)
  const silent = options.has('qclL')
  const shownName = path === '-' ? '(standard input)' : path
  const prefix = (line: Line, separator: string): string =>
    (search.withNames ? `${binaryOf(shownName)}${separator}` : '') +
    (options.has('n') ? `${line.number}${separator}` : '')
  const context: Line[] = []
  let selected = 0
  let lastShown = 0
  let trailing = 0
  const show = (line: Line, separator: string): void => {
    if ((search.before > 0 || search.after > 0) && lastShown > 0 && line.number > lastShown + 1) output.text('--\n')
    lastShown = line.number
    output.binary(`${prefix(line, separator)}${line.text}\n`)
  }
  const showSelected = (line: Line): void => {
    if (silent) return
    if (options.has('o')) {
      if (search.invert) return
      for (const [start = 0, end = 0] of hits(search, line.text))
        if (end > start) output.binary(`${prefix(line, ':')}${line.text.slice(start, end)}\n`)
      return
    }
    for (const before of context) show(before, '-')
    show(line, ':')
    trailing = search.after
  }
  for (let number = 1; selected < search.limit || trailing > 0; number++) {
    const text = yield* reader.next()
    if (text === undefined) break
    const line = { number, text }
    if (selected < search.limit && selects(search, text)) {
      selected++
      if (options.has('ql')) return selected
      showSelected(line)
      context.length = 0
      continue
    }
    if (trailing > 0) {
      trailing--
      if (!silent && !options.has('o')) show(line, '-')
    } else if (search.before > 0) {
      context.push(line)
      if (context.length > search.before) context.shift()
    }
  }
  return selected
}

const report = (invocation: Invocation, search: Search, path: string, selected: number): void => {
  const { options, output } = invocation
  const name = path === '-' ? '(standard input)' : path
  if (options.has('q')) return
  if (options.has('l')) {
    if (selected > 0) output.text(`${name}\n`)
  } else if (options.has('L')) {
    if (selected === 0) output.text(`${name}\n`)
  } else if (options.has('c')) output.text(`${search.withNames ? `${name}:` : ''}${selected}\n`)
}

function* grep(invocation: Invocation): Step<number> {
  const { options, process } = invocation
  const { patterns, paths } = yield* patternsOf(invocation)
  const recursive = options.has('rR')
  const operands = paths.length > 0 ? paths : recursive ? ['.'] : ['-']
  const search = searchOf(
    invocation,
    patterns,
    options.has('H') || (!options.has('h') && (recursive || operands.length > 1)),
  )
  let selectedAny = false
  let failed = false
  const one = function* (path: string): Step<void> {
    const silent = options.has('s')
    if (silent && path !== '-' && !process.filesystem.exists(process.path(path))) {
      failed = true
      return
    }
    const descriptor = yield* openNamed(invocation, path)
    if (descriptor === undefined) {
      failed = true
      return
    }
    try {
      const selected = yield* searchInput(invocation, search, path, descriptor)
      if (selected > 0) selectedAny = true
      report(invocation, search, path, selected)
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
      if (!silent) yield* invocation.complain(`${path}: ${messageOf(error)}`)
      failed = true
    } finally {
      closeOperand(process, descriptor)
    }
  }
  for (const operand of operands) {
    if (selectedAny && options.has('q')) break
    if (!recursive || operand === '-') {
      yield* one(operand)
      continue
    }
    try {
      yield* walk(process, operand, function* ({ path, stat, failure }) {
        if (!failure && stat.kind === 'file') yield* one(path)
        return 'enter'
      })
    } catch (error) {
      yield* invocation.complain(`${operand}: ${messageOf(error)}`)
      failed = true
    }
  }
  if (selectedAny && options.has('q')) return 0
  if (failed) return 2
  return options.has('L') || selectedAny ? 0 : 1
}

/** grep says `grep: x: No such file or directory` in both worlds (findutils/grep.c). */
function* openNamed(invocation: Invocation, path: string): Step<number | undefined> {
  const { process } = invocation
  if (path === '-') return yield* openOperand(invocation, path)
  try {
    return process.install(process.open(process.path(path), { read: true }))
  } catch (error) {
    yield* invocation.output.flush()
    yield* write(process, 2, `${invocation.name}: ${path}: ${messageOf(error)}\n`)
    return undefined
  }
}

const long = {
  'extended-regexp': 'E',
  'fixed-strings': 'F',
  'ignore-case': 'i',
  'invert-match': 'v',
  count: 'c',
  'line-number': 'n',
  quiet: 'q',
  silent: 'q',
  recursive: 'r',
  'only-matching': 'o',
  'files-with-matches': 'l',
  'files-without-match': 'L',
  'word-regexp': 'w',
  'line-regexp': 'x',
  'no-messages': 's',
  'with-filename': 'H',
  'no-filename': 'h',
  'max-count': 'm',
  'after-context': 'A',
  'before-context': 'B',
  context: 'C',
  regexp: 'e',
  file: 'f',
  color: 'K',
  colour: 'K',
  'line-buffered': 'U',
}
const grepApplet = {
  syntax: { short: 'EFGPivycnqrRolLwxshHaUzK::m:A:B:C:e:f:', long },
  usage: '[-HhnlLoqvsrRiwFE] [-m N] [-A|B|C N] { PATTERN | -e PATTERN... | -f FILE... } [FILE]...',
  usageStatus: 2,
  run: grep,
}

export const grepApplets: Applets = { grep: grepApplet, egrep: grepApplet, fgrep: grepApplet }
