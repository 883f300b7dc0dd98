import type { Word, WordPart } from 'unbash'
import { SystemError } from '../../filesystem/contract.ts'
import type { Shell } from './state.ts'

export interface TildeExpanded {
  /** What replaces the tilde prefix. */
  readonly home: string | undefined
  /** The remaining literal, when the word has no parts. */
  readonly text: string
  readonly rest: readonly WordPart[] | undefined
}

const homeOf = (shell: Shell, user: string): string | undefined => {
  if (user === '') return shell.variables.value('HOME')
  if (shell.dialect === 'bash' && user === '+') return shell.variables.value('PWD')
  if (shell.dialect === 'bash' && user === '-') return shell.variables.value('OLDPWD')
  try {
    const line = shell.process.filesystem
      .readText('/etc/passwd')
      .split('\n')
      .find(entry => entry.startsWith(`${user}:`))
    return line?.split(':')[5]
  } catch (error) {
    if (error instanceof SystemError) return undefined
    throw error
  }
}

/** Replaces tilde prefixes (POSIX 2.6.1): at the start of a word and, in assignments, after each unquoted colon. */
export const expandTilde = (shell: Shell, word: Word, where: 'word' | 'assignment'): TildeExpanded => {
  const first = word.parts?.[0]
  const leading = word.parts ? (first?.type === 'Literal' ? first.text : '') : word.text
  if (!leading.includes('~')) return { home: undefined, text: word.text, rest: word.parts }
  const prefix = /^~([\w.+-]*)(?=[/:]|$)/.exec(leading)
  const complete = prefix && (prefix[0].length < leading.length || (word.parts?.length ?? 1) === 1)
  const home = complete ? homeOf(shell, prefix[1] ?? '') : undefined
  const afterHome = home === undefined ? leading : leading.slice(prefix?.[0].length ?? 0)
  const remaining = where === 'assignment' ? afterColons(shell, afterHome) : afterHome
  if (!word.parts) return { home, text: remaining, rest: undefined }
  if (first?.type !== 'Literal') return { home, text: '', rest: word.parts }
  return { home, text: '', rest: [{ ...first, text: remaining, value: remaining }, ...word.parts.slice(1)] }
}

const afterColons = (shell: Shell, text: string): string =>
  text.replace(/:~([\w.+-]*)(?=[/:]|$)/g, (all, user: string) => {
    const home = homeOf(shell, user)
    return home === undefined ? all : `:${home.replace(/[\\*?[]/g, '\\$&')}`
  })
