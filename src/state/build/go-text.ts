const named: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
}

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`
}

/** A text as Go's `%q` writes it (strconv.Quote). */
export const goQuote = (text: string): string =>
  `"${text.replace(/[\\"]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, character => named[character] ?? escaped(character))}"`

/** A list of texts as `%q` writes it. */
export const goQuotedList = (texts: readonly string[]): string => `[${texts.map(goQuote).join(' ')}]`

/** A list as `%v` writes it. */
export const goList = (texts: readonly string[]): string => `[${texts.join(' ')}]`
