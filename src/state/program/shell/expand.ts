import { type ArithmeticExpansionPart, parse, type Word, type WordPart } from 'unbash'
import type { Step } from '../../kernel/process.ts'
import { expandBraces } from './braces.ts'
import { Abandon } from './control.ts'
import { type Expanded, joined, joinedPattern, quoted, splitFields, splittable, unquoted } from './fields.ts'
import { pathnames } from './glob.ts'
import { type Context, expandParameter, expandSimple } from './parameter-expansion.ts'
import { calculate } from './parameters.ts'
import type { Shell } from './state.ts'
import { processSubstitution, substitute } from './substitution.ts'
import { expandTilde } from './tilde.ts'

/** The expansions of POSIX 2.6, in their order, on the parser's words. */

const fieldContext: Context = { quoted: false, fields: true, expand: piecesOf }
const textContext: Context = { quoted: false, fields: false, expand: piecesOf }
const quotedContext: Context = { quoted: true, fields: false, expand: piecesOf }

/** No string of a script grows beyond this: the host's strings would not bear it. */
const lengthMax = 2 ** 28

export const separatorsOf = (shell: Shell): string => shell.variables.value('IFS') ?? ' \t\n'

const isPlain = (word: Word): boolean => word.parts === undefined && !/[\\~*?[]/.test(word.text)

/** The arguments that words make: braces (bash), expansions, fields, pathnames. */
export function* expandWords(shell: Shell, words: readonly Word[]): Step<string[]> {
  const all: string[] = []
  for (const word of words) {
    if (isPlain(word)) {
      all.push(word.text)
      continue
    }
    for (const alternative of shell.dialect === 'bash' ? expandBraces(word) : [word]) {
      const pieces = yield* wordPieces(shell, alternative, fieldContext, 'word')
      const fields = splitFields(pieces, separatorsOf(shell))
      for (const field of fields) {
        const paths = field.pattern === undefined || shell.options.has('noglob') ? [] : pathnames(shell, field.pattern)
        if (paths.length > 0) all.push(...paths)
        else all.push(field.text)
      }
    }
  }
  return all
}

/** One string: assignments (where tildes also follow colons), `case` words, redirection targets, here-strings. */
export function* expandText(shell: Shell, word: Word, tilde: 'word' | 'assignment' = 'word'): Step<string> {
  if (isPlain(word)) return word.text
  const text = joined(yield* wordPieces(shell, word, textContext, tilde))
  if (text.length > lengthMax) throw new Abandon(2, 'out of memory')
  return text
}

/** A pattern, in which what was quoted is escaped. */
export function* expandPattern(shell: Shell, word: Word): Step<string> {
  return joinedPattern(yield* wordPieces(shell, word, textContext, 'word'))
}

/** Text in which only `$` and backquotes are special: here-documents, PS1, arithmetic. */
export function* expandHereText(shell: Shell, parts: readonly WordPart[]): Step<string> {
  return joined(yield* partPieces(shell, parts, quotedContext))
}

function* wordPieces(shell: Shell, word: Word, context: Context, tilde: 'word' | 'assignment'): Step<Expanded[]> {
  const expanded = expandTilde(shell, word, tilde)
  const parts = expanded.rest
  const pieces = parts === undefined ? literalPieces(expanded.text, context) : yield* partPieces(shell, parts, context)
  return expanded.home === undefined ? pieces : [quoted(expanded.home), ...pieces]
}

/** The pieces of an operand inside `${ }`, where an unquoted literal is cut into fields like a value. */
function* piecesOf(shell: Shell, word: Word, context: Context): Step<Expanded[]> {
  if (!word.parts && context.quoted) return [quoted(word.value)]
  const pieces = yield* wordPieces(shell, word, context, 'word')
  if (!context.fields || context.quoted) return pieces
  return pieces.map(piece => (typeof piece === 'symbol' || piece.quoted ? piece : splittable(piece.text)))
}

function* partPieces(shell: Shell, parts: readonly WordPart[], context: Context): Step<Expanded[]> {
  const pieces: Expanded[] = []
  for (const part of parts) for (const piece of yield* part1(shell, part, context)) pieces.push(piece)
  return pieces
}

/** An unquoted literal: a backslash quotes what follows it. */
const literalPieces = (text: string, context: Context): Expanded[] => {
  if (!text.includes('\\')) return [context.quoted ? quoted(text) : unquoted(text)]
  const pieces: Expanded[] = []
  for (const [, plain, escaped] of text.matchAll(/([^\\]+)|\\(.?)/gsu)) {
    if (plain !== undefined) pieces.push(unquoted(plain))
    else if (escaped !== '\n') pieces.push(quoted(escaped === undefined || escaped === '' ? '\\' : escaped))
  }
  return pieces
}

function* part1(shell: Shell, part: WordPart, context: Context): Step<readonly Expanded[]> {
  switch (part.type) {
    case 'Literal':
      return context.quoted ? [quoted(part.value)] : literalPieces(part.text, context)
    case 'SingleQuoted':
      return [quoted(part.value)]
    case 'AnsiCQuoted':
      return [quoted(shell.dialect === 'dash' ? `$${part.text.slice(2, -1)}` : part.value)]
    case 'DoubleQuoted':
    case 'LocaleString':
      return yield* doubleQuoted(shell, part.parts, part.type === 'LocaleString' && shell.dialect !== 'bash', context)
    case 'SimpleExpansion':
      return expandSimple(shell, part.text.slice(1), context)
    case 'ParameterExpansion':
      return yield* expandParameter(shell, part, context)
    case 'CommandExpansion':
      return [value(yield* substitute(shell, part), context)]
    case 'ArithmeticExpansion':
      return [value(String(yield* arithmetic(shell, part)), context)]
    case 'ProcessSubstitution':
      return [quoted(processSubstitution(shell, part))]
    case 'Glob':
    case 'BraceExpansion':
      return yield* nested(shell, part, context)
    case 'ExtendedGlob':
      return yield* extendedGlob(shell, part.text, context)
  }
}

const value = (text: string, context: Context): Expanded => (context.quoted ? quoted(text) : splittable(text))

/** Quotes make a field even around nothing, unless all that stood in them was `$@` without parameters. */
function* doubleQuoted(
  shell: Shell,
  children: readonly WordPart[],
  dollar: boolean,
  context: Context,
): Step<readonly Expanded[]> {
  const pieces = yield* partPieces(shell, children, { ...context, quoted: true })
  if (dollar) return [unquoted('$'), ...pieces]
  return pieces.length === 0 && children.length === 0 ? [quoted('')] : pieces
}

/** Brackets and braces whose inside may hold expansions: the parser gives those as parts, the rest is ours to keep. */
function* nested(
  shell: Shell,
  part: WordPart & { readonly type: 'Glob' | 'BraceExpansion' },
  context: Context,
): Step<readonly Expanded[]> {
  if (context.quoted) return [quoted(part.text)]
  const { parts } = part
  if (!parts || parts.length === 0) return literalPieces(part.text, context)
  const first = parts[0]?.pos ?? part.pos
  const last = parts.at(-1)?.end ?? part.end
  const inside = yield* partPieces(shell, parts, context)
  return [
    ...literalPieces(part.text.slice(0, first - part.pos), context),
    ...inside,
    ...literalPieces(part.text.slice(last - part.pos), context),
  ]
}

function* extendedGlob(shell: Shell, text: string, context: Context): Step<readonly Expanded[]> {
  if (context.quoted) return [quoted(text)]
  if (!/[$`"']/.test(text)) return literalPieces(text, context)
  return [unquoted(yield* expandInside(shell, text))]
}

const texts = new Map<string, readonly WordPart[]>()
const textsMax = 500

/** Expands text as the inside of double quotes. */
export function* expandInside(shell: Shell, text: string): Step<string> {
  // The here-document that it is parsed as adds a newline.
  return (yield* expandHereText(shell, partsOfText(text))).slice(0, -1)
}

const partsOfText = (text: string): readonly WordPart[] => {
  const known = texts.get(text)
  if (known) return known
  const delimiter = 'END_OF_TEXT'
  const command = parse(`: <<${delimiter}\n${text}\n${delimiter}\n`).commands[0]?.command
  const document = command?.type === 'Command' ? command.redirects[0] : undefined
  const body = document?.type === 'HereDoc' ? document.body : undefined
  const parts: readonly WordPart[] = body?.parts ?? [
    { type: 'Literal', pos: 0, end: 0, value: body?.text ?? '\n', text },
  ]
  if (texts.size >= textsMax) texts.clear()
  texts.set(text, parts)
  return parts
}

function* arithmetic(shell: Shell, part: ArithmeticExpansionPart): Step<bigint> {
  const inside = part.text.startsWith('$[') ? part.text.slice(2, -1) : part.text.slice(3, -2)
  return yield* expandArithmetic(shell, inside)
}

/** The value of an expression as written in the script. */
export function* expandArithmetic(shell: Shell, text: string): Step<bigint> {
  if (!/[$`\\"']/.test(text)) return calculate(shell, text)
  const expanded = yield* expandInside(shell, text)
  return calculate(shell, expanded.replace(/["']/g, ''))
}
