/**
 * Holds the description against the fact tables: `node scripts/check-facts.ts <folder of the tables>`. The tables are
 * not part of this repository; where they stand beside the checkout, this says what the description has lost or
 * invented since, and exits 1 when there is anything that `exceptions` does not explain.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type ApiVersion, document, existsIn, type Operation, operations, refName, type Schema } from '../spec/index.ts'

const versions: readonly ApiVersion[] = ['1.41', '1.45', '1.51', '1.55']

/** Differences that are right. `pattern` matches the text of a difference without its version. */
const exceptions: readonly { pattern: RegExp; reason: string }[] = [
  {
    pattern: /Mounts\[\]\.Type: \{"type":"object"\} is here \{"type":"string","enum":\["bind"/,
    reason: 'The table of fields does not look through the reference to MountType; the table of schemas does.',
  },
  {
    pattern: /(Usage\.Items\[\]|Services\{\*\}): \{"type":"any"\} is here \{"type":"object"\}/,
    reason: 'The table of fields says anything where the table of schemas, and every daemon, says object.',
  },
  {
    pattern: /Config\.Interface\.Types\[\]\.(Prefix|Capability|Version): missing/,
    reason: 'Described as an object until 1.51, yet daemons have always written one string, docker.volumedriver/1.0.',
  },
  {
    pattern: /^(POST \/build params query:(t|extrahosts)|POST \/commit params query:changes): /,
    reason: 'Published as one string, read by daemons as often as it is repeated.',
  },
  {
    pattern: /^(ImageBuild style of (t|extrahosts)|ImageCommit style of changes): /,
    reason: 'The same parameters, in the table of operations.',
  },
  {
    pattern: /^(ImageCreate style of changes|ImageDelete style of platforms|ImageGetAll style of names): "csv"/,
    reason: 'Published as comma-separated, read by daemons as often as it is repeated and never split.',
  },
]

type Row = Readonly<Record<string, string>>
/** What one cell of the tables says about one value. */
type Facts = Readonly<Record<string, unknown>>

function readTable(folder: string, name: string): Row[] {
  const [head = '', ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')
  const columns = head.split('\t')
  return lines.map(line => {
    const cells = line.split('\t')
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
  })
}

const cell = (row: Row, column: string): string => row[column] ?? ''

function existsAt(row: Row, version: ApiVersion): boolean {
  const range = new Map(
    cell(row, 'range')
      .split(' ')
      .map(part => part.split('=') as [string, string]),
  )
  return existsIn(version, range.get('since'), range.get('until'))
}

/** Reads `string fmt=uri enum="a"|"b" required nullable default="a" min=0`. */
function parseFacts(text: string): Facts {
  const [base = '', ...words] = text.split(' ')
  const facts: Record<string, unknown> = { type: base }
  for (const word of words) {
    const [name = '', value] = word.split(/=(.*)/s)
    if (value === undefined) facts[name] = true
    else if (name === 'enum') facts[name] = value === '{}' ? undefined : JSON.parse(`[${value.replaceAll('|', ',')}]`)
    else if (name === 'default') facts[name] = value === '{}' ? undefined : JSON.parse(value)
    else if (name === 'min' || name === 'max') facts[name] = Number(value)
    else facts[name] = value === 'dateTime' ? 'date-time' : value
  }
  return compact(facts)
}

function compact(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== false))
}

type Named = Readonly<Record<string, Schema>>

/** Follows references and takes a "or null" apart. */
function resolve(schema: Schema, named: Named): { schema: Schema; nullable: boolean } {
  if (schema.$ref) {
    const target = named[refName(schema.$ref)]
    if (!target) throw new Error(`${schema.$ref} leads nowhere`)
    return resolve(target, named)
  }
  if (schema.anyOf) {
    const [only] = schema.anyOf.filter(part => part.type !== 'null')
    if (only) return { ...resolve(only, named), nullable: true }
  }
  return { schema, nullable: Array.isArray(schema.type) && schema.type.includes('null') }
}

function factsOf(schema: Schema, named: Named, required: boolean): Facts {
  const { schema: own, nullable } = resolve(schema, named)
  const types = [own.type ?? []].flat().filter(type => type !== 'null')
  return compact({
    type: types[0] ?? (own.allOf ? 'object' : 'any'),
    fmt: own.format,
    enum: own.enum,
    default: 'default' in schema ? schema.default : own.default,
    min: own.minimum,
    max: own.maximum,
    nullable,
    required,
  })
}

/** Every value inside a schema, by the path the tables give it. */
function flatten(schema: Schema, path: string, required: boolean, named: Named, into: Map<string, Facts>): void {
  if (path !== '') into.set(path, factsOf(schema, named, required))
  const { schema: own } = resolve(schema, named)
  for (const part of own.allOf ?? []) flatten(part, '', false, named, into)
  const prefix = path === '' ? '' : `${path}.`
  for (const [name, property] of Object.entries(own.properties ?? {})) {
    flatten(property, prefix + name, own.required?.includes(name) ?? false, named, into)
  }
  if (own.items) flatten(own.items, `${path}[]`, false, named, into)
  if (typeof own.additionalProperties === 'object') flatten(own.additionalProperties, `${path}{*}`, false, named, into)
}

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

interface Described {
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: Schema }[]
  readonly requestBody?: { content: Readonly<Record<string, { schema?: Schema }>> }
  readonly responses: Readonly<Record<string, Reply>>
}

interface Reply {
  readonly headers?: Readonly<Record<string, { schema: Schema }>>
  readonly content?: Readonly<Record<string, { schema?: Schema }>>
}

function firstSchema(content: Reply['content']): Schema | undefined {
  return Object.values(content ?? {})[0]?.schema
}

function flattenOperation(described: Described, named: Named): Record<'params' | 'body' | 'resp', Map<string, Facts>> {
  const params = new Map<string, Facts>()
  for (const parameter of described.parameters ?? []) {
    const facts = factsOf(parameter.schema, named, parameter.required ?? false)
    const items = parameter.schema.items?.type
    params.set(`${parameter.in}:${parameter.name}`, compact({ ...facts, items }))
  }
  const body = new Map<string, Facts>()
  const bodySchema = firstSchema(described.requestBody?.content)
  if (bodySchema) flatten(bodySchema, '', false, named, body)
  const resp = new Map<string, Facts>()
  for (const [status, reply] of Object.entries(described.responses)) {
    if (!status.startsWith('2')) continue
    for (const [name, header] of Object.entries(reply.headers ?? {})) {
      params.set(`respheader:${name}`, factsOf(header.schema, named, false))
    }
    const schema = firstSchema(reply.content)
    if (schema) flatten(schema, '$', false, named, resp)
  }
  return { params, body, resp }
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

/** Writes the type of a property as the table of schemas does. */
function typeText(schema: Schema): string {
  if (schema.$ref) return refName(schema.$ref)
  const [only] = (schema.anyOf ?? []).filter(part => part.type !== 'null')
  if (only) return typeText(only)
  if (schema.items) return `${typeText(schema.items)}[]`
  if (typeof schema.additionalProperties === 'object') return `map<${typeText(schema.additionalProperties)}>`
  return [schema.type ?? 'any'].flat().filter(type => type !== 'null')[0] ?? 'any'
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
  is('statuses', statuses.sort(), Object.keys(operation.replies).sort())
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

function main(folder: string): number {
  const tables = ['operations.tsv', 'wire.tsv', 'schemas.tsv'].map(name => readTable(folder, name))
  const [operationRows = [], wire = [], named = []] = tables
  checkOperations(operationRows)
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
