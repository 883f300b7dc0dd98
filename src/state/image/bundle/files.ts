import { clean, directoryOf } from '../../archive/name.ts'
import type { FileEntry } from '../../filesystem/contract.ts'

/** The files of an image archive. */
export interface BundleFiles {
  /** By a path as documents write it: relative, through symlinks, never out of the archive. */
  read(path: string): Uint8Array | undefined
  /** The first folder in the archive, if it has any. */
  readonly firstFolder: string | undefined
  readonly isEmpty: boolean
}

const linksMax = 40

export const bundleFiles = (entries: readonly FileEntry[]): BundleFiles => {
  const byPath = new Map(entries.map(entry => [entry.path, entry]))
  const find = (path: string): Uint8Array | undefined => {
    let at = clean(`/${path}`)
    for (let count = 0; count <= linksMax; count++) {
      const entry = byPath.get(at)
      if (entry?.kind === 'hardlink') at = entry.target ?? '/'
      else if (entry?.kind === 'symlink') at = clean(targetOf(at, entry.target ?? ''))
      else return entry?.content
    }
    return undefined
  }
  const [, firstFolder] = entries.map(({ path }) => /^\/([^/]+)\//.exec(path)).find(match => match !== null) ?? []
  return { read: find, firstFolder, isEmpty: entries.length === 0 }
}

const targetOf = (path: string, target: string): string =>
  target.startsWith('/') ? target : `${directoryOf(path)}/${target}`
