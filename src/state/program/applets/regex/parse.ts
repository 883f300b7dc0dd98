import type { BinaryText } from '../binary.ts'

/** Why a pattern cannot be used; the texts are regerror(3)'s. */
export class RegexError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'RegexError'
  }
}

export type Assertion = 'start' | 'end' | 'boundary' | 'inside' | 'word-start' | 'word-end'

/** A set holds 256 flags, one per byte. */
export type Node =
  | { readonly kind: 'set'; readonly table: Uint8Array }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly least: number; readonly most: number }
  | { readonly kind: 'group'; readonly index: number; readonly node: Node }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'reference'; readonly index: number }

export interface ParsedRegex {
  readonly node: Node
  readonly groups: number
  readonly references: boolean
}

export interface RegexOptions {
  /** ERE (grep -E, sed -E, awk) instead of BRE. */
  readonly extended?: boolean
  readonly ignoreCase?: boolean
}

const wordBytes = /[A-Za-z0-9_]/
const classes: Readonly<Record<string, RegExp>> = {
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  alnum: /[A-Za-z0-9]/,
  upper: /[A-Z]/,
  lower: /[a-z]/,
  space: /[\t-\r ]/,
  blank: /[\t ]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what [:cntrl:] means.
  cntrl: /[\x00-\x1f\x7f]/,
  punct: /[!-/:-@[-`{-~]/,
  print: /[ -~]/,
  graph: /[!-~]/,
  xdigit: /[0-9A-Fa-f]/,
}
const escapedClasses: Readonly<Record<string, (byte: string) => boolean>> = {
  w: byte => wordBytes.test(byte),
  W: byte => !wordBytes.test(byte),
  s: byte => /[\t-\r ]/.test(byte),
  S: byte => !/[\t-\r ]/.test(byte),
}
const escapedAssertions: Readonly<Record<string, Assertion>> = {
  b: 'boundary',
  B: 'inside',
  '<': 'word-start',
  '>': 'word-end',
  '`': 'start',
  "'": 'end',
}
const escapedBytes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' }
/** RE_DUP_MAX of glibc. */
const repeatLimit = 32_767

export const isWordByte = (byte: string): boolean => wordBytes.test(byte)

/** The bytes for which `holds`, as a table. */
export const tableOf = (holds: (byte: string) => boolean, ignoreCase = false): Uint8Array => {
  const table = new Uint8Array(256)
  for (let code = 0; code < 256; code++) if (holds(String.fromCharCode(code))) table[code] = 1
  if (!ignoreCase) return table
  for (let code = 65; code <= 90; code++) {
    const either = (table[code] ?? 0) | (table[code + 32] ?? 0)
    table[code] = either
    table[code + 32] = either
  }
  return table
}

/** Parses a POSIX basic or extended regular expression with the GNU escapes that musl and glibc know. */
export const parseRegex = (pattern: BinaryText, options: RegexOptions): ParsedRegex =>
  new Parser(pattern, options).parse()

class Parser {
  readonly #pattern: string
  readonly #extended: boolean
  readonly #ignoreCase: boolean
  #at = 0
  #groups = 0
  #depth = 0
  #references = false

  constructor(pattern: string, options: RegexOptions) {
    this.#pattern = pattern
    this.#extended = options.extended ?? false
    this.#ignoreCase = options.ignoreCase ?? false
  }

  parse(): ParsedRegex {
    const node = this.#choice()
    if (this.#at < this.#pattern.length) throw new RegexError('Unmatched ) or \\)')
    return { node, groups: this.#groups, references: this.#references }
  }

  /** Whether the operator (written with a backslash in a BRE) comes next; takes it. */
  #operator(operator: string): boolean {
    const text = this.#extended ? operator : `\\${operator}`
    if (!this.#pattern.startsWith(text, this.#at)) return false
    this.#at += text.length
    return true
  }

  #sees(operator: string): boolean {
    return this.#pattern.startsWith(this.#extended ? operator : `\\${operator}`, this.#at)
  }

  #choice(): Node {
    const nodes = [this.#sequence()]
    while (this.#operator('|')) nodes.push(this.#sequence())
    return nodes.length === 1 ? (nodes[0] as Node) : { kind: 'choice', nodes }
  }

  #sequence(): Node {
    const nodes: Node[] = []
    while (this.#at < this.#pattern.length && !this.#sees('|')) {
      if (this.#sees(')') && (this.#depth > 0 || !this.#extended)) break
      const node = this.#atom(nodes.every(before => before.kind === 'assertion'))
      nodes.push(node.kind === 'assertion' ? node : this.#repeated(node))
    }
    return { kind: 'sequence', nodes }
  }

  #repeated(atom: Node): Node {
    let node = atom
    for (;;) {
      if (this.#pattern[this.#at] === '*') {
        this.#at++
        node = { kind: 'repeat', node, least: 0, most: Number.POSITIVE_INFINITY }
      } else if (this.#operator('+')) node = { kind: 'repeat', node, least: 1, most: Number.POSITIVE_INFINITY }
      else if (this.#operator('?')) node = { kind: 'repeat', node, least: 0, most: 1 }
      else {
        const interval = this.#interval()
        if (!interval) return node
        node = { kind: 'repeat', node, ...interval }
      }
    }
  }

  #interval(): { least: number; most: number } | undefined {
    if (!this.#sees('{')) return undefined
    const form = this.#extended ? /\{(\d*)(,?)(\d*)\}/y : /\\\{(\d*)(,?)(\d*)\\\}/y
    form.lastIndex = this.#at
    const match = form.exec(this.#pattern)
    if (!match || (match[1] === '' && match[2] === '')) {
      if (this.#extended) return undefined
      throw new RegexError('Invalid content of \\{\\}')
    }
    this.#at += match[0].length
    const least = Number(match[1] || 0)
    const most = match[2] === '' ? least : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3])
    if (least > most) throw new RegexError('Invalid content of \\{\\}')
    if (least > repeatLimit || (most !== Number.POSITIVE_INFINITY && most > repeatLimit))
      throw new RegexError('Regular expression too big')
    return { least, most }
  }

  #atom(first: boolean): Node {
    if (this.#operator('(')) return this.#group()
    const byte = this.#pattern[this.#at++] as string
    switch (byte) {
      case '\\':
        return this.#escape()
      case '[':
        return this.#bracket()
      case '.':
        return this.#set(() => true)
      case '^':
        return this.#extended || first ? { kind: 'assertion', assertion: 'start' } : this.#byte(byte)
      case '$':
        return this.#extended || this.#at >= this.#pattern.length || this.#sees(')') || this.#sees('|')
          ? { kind: 'assertion', assertion: 'end' }
          : this.#byte(byte)
      case '+':
      case '?':
        if (this.#extended && first) throw new RegexError('Invalid preceding regular expression')
    }
    return this.#byte(byte)
  }

  #group(): Node {
    const index = ++this.#groups
    if (++this.#depth > 200) throw new RegexError('Regular expression too big')
    const node = this.#choice()
    if (!this.#operator(')')) throw new RegexError('Unmatched ( or \\(')
    this.#depth--
    return { kind: 'group', index, node }
  }

  #escape(): Node {
    const byte = this.#pattern[this.#at++]
    if (byte === undefined) throw new RegexError('Trailing backslash')
    const assertion = escapedAssertions[byte]
    if (assertion) return { kind: 'assertion', assertion }
    const member = escapedClasses[byte]
    if (member) return this.#set(member)
    if (byte >= '1' && byte <= '9') {
      const index = Number(byte)
      if (index > this.#groups) throw new RegexError('Invalid back reference')
      this.#references = true
      return { kind: 'reference', index }
    }
    return this.#byte(escapedBytes[byte] ?? byte)
  }

  #bracket(): Node {
    const negated = this.#pattern[this.#at] === '^'
    if (negated) this.#at++
    const table = new Uint8Array(256)
    for (let first = true; ; first = false) {
      const byte = this.#pattern[this.#at]
      if (byte === undefined) throw new RegexError('Unmatched [, [^, [:, [., or [=')
      if (byte === ']' && !first) break
      this.#bracketItem(table)
    }
    this.#at++
    const folded = tableOf(byte => table[byte.charCodeAt(0)] === 1, this.#ignoreCase)
    return { kind: 'set', table: negated ? folded.map(flag => 1 - flag) : folded }
  }

  #bracketItem(table: Uint8Array): void {
    const named = /\[:([a-z]+):\]/y
    named.lastIndex = this.#at
    const match = named.exec(this.#pattern)
    if (match) {
      const member = classes[match[1] as string]
      if (!member) throw new RegexError('Invalid character class name')
      this.#at += match[0].length
      for (let code = 0; code < 256; code++) if (member.test(String.fromCharCode(code))) table[code] = 1
      return
    }
    const from = this.#bracketByte()
    let to = from
    if (this.#pattern[this.#at] === '-' && this.#pattern[this.#at + 1] !== ']' && this.#at + 1 < this.#pattern.length) {
      this.#at++
      to = this.#bracketByte()
      if (to < from) throw new RegexError('Invalid range end')
    }
    for (let code = from; code <= to; code++) table[code] = 1
  }

  #bracketByte(): number {
    const collating = /\[([.=])(.)\1\]/y
    collating.lastIndex = this.#at
    const match = collating.exec(this.#pattern)
    this.#at += match ? match[0].length : 1
    return (match?.[2] ?? (this.#pattern[this.#at - 1] as string)).charCodeAt(0)
  }

  #byte(byte: string): Node {
    return this.#set(other => other === byte)
  }

  #set(holds: (byte: string) => boolean): Node {
    return { kind: 'set', table: tableOf(holds, this.#ignoreCase) }
  }
}
