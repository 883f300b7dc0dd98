/** A mistake in the command line. The applet prints it with its usage and exits 1, as bb_show_usage does. */
export class UsageError extends Error {
  readonly status: number
  constructor(message = '', status = 1) {
    super(message)
    this.name = 'UsageError'
    this.status = status
  }
}

/**
 * What an applet understands. `short` is getopt's string: `n:` takes an argument, `i::` an optional one that is glued on,
 * a leading `+` ends the options at the first operand. `long` maps long names to letters.
 */
export interface OptionSyntax {
  readonly short: string
  readonly long?: Readonly<Record<string, string>>
  /** `-5` means `-n 5` (head, tail). */
  readonly numberMeans?: string
}

/** Which options were given, in order, and what is left. */
export class Options {
  readonly given: readonly (readonly [letter: string, value: string])[]
  readonly operands: readonly string[]

  constructor(given: readonly (readonly [string, string])[], operands: readonly string[]) {
    this.given = given
    this.operands = operands
  }

  has(letters: string): boolean {
    return this.given.some(([letter]) => letters.includes(letter))
  }

  count(letter: string): number {
    return this.given.filter(([given]) => given === letter).length
  }

  /** The last value given for `letter`. */
  value(letter: string): string | undefined {
    return this.given.findLast(([given]) => given === letter)?.[1]
  }

  values(letter: string): string[] {
    return this.given.filter(([given]) => given === letter).map(([, value]) => value)
  }

  /** The last of `letters` that was given: options that override each other. */
  lastOf(letters: string): string | undefined {
    return this.given.findLast(([letter]) => letters.includes(letter))?.[0]
  }
}

type ArgumentNeed = 'none' | 'required' | 'optional'

const needs = (short: string): Map<string, ArgumentNeed> => {
  const map = new Map<string, ArgumentNeed>()
  for (let index = 0; index < short.length; index++) {
    const letter = short[index] as string
    if (letter === '+' || letter === ':') continue
    const need = short.startsWith('::', index + 1) ? 'optional' : short[index + 1] === ':' ? 'required' : 'none'
    map.set(letter, need)
  }
  return map
}

/** getopt_long as busybox calls it. Throws `UsageError` with glibc's wording. */
export const parseOptions = (syntax: OptionSyntax, words: readonly string[]): Options => {
  const letters = needs(syntax.short)
  const inOrder = syntax.short.startsWith('+')
  const given: [string, string][] = []
  const operands: string[] = []
  let index = 0
  const argument = (complaint: string): string => {
    const word = words[index++]
    if (word === undefined) throw new UsageError(complaint)
    return word
  }
  while (index < words.length) {
    const word = words[index++] as string
    if (word === '--') {
      operands.push(...words.slice(index))
      break
    }
    if (word.startsWith('--')) given.push(longOption(syntax, letters, word, argument))
    else if (word === '-' || !word.startsWith('-')) {
      operands.push(word)
      if (!inOrder) continue
      operands.push(...words.slice(index))
      break
    } else if (syntax.numberMeans && /^-\d+$/.test(word)) given.push([syntax.numberMeans, word.slice(1)])
    else given.push(...cluster(letters, word.slice(1), argument))
  }
  return new Options(given, operands)
}

const cluster = (
  letters: ReadonlyMap<string, ArgumentNeed>,
  text: string,
  argument: (complaint: string) => string,
): [string, string][] => {
  const found: [string, string][] = []
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] as string
    const need = letters.get(letter)
    if (need === undefined) throw new UsageError(`invalid option -- '${letter}'`)
    if (need === 'none') {
      found.push([letter, ''])
      continue
    }
    const glued = text.slice(index + 1)
    const value = glued !== '' || need === 'optional' ? glued : argument(`option requires an argument -- '${letter}'`)
    found.push([letter, value])
    break
  }
  return found
}

const longOption = (
  syntax: OptionSyntax,
  letters: ReadonlyMap<string, ArgumentNeed>,
  word: string,
  argument: (complaint: string) => string,
): [string, string] => {
  const equals = word.indexOf('=')
  const name = word.slice(2, equals < 0 ? undefined : equals)
  const letter = longLetter(syntax.long ?? {}, name)
  if (letter === undefined) throw new UsageError(`unrecognized option '--${name}'`)
  const need = letters.get(letter) ?? 'none'
  if (equals >= 0) {
    if (need === 'none') throw new UsageError(`option '--${name}' doesn't allow an argument`)
    return [letter, word.slice(equals + 1)]
  }
  return [letter, need === 'required' ? argument(`option '--${name}' requires an argument`) : '']
}

/** Exact, or the only one that it begins. */
const longLetter = (long: Readonly<Record<string, string>>, name: string): string | undefined => {
  if (Object.hasOwn(long, name)) return long[name]
  const letters = new Set(Object.keys(long).flatMap(full => (full.startsWith(name) ? [long[full]] : [])))
  return letters.size === 1 ? [...letters][0] : undefined
}
