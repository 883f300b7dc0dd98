/**
 * Holds the description against the fact tables: `node scripts/check-facts.ts <folder of the tables>`. The tables are
 * not part of this repository; where they stand beside the checkout, this says what the description has lost or
 * invented since, and exits 1 when there is anything that `exceptions` does not explain.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type ApiVersion, apiVersions, document, existsIn, type Operation, operations } from '../spec/index.ts'
import { rows } from '../test/conformance/mutants/reported/rows.ts'
import { exceptions } from './check-facts/exceptions.ts'
import { type Described, factsOf, flattenOperation, type Named, resolve, typeText } from './check-facts/flatten.ts'
import { cell, compact, existsAt, type Facts, parseFacts, type Row, readTable } from './check-facts/tables.ts'

/**
 * Every version today's daemons serve without being told to. Older descriptions mixed up schemas and have since been
 * put right; this one says for them what daemons sent, not what was published.
 */
const versions: readonly ApiVersion[] = apiVersions.filter(version => existsIn(version, '1.40', undefined))

const differences = new Map<string, ApiVersion[]>()

function report(version: ApiVersion, text: string): void {
  differences.set(text, [...(differences.get(text) ?? []), version])
}

function show(facts: Facts): string {
  return JSON.stringify(facts)
}

function compare(version: ApiVersion, where: string, expected: Map<string, Facts>, actual: Map<string, Facts>): void {
  for (const [name, facts] of expected) {
    const mine = actual.get(name)
    if (!mine) report(version, `${where} ${name}: missing ${show(facts)}`)
    else if (!isDeepStrictEqual(facts, mine)) report(version, `${where} ${name}: ${show(facts)} is here ${show(mine)}`)
  }
  for (const name of actual.keys()) if (!expected.has(name)) report(version, `${where} ${name}: only here`)
}

function checkWire(version: ApiVersion, wire: readonly Row[]): void {
  const { paths, components } = document(version)
  const named = (components?.schemas ?? {}) as Named
  for (const [path, item] of Object.entries(paths ?? {})) {
    for (const [method, described] of Object.entries(item ?? {})) {
      const operation = `${method.toUpperCase()} ${path}`
      const actual = flattenOperation(described as unknown as Described, named)
      for (const place of ['params', 'body', 'resp'] as const) {
        const rows = wire.filter(row => cell(row, 'operation') === operation && cell(row, 'place') === place)
        const present = rows.filter(row => existsAt(row, version))
        const expected = new Map(present.map(row => [cell(row, 'name'), parseFacts(cell(row, 'type'))]))
        compare(version, `${operation} ${place}`, expected, actual[place])
      }
    }
  }
}

function checkSchemas(version: ApiVersion, table: readonly Row[]): void {
  const named = (document(version).components?.schemas ?? {}) as Named
  const present = table.filter(row => cell(row, 'property') === '' && existsAt(row, version))
  const names = new Set(present.map(row => cell(row, 'schema')))
  for (const name of Object.keys(named)) if (!names.has(name)) report(version, `schema ${name}: only here`)
  for (const name of names) {
    const schema = named[name]
    if (!schema) {
      report(version, `schema ${name}: missing`)
      continue
    }
    const rows = table.filter(row => cell(row, 'schema') === name && cell(row, 'property') !== '')
    const expected = new Map<string, Facts>()
    /** The table writes the newest name; before that name there was an object without one. */
    const spelledOut = new Set<string>()
    for (const row of rows.filter(candidate => existsAt(candidate, version))) {
      const { pattern, ...facts } = parseFacts(cell(row, 'type'))
      expected.set(cell(row, 'property'), compact({ ...facts, nullable: undefined }))
      const [reference] = String(facts.type).match(/[A-Z]\w+/) ?? []
      if (reference && !names.has(reference)) spelledOut.add(cell(row, 'property'))
    }
    const actual = new Map<string, Facts>()
    for (const [property, value] of Object.entries(resolve(schema, named).schema.properties ?? {})) {
      const required = schema.required?.includes(property) ?? false
      if (spelledOut.has(property)) {
        actual.set(property, expected.get(property) ?? {})
        continue
      }
      const plain = value.$ref || value.anyOf ? { default: value.default, required } : factsOf(value, named, required)
      actual.set(property, compact({ ...plain, type: typeText(value), nullable: undefined }))
    }
    compare(version, `schema ${name}`, expected, actual)
  }
}

/** Reads `name:integer=0, path:string!, type:array<string>/multi | undocumented: details; format=json (…)`. */
function parseParameters(text: string): { described: string[]; undocumented: string[] } {
  const [first = '', second = ''] = text.split(/ ?\|? undocumented: /)
  return {
    described: first === '-' ? [] : first.split(', ').map(part => (part.match(/^[^:]+/) ?? [''])[0]),
    undocumented: second
      .replaceAll(/\([^)]*\)/g, '')
      .split(/[,;]/)
      .map(part => part.trim().replace(/=.*/, ''))
      .filter(Boolean),
  }
}

