import { SystemError } from '../../filesystem/contract.ts'
import { hasMagic, matchesPattern } from './pattern.ts'
import type { Shell } from './state.ts'

const withoutEscapes = (pattern: string): string => pattern.replace(/\\(.)/gsu, '$1')

/** The paths that match, sorted by bytes as in the C locale; none when nothing does. */
export const pathnames = (shell: Shell, pattern: string): string[] => {
  if (!hasMagic(pattern.replace(/\\./gsu, ''))) return []
  const absolute = pattern.startsWith('/')
  const segments = pattern.split(/\/+/).filter(segment => segment !== '')
  const onlyFolders = pattern.endsWith('/')
  let found = [absolute ? '/' : '']
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1
    found = found.flatMap(folder => step(shell, folder, segment, !last || onlyFolders))
    if (!last || onlyFolders) found = found.map(path => `${path}/`)
  })
  return found
}

const step = (shell: Shell, folder: string, segment: string, needsFolder: boolean): string[] => {
  const { process } = shell
  if (!hasMagic(segment.replace(/\\./gsu, ''))) {
    const path = folder + withoutEscapes(segment)
    return exists(shell, path, needsFolder) ? [path] : []
  }
  const extended = shell.dialect === 'bash'
  return list(shell, process.path(folder === '' ? '.' : folder))
    .filter(
      name =>
        (segment.startsWith('.') || segment.startsWith('\\.') || !name.startsWith('.')) &&
        matchesPattern(segment, name, extended),
    )
    .map(name => folder + name)
    .filter(path => !needsFolder || exists(shell, path, true))
}

const list = (shell: Shell, path: string): string[] => {
  try {
    return shell.process.filesystem
      .list(path)
      .map(entry => entry.name)
      .sort(byBytes)
  } catch (error) {
    if (error instanceof SystemError) return []
    throw error
  }
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const exists = (shell: Shell, path: string, folder: boolean): boolean => {
  try {
    const { filesystem } = shell.process
    const absolute = shell.process.path(path)
    return folder ? filesystem.stat(absolute).kind === 'directory' : filesystem.lstat(absolute) !== undefined
  } catch (error) {
    if (error instanceof SystemError) return false
    throw error
  }
}
