import { type Stat, SystemError } from '../../filesystem/contract.ts'
import type { Process, Step } from '../../kernel/process.ts'
import { attempt } from './messages.ts'

export const joinPath = (directory: string, name: string): string =>
  directory.endsWith('/') ? `${directory}${name}` : `${directory}/${name}`

export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0

/** What a walk found: a file, or why a directory could not be read. */
export interface Visit {
  readonly path: string
  readonly stat: Stat
  readonly depth: number
  readonly failure?: SystemError
}

/** Whoever visits decides whether to go down. */
export type Descent = 'enter' | 'skip'

/** Visits `path` and everything below: each directory before its content, or after it when `postOrder`. */
export function* walk(
  process: Process,
  path: string,
  visit: (found: Visit) => Step<Descent>,
  options: { readonly postOrder?: boolean; readonly follow?: boolean } = {},
  depth = 0,
): Step<void> {
  const files = process.filesystem
  const stat =
    options.follow === true
      ? attempt(() => files.stat(process.path(path)))
      : attempt(() => files.lstat(process.path(path)))
  if (stat instanceof SystemError) throw new SystemError(stat.code, path)
  if (stat.kind !== 'directory') {
    yield* visit({ path, stat, depth })
    return
  }
  if (!options.postOrder && (yield* visit({ path, stat, depth })) === 'skip') return
  yield undefined
  const entries = attempt(() => files.list(process.path(path)))
  if (entries instanceof SystemError) yield* visit({ path, stat, depth, failure: entries })
  else
    for (const { name } of entries.toSorted(byName)) {
      const child = joinPath(path, name)
      // Someone may have removed it meanwhile.
      if (attempt(() => files.lstat(process.path(child))) instanceof SystemError) continue
      yield* walk(process, child, visit, options, depth + 1)
    }
  if (options.postOrder) yield* visit({ path, stat, depth })
}