const streamWords: Readonly<Record<string, Operation['stream']>> = {
  HIJACK: 'hijack',
  WEBSOCKET: 'websocket',
  STREAM: 'body',
  headers: 'body',
}

/** The parts of the table of operations that do not depend on a version, read at the newest one it was made from. */
function checkOperation(row: Row, operation: Operation): void {
  const is = (what: string, expected: unknown, actual: unknown): void => {
    if (isDeepStrictEqual(expected, actual)) return
    report('all', `${operation.id} ${what}: ${JSON.stringify(expected)} is here ${JSON.stringify(actual)}`)
  }
  const published = cell(row, 'operationId') !== '-'
  const { described, undocumented } = parseParameters(cell(row, 'query_params'))
  const mine = operation.parameters.filter(parameter => parameter.in === 'query')
  const current = mine.filter(parameter => parameter.published && existsIn('1.56', undefined, parameter.until))
  const hidden = mine.filter(parameter => !parameter.published)
  if (published) is('id', cell(row, 'operationId'), operation.id)
  is('published', published, operation.published)
  is('tag', cell(row, 'tag'), operation.tag)
  if (!cell(row, 'query_params').startsWith('per ')) {
    is('query', described.sort(), current.map(parameter => parameter.name).sort())
    is('undocumented', undocumented.sort(), hidden.map(parameter => parameter.name).sort())
  }
  for (const parameter of current) {
    const style = cell(row, 'query_params').match(new RegExp(`(?:^| )${parameter.name}:array<string>/(\\w+)`))?.[1]
    is(`style of ${parameter.name}`, style ?? 'single', parameter.style)
  }
  const statuses = `${cell(row, 'success_statuses')},${cell(row, 'error_statuses')}`.match(/\d+/g) ?? []
  const replies = Object.entries(operation.replies).filter(([, reply]) => reply.published)
  is('statuses', statuses.sort(), replies.map(([status]) => status).sort())
  const body = cell(row, 'body')
  is('body', body.startsWith('y'), operation.body !== undefined)
  if (operation.body) {
    is('body types', body.match(/\[([^\]]*)\]/)?.[1]?.split(', '), operation.body.contentTypes)
    is('body required', body.endsWith('required'), operation.body.required)
  }
  const gate = cell(row, 'min_api_version').match(/^([\d.]+) \(route gate/)?.[1]
  is('route gate', gate, operation.routeGate)
  const word = cell(row, 'streaming_hijack').match(/^\w+/)?.[0] ?? ''
  is('stream', streamWords[word] ?? 'none', operation.stream)
}

function checkOperations(table: readonly Row[]): void {
  const rows = table.filter(row => !cell(row, 'method').startsWith('('))
  const key = (method: string, path: string) => `${method} ${path.replace(/:\.\*/, '')}`
  const mine = new Map(Object.values(operations).map(operation => [key(operation.method, operation.path), operation]))
  for (const row of rows) {
    const name = key(cell(row, 'method'), cell(row, 'path'))
    const operation = mine.get(name)
    if (operation) checkOperation(row, operation)
    else report('all', `${name}: missing`)
    mine.delete(name)
  }
  for (const name of mine.keys()) report('all', `${name}: only here`)
}

/** Every report of users is what some mutant does, and what mutants do in their names was reported. */
function checkReports(folder: string): void {
  const file = readFileSync(join(folder, 'incompatibilities.md'), 'utf8')
  const reports = [...file.matchAll(/^- (.+)$|(8[123]\. [^.]+)/gm)].map(([, line, numbered]) => line ?? numbered ?? '')
  for (const told of reports)
    if (rows.filter(([row]) => told.startsWith(row)).length !== 1) report('all', `no mutant does: ${told.slice(0, 60)}`)
  for (const [row] of rows)
    if (!reports.some(told => told.startsWith(row))) report('all', `nobody has reported: ${row}`)
}

function main(folder: string): number {
  const tables = ['operations.tsv', 'wire.tsv', 'schemas.tsv'].map(name => readTable(folder, name))
  const [operationRows = [], wire = [], named = []] = tables
  checkOperations(operationRows)
  checkReports(folder)
  for (const version of versions) {
    checkWire(version, wire)
    checkSchemas(version, named)
  }
  const used = new Set<RegExp>()
  const unexplained = [...differences].filter(([text]) => {
    const exception = exceptions.find(({ pattern }) => pattern.test(text))
    if (exception) used.add(exception.pattern)
    return exception === undefined
  })
  for (const [text, at] of unexplained) console.log(`${at.join(',')} ${text}`)
  const stale = exceptions.filter(({ pattern }) => !used.has(pattern))
  for (const { pattern } of stale) console.log(`nothing needs the exception ${pattern}`)
  for (const version of ['all', ...versions]) {
    const count = (list: typeof unexplained) => list.filter(([, at]) => at.includes(version)).length
    console.log(`${version}: ${count([...differences])} differences, ${count(unexplained)} unexplained`)
  }
  return unexplained.length + stale.length > 0 ? 1 : 0
}

const folder = process.argv[2]
if (folder) process.exitCode = main(folder)
else console.error('usage: node scripts/check-facts.ts <folder of the fact tables>')
