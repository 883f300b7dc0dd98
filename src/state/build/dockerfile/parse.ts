import { type DockerError, invalid } from '../../error.ts'
import { expandWords, noVariables } from './lexer.ts'
import type { Dockerfile, HereDocument, Node } from './node.ts'
import { readNode } from './words.ts'

/** Go's bufio.Scanner gives up at longer lines. */
const lineBytesMax = 64 * 1024

/** The lines of a Dockerfile one after the other, each with the end it has. */
class Lines {
  /** How many were read. */
  count = 0
  /** A line was too long: reading ended there. */
  isCut = false
  readonly #lines: readonly string[]

  constructor(text: string) {
    this.#lines = (text.startsWith('\uFEFF') ? text.slice(1) : text).match(/[^\n]*\n|[^\n]+/g) ?? []
  }

  next(): string | undefined {
    const line = this.isCut ? undefined : this.#lines[this.count]
    if (line === undefined) return undefined
    this.isCut = line.length > lineBytesMax / 4 && new TextEncoder().encode(line).length > lineBytesMax
    if (this.isCut) return undefined
    this.count++
    return line
  }
}

const withoutEnd = (line: string): string => {
  let end = line.length
  while (line[end - 1] === '\n' || line[end - 1] === '\r') end--
  return line.slice(0, end)
}

const isComment = (line: string): boolean => line.trimStart().startsWith('#')

/**
 * Reads a Dockerfile as moby's frontend/dockerfile/parser/parser.go does: directives, lines joined, each taken apart.
 * Throws what the daemon says of one that cannot be read.
 */
export const parseDockerfile = (text: string): Dockerfile => {
  const lines = new Lines(text)
  const directives = createDirectives()
  const nodes: Node[] = []
  const warnings: string[] = []
  for (let raw = lines.next(); raw !== undefined; raw = lines.next()) {
    const trimmed = withoutEnd(raw).trimStart()
    directives.read(trimmed)
    const startLine = lines.count
    const first = continuation(isComment(trimmed) ? '' : trimmed, directives.escapeToken)
    if (!first.continues && first.text === '') continue
    const { line, hasEmptyLine } = joinLines(lines, first, directives.escapeToken)
    if (hasEmptyLine) warnings.push(`Empty continuation line found in: ${line}`)
    const node = readNode(line, directives.escapeToken, startLine)
    nodes.push({ ...node, hereDocuments: readHereDocuments(lines, node) })
  }
  if (nodes.length === 0) throw invalid('file with no instructions')
  if (lines.isCut) throw invalid(`dockerfile line greater than max allowed size of ${lineBytesMax - 1}`)
  return { nodes, escapeToken: directives.escapeToken, warnings }
}

interface Continuation {
  readonly text: string
  readonly continues: boolean
}

const continuations: Readonly<Record<string, RegExp>> = {
  '\\': /(^|[^\\])\\[ \t]*$/,
  '`': /(^|[^`])`[ \t]*$/,
}

/** An escape at the end of a line continues it, unless it is escaped itself. */
const continuation = (text: string, escapeToken: string): Continuation => {
  const match = continuations[escapeToken]?.exec(text)
  if (!match) return { text, continues: false }
  return { text: text.slice(0, match.index) + (match[1] ?? ''), continues: true }
}

/** Comments and empty lines between continued lines do not count. */
const joinLines = (
  lines: Lines,
  first: Continuation,
  escapeToken: string,
): { readonly line: string; readonly hasEmptyLine: boolean } => {
  let line = first.text
  let hasEmptyLine = false
  let { continues } = first
  while (continues) {
    const raw = lines.next()
    if (raw === undefined) break
    if (isComment(raw)) continue
    const text = withoutEnd(raw)
    if (text.trim() === '') {
      hasEmptyLine = true
      continue
    }
    const part = continuation(text, escapeToken)
    line += part.text
    continues = part.continues
  }
  return { line, hasEmptyLine }
}

const directivePattern = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S.*)$/

/** `# escape=` and its like: comments before everything else, each kind once. */
const createDirectives = () => {
  const seen = new Set<string>()
  let isDone = false
  return {
    escapeToken: '\\',
    read(line: string): void {
      if (isDone) return
      const [, key = '', value = ''] = directivePattern.exec(line.trimEnd()) ?? []
      const name = key.toLowerCase()
      if (!['syntax', 'escape', 'check'].includes(name)) {
        isDone = true
        return
      }
      if (seen.has(name)) throw invalid(`only one ${name} parser directive can be used`)
      seen.add(name)
      if (name !== 'escape') return
      if (value !== '\\' && value !== '`') throw unknownEscape(value)
      this.escapeToken = value
    },
  }
}

const unknownEscape = (value: string): DockerError => invalid(`invalid escape token '${value}' does not match \` or \\`)

const hereDocumentKeywords: readonly string[] = ['add', 'copy', 'run']

/** The files behind `<<NAME` words: all lines up to one that is the name. */
const readHereDocuments = (lines: Lines, node: Node): HereDocument[] => {
  const holder = node.keyword.toLowerCase() === 'onbuild' ? (node.inner ?? node) : node
  const mayHave = hereDocumentKeywords.includes(holder.keyword.toLowerCase()) && !holder.isJson
  if (!mayHave || !node.line.includes('<<')) return []
  return hereMarks(node.line).map(mark => ({ ...mark, content: readContent(lines, mark) }))
}

type HereMark = Omit<HereDocument, 'content'>

const readContent = (lines: Lines, { name, chomp }: HereMark): string => {
  let content = ''
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const text = withoutEnd(line)
    if ((chomp ? text.replace(/^\t+/, '') : text) === name) return content
    content += line
  }
  throw invalid('unterminated heredoc')
}

const hereMarks = (line: string): HereMark[] => {
  const raw = { escapeToken: '\\', rawQuotes: true, rawEscapes: true, skipUnset: true }
  return wordsOrNone(() => expandWords(line, noVariables, raw)).flatMap(word => hereMark(word) ?? [])
}

/** A line that no shell could read has no here documents. */
const wordsOrNone = (read: () => readonly string[]): readonly string[] => {
  try {
    return read()
  } catch {
    return []
  }
}

/** What `<<NAME` says; undefined for any other word. */
export const hereMark = (word: string): HereMark | undefined => {
  const [, dash, rest = ''] = /^\d*<<(-?)\s*([^<]*)$/.exec(word) ?? []
  if (rest === '') return undefined
  const names = expandWords(rest, noVariables, { escapeToken: '\\', skipUnset: true })
  const [name] = names
  return name === undefined || names.length !== 1 ? undefined : { name, chomp: dash === '-' }
}
