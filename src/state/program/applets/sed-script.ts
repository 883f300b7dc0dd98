import type { BinaryText } from './binary.ts'
import { createRegex, type Regex } from './regex/regex.ts'

export type Address =
  | { readonly kind: 'line'; readonly number: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'regex'; readonly regex: Regex | undefined }
  | { readonly kind: 'step'; readonly first: number; readonly step: number }
  | { readonly kind: 'offset'; readonly count: number }

export interface Substitution {
  /** Undefined: the last regular expression used. */
  readonly regex: Regex | undefined
  readonly replacement: readonly ReplacementPart[]
  readonly global: boolean
  readonly print: boolean
  readonly occurrence: number
  readonly file: string | undefined
}

export type ReplacementPart =
  | { readonly text: BinaryText }
  | { readonly group: number }
  | { readonly fold: 'U' | 'L' | 'u' | 'l' | 'E' }

export interface SedCommand {
  readonly from: Address | undefined
  readonly to: Address | undefined
  readonly negated: boolean
  readonly letter: string
  /** Of a, i, c: the text; of b, t, T and `:` the label; of r and w the file. */
  readonly text: BinaryText
  readonly substitution?: Substitution
  readonly map?: ReadonlyMap<string, string>
  /** Of `{`: where its `}` stands. */
  end?: number
}

/** A script that sed would refuse; the texts are busybox's (editors/sed.c). */
export class SedError extends Error {}

export const parseSed = (script: BinaryText, extended: boolean): SedCommand[] => new SedParser(script, extended).parse()

class SedParser {
  readonly #script: string
  readonly #extended: boolean
  #at = 0

  constructor(script: string, extended: boolean) {
    this.#script = script
    this.#extended = extended
  }

