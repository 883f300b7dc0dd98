import { DockerError, invalid } from '../../error.ts'
import { goQuote } from '../go-text.ts'
import { modifierOf, unsupported, withPattern } from './substitution.ts'
import { replacePattern } from './wildcard.ts'

/**
 * Quotes, escapes and variables in the words of a Dockerfile, as moby's frontend/dockerfile/shell/lex.go reads them: much
 * like a shell, and not quite.
 */
export interface LexerOptions {
  readonly escapeToken: string
  /** Quotes stay in the result. */
  readonly rawQuotes?: boolean
  readonly rawEscapes?: boolean
  /** A variable that is not set stays as it was written. */
  readonly skipUnset?: boolean
}

export type Variables = ReadonlyMap<string, string>

export const noVariables: Variables = new Map()

interface Result {
  readonly word: string
  readonly words: readonly string[]
}

interface Lexing {
  readonly characters: readonly string[]
  at: number
  readonly variables: Variables
  readonly options: LexerOptions
  rawEscapes: boolean
  /** How many braces are open. */
  depth: number
}

/** Nobody nests that deep, and each level takes some of the stack. */
const depthMax = 500

const lex = (text: string, variables: Variables, options: LexerOptions): Result => {
  const state: Lexing = {
    characters: [...text],
    at: 0,
    variables,
    options,
    rawEscapes: options.rawEscapes ?? false,
    depth: 0,
  }
  try {
    return readUntil(state, undefined, state.rawEscapes)
  } catch (error) {
    if (error instanceof DockerError) throw error.wrap(`failed to process ${goQuote(text)}`)
    throw error
  }
}

/** The word with its variables replaced and its quotes taken away. */
export const expandWord = (text: string, variables: Variables, options: LexerOptions): string =>
  lex(text, variables, options).word

/** The same, split at blanks that nothing quotes. */
export const expandWords = (text: string, variables: Variables, options: LexerOptions): readonly string[] =>
  lex(text, variables, options).words

/** `NAME=value` lines as variables. */
export const variablesOf = (lines: Iterable<string>): Map<string, string> => {
  const variables = new Map<string, string>()
  for (const line of lines) {
    const equals = line.indexOf('=')
    variables.set(equals < 0 ? line : line.slice(0, equals), equals < 0 ? '' : line.slice(equals + 1))
  }
  return variables
}

const isSpace = (character: string): boolean => /^\s$/u.test(character)

/** Collects words: blanks end one, unless they came in quotes. */
const createWords = () => {
  const words: string[] = []
  let current = ''
  let inWord = false
  const addRaw = (text: string): void => {
    current += text
    inWord = true
  }
  return {
    add(character: string): void {
      if (!isSpace(character)) addRaw(character)
      else if (inWord && current !== '') {
        words.push(current)
        current = ''
        inWord = false
      }
    },
    addRaw,
    end(): string[] {
      if (current !== '') words.push(current)
      current = ''
      return words
    },
  }
}

const peek = (state: Lexing): string | undefined => state.characters[state.at]
const next = (state: Lexing): string | undefined => state.characters[state.at++]

/** Reads up to `stop`, which is taken, or to the end. */
const readUntil = (state: Lexing, stop: string | undefined, rawEscapes: boolean): Result => {
  const before = state.rawEscapes
  state.rawEscapes = rawEscapes
  const words = createWords()
  let word = ''
  try {
    for (let character = peek(state); character !== undefined; character = peek(state)) {
      if (character === stop) {
        state.at++
        return { word, words: words.end() }
      }
      const special = specials[character]
      if (special) {
        const text = special(state)
        word += text
        if (character === '$') for (const each of text) words.add(each)
        else words.addRaw(text)
        continue
      }
      state.at++
      if (character !== state.options.escapeToken) {
        words.add(character)
        word += character
        continue
      }
      if (state.rawEscapes) {
        words.addRaw(character)
        word += character
      }
      const escaped = next(state)
      if (escaped === undefined) break
      words.addRaw(escaped)
      word += escaped
    }
  } finally {
    state.rawEscapes = before
  }
  if (stop !== undefined) throw invalid(`unexpected end of statement while looking for matching ${stop}`)
  return { word, words: words.end() }
}

const readSingleQuotes = (state: Lexing): string => {
  const start = state.at++
  const end = state.characters.indexOf("'", state.at)
  if (end < 0) throw invalid('unexpected end of statement while looking for matching single-quote')
  state.at = end + 1
  const { rawQuotes = false } = state.options
  return state.characters.slice(rawQuotes ? start : start + 1, rawQuotes ? end + 1 : end).join('')
}

