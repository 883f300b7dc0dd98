import { write } from '../../../kernel/calls.ts'
import type { Process, Step } from '../../../kernel/process.ts'
import { backslashQuoted } from '../quoting.ts'
import { unescaped } from './echo.ts'

/** printf(1): the format is used again until the arguments are used up. */

interface Directive {
  readonly flags: string
  readonly width: number | undefined
  readonly precision: number | undefined
  readonly conversion: string
}

interface Arguments {
  next(): string | undefined
  readonly used: boolean
}

class PrintfStop extends Error {}

interface Output {
  put(bytes: Uint8Array): void
  complain(text: string): void
  /** busybox takes an empty argument for no number, bash for nought. */
  readonly emptyIsZero: boolean
}

const encoder = new TextEncoder()
const directivePattern = /%(?:(%)|([-+ 0#]*)(\*|\d+)?(?:\.(\*|-?\d*))?(?:hh|h|ll|l|L|q(?=[diouxX])|j|z|t)?([a-zA-Z]))/y

const pad = (text: string, { flags, width }: Directive, zero = false): string => {
  const missing = (width ?? 0) - [...text].length
  if (missing <= 0) return text
  if (flags.includes('-')) return text + ' '.repeat(missing)
  if (!zero || !flags.includes('0')) return ' '.repeat(missing) + text
  const sign = /^(?:[-+ ]|0[xX])/.exec(text)?.[0] ?? ''
  return sign + '0'.repeat(missing) + text.slice(sign.length)
}

/** A number as C's strtoll reads it, `'x` and `"x` being the code of x; what is no number is said and counts as far as it goes. */
const integer = (text: string | undefined, output: Output): bigint => {
  if (text === undefined || (text === '' && output.emptyIsZero)) return 0n
  if (text.startsWith("'") || text.startsWith('"')) return BigInt(text.codePointAt(1) ?? 0)
  const match = /^\s*([-+]?)(0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)/.exec(text)
  if (!match || match[0].length !== text.length) output.complain(`invalid number '${text}'`)
  if (!match || match[0].length !== text.length) return 0n
  const digits = match[2] ?? '0'
  const value = /^0[0-7]/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : BigInt(digits)
  return match[1] === '-' ? -value : value
}

const floating = (text: string | undefined, output: Output): number => {
  if (text === undefined || text === '') return 0
  if (/^\s*[-+]?(inf|infinity)$/i.test(text)) return text.includes('-') ? -Infinity : Infinity
  const value = /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined
  if (value === undefined) output.complain(`invalid number '${text}'`)
  return value ?? 0
}

const signed = (text: string, negative: boolean, flags: string): string => {
  if (negative) return `-${text}`
  return flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text
}

const formatInteger = (value: bigint, directive: Directive): string => {
  const { conversion, flags, precision } = directive
  const decimal = conversion === 'd' || conversion === 'i'
  const magnitude = decimal ? (value < 0n ? -value : value) : BigInt.asUintN(64, value)
  const base = conversion === 'o' ? 8 : conversion === 'x' || conversion === 'X' ? 16 : 10
  let digits = magnitude.toString(base)
  if (precision !== undefined) digits = digits.padStart(precision, '0')
  if (flags.includes('#') && magnitude !== 0n) digits = (base === 16 ? '0x' : base === 8 ? '0' : '') + digits
  if (conversion === 'X') digits = digits.toUpperCase()
  return pad(decimal ? signed(digits, value < 0n, flags) : digits, directive, precision === undefined)
}

const exponential = (value: number, precision: number): string =>
  value.toExponential(precision).replace(/e([-+])(\d)$/, 'e$10$2')

const general = (value: number, precision: number, alternate: boolean): string => {
  const digits = precision === 0 ? 1 : precision
  const exponent = value === 0 ? 0 : Number(value.toExponential(digits - 1).split('e')[1])
  const scientific = exponent < -4 || exponent >= digits
  const text = scientific ? exponential(value, digits - 1) : value.toFixed(Math.max(0, digits - 1 - exponent))
  return alternate || !text.includes('.') ? text : text.replace(/\.?0+(?=e|$)/, '')
}

const formatFloating = (value: number, directive: Directive): string => {
  const { conversion, flags, precision = 6 } = directive
  const magnitude = Math.abs(value)
  const kind = conversion.toLowerCase()
  let text: string
  if (!Number.isFinite(value)) text = 'inf'
  else if (kind === 'e') text = exponential(magnitude, precision)
  else if (kind === 'g') text = general(magnitude, precision, flags.includes('#'))
  else text = magnitude.toFixed(Math.min(precision, 100))
  if (conversion !== kind) text = text.toUpperCase()
  return pad(signed(text, value < 0, flags), directive, true)
}

const cut = (text: string, precision: number | undefined): string =>
  precision === undefined ? text : [...text].slice(0, precision).join('')

/** Prints one directive. */
const print = (directive: Directive, source: Arguments, output: Output, quotes: boolean): void => {
  const { conversion, precision } = directive
  if ('diouxX'.includes(conversion)) {
    output.put(encoder.encode(formatInteger(integer(source.next(), output), directive)))
  } else if ('eEfFgG'.includes(conversion)) {
    output.put(encoder.encode(formatFloating(floating(source.next(), output), directive)))
  } else if (conversion === 's') output.put(encoder.encode(pad(cut(source.next() ?? '', precision), directive)))
  else if (conversion === 'c') output.put(encoder.encode(pad([...(source.next() ?? '')][0] ?? '', directive)))
  else if (conversion === 'q' && quotes)
    output.put(encoder.encode(pad(backslashQuoted(source.next() ?? ''), directive)))
  else if (conversion === 'b') {
    const { bytes, stopped } = unescaped(source.next() ?? '', false)
    output.put(bytes)
    if (stopped) throw new PrintfStop()
  } else throw new PrintfStop('invalid format')
}

const directiveOf = (match: RegExpExecArray, source: Arguments, output: Output): Directive => {
  const [, , flags = '', width, precision, conversion = ''] = match
  const amount = (text: string | undefined): number | undefined => {
    if (text === undefined) return undefined
    return text === '*' ? Number(integer(source.next(), output)) : Number(text === '' ? 0 : text)
  }
  const columns = amount(width)
  const digits = amount(precision)
  return {
    flags: columns !== undefined && columns < 0 ? `${flags}-` : flags,
    width: columns === undefined ? undefined : Math.min(Math.abs(columns), 1_000_000),
    precision: digits === undefined || digits < 0 ? undefined : Math.min(digits, 1_000_000),
    conversion,
  }
}

/** Goes once through the format. */
const pass = (format: string, source: Arguments, output: Output, quotes: boolean): void => {
  for (let at = 0; at < format.length; ) {
    const next = format.indexOf('%', at)
    const end = next < 0 ? format.length : next
    if (end > at) {
      const { bytes, stopped } = unescaped(format.slice(at, end), true)
      output.put(bytes)
      if (stopped) throw new PrintfStop()
      at = end
      continue
    }
    directivePattern.lastIndex = at
    const match = directivePattern.exec(format)
    if (!match) {
      output.complain(`${format.slice(at)}: invalid format`)
      throw new PrintfStop()
    }
    if (match[1] !== undefined) output.put(encoder.encode('%'))
    else {
      try {
        print(directiveOf(match, source, output), source, output, quotes)
      } catch (error) {
        if (error instanceof PrintfStop && error.message !== '') output.complain(`${format.slice(at)}: invalid format`)
        throw error
      }
    }
    at = directivePattern.lastIndex
  }
}

const argumentsOf = (words: readonly string[]): Arguments & { readonly left: boolean; restart(): void } => {
  let at = 0
  let used = false
  return {
    next() {
      used = true
      return words[at++]
    },
    get used() {
      return used
    },
    get left() {
      return at < words.length
    },
    restart() {
      used = false
    },
  }
}

export interface Printed {
  readonly bytes: Uint8Array
  readonly complaints: readonly string[]
  readonly status: number
}

/** The pure core: what `printf format words…` prints. `quotes`: `%q` is known (bash). */
export const formatPrintf = (format: string, words: readonly string[], quotes = false): Printed => {
  const chunks: Uint8Array[] = []
  const complaints: string[] = []
  const output: Output = {
    put: bytes => chunks.push(bytes),
    complain: text => complaints.push(text),
    emptyIsZero: quotes,
  }
  const source = argumentsOf(words)
  try {
    do {
      source.restart()
      pass(format, source, output, quotes)
    } while (source.left && source.used)
  } catch (error) {
    if (!(error instanceof PrintfStop)) throw error
  }
  return { bytes: concatenated(chunks), complaints, status: complaints.length > 0 ? 1 : 0 }
}

const concatenated = (chunks: readonly Uint8Array[]): Uint8Array => {
  const all = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0))
  let offset = 0
  for (const chunk of chunks) {
    all.set(chunk, offset)
    offset += chunk.length
  }
  return all
}

export function* printf(
  process: Process,
  argv: readonly string[],
  name = argv[0] ?? 'printf',
  quotes = false,
): Step<number> {
  const words = argv[1] === '--' ? argv.slice(2) : argv.slice(1)
  const [format, ...rest] = words
  if (format === undefined) {
    yield* write(process, 2, `${name}: usage: printf FORMAT [ARGUMENT...]\n`)
    return 2
  }
  const { bytes, complaints, status } = formatPrintf(format, rest, quotes)
  yield* write(process, 1, bytes)
  for (const text of complaints) yield* write(process, 2, `${name}: ${text}\n`)
  return status
}
