import type { Column } from './postgres-protocol.ts'

export interface SessionFacts {
  readonly user: string
  readonly database: string
  readonly version: string
  readonly databases: readonly string[]
}

export type Answer =
  | { readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  | { readonly tag: string }
  | { readonly error: string; readonly code: string }

interface Cell extends Column {
  readonly value: string
}

/** Statements that change nothing that this stand-in could show; they succeed. */
const tags: readonly (readonly [form: RegExp, tag: string])[] = [
  [/^begin|^start\s+transaction/i, 'BEGIN'],
  [/^commit|^end$/i, 'COMMIT'],
  [/^rollback|^abort/i, 'ROLLBACK'],
  [/^set\s/i, 'SET'],
  [/^discard\s+all/i, 'DISCARD ALL'],
]

const settings: Readonly<Record<string, string>> = {
  server_version: '',
  standard_conforming_strings: 'on',
  client_encoding: 'UTF8',
  server_encoding: 'UTF8',
  transaction_isolation: 'read committed',
  timezone: 'Etc/UTC',
  search_path: '"$user", public',
}

const functions: Readonly<Record<string, (facts: SessionFacts) => string>> = {
  version: ({ version }) => `PostgreSQL ${version} on x86_64-pc-linux-gnu (stand-in of mockerd), 64-bit`,
  current_database: ({ database }) => database,
  current_user: ({ user }) => user,
  session_user: ({ user }) => user,
  current_schema: () => 'public',
}

/** One selected expression: a literal, or a function of the session. */
const cellOf = (text: string, facts: SessionFacts): Cell | undefined => {
  const match = /^(.*?)(?:\s+as\s+"?(\w+)"?)?$/is.exec(text.trim())
  const expression = match?.[1]?.trim() ?? ''
  const named = (name: string, type: Column['type'], value: string): Cell => ({ name: match?.[2] ?? name, type, value })
  if (/^[+-]?\d{1,9}$/.test(expression)) return named('?column?', 'int4', String(Number(expression)))
  const sum = /^(\d{1,9})\s*([+*-])\s*(\d{1,9})$/.exec(expression)
  if (sum) {
    const [left, right] = [Number(sum[1]), Number(sum[3])]
    const value = sum[2] === '+' ? left + right : sum[2] === '-' ? left - right : left * right
    return named('?column?', 'int4', String(value))
  }
  const quoted = /^'((?:[^']|'')*)'(?:::text)?$/.exec(expression)
  if (quoted) return named('?column?', 'text', (quoted[1] ?? '').replaceAll("''", "'"))
  if (/^(true|false)$/i.test(expression)) return named('bool', 'bool', expression.toLowerCase().slice(0, 1))
  const call = /^(?:pg_catalog\.)?(\w+)(?:\(\))?$/.exec(expression)
  const name = call?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(functions, name) ? named(name, 'text', functions[name]?.(facts) ?? '') : undefined
}

/** Answers the few statements that health checks and drivers ask; says of every other one that it is not executed. */
export const answerQuery = (sql: string, facts: SessionFacts): Answer => {
  const text = sql
    .replace(/--[^\n]*/g, '')
    .trim()
    .replace(/;+$/, '')
    .trim()
  const tag = tags.find(([form]) => form.test(text))?.[1]
  if (tag) return { tag }
  const show = /^show\s+(\w+)$/i.exec(text)?.[1]?.toLowerCase()
  if (show !== undefined && Object.hasOwn(settings, show))
    return {
      columns: [{ name: show, type: 'text' }],
      rows: [[show === 'server_version' ? facts.version : (settings[show] ?? '')]],
    }
  if (/^select\s+datname\s+from\s+pg_database$/i.test(text))
    return { columns: [{ name: 'datname', type: 'text' }], rows: facts.databases.map(name => [name]) }
  const exists = /^select\s+1\s+from\s+pg_database\s+where\s+datname\s*=\s*'([^']*)'$/i.exec(text)?.[1]
  if (exists !== undefined)
    return { columns: [{ name: '?column?', type: 'int4' }], rows: facts.databases.includes(exists) ? [['1']] : [] }
  const list = /^select\s+(.+)$/is.exec(text)?.[1]
  const cells = list?.match(/(?:'(?:[^']|'')*'|[^,'])+/g)?.map(part => cellOf(part, facts))
  if (cells && cells.length > 0 && cells.every(cell => cell !== undefined))
    return { columns: cells, rows: [cells.map(({ value }) => value)] }
  return { code: '0A000', error: `mockerd's stand-in for PostgreSQL does not execute SQL: ${text.slice(0, 200)}` }
}

/** Statements of one query string; semicolons in quotes do not separate. */
export const statements = (sql: string): string[] =>
  (sql.match(/(?:'(?:[^']|'')*'|"[^"]*"|[^;'"])+/g) ?? []).filter(text => text.trim() !== '')
