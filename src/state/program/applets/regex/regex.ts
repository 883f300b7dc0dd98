import type { BinaryText } from '../binary.ts'
import { compileRegex, type RegexProgram } from './compile.ts'
import { backtrack, type Captures, simulate } from './match.ts'
import { parseRegex, type RegexOptions } from './parse.ts'

export type { Captures } from './match.ts'
export { RegexError, type RegexOptions } from './parse.ts'

/** A compiled POSIX regular expression over bytes. */
export interface Regex {
  readonly groups: number
  /** The first match at or after `from` (the text's own start and end are what `^` and `$` mean). */
  exec(text: BinaryText, from?: number): Captures | undefined
  test(text: BinaryText): boolean
}

/** Throws `RegexError` for a pattern that regcomp(3) would refuse. */
export const createRegex = (pattern: BinaryText, options: RegexOptions = {}): Regex => {
  const literal = plainText(pattern, options)
  if (literal !== undefined) return literalRegex(literal)
  const parsed = parseRegex(pattern, options)
  const program = compileRegex(parsed)
  const slots = 2 * (parsed.groups + 1)
  const canStart = parsed.references ? undefined : startBytes(program)
  const exec = (text: BinaryText, from = 0): Captures | undefined =>
    parsed.references ? backtrack(program, slots, text, from) : simulate(program, slots, text, from, canStart)
  return { groups: parsed.groups, exec, test: text => exec(text) !== undefined }
}

/** Matches exactly this text (grep -F). */
export const literalRegex = (literal: BinaryText, ignoreCase = false): Regex => {
  const wanted = ignoreCase ? lower(literal) : literal
  const exec = (text: BinaryText, from = 0): Captures | undefined => {
    const start = (ignoreCase ? lower(text) : text).indexOf(wanted, from)
    return start < 0 ? undefined : [start, start + wanted.length]
  }
  return { groups: 0, exec, test: text => exec(text) !== undefined }
}

/** Only ASCII letters have two cases in the C locale; and no character may change its length. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, letters => letters.toLowerCase())

const plainText = (pattern: BinaryText, options: RegexOptions): string | undefined =>
  options.ignoreCase || pattern === '' || /[\\[\]().*+?{}|^$]/.test(pattern) ? undefined : pattern

/** The bytes that a match can begin with, or undefined when it can begin anywhere (or take nothing at all). */
const startBytes = (program: RegexProgram): Uint8Array | undefined => {
  const table = new Uint8Array(256)
  const seen = new Set<number>()
  const stack = [0]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (seen.has(at)) continue
    seen.add(at)
    const instruction = program[at]
    if (!instruction || instruction.op === 'match' || instruction.op === 'reference') return undefined
    if (instruction.op === 'jump') stack.push(instruction.target)
    else if (instruction.op === 'split') stack.push(instruction.first, instruction.second)
    else if (instruction.op === 'set')
      for (let code = 0; code < 256; code++) table[code] = (table[code] ?? 0) | (instruction.table[code] ?? 0)
    else stack.push(at + 1)
  }
  return table
}

/** Every match in order, as sed's `g` flag and `grep -o` count them. */
export function* matches(regex: Regex, text: BinaryText): Generator<Captures, void, void> {
  let from = 0
  let previousEnd = -1
  while (from <= text.length) {
    const found = regex.exec(text, from)
    if (!found) return
    const [start = 0, end = 0] = found
    // An empty match right after a match is not a match of its own (POSIX).
    if (end > start || start !== previousEnd) yield found
    previousEnd = end
    from = end > start ? end : start + 1
  }
}
