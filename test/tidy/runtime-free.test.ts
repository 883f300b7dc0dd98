import { dirname, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFiles } from './sources.ts'

/** Static imports only: what a dynamic one brings is loaded by who asks for it. */
const staticImports = (text: string): string[] =>
  [...text.matchAll(/^(?:import|export)\s(?!type\b)(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)].flatMap(
    ([, specifier]) => specifier ?? [],
  )

test('the library loads nothing that only some runtimes have before a socket is asked for', () => {
  const files = new Map(sourceFiles(['spec', 'src']).map(file => [file.path, file]))
  const reached = new Set<string>()
  const nodeOnly: string[] = []
  const pending = ['src/index.ts']
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const file = files.get(path)
    if (!file || reached.has(path)) continue
    reached.add(path)
    for (const specifier of staticImports(file.text)) {
      if (specifier.startsWith('node:') || specifier === 'ws') nodeOnly.push(`${path} → ${specifier}`)
      if (specifier.startsWith('.')) pending.push(relative(process.cwd(), resolve(dirname(path), specifier)))
    }
  }
  expect(reached.size).toBeGreaterThan(100)
  expect(nodeOnly).toEqual([])
})
