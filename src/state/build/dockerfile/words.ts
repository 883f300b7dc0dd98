import { invalid } from '../../error.ts'
import { goQuote } from '../go-text.ts'
import type { Node } from './node.ts'

/** How the rest of a line becomes arguments, per instruction (moby's frontend/dockerfile/parser/line_parsers.go). */
interface Arguments {
  readonly args: readonly string[]
  readonly isJson?: boolean
  readonly inner?: Node
}

type ReadArguments = (rest: string, escapeToken: string) => Arguments

const blanks = /[\t\v\f\r ]+/

const splitBlanks = (text: string): string[] => text.split(/[\t\v\f\r ]+/)

const nothing: Arguments = { args: [] }

/** `keyword`, `--flags` and what follows them. */
const splitCommand = (line: string, escapeToken: string): { keyword: string; flags: string[]; rest: string } => {
  const trimmed = line.trim()
  const blank = blanks.exec(trimmed)
  if (!blank) return { keyword: trimmed, flags: [], rest: '' }
  const { flags, rest } = readFlags(trimmed.slice(blank.index + blank[0].length), escapeToken)
  return { keyword: trimmed.slice(0, blank.index), flags, rest: rest.trim() }
}

const isSpace = (character: string): boolean => /^\s$/.test(character)

/** Flags stand first; quotes around them, or parts of them, go away. */
const readFlags = (text: string, escapeToken: string): { flags: string[]; rest: string } => {
  const flags: string[] = []
  let at = 0
  for (;;) {
    while (at < text.length && isSpace(text.charAt(at))) at++
    if (!text.startsWith('--', at)) return { flags, rest: text.slice(at) }
    const { word, end } = readFlag(text, at, escapeToken)
    at = end
    if (word === '--') return { flags, rest: text.slice(at) }
    flags.push(word)
  }
}

const readFlag = (text: string, start: number, escapeToken: string): { word: string; end: number } => {
  let word = ''
  let quote = ''
  let at = start
  for (; at < text.length; at++) {
    const character = text.charAt(at)
    if (quote === '' && isSpace(character)) break
    if (character === quote) quote = ''
    else if (quote === '' && (character === '"' || character === "'")) quote = character
    else if (character === escapeToken) word += text.charAt(++at)
    else word += character
  }
  return { word, end: at }
}

/** Words between blanks, with the quotes and escapes that a later expansion takes away. */
const readWords = (text: string, escapeToken: string): string[] => {
  const words: string[] = []
  let word = ''
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (quote === '' && isSpace(character)) {
      if (word !== '') words.push(word)
      word = ''
    } else if (character === escapeToken && quote !== "'") {
      // At the end of the line it means nothing.
      if (at + 1 < text.length) word += character + text.charAt(++at)
    } else {
      if (character === quote) quote = ''
      else if (quote === '' && (character === '"' || character === "'")) quote = character
      word += character
    }
  }
  if (word !== '') words.push(word)
  return words
}

/** `NAME value`, as it once was, or any number of `NAME=value`. */
const readPairs =
  (keyword: string): ReadArguments =>
  (rest, escapeToken) => {
    const words = readWords(rest, escapeToken)
    const [first] = words
    if (first === undefined) return nothing
    if (!first.includes('=')) {
      const blank = blanks.exec(rest)
      if (!blank) throw invalid(`${keyword} must have two arguments`)
      return { args: [rest.slice(0, blank.index), rest.slice(blank.index + blank[0].length), ''] }
    }
    const args = words.flatMap(word => {
      const equals = word.indexOf('=')
      if (equals < 0) {
        throw invalid(`Syntax error - can't find = in ${goQuote(word)}. Must be of the form: name=value`)
      }
      return [word.slice(0, equals), word.slice(equals + 1), '=']
    })
    return { args }
  }

const readList: ReadArguments = rest => (rest === '' ? nothing : { args: splitBlanks(rest) })

const readText: ReadArguments = rest => (rest === '' ? nothing : { args: [rest] })

/** The texts of a JSON array; undefined for what is none. */
const parseTexts = (text: string): string[] | undefined => {
  if (!text.startsWith('[')) return undefined
  let values: unknown
  try {
    values = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(values)) return undefined
  if (values.every(value => typeof value === 'string')) return values
  throw invalid('when using JSON array syntax, arrays must be comprised of strings only')
}

/** A JSON array, or whatever it is without one. */
const jsonOr =
  (otherwise: ReadArguments): ReadArguments =>
  (rest, escapeToken) => {
    const texts = parseTexts(rest)
    return texts ? { args: texts, isJson: true } : otherwise(rest, escapeToken)
  }

const readHealthcheck: ReadArguments = (rest, escapeToken) => {
  const [, type = '', command = ''] = /^(\S*)\s*([\s\S]*)$/.exec(rest) ?? []
  if (type === '') return nothing
  const { args, isJson = false } = jsonOr(readText)(command, escapeToken)
  return { args: [type, ...args], isJson }
}

/** A trigger of a trigger is refused later: nothing in it has to be read. */
const readTrigger: ReadArguments = (rest, escapeToken) => {
  if (rest === '') return nothing
  const { keyword } = splitCommand(rest, escapeToken)
  if (keyword.toLowerCase() === 'onbuild') return { args: [keyword] }
  const inner = readNode(rest, escapeToken, 0)
  return { args: [keyword, ...inner.args], inner }
}

const readers: Readonly<Record<string, ReadArguments>> = {
  add: jsonOr(readList),
  arg: (rest, escapeToken) => ({ args: readWords(rest, escapeToken) }),
  cmd: jsonOr(readText),
  copy: jsonOr(readList),
  entrypoint: jsonOr(readText),
  env: readPairs('ENV'),
  expose: readList,
  from: readList,
  healthcheck: readHealthcheck,
  label: readPairs('LABEL'),
  maintainer: readText,
  onbuild: readTrigger,
  run: jsonOr(readText),
  shell: jsonOr(readText),
  stopsignal: readText,
  user: readText,
  volume: jsonOr(readList),
  workdir: readText,
}

/** A line taken apart; its here documents come behind it. An unknown keyword has no arguments. */
export const readNode = (line: string, escapeToken: string, startLine: number): Node => {
  const { keyword, flags, rest } = splitCommand(line, escapeToken)
  const name = keyword.toLowerCase()
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined
  const { args, isJson = false, inner } = read?.(rest, escapeToken) ?? nothing
  return { keyword, line, flags, args, isJson, hereDocuments: [], startLine, ...(inner && { inner }) }
}
