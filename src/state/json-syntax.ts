/**
 * Says why Go's encoding/json would refuse a text, in its words (src/encoding/json/scanner.go). It runs only when
 * `JSON.parse` has refused, or has to be told where the first value ends.
 */

export type Scan =
  /** The first value ends before `end`. */
  | { readonly outcome: 'value'; readonly end: number }
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'error'; readonly message: string }

const literals: Readonly<Record<number, string>> = { 116: 'true', 102: 'false', 110: 'null' }
const shortEscapes: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  39: "\\'",
  92: '\\\\',
}
/** Go's own bound, so that hostile nesting ends nobody's stack. */
const depthMax = 10_000

class SyntaxRefusal extends Error {}

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0')

/** A byte as Go quotes it; bytes from 0x80 are shown as the Latin-1 character of the same number. */
const quoted = (code: number): string => {
  const short = shortEscapes[code]
  if (short) return `'${short}'`
  if (code < 0x20 || code === 0x7f) return `'\\x${hex(code, 2)}'`
  if ((code >= 0x80 && code <= 0xa0) || code === 0xad) return `'\\u${hex(code, 4)}'`
  return `'${String.fromCharCode(code)}'`
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39

class Scanner {
  readonly #bytes: Uint8Array
  position = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.position >= this.#bytes.length
  }

  /** The present byte; past the end, Go's decoder says `unexpected EOF`. */
  peek(): number {
    if (this.done) throw new SyntaxRefusal('unexpected EOF')
    return this.#bytes[this.position] as number
  }

  refuse(context: string): never {
    throw new SyntaxRefusal(`invalid character ${quoted(this.peek())} ${context}`)
  }

  skipSpace(): void {
    while (!this.done && isSpace(this.#bytes[this.position] as number)) this.position++
  }

  string(): void {
    for (this.position++; ; this.position++) {
      const code = this.peek()
      if (code === 0x22) break
      if (code < 0x20) this.refuse('in string literal')
      if (code === 0x5c) this.#escape()
    }
    this.position++
  }

  #escape(): void {
    this.position++
    const code = this.peek()
    if (code !== 0x75) {
      if (!'bfnrt\\/"'.includes(String.fromCharCode(code))) this.refuse('in string escape code')
      return
    }
    for (let digit = 0; digit < 4; digit++) {
      this.position++
      if (!/[0-9a-f]/i.test(String.fromCharCode(this.peek()))) this.refuse('in \\u hexadecimal character escape')
    }
  }

  literal(word: string): void {
    for (let index = 1; index < word.length; index++) {
      this.position++
      if (this.peek() !== word.charCodeAt(index)) this.refuse(`in literal ${word} (expecting '${word[index]}')`)
    }
    this.position++
  }

  #digits(context: string): void {
    if (!isDigit(this.peek())) this.refuse(context)
    while (!this.done && isDigit(this.peek())) this.position++
  }

  #at(codes: readonly number[]): boolean {
    return !this.done && codes.includes(this.peek())
  }

  number(): void {
    if (this.peek() === 0x2d) this.position++
    if (this.peek() === 0x30) this.position++
    else this.#digits('in numeric literal')
    if (this.#at([0x2e])) {
      this.position++
      this.#digits('after decimal point in numeric literal')
    }
    if (this.#at([0x65, 0x45])) {
      this.position++
      if (this.#at([0x2b, 0x2d])) this.position++
      this.#digits('in exponent of numeric literal')
    }
  }

  /** True when a container was opened: its contents follow. */
  begin(): boolean {
    const code = this.peek()
    if (code === 0x7b || code === 0x5b) return true
    if (code === 0x22) this.string()
    else if (code === 0x2d || isDigit(code)) this.number()
    else if (literals[code]) this.literal(literals[code])
    else this.refuse('looking for beginning of value')
    return false
  }
}

/** An object's key and colon. */
const key = (scanner: Scanner): void => {
  scanner.skipSpace()
  if (scanner.peek() !== 0x22) scanner.refuse('looking for beginning of object key string')
  scanner.string()
  scanner.skipSpace()
  if (scanner.peek() !== 0x3a) scanner.refuse('after object key')
  scanner.position++
}

const closers = { object: 0x7d, array: 0x5d } as const
const separators = { object: 'after object key:value pair', array: 'after array element' } as const

/** Opens the container at the scanner; undefined when it closes at once. */
const open = (scanner: Scanner): 'object' | 'array' | undefined => {
  const kind = scanner.peek() === 0x7b ? 'object' : 'array'
  scanner.position++
  scanner.skipSpace()
  if (scanner.peek() === closers[kind]) {
    scanner.position++
    return undefined
  }
  if (kind === 'object') key(scanner)
  return kind
}

/** Closes every container that ends here; true when another element follows. */
const another = (scanner: Scanner, stack: ('object' | 'array')[]): boolean => {
  for (let kind = stack.at(-1); kind; kind = stack.at(-1)) {
    scanner.skipSpace()
    const code = scanner.peek()
    if (code === 0x2c) {
      scanner.position++
      if (kind === 'object') key(scanner)
      return true
    }
    if (code !== closers[kind]) scanner.refuse(separators[kind])
    scanner.position++
    stack.pop()
  }
  return false
}

const scanValue = (scanner: Scanner): void => {
  const stack: ('object' | 'array')[] = []
  do {
    scanner.skipSpace()
    while (scanner.begin()) {
      const kind = open(scanner)
      if (!kind) break
      stack.push(kind)
      if (stack.length > depthMax) throw new SyntaxRefusal('exceeded max depth')
      scanner.skipSpace()
    }
  } while (another(scanner, stack))
}

/** Finds the end of the first JSON value, or Go's words for why there is none. */
export const scanJson = (bytes: Uint8Array): Scan => {
  const scanner = new Scanner(bytes)
  scanner.skipSpace()
  if (scanner.done) return { outcome: 'nothing' }
  try {
    scanValue(scanner)
    return { outcome: 'value', end: scanner.position }
  } catch (error) {
    if (error instanceof SyntaxRefusal) return { outcome: 'error', message: error.message }
    throw error
  }
}

/** Whether Go's `Decoder.More` sees something after the value that ends at `end`: closing brackets do not count. */
export const moreAfter = (bytes: Uint8Array, end: number): boolean => {
  const rest = bytes.subarray(end).find(code => !isSpace(code))
  return rest !== undefined && rest !== 0x5d && rest !== 0x7d
}