  parse(): SedCommand[] {
    const commands: SedCommand[] = []
    const open: SedCommand[] = []
    for (;;) {
      this.#skip(/[\s;]*/y)
      if (this.#at >= this.#script.length) break
      if (this.#script[this.#at] === '#') {
        this.#skip(/[^\n]*/y)
        continue
      }
      const command = this.#command()
      if (command.letter === '{') open.push(command)
      if (command.letter === '}') {
        const block = open.pop()
        if (!block) throw new SedError('unexpected }')
        block.end = commands.length
      }
      commands.push(command)
    }
    if (open.length > 0) throw new SedError('unmatched {')
    return commands
  }

  #skip(form: RegExp): string {
    form.lastIndex = this.#at
    const text = form.exec(this.#script)?.[0] ?? ''
    this.#at += text.length
    return text
  }

  #command(): SedCommand {
    const from = this.#address()
    let to: Address | undefined
    this.#skip(/[ \t]*/y)
    if (from && this.#script[this.#at] === ',') {
      this.#at++
      this.#skip(/[ \t]*/y)
      to = this.#address()
      if (!to) throw new SedError('no address after comma')
    }
    this.#skip(/[ \t]*/y)
    const negated = this.#skip(/[! \t]*/y).includes('!')
    const letter = this.#script[this.#at++]
    if (letter === undefined) throw new SedError('missing command')
    const base = { from, to, negated, letter, text: '' }
    if (letter === 's') return { ...base, substitution: this.#substitution() }
    if (letter === 'y') return { ...base, map: this.#transliteration() }
    if ('aic'.includes(letter)) return { ...base, text: this.#block() }
    if ('rwRW'.includes(letter)) return { ...base, text: this.#skip(/[^\n]*/y).trim() }
    if (':btT'.includes(letter)) return { ...base, text: this.#skip(/[^\n;}]*/y).trim() }
    if ('qQ'.includes(letter)) return { ...base, text: this.#skip(/[ \t]*\d*/y).trim() }
    if (!'{}=dDgGhHlnNpPxz'.includes(letter)) throw new SedError(`unsupported command ${letter}`)
    if (letter !== '{' && letter !== '}') {
      this.#skip(/[ \t]*/y)
      const next = this.#script[this.#at]
      if (next !== undefined && !'\n;}#'.includes(next)) throw new SedError('extra characters after command')
    }
    return base
  }

  #address(): Address | undefined {
    const number = this.#skip(/\d+/y)
    if (number !== '') {
      if (this.#script[this.#at] !== '~') return { kind: 'line', number: Number(number) }
      this.#at++
      return { kind: 'step', first: Number(number), step: Number(this.#skip(/\d*/y) || 0) }
    }
    const byte = this.#script[this.#at]
    if (byte === '$') {
      this.#at++
      return { kind: 'last' }
    }
    if (byte === '+') {
      this.#at++
      return { kind: 'offset', count: Number(this.#skip(/\d+/y)) }
    }
    if (byte !== '/' && byte !== '\\') return undefined
    this.#at += byte === '\\' ? 2 : 1
    const delimiter = this.#script[this.#at - 1] as string
    const pattern = this.#until(delimiter, true)
    const ignoreCase = this.#skip(/[IM]*/y).includes('I')
    return { kind: 'regex', regex: this.#regex(pattern, ignoreCase) }
  }

  #regex(pattern: string, ignoreCase: boolean): Regex | undefined {
    return pattern === '' ? undefined : createRegex(pattern, { extended: this.#extended, ignoreCase })
  }

  /** Text up to an unescaped delimiter; `\delimiter` loses its backslash, `\n` becomes a newline in a pattern. */
  #until(delimiter: string, pattern: boolean): string {
    let text = ''
    let bracket = false
    for (;;) {
      const byte = this.#script[this.#at++]
      if (byte === undefined) throw new SedError(`unmatched '${delimiter}'`)
      if (byte === '\\') {
        const next = this.#script[this.#at++] ?? ''
        if (next === delimiter && !bracket) text += delimiter
        else if (next === 'n' && pattern) text += '\n'
        else text += `\\${next}`
        continue
      }
      if (pattern && byte === '[' && !bracket) {
        bracket = true
        text += byte + this.#skip(/\^?\]?/y)
        continue
      }
      if (byte === ']') bracket = false
      if (byte === delimiter && !bracket) return text
      text += byte
    }
  }

  #substitution(): Substitution {
    const delimiter = this.#script[this.#at++]
    if (delimiter === undefined || delimiter === '\n') throw new SedError('bad substitution expression')
    const pattern = this.#until(delimiter, true)
    const replacement = parseReplacement(this.#until(delimiter, false))
    const flags = this.#skip(/[gpiIme0-9]*/y)
    let file: string | undefined
    if (this.#script[this.#at] === 'w') {
      this.#at++
      file = this.#skip(/[^\n]*/y).trim()
    }
    if (flags.includes('e')) throw new SedError('unknown option to s')
    this.#skip(/[ \t]*/y)
    const next = this.#script[this.#at]
    if (next !== undefined && !'\n;}#'.includes(next)) throw new SedError('unknown option to s')
    return {
      regex: this.#regex(pattern, /[iI]/.test(flags)),
      replacement,
      global: flags.includes('g'),
      print: flags.includes('p'),
      occurrence: Number(/\d+/.exec(flags)?.[0] ?? 1),
      file,
    }
  }

  #transliteration(): ReadonlyMap<string, string> {
    const delimiter = this.#script[this.#at++] ?? ''
    const from = unescaped(this.#until(delimiter, false))
    const to = unescaped(this.#until(delimiter, false))
    if (from.length !== to.length) throw new SedError('strings for y command are different lengths')
    return new Map(from.map((byte, index) => [byte, to[index] as string]))
  }

  /** The text of a, i, c: on the same line (GNU) or after a backslash and newline; lines continue with a backslash. */
  #block(): string {
    this.#skip(/[ \t]*/y)
    this.#skip(/\\[ \t]*\n?/y)
    let text = ''
    for (;;) {
      const byte = this.#script[this.#at++]
      if (byte === undefined || byte === '\n') return `${text}\n`
      text += byte === '\\' ? (this.#script[this.#at++] ?? '') : byte
    }
  }
}

const unescaped = (text: string): string[] =>
  [...text.matchAll(/\\(.)|[^\\]/gs)].map(([whole, escaped]) =>
    escaped === undefined ? whole : escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped,
  )

const parseReplacement = (text: string): ReplacementPart[] =>
  [...text.matchAll(/\\([\s\S])|&|[^\\&]+/g)].map(([whole, escaped]): ReplacementPart => {
    if (whole === '&') return { group: 0 }
    if (escaped === undefined) return { text: whole }
    if (escaped >= '0' && escaped <= '9') return { group: Number(escaped) }
    if ('ULulE'.includes(escaped)) return { fold: escaped as 'U' | 'L' | 'u' | 'l' | 'E' }
    return { text: escaped === 'n' ? '\n' : escaped === 't' ? '\t' : escaped }
  })
