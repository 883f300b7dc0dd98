import { write } from '../../../kernel/calls.ts'
import type { Process, Step } from '../../../kernel/process.ts'

const simple: Readonly<Record<string, string>> = {
  '\\': '\\',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

export interface Unescaped {
  /** Each character stands for one byte, except those beyond U+00FF which stand for themselves. */
  readonly bytes: Uint8Array
  /** `\c` was met: nothing follows, not even a newline. */
  readonly stopped: boolean
}

const encoder = new TextEncoder()
const escapes = /\\(?:(c)|x([\da-fA-F]{1,2})|0([0-7]{0,3})|([1-7][0-7]{0,2})|u([\da-fA-F]{1,4})|([\\abefnrtv]))/g

/**
 * Backslash escapes as bytes, because `\xff` is no character. Behind a zero echo takes three more octal digits, printf's
 * format two (`threeDigits`); without one both take three.
 */
export const unescaped = (text: string, threeDigits: boolean): Unescaped => {
  if (!text.includes('\\')) return { bytes: encoder.encode(text), stopped: false }
  const bytes: number[] = []
  let at = 0
  for (const match of text.matchAll(escapes)) {
    const [all, stop, hexadecimal, zero, octal, unicode, letter] = match
    bytes.push(...encoder.encode(text.slice(at, match.index)))
    at = match.index + all.length
    if (stop !== undefined) return { bytes: new Uint8Array(bytes), stopped: true }
    if (hexadecimal !== undefined) bytes.push(Number.parseInt(hexadecimal, 16))
    else if (unicode !== undefined) bytes.push(...encoder.encode(String.fromCharCode(Number.parseInt(unicode, 16))))
    else if (zero !== undefined) bytes.push(...octalByte(zero, threeDigits, match.index, all, value => (at = value)))
    else if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 255)
    else bytes.push(...encoder.encode(simple[letter ?? ''] ?? ''))
  }
  bytes.push(...encoder.encode(text.slice(at)))
  return { bytes: new Uint8Array(bytes), stopped: false }
}

/** In a format three digits are all, the zero included: `\0101` is `\010` and a `1`. */
const octalByte = (
  digits: string,
  withZero: boolean,
  start: number,
  all: string,
  resume: (at: number) => void,
): number[] => {
  const kept = withZero ? digits.slice(0, 2) : digits
  resume(start + all.length - (digits.length - kept.length))
  return [Number.parseInt(kept || '0', 8) & 255]
}

/** busybox: any mix of n, e and E in leading words that hold nothing else. */
export function* echo(process: Process, argv: readonly string[]): Step<number> {
  let first = 1
  let newline = true
  let escaped = false
  for (; /^-[neE]+$/.test(argv[first] ?? ''); first++) {
    for (const letter of argv[first]?.slice(1) ?? '') {
      if (letter === 'n') newline = false
      else escaped = letter === 'e'
    }
  }
  const text = argv.slice(first).join(' ')
  if (!escaped) {
    yield* write(process, 1, newline ? `${text}\n` : text)
    return 0
  }
  const { bytes, stopped } = unescaped(text, false)
  const end = newline && !stopped ? encoder.encode('\n') : new Uint8Array(0)
  const all = new Uint8Array(bytes.length + end.length)
  all.set(bytes)
  all.set(end, bytes.length)
  yield* write(process, 1, all)
  return 0
}
