import { type DockerError, invalid } from '../../error.ts'
import { trimPrefix, trimSuffix } from './wildcard.ts'

export const unsupported = (modifier: string): DockerError =>
  invalid(`unsupported modifier (${modifier}) in substitution`)

/** A variable in braces, and the word behind its modifier. */
export interface Modified {
  readonly name: string
  readonly value: string | undefined
  readonly word: string
  /** Not set, or empty where that counts as not set. */
  readonly isMissing: boolean
}

const trimming =
  (sign: string, trim: typeof trimPrefix) =>
  ({ value = '', word }: Modified): string => {
    const greedy = word.startsWith(sign)
    return withPattern(greedy ? word.slice(1) : word, pattern => trim(pattern, value, greedy))
  }

/** Says which pattern it was that cannot be used. */
export const withPattern = (pattern: string, use: (pattern: string) => string): string => {
  try {
    return use(pattern)
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid(`invalid pattern (${pattern}) in substitution: ${error.message}`)
    throw error
  }
}

const modifiers: Readonly<Record<string, (parts: Modified) => string>> = {
  '-': ({ value = '', word, isMissing }) => (isMissing ? word : value),
  '+': ({ word, isMissing }) => (isMissing ? '' : word),
  '?': ({ name, value, word, isMissing }) => {
    if (!isMissing) return value ?? ''
    throw invalid(`${name}: ${word || `is not allowed to be ${value === undefined ? 'unset' : 'empty'}`}`)
  },
  '#': trimming('#', trimPrefix),
  '%': trimming('%', trimSuffix),
}

/** What `-`, `+`, `?`, `#` and `%` do; undefined for any other sign. */
export const modifierOf = (sign: string): ((parts: Modified) => string) | undefined =>
  Object.hasOwn(modifiers, sign) ? modifiers[sign] : undefined
