import { type HereDocDelimiter, type ParsedScript, type ParseError, parse, type Statement } from 'unbash'
import type { Dialect } from './wording.ts'

export interface SyntaxFailure {
  readonly message: string
  /** Where in the text; commands on earlier lines have been run by then. */
  readonly position: number
}

/** What the shells would have run of a text before its syntax error, and the error. */
export interface Parsed {
  readonly statements: readonly Statement[]
  readonly failure: SyntaxFailure | undefined
  /** More input could complete it. */
  readonly incomplete: boolean
  /** The line that would close a here-document which is still open. */
  readonly delimiter: string | undefined
}

const scripts = new Map<string, Parsed>()
const scriptsMax = 200
const rememberedLengthMax = 4096

/** Parses a text; short ones are remembered, because loops `eval` the same again and again. */
export const parseScript = (text: string, dialect: Dialect): Parsed => {
  const key = `${dialect} ${text}`
  const known = scripts.get(key)
  if (known) return known
  const parsed = judge(text, parse(text), dialect)
  if (text.length <= rememberedLengthMax) {
    if (scripts.size >= scriptsMax) scripts.clear()
    scripts.set(key, parsed)
  }
  return parsed
}

const judge = (text: string, script: ParsedScript, dialect: Dialect): Parsed => {
  const { commands: statements } = script
  const errors = script.errors?.map(error => ({ ...error, pos: offence(error, text) }))
  const first = errors?.[0]
  if (!first) {
    const delimiter = text.includes('<<') ? openDelimiter(statements) : undefined
    const incomplete = delimiter !== undefined || /(^|[^\\])(\\\\)*\\\n?$/.test(text)
    return { statements, failure: undefined, incomplete, delimiter }
  }
  const unfinished = errors.every(error => isUnfinished(error.message, error.pos, text))
  const offender = unfinished ? (statements.at(-1)?.pos ?? 0) : first.pos
  const lineStart = offender === 0 ? 0 : text.lastIndexOf('\n', offender - 1) + 1
  return {
    statements: statements.filter(statement => statement.end > statement.pos && statement.end <= lineStart),
    failure: { message: wordings[dialect](wantedFirst(errors), text, first.pos), position: first.pos },
    incomplete: unfinished,
    delimiter: undefined,
  }
}

/** At the end of input the shells name the word that would close what is open. */
const wantedFirst = (errors: readonly ParseError[]): string => {
  const [first, second] = errors
  const closes = /^expected command after '(do|then|else)'$/.test(first?.message ?? '') && first?.pos === second?.pos
  return (closes ? second?.message : first?.message) ?? ''
}

/** Where a keyword stands in the place of another the parser points behind it. */
const offence = ({ message, pos }: ParseError, text: string): number => {
  if (!/^expected '(then|do)'$/.test(message)) return pos
  const wrong = /(?<=^|[\s;])(?:fi|done|esac|\})\s*$/.exec(text.slice(0, pos))
  return wrong ? wrong.index : pos
}

const isUnfinished = (message: string, position: number, text: string): boolean =>
  message.startsWith('unterminated') ||
  (message.startsWith('expected') && !/redirect target/.test(message) && text.slice(position).trim() === '') ||
  (message.startsWith('expected command in') && /^[{(]?\s*$/.test(text.slice(position)))

/** The delimiter of the first here-document without its closing line. */
const openDelimiter = (node: object): string | undefined => {
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parts' || typeof value !== 'object' || value === null) continue
    if ('type' in value && value.type === 'HereDoc' && !('closing' in value && value.closing)) {
      return 'delimiter' in value ? (value.delimiter as HereDocDelimiter | undefined)?.value : undefined
    }
    const found = openDelimiter(value)
    if (found !== undefined) return found
  }
  return undefined
}

/** The parser's findings in the words of each shell. */
const wordings: Readonly<Record<Dialect, (message: string, text: string, position: number) => string>> = {
  ash: (message, text, position) => `syntax error: ${posix(message, text, position, 'ash')}`,
  dash: (message, text, position) => `Syntax error: ${posix(message, text, position, 'dash')}`,
  bash: (message, text, position) => {
    const open = /^unterminated (.*)$/.exec(message)?.[1]
    if (open !== undefined) return `unexpected EOF while looking for matching \`${closers[open] ?? ')'}'`
    const token = tokenAt(text, position)
    if (token === undefined) return 'syntax error: unexpected end of file'
    return `syntax error near unexpected token \`${token}'`
  },
}

const closers: Readonly<Record<string, string>> = {
  'double quote': '"',
  'single quote': "'",
  backtick: '`',
  'parameter expansion': '}',
}

const posix = (message: string, text: string, position: number, dialect: 'ash' | 'dash'): string => {
  if (/^unterminated .* quote$/.test(message))
    return dialect === 'ash' ? 'unterminated quoted string' : 'Unterminated quoted string'
  if (message === 'unterminated backtick')
    return dialect === 'ash' ? 'EOF in backquote substitution' : 'EOF in backquote substitution'
  if (message === 'unterminated parameter expansion') return dialect === 'ash' ? "missing '}'" : "Missing '}'"
  if (message === 'unterminated arithmetic expansion') return dialect === 'ash' ? "missing '))'" : "Missing '))'"
  const wanted = wantedToken(message)
  const expecting = wanted === undefined ? '' : ` (expecting "${wanted}")`
  const token = message.startsWith('unterminated') ? undefined : tokenAt(text, position)
  const found =
    token === undefined
      ? 'end of file'
      : token === '\n'
        ? 'newline'
        : /^\w/.test(token) && !keywords.has(token)
          ? 'word'
          : `"${token}"`
  return dialect === 'ash' ? `unexpected ${found}${expecting}` : `${found} unexpected${expecting}`
}

const wantedToken = (message: string): string | undefined => {
  if (message.startsWith('unterminated')) return ')'
  const named = /^expected '([^']+)'/.exec(message)?.[1]
  return named
}

const keywords = new Set([
  'if',
  'then',
  'elif',
  'else',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  'in',
])

const tokenAt = (text: string, position: number): string | undefined => {
  const rest = text.slice(position).replace(/^[ \t]+/, '')
  if (rest === '' || rest === '\n') return undefined
  return /^(&&|\|\||;;|;&|<<|>>|[\n;&|()<>{}]|[^\s;&|()<>]+)/.exec(rest)?.[1] ?? rest[0]
}

const ashRejects = /^(ArithmeticFor|Select|Coproc|ArithmeticCommand)$/

/** Constructs that a dialect does not know, or that this shell does not: their complaint, when `type` is one. */
export const unsupported = (type: string, dialect: Dialect): string | undefined => {
  if (type === 'Select' || type === 'Coproc') return `syntax error: ${type.toLowerCase()} is not supported`
  if (dialect === 'bash' || !ashRejects.test(type)) return undefined
  return type === 'ArithmeticFor' ? 'syntax error: bad for loop variable' : undefined
}
