import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
  /** Loaded when it comes to it. */
  readonly isLate: boolean
}

export interface SourceFile {
  /** Relative to the root of the checkout. */
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
}

/** The TypeScript files below the folders, generated ones left out. */
export const sourceFiles = (folders: readonly string[]): SourceFile[] =>
  folders
    .flatMap(folder => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)))
    .filter(path => path.endsWith('.ts') && !path.includes('/generated/'))
    .sort()
    .map(path => {
      const text = readFileSync(path, 'utf8')
      return { path, text, imports: importsOf(text) }
    })

const importPattern =
  /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm

const importsOf = (text: string): Import[] =>
  [...text.matchAll(importPattern)].map(([statement, type, specifier, dynamic]) => ({
    specifier: specifier ?? dynamic ?? '',
    typeOnly: type !== undefined || onlyTypes(statement),
    isLate: dynamic !== undefined,
  }))

/** `import { type A, type B } from …` imports nothing at run time either. */
const onlyTypes = (statement: string): boolean => {
  const names = /^import\s*\{([^}]*)\}/.exec(statement)?.[1]
  if (names === undefined) return false
  return names
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
    .every(name => name.startsWith('type '))
}
