/** Words printed so that a shell would read them back. */

const plain = /^[\w@%+:,./\]-]+$/

/** busybox's way (libbb and ash's `single_quote`): `it's` → `'it'"'"'s'`. */
export const singleQuoted = (text: string): string =>
  text
    .split(/('+)/)
    .map(part => (part === '' ? '' : part.startsWith("'") ? `"${part}"` : `'${part}'`))
    .join('') || "''"

/** bash's way for `set`, `trap` and `declare -p`: `it's` → `'it'\''s'`. */
export const bashQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** What `set -x` shows of a word: quoted only where needed (ash's `maybe_single_quote`). */
export const traceQuoted = (text: string, dialect: string): string => {
  if (dialect !== 'bash') return plain.test(text) ? text : text === '' ? '' : singleQuoted(text)
  return /^[\w@%+:,./=^-]+$/.test(text) ? text : bashQuoted(text)
}

/** bash's `printf %q`. */
export const backslashQuoted = (text: string): string => {
  if (text === '') return "''"
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
  if (/[\x00-\x1f\x7f]/.test(text)) return `$'${text.replace(/[\\'\x00-\x1f\x7f]/g, escaped)}'`
  return text.replace(/[^\w@%+:,./=-]/gu, '\\$&')
}

const named: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\x1b': '\\E',
}

const escaped = (character: string): string =>
  named[character] ??
  (character >= ' ' && character !== '\x7f'
    ? `\\${character}`
    : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`)
