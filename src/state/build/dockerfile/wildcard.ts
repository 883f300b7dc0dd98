/**
 * The patterns of `${name%pattern}`: `?` is a character, `*` any number of them, a backslash takes their meaning away
 * (moby's frontend/dockerfile/shell/lex.go). Matched without backtracking, because a Dockerfile is anybody's text.
 */
type Token = { readonly character: string } | 'one' | 'any'

/** Throws what is wrong with the pattern, as a sentence. */
const tokensOf = (pattern: readonly string[]): Token[] => {
  const tokens: Token[] = []
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? ''
    if (character === '*') tokens.push('any')
    else if (character === '?') tokens.push('one')
    else if (character === '\\') {
      const next = pattern[++index] ?? ''
      // A brace or slash is escaped for the sake of the substitution around it.
      if (!['}', '/', '*', '?', '\\'].includes(next)) throw new SyntaxError(`invalid escape '\\${next}'`)
      tokens.push({ character: next })
    } else tokens.push({ character })
  }
  return tokens
}

interface Match {
  /** How many characters, shortest and longest; undefined when nothing matches. */
  readonly shortest: number | undefined
  readonly longest: number | undefined
  /** A star was reached: who starts later finds nothing that this one did not. */
  readonly reachedStar: boolean
}

const matchAt = (tokens: readonly Token[], text: readonly string[], start: number): Match => {
  const skipStars = (states: Set<number>): Set<number> => {
    for (const state of states) if (tokens[state] === 'any') states.add(state + 1)
    return states
  }
  let states = skipStars(new Set([0]))
  let shortest: number | undefined
  let longest: number | undefined
  let reachedStar = false
  for (let at = start; ; at++) {
    if (states.has(tokens.length)) {
      shortest ??= at - start
      longest = at - start
    }
    reachedStar ||= [...states].some(state => tokens[state] === 'any')
    const character = text[at]
    if (character === undefined || states.size === 0) return { shortest, longest, reachedStar }
    const next = new Set<number>()
    for (const state of states) {
      const token = tokens[state]
      if (token === 'any') next.add(state)
      else if (token === 'one' || (token && token.character === character)) next.add(state + 1)
    }
    states = skipStars(next)
  }
}

/** `#` and `##`. */
export const trimPrefix = (pattern: string, value: string, greedy: boolean): string =>
  trimStart([...pattern], [...value], greedy).join('')

const trimStart = (pattern: readonly string[], value: readonly string[], greedy: boolean): readonly string[] => {
  const { shortest, longest } = matchAt(tokensOf(pattern), value, 0)
  return value.slice((greedy ? longest : shortest) ?? 0)
}

/** A pattern read from behind, each escape still before what it escapes. */
const reversed = (pattern: readonly string[]): string[] => {
  const units: string[][] = []
  for (let index = 0; index < pattern.length; index++) {
    const isEscape = pattern[index] === '\\' && index + 1 < pattern.length
    units.push(pattern.slice(index, index + (isEscape ? 2 : 1)))
    if (isEscape) index++
  }
  return units.reverse().flat()
}

/** `%` and `%%`. */
export const trimSuffix = (pattern: string, value: string, greedy: boolean): string =>
  [...trimStart(reversed([...pattern]), [...value].reverse(), greedy)].reverse().join('')

/** `/` and `//`: the longest match that starts first, once or everywhere; nothing is replaced right behind a match. */
export const replacePattern = (pattern: string, value: string, replacement: string, all: boolean): string => {
  const tokens = tokensOf([...pattern])
  const text = [...value]
  let result = ''
  let from = 0
  let matchEnd = -1
  for (let at = 0; at <= text.length; at++) {
    const { longest, reachedStar } = matchAt(tokens, text, at)
    if (longest === undefined && reachedStar) break
    if (longest === undefined || (longest === 0 && at === matchEnd)) continue
    result += text.slice(from, at).join('') + replacement
    from = at + longest
    matchEnd = from
    if (longest > 0) at = from - 1
    if (!all) break
  }
  return result + text.slice(from).join('')
}
