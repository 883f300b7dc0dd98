import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ApiVersion, existsIn } from '../../spec/index.ts'

export type Row = Readonly<Record<string, string>>
/** What one cell of the tables says about one value. */
export type Facts = Readonly<Record<string, unknown>>

export function readTable(folder: string, name: string): Row[] {
  const [head = '', ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n')
  const columns = head.split('\t')
  return lines.map(line => {
    const cells = line.split('\t')
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
  })
}

export const cell = (row: Row, column: string): string => row[column] ?? ''

export function existsAt(row: Row, version: ApiVersion): boolean {
  const range = new Map(
    cell(row, 'range')
      .split(' ')
      .map(part => part.split('=') as [string, string]),
  )
  return existsIn(version, range.get('since'), range.get('until'))
}

/** Reads `string fmt=uri enum="a"|"b" required nullable default="a" min=0`. */
export function parseFacts(text: string): Facts {
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

export function compact(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== false))
}
