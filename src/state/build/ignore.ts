import { clean, directoryOf } from '../archive/name.ts'
import { internal } from '../error.ts'

/** A line of `.dockerignore`. */
interface Pattern {
  /** `!`: what it matches stays after all. */
  readonly keeps: boolean
  readonly matches: (path: string) => boolean
}

/** The patterns of a `.dockerignore` file (moby/patternmatcher, ignorefile.go). */
export const readIgnoreFile = (text: string): Pattern[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(line => !line.startsWith('#'))
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(readPattern)

const readPattern = (line: string): Pattern => {
  const keeps = line.startsWith('!')
  const path = clean(keeps ? line.slice(1).trim() : line)
  if (keeps && line.slice(1).trim() === '') throw internal('illegal exclusion pattern: "!"')
  return { keeps, matches: matcherOf(path.length > 1 && path.startsWith('/') ? path.slice(1) : path) }
}

/** Where a `**` may end: before any name. Segments are compared one by one, so that nothing is tried twice. */
const matcherOf = (pattern: string): ((path: string) => boolean) => {
  const wanted = pattern.split('/').map(segmentOf)
  return path => {
    const names = path.split('/')
    let reachable = new Set([0])
    for (const [index, segment] of wanted.entries()) {
      const next = new Set<number>()
      for (const at of reachable) {
        if (segment === 'any') {
          // At the end of a pattern it wants at least one name, elsewhere none will do.
          const least = index === wanted.length - 1 ? at + 1 : at
          for (let to = least; to <= names.length; to++) next.add(to)
        } else if (at < names.length && segment.test(names[at] ?? '')) next.add(at + 1)
      }
      reachable = next
    }
    return reachable.has(names.length)
  }
}

const segmentOf = (segment: string): RegExp | 'any' => {
  if (segment === '**') return 'any'
  const source = segment.replace(/\\(.)|\*+|\?|\[[^\]]*\]|[.+(){}|^$\\[\]]/gs, (found, escaped?: string) => {
    if (escaped !== undefined) return escaped.replace(/\W/, '\\$&')
    if (found.startsWith('*')) return '.*'
    if (found === '?') return '.'
    return found.startsWith('[') && found.length > 2 ? found : `\\${found}`
  })
  try {
    return new RegExp(`^${source}$`, 's')
  } catch {
    throw internal('syntax error in pattern')
  }
}

/** Whether a path, or a folder that it is in, is left out. The last line that matches has its way. */
export const isIgnored = (patterns: readonly Pattern[], path: string): boolean => {
  const paths: string[] = []
  for (let at = path; at !== '' && at !== '.' && at !== '/'; at = at.includes('/') ? directoryOf(at) : '')
    paths.push(at)
  let ignored = false
  for (const { keeps, matches } of patterns) {
    if (keeps === ignored && paths.some(matches)) ignored = !keeps
  }
  return ignored
}
