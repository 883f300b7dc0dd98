import type { BinaryText } from '../binary.ts'

/** A number, a text, or a text from outside that counts as a number when it looks like one. */
export type Value = number | BinaryText | { readonly input: BinaryText }

export type Cells = Map<BinaryText, Value>

const numberForm = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/
const wholeNumberForm = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/

export const toNumber = (value: Value): number => {
  if (typeof value === 'number') return value
  const text = typeof value === 'string' ? value : value.input
  return Number(numberForm.exec(text)?.[0] ?? 0)
}

/** Whole numbers print as such, others through CONVFMT or OFMT. */
export const toText = (value: Value, format = '%.6g'): BinaryText => {
  if (typeof value === 'string') return value
  if (typeof value === 'object') return value.input
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return String(value === 0 ? 0 : value)
  return formatAwk(format, [value])
}

export const looksNumeric = (value: Value): boolean =>
  typeof value === 'number' || (typeof value === 'object' && wholeNumberForm.test(value.input))

export const truth = (value: Value): boolean =>
  looksNumeric(value) ? toNumber(value) !== 0 : (typeof value === 'object' ? value.input : value) !== ''

export const compareValues = (left: Value, right: Value): number => {
  if (looksNumeric(left) && looksNumeric(right)) return toNumber(left) - toNumber(right)
  const [a, b] = [toText(left), toText(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

const general = (value: number, precision: number, alternate: boolean): string => {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf'
  const digits = precision === 0 ? 1 : precision
  const exponent = value === 0 ? 0 : Number(value.toExponential(digits - 1).split('e')[1])
  const text =
    exponent < -4 || exponent >= digits
      ? exponential(value, digits - 1)
      : value.toFixed(Math.max(0, digits - 1 - exponent))
  return alternate || !text.includes('.') ? text : text.replace(/\.?0+(?=e|$)/, '')
}

const exponential = (value: number, precision: number): string =>
  value.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2')

/** Longer results are refused: a width comes from the script. */
const widthMax = 65_536

/** printf of awk. */
export const formatAwk = (format: BinaryText, values: readonly Value[]): BinaryText => {
  let next = 0
  const take = (): Value => values[next++] ?? ''
  return format.replace(
    /%([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?([a-zA-Z%])/g,
    (whole, flags: string, widthText?: string, precisionText?: string, letter?: string) => {
      if (letter === '%') return '%'
      const width = Math.min(widthMax, widthText === '*' ? toNumber(take()) : Number(widthText ?? 0))
      const dotted = /\.(\*|\d*)[a-zA-Z]$/.exec(whole)
      const precision = dotted
        ? Math.min(100, precisionText === '*' ? toNumber(take()) : Number(precisionText ?? 0))
        : undefined
      const body = formatOne(letter ?? '', flags, precision, take)
      if (body === undefined) return whole
      if (flags.includes('-')) return body.padEnd(width)
      const zero = flags.includes('0') && !'sc'.includes(letter ?? '')
      const sign = zero ? (/^[+-]/.exec(body)?.[0] ?? '') : ''
      return sign + body.slice(sign.length).padStart(width - sign.length, zero ? '0' : ' ')
    },
  )
}

const formatOne = (
  letter: string,
  flags: string,
  precision: number | undefined,
  take: () => Value,
): string | undefined => {
  const signed = (text: string): string =>
    text.startsWith('-') ? text : flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text
  switch (letter) {
    case 'd':
    case 'i':
      return signed(String(Math.trunc(toNumber(take())) || 0))
    case 'o':
    case 'x':
    case 'X':
    case 'u': {
      const text = Math.trunc(Math.abs(toNumber(take()))).toString(letter === 'o' ? 8 : letter === 'u' ? 10 : 16)
      return letter === 'X' ? text.toUpperCase() : text
    }
    case 'f':
    case 'F':
      return signed(toNumber(take()).toFixed(precision ?? 6))
    case 'e':
    case 'E':
      return signed(exponential(toNumber(take()), precision ?? 6))
    case 'g':
    case 'G':
      return signed(general(toNumber(take()), precision ?? 6, flags.includes('#')))
    case 'c': {
      const value = take()
      return typeof value === 'number' ? String.fromCharCode(value & 255) : toText(value).slice(0, 1)
    }
    case 's': {
      const text = toText(take())
      return precision === undefined ? text : text.slice(0, precision)
    }
  }
  return undefined
}
