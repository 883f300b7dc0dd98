import { invalid } from '../../state/error.ts'

/** Query values by name, in the client's order. */
export type Form = ReadonlyMap<string, readonly string[]>

export const emptyForm: Form = new Map()

/** Parses a query as Go's `Request.ParseForm` does, with its refusals. */
export const parseForm = (target: string): Form => {
  const start = target.indexOf('?')
  if (start < 0 || start === target.length - 1) return emptyForm
  const hash = target.indexOf('#', start)
  const form = new Map<string, string[]>()
  for (const pair of target.slice(start + 1, hash < 0 ? undefined : hash).split('&')) {
    if (pair === '') continue
    if (pair.includes(';')) throw invalid('invalid semicolon separator in query')
    const equals = pair.indexOf('=')
    const name = unescapeQuery(equals < 0 ? pair : pair.slice(0, equals))
    const value = equals < 0 ? '' : unescapeQuery(pair.slice(equals + 1))
    const values = form.get(name)
    if (values) values.push(value)
    else form.set(name, [value])
  }
  return form
}

const badEscape = /%(?![0-9a-f]{2}).{0,2}/i
const decoder = new TextDecoder()

const unescapeQuery = (text: string): string => {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  const bad = badEscape.exec(text)
  if (bad) throw invalid(`invalid URL escape "${bad[0]}"`)
  try {
    return decodeURIComponent(spaced)
  } catch {
    return decodeBytes(spaced)
  }
}

/** Escapes that are not UTF-8 together: Go keeps the bytes, JSON shows them as U+FFFD. */
const decodeBytes = (text: string): string => {
  const encoded = new TextEncoder().encode(text)
  const bytes: number[] = []
  for (let index = 0; index < encoded.length; index++) {
    const byte = encoded[index] as number
    if (byte !== 0x25) bytes.push(byte)
    else {
      bytes.push(Number.parseInt(String.fromCharCode(...encoded.subarray(index + 1, index + 3)), 16))
      index += 2
    }
  }
  return decoder.decode(new Uint8Array(bytes))
}
