import { parse, type Word } from 'unbash'

/** bash's brace expansion, on the text of a word: `a{b,c}d` are two words, `{1..3}` three. */

/** No sequence is longer: bash would run out of memory here too. */
const wordsMax = 100_000

const cache = new WeakMap<Word, readonly Word[]>()

export const expandBraces = (word: Word): readonly Word[] => {
  if (!word.parts?.some(part => part.type === 'BraceExpansion')) return [word]
  let words = cache.get(word)
  if (!words) {
    words = alternativesOf(word.text).flatMap(wordOf)
    cache.set(word, words)
  }
  return words
}

const wordOf = (text: string): readonly Word[] => {
  const command = parse(`: ${text}`).commands[0]?.command
  return command?.type === 'Command' ? command.suffix.filter(part => part.type === 'Word') : []
}

/** The index behind a quoted or `$`-introduced stretch that starts at `at`, or `at` when there is none. */
const skipQuoted = (text: string, at: number): number => {
  const character = text[at]
  if (character === '\\') return at + 2
  if (character === "'") return endOr(text, text.indexOf("'", at + 1))
  if (character === '"' || character === '`') {
    for (let end = at + 1; end < text.length; end++) {
      if (text[end] === '\\') end++
      else if (text[end] === character) return end + 1
    }
    return text.length
  }
  if (character === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) return closing(text, at + 1) + 1
  return at
}

const endOr = (text: string, found: number): number => (found < 0 ? text.length : found + 1)

/** Where the bracket at `start` closes, quotes skipped; the end of the text when it does not. */
const closing = (text: string, start: number): number => {
  const open = text[start]
  const close = open === '(' ? ')' : '}'
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const behind = at === start ? at : skipQuoted(text, at)
    if (behind > at) at = behind - 1
    else if (text[at] === open) depth++
    else if (text[at] === close && --depth === 0) return at
  }
  return text.length
}

const commaParts = (inside: string): string[] => {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < inside.length; at++) {
    const behind = skipQuoted(inside, at)
    if (behind > at) at = behind - 1
    else if (inside[at] === '{') at = Math.min(closing(inside, at), inside.length)
    else if (inside[at] === ',') {
      parts.push(inside.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, inside.slice(start)]
}

const alternativesOf = (text: string): string[] => {
  for (let at = 0; at < text.length; at++) {
    const behind = skipQuoted(text, at)
    if (behind > at) {
      at = behind - 1
      continue
    }
    if (text[at] !== '{') continue
    const end = closing(text, at)
    if (end >= text.length) continue
    const inside = text.slice(at + 1, end)
    const parts = commaParts(inside)
    const choices = parts.length > 1 ? parts.flatMap(alternativesOf) : sequence(inside)
    if (!choices) continue
    const rests = alternativesOf(text.slice(end + 1))
    return choices.flatMap(choice => rests.map(rest => text.slice(0, at) + choice + rest)).slice(0, wordsMax)
  }
  return [text]
}

const sequence = (inside: string): string[] | undefined => {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(inside)
  if (numbers) return numberSequence(numbers[1] ?? '', numbers[2] ?? '', Number(numbers[3] ?? 1))
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.(-?\d+))?$/.exec(inside)
  if (!letters) return undefined
  const codes = range(letters[1]?.charCodeAt(0) ?? 0, letters[2]?.charCodeAt(0) ?? 0, Number(letters[3] ?? 1))
  return codes.map(code => String.fromCharCode(code))
}

const numberSequence = (from: string, to: string, step: number): string[] => {
  const padded = /^-?0\d/.test(from) || /^-?0\d/.test(to)
  const width = padded ? Math.max(from.length, to.length) : 0
  return range(Number(from), Number(to), step).map(value =>
    value < 0 ? `-${String(-value).padStart(width - 1, '0')}` : String(value).padStart(width, '0'),
  )
}

const range = (from: number, to: number, step: number): number[] => {
  const size = Math.max(1, Math.abs(step))
  const values: number[] = []
  const sign = from <= to ? 1 : -1
  for (let value = from; sign * value <= sign * to && values.length < wordsMax; value += sign * size) values.push(value)
  return values
}