const readDoubleQuotes = (state: Lexing): string => {
  const { rawQuotes = false, escapeToken } = state.options
  state.at++
  let text = rawQuotes ? '"' : ''
  for (;;) {
    const character = peek(state)
    if (character === undefined) {
      throw invalid('unexpected end of statement while looking for matching double-quote')
    }
    if (character === '$') {
      text += readVariable(state)
      continue
    }
    state.at++
    if (character === '"') return rawQuotes ? `${text}"` : text
    if (character !== escapeToken) {
      text += character
      continue
    }
    if (state.rawEscapes) text += character
    const escaped = peek(state)
    if (escaped === undefined) continue
    if (escaped === '"' || escaped === '$' || escaped === escapeToken) {
      state.at++
      text += escaped
    } else text += character
  }
}

const readHereMark = (state: Lexing): string => {
  state.at++
  if (peek(state) !== '<') return '<'
  state.at++
  let blanks = ''
  for (let character = peek(state); character && /[\t\r ]/.test(character); character = peek(state)) {
    blanks += character
    state.at++
  }
  return `<<${blanks}`
}

const readName = (state: Lexing): string => {
  const rest = state.characters.slice(state.at, state.at + nameLengthMax).join('')
  const [name = ''] = /^(?:\p{Nd}+|[@*#?$!0-]|[\p{L}_][\p{L}\p{Nd}_]*)/u.exec(rest) ?? []
  state.at += [...name].length
  return name
}

/** Longer names are cut, which only keeps the work for each small. */
const nameLengthMax = 1024

const readVariable = (state: Lexing): string => {
  state.at++
  const { variables, options } = state
  if (peek(state) === '{') return readBraces(state)
  const name = readName(state)
  if (name === '') return '$'
  return variables.get(name) ?? (options.skipUnset ? `$${name}` : '')
}

const readBraces = (state: Lexing): string => {
  state.at++
  const first = peek(state)
  if (first === undefined) throw invalid(`syntax error: missing '}'`)
  if (first === '{' || first === '}' || first === ':') throw invalid('syntax error: bad substitution')
  const name = readName(state)
  const value = state.variables.get(name)
  const keeps = value === undefined && state.options.skipUnset === true
  const operator = next(state)
  if (operator === '}') return value ?? (keeps ? `\${${name}}` : '')
  if (operator === '/') return replace(state, name, value, keeps)
  const nullIsUnset = operator === ':'
  const modifier = (nullIsUnset ? next(state) : operator) ?? '\uFFFD'
  const shown = nullIsUnset ? `:${modifier}` : modifier
  const isTrim = modifier === '#' || modifier === '%'
  if (!'+-?#%'.includes(modifier) && !nullIsUnset) throw unsupported(shown)
  if (nullIsUnset && isTrim) throw unsupported(shown)
  const word = closing(state, '}', `syntax error: missing '}'`, isTrim)
  if (keeps) return `\${${name}${shown}${word}}`
  const modify = modifierOf(modifier)
  if (!modify) throw unsupported(shown)
  return modify({ name, value, word, isMissing: value === undefined || (nullIsUnset && value === '') })
}

/** What stands before `stop`; when the text ends first, that is what is said instead of the lexer's own complaint. */
const closing = (state: Lexing, stop: string, missing: string, rawEscapes: boolean): string => {
  if (++state.depth > depthMax) throw invalid('syntax error: bad substitution')
  try {
    return readUntil(state, stop, rawEscapes).word
  } catch (error) {
    if (peek(state) === undefined) throw invalid(missing)
    throw error
  } finally {
    state.depth--
  }
}

const replace = (state: Lexing, name: string, value: string | undefined, keeps: boolean): string => {
  const all = peek(state) === '/'
  if (all) state.at++
  const pattern = closing(state, '/', `syntax error: missing '/' in \${}`, true)
  const replacement = closing(state, '}', `syntax error: missing '}'`, true)
  if (keeps) return `\${${name}/${pattern}/${replacement}}`
  return withPattern(pattern, () => replacePattern(pattern, value ?? '', replacement, all))
}

const specials: Readonly<Record<string, (state: Lexing) => string>> = {
  $: readVariable,
  '<': readHereMark,
  "'": readSingleQuotes,
  '"': readDoubleQuotes,
}
