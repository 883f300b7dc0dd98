import type { BinaryText } from '../binary.ts'

export class AwkError extends Error {}

export interface Token {
  readonly kind: 'number' | 'string' | 'regex' | 'name' | 'function-name' | 'keyword' | 'operator' | 'newline' | 'end'
  readonly text: BinaryText
  /** Whether blanks stood before: `f (x)` calls no function of the user, `a -1` is a subtraction all the same. */
  readonly spaced: boolean
}

const keywords = new Set([
  'BEGIN',
  'END',
  'function',
  'func',
  'if',
  'else',
  'while',
  'for',
  'do',
  'break',
  'continue',
  'next',
  'exit',
  'return',
  'delete',
  'in',
  'getline',
  'print',
  'printf',
])

const operators = [
  '**=',
  '&&',
  '||',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '^=',
  '==',
  '<=',
  '>=',
  '!=',
  '!~',
  '>>',
  '**',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  '+',
  '-',
  '*',
  '/',
  '%',
  '^',
  '!',
  '>',
  '<',
  '|',
  '?',
  ':',
  '~',
  '$',
  '=',
]

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  '"': '"',
  '/': '/',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
}

/** What backslashes mean in a string constant; others stay, because the text may be a regular expression. */
export const unescapeText = (text: string): string =>
  text.replace(/\\([0-7]{1,3}|[\s\S])/g, (whole, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 255)
    return code === '\n' ? '' : (escapes[code] ?? whole)
  })

/** After these a slash divides; anywhere else it begins a regular expression. */
const endsOperand = (token: Token | undefined): boolean =>
  token !== undefined &&
  (['number', 'string', 'name', 'regex'].includes(token.kind) || [')', ']', '$', '++', '--'].includes(token.text))

export const tokenize = (source: BinaryText): Token[] => {
  const tokens: Token[] = []
  let at = 0
  const take = (form: RegExp): string | undefined => {
    form.lastIndex = at
    const text = form.exec(source)?.[0]
    if (text !== undefined) at += text.length
    return text
  }
  for (;;) {
    const before = at
    while (take(/[ \t\r]+|\\\r?\n|#[^\n]*/y));
    const spaced = at > before
    const push = (kind: Token['kind'], text: string): void => {
      tokens.push({ kind, text, spaced })
    }
    if (at >= source.length) {
      push('newline', '\n')
      push('end', '')
      return tokens
    }
    if (take(/\n/y)) push('newline', '\n')
    else if (source[at] === '"') {
      const text = take(/"(?:[^"\\\n]|\\[\s\S])*"/y)
      if (text === undefined) throw new AwkError('unterminated string')
      push('string', unescapeText(text.slice(1, -1)))
    } else if (source[at] === '/' && !endsOperand(tokens.at(-1))) {
      const text = take(/\/(?:[^/\\\n[]|\\.|\[(?:\\.|[^\]\n])*\]|\[)*\//y)
      if (text === undefined) throw new AwkError('unterminated regexp')
      push('regex', text.slice(1, -1).replaceAll('\\/', '/'))
    } else {
      const number = take(/0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y)
      const name = number === undefined ? take(/[A-Za-z_]\w*/y) : undefined
      if (number !== undefined) push('number', number)
      else if (name !== undefined)
        push(keywords.has(name) ? 'keyword' : source[at] === '(' ? 'function-name' : 'name', name)
      else {
        const operator = operators.find(text => source.startsWith(text, at))
        if (operator === undefined) throw new AwkError(`unexpected character '${source[at]}'`)
        at += operator.length
        push('operator', operator)
      }
    }
  }
}
