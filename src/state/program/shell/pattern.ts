/**
 * Shell patterns (`*`, `?`, `[…]`, and bash's extended globs) as regular expressions. A backslash takes the meaning from
 * the character behind it: that is how the expansion hands over what was quoted.
 */

const classes: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: ' \\t\\n\\v\\f\\r',
  upper: 'A-Z',
  xdigit: '0-9a-fA-F',
}

interface Source {
  readonly text: string
  readonly end: number
}

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&')
/** Inside brackets a minus must be escaped too; outside, the flag `u` forbids it. */
const member = (character: string): string => (character === '-' ? '\\-' : literal(character))

/** A bracket expression from `start` (the `[`), or undefined when it is never closed and so means itself. */
const bracket = (pattern: string, start: number): Source | undefined => {
  let at = start + 1
  const negated = pattern[at] === '!' || pattern[at] === '^'
  if (negated) at++
  let set = ''
  for (let first = true; ; first = false) {
    const character = pattern[at]
    if (character === undefined) return undefined
    if (character === ']' && !first) break
    const named = /^\[:(\w+):\]/.exec(pattern.slice(at, at + 16))
    if (named) {
      set += classes[named[1] ?? ''] ?? ''
      at += named[0].length
      continue
    }
    if (character === '\\' && at + 1 < pattern.length) at++
    const code = String.fromCodePoint(pattern.codePointAt(at) ?? 0)
    const range = character === '-' && !first && pattern[at + 1] !== ']'
    set += range ? '-' : member(code)
    at += code.length
  }
  const ordered = orderedRanges(set)
  if (ordered === '') return { text: negated ? '[^]' : '(?!)', end: at + 1 }
  return { text: `[${negated ? '^' : ''}${ordered}]`, end: at + 1 }
}

/** A range that runs backwards matches nothing in a shell, and does not compile in a regular expression. */
const orderedRanges = (set: string): string =>
  set.replace(/(\\?[^\\])-(\\?[^\\])/gu, (range, from: string, to: string) =>
    (from.at(-1) ?? '') > (to.at(-1) ?? '') ? '' : range,
  )

/** Where the group that opens at `start` closes. */
const groupEnd = (pattern: string, start: number): number | undefined => {
  let depth = 0
  for (let at = start; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++
    else if (pattern[at] === '(') depth++
    else if (pattern[at] === ')' && --depth === 0) return at
  }
  return undefined
}

const alternatives = (body: string): string[] => {
  const found: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < body.length; at++) {
    if (body[at] === '\\') at++
    else if (body[at] === '(') depth++
    else if (body[at] === ')') depth--
    else if (body[at] === '|' && depth === 0) {
      found.push(body.slice(start, at))
      start = at + 1
    }
  }
  return [...found, body.slice(start)]
}

const extended = (pattern: string, start: number, lazy: boolean): Source | undefined => {
  const end = groupEnd(pattern, start + 1)
  if (end === undefined) return undefined
  const inner = alternatives(pattern.slice(start + 2, end))
    .map(part => regularExpression(part, true, lazy))
    .join('|')
  const operator = pattern[start] ?? ''
  if (operator === '!') return { text: `(?!(?:${inner})$)[^]*${lazy ? '?' : ''}`, end: end + 1 }
  return { text: `(?:${inner})${operator === '@' ? '' : operator}`, end: end + 1 }
}

/** The regular expression (without anchors, flag `u`) for a pattern; `lazy` makes its stars take as little as they can. */
export const regularExpression = (pattern: string, extendedGlobs: boolean, lazy = false): string => {
  let text = ''
  for (let at = 0; at < pattern.length; ) {
    const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0)
    let group: Source | undefined
    if (extendedGlobs && '?*+@!'.includes(character) && pattern[at + 1] === '(') group = extended(pattern, at, lazy)
    else if (character === '[') group = bracket(pattern, at)
    if (group) {
      text += group.text
      at = group.end
      continue
    }
    at += character.length
    if (character === '*') text += lazy ? '[^]*?' : '[^]*'
    else if (character === '?') text += '[^]'
    else if (character === '\\' && at < pattern.length) {
      const quoted = String.fromCodePoint(pattern.codePointAt(at) ?? 0)
      text += literal(quoted)
      at += quoted.length
    } else text += literal(character)
  }
  return text
}

const compiledMax = 500
const compiled = new Map<string, RegExp>()

const compile = (source: string, flags = 'u'): RegExp => {
  const key = `${flags}/${source}`
  let expression = compiled.get(key)
  if (!expression) {
    if (compiled.size >= compiledMax) compiled.clear()
    expression = new RegExp(source, flags)
    compiled.set(key, expression)
  }
  return expression
}

/** Whether a pattern could match anything but itself. */
export const hasMagic = (text: string): boolean => /[*?[]/.test(text)

/** Takes the special meaning from everything in `text`. */
export const quotePattern = (text: string): string => text.replace(/[\\*?[\]!^\-+@()|]/g, '\\$&')

export const matchesPattern = (pattern: string, text: string, extendedGlobs = false): boolean =>
  compile(`^${regularExpression(pattern, extendedGlobs)}$`).test(text)

/** `${x#pattern}` and `${x##pattern}`. */
export const withoutPrefix = (text: string, pattern: string, longest: boolean, extendedGlobs = false): string => {
  const found = compile(`^(?:${regularExpression(pattern, extendedGlobs, !longest)})`).exec(text)
  return found ? text.slice(found[0].length) : text
}

/** `${x%pattern}` and `${x%%pattern}`. */
export const withoutSuffix = (text: string, pattern: string, longest: boolean, extendedGlobs = false): string => {
  const kept = longest ? '[^]*?' : '[^]*'
  const found = compile(`^(${kept})(?:${regularExpression(pattern, extendedGlobs)})$`).exec(text)
  return found ? (found[1] ?? '') : text
}

export type ReplaceWhere = 'first' | 'all' | 'start' | 'end'

/** `${x/pattern/replacement}` and its kin. */
export const replacePattern = (
  text: string,
  pattern: string,
  replacement: string,
  where: ReplaceWhere,
  extendedGlobs = false,
): string => {
  if (pattern === '') {
    if (where === 'start') return replacement + text
    return where === 'end' ? text + replacement : text
  }
  const body = `(?:${regularExpression(pattern, extendedGlobs)})`
  const anchored = where === 'start' ? `^${body}` : where === 'end' ? `${body}$` : body
  let lastEnd = -1
  return text.replace(compile(anchored, where === 'all' ? 'gu' : 'u'), (found, offset: number) => {
    // A star that has eaten everything matches once more, emptily, at the end: shells do not count that.
    if (found === '' && offset === lastEnd) return ''
    lastEnd = offset + found.length
    return replacement
  })
}
