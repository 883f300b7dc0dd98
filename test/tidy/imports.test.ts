import { builtinModules } from 'node:module'
import { dirname, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type SourceFile, sourceFiles } from './sources.ts'

/**
 * The floors of the house (ARCHITECTURE.md). A folder may import itself and what its row lists: other folders,
 * `types <folder>` for type-only imports, and packages. The longest matching row decides.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  spec: ['openapi-types'],
  'spec/generate.ts': ['spec', 'node:'],
  'src/state': ['types spec', 'spec/index.ts', 'spec/version.ts', 'unbash', '@noble/hashes', 'fflate'],
  'src/state/archive': ['src/state', 'modern-tar', 'fflate'],
  'src/registry': ['src/state'],
  'src/server': ['spec', 'src/state', 'hono', 'ajv'],
  'src/server/transport': ['spec', 'src/server', 'src/state', 'hono', '@hono/node-server', 'ws', 'node:'],
  'src/conformance': ['spec', 'fast-check'],
  'src/conformance/expected-file.ts': ['src/conformance', 'yaml'],
  'src/conformance/report/html': ['src/conformance', 'spec', '@noble/hashes'],
  'src/conformance/ledger.ts': ['src/conformance', 'node:'],
  'src/conformance/proxy/proxy.ts': ['src/conformance', 'node:'],
  'src/conformance/target': ['src/conformance', 'node:', 'modern-tar'],
  'src/library': ['spec', 'src'],
  'src/library/conform.ts': ['spec', 'src', 'node:'],
  'src/library/fake-target.ts': ['spec', 'src', 'node:'],
  'src/library/sockets.ts': ['spec', 'src', 'node:'],
  'src/vitest': ['src', 'vitest'],
  'src/vitest.ts': ['src'],
  'src/conformance.ts': ['src'],
  'src/library/state-file.ts': ['spec', 'src', 'node:'],
  'src/msw': ['src', 'msw', 'node:'],
  'src/msw.ts': ['src'],
  'src/index.ts': ['spec', 'src'],
  'src/cli.ts': ['spec', 'src', 'node:'],
  'src/cli': ['spec', 'src', 'node:'],
}

/** Imports that break the table, each with the reason why it stays. This list only shrinks. */
const excused: Readonly<Record<string, string>> = {}

const floorOf = (path: string): string | undefined =>
  Object.keys(allowed)
    .filter(floor => path === floor || path.startsWith(`${floor}/`))
    .sort((a, b) => b.length - a.length)[0]

const target = (file: SourceFile, specifier: string): string =>
  specifier.startsWith('.') ? relative(process.cwd(), resolve(dirname(file.path), specifier)) : specifier

const isAllowed = (file: SourceFile, specifier: string, typeOnly: boolean): boolean => {
  const floor = floorOf(file.path)
  const wanted = target(file, specifier)
  if (floor === undefined) return false
  const own = floor.endsWith('.ts') ? floor : `${floor}/`
  if (wanted === floor || wanted.startsWith(own)) return true
  return (allowed[floor] ?? []).some(rule => {
    const place = rule.startsWith('types ') ? rule.slice('types '.length) : rule
    if (rule !== place && !typeOnly) return false
    return wanted === place || wanted.startsWith(place.endsWith(':') ? place : `${place}/`)
  })
}

describe('imports', () => {
  const files = sourceFiles(['spec', 'src'])

  test('there are sources to look at', () => {
    expect(files.length).toBeGreaterThan(20)
  })

  test('every import goes down the floors', () => {
    const broken = files.flatMap(file =>
      file.imports
        .filter(({ specifier, typeOnly }) => !isAllowed(file, specifier, typeOnly))
        .map(({ specifier }) => `${file.path} → ${target(file, specifier)}`)
        .filter(line => !Object.hasOwn(excused, line)),
    )
    expect(broken).toEqual([])
  })

  test('built-in modules carry the node: prefix', () => {
    const bare = files.flatMap(file =>
      file.imports
        .filter(({ specifier }) => builtinModules.includes(specifier))
        .map(({ specifier }) => `${file.path} → ${specifier}`),
    )
    expect(bare).toEqual([])
  })

  test('what draws programs is loaded by who draws some', () => {
    const atOnce = new Set<string>()
    const load = (path: string): void => {
      if (atOnce.has(path)) return
      atOnce.add(path)
      const file = files.find(each => each.path === path)
      for (const { specifier, typeOnly, isLate } of file?.imports ?? [])
        if (file && !typeOnly && !isLate) load(target(file, specifier))
    }
    for (const entry of ['src/cli.ts', 'src/index.ts', 'src/conformance.ts']) load(entry)
    expect([...atOnce]).toContain('src/conformance/suite.ts')
    expect([...atOnce]).not.toContain('fast-check')
  })

  test('no file imports itself through others', () => {
    const edges = new Map(
      files.map(file => [
        file.path,
        file.imports
          .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
          .map(({ specifier }) => target(file, specifier)),
      ]),
    )
    expect(cycles(edges)).toEqual([])
  })
})

/** Every cycle once, as the path that closes it. */
const cycles = (edges: ReadonlyMap<string, readonly string[]>): string[] => {
  const done = new Set<string>()
  const found: string[] = []
  const walk = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file)
    if (start >= 0) {
      found.push([...trail.slice(start), file].join(' → '))
      return
    }
    if (done.has(file)) return
    for (const next of edges.get(file) ?? []) walk(next, [...trail, file])
    done.add(file)
  }
  for (const file of edges.keys()) walk(file, [])
  return found
}
