import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml'
import { type Expectation, ExpectedError, isFitting, readExpectation } from './expected.ts'
import type { ReportedRequirement } from './report/report.ts'
import type { Claim } from './requirement.ts'

/** Every value is a text, so that version 5.10 does not become 5.1. */
const parse = (text: string, lines: LineCounter): Document.Parsed => {
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines })
  const [error] = document.errors
  if (error) throw new ExpectedError(error.message.split('\n')[0]?.replace(/:$/, ''))
  return document
}

const listOf = ({ contents }: Document.Parsed): YAMLSeq => {
  if (isSeq(contents)) return contents
  throw new ExpectedError('the expected failures are a list of {id, because}')
}

const isEmpty = (document: Document.Parsed): boolean =>
  document.contents === null || (isScalar(document.contents) && document.contents.source === '')

/**
 * Reads a file of expected failures: YAML, of which JSON is a part, with a list of `{ id, because, until? }`. Throws
 * `ExpectedError` with the place.
 */
export const parseExpected = (text: string, path: string, requirements: readonly Claim[]): Expectation[] => {
  const lines = new LineCounter()
  const document = parse(text, lines)
  if (isEmpty(document)) return []
  return listOf(document).items.map(item => {
    const start = isMap(item) || isScalar(item) ? item.range?.[0] : undefined
    const line = start === undefined ? 1 : lines.linePos(start).line
    try {
      return { ...readExpectation(isMap(item) ? item.toJSON() : item, requirements), place: `${path}:${line}` }
    } catch (error) {
      if (error instanceof ExpectedError) throw new ExpectedError(`line ${line}: ${error.message}`)
      throw error
    }
  })
}

const header = '# What this daemon is known to do otherwise: mockerd conform --expected\n'

const reasonMost = 160

/** What is known of a failure that nobody has explained yet. */
const becauseOf = ({ expected, got, reason = '' }: ReportedRequirement): string => {
  const words = expected === undefined || got === undefined ? reason : `expected ${expected}, got ${got}`
  return words.length > reasonMost ? `${words.slice(0, reasonMost)}…` : words
}

type Row = Readonly<Record<string, string>>

/** What becomes of a line: itself, nothing, or the ids of its pattern that still fail. */
const rowsAfter = (row: Row, found: readonly ReportedRequirement[]): readonly Row[] => {
  const judged = found.filter(({ id }) => isFitting({ id: row.id ?? '' }, id))
  if (!judged.some(({ verdict }) => verdict === 'xpass')) return [row]
  return judged.filter(({ verdict }) => verdict === 'xfail').map(({ id }) => ({ ...row, id }))
}

const newRows = (rows: readonly Row[], found: readonly ReportedRequirement[]): Row[] =>
  found
    .filter(({ verdict, id }) => verdict === 'fail' && !rows.some(row => isFitting({ id: row.id ?? '' }, id)))
    .map(requirement => ({ id: requirement.id, because: becauseOf(requirement) }))

/**
 * The file as it has to be for this run to end well: lines whose requirement holds now are gone, unexpected failures are
 * there. Comments, order and everything that was not judged stay; JSON stays JSON.
 */
export const updateExpected = (text: string, found: readonly ReportedRequirement[]): string => {
  const document = parse(text, new LineCounter())
  if (isEmpty(document)) {
    const begun = parse(`${text.trim() === '' ? header : text}\n[]`, new LineCounter())
    listOf(begun).flow = false
    return written(begun, [], found)
  }
  const rows = listOf(document).items.map(item => (isMap(item) ? (item.toJSON() as Row) : {}))
  if (text.trimStart().startsWith('['))
    return `${JSON.stringify([...rows.flatMap(row => rowsAfter(row, found)), ...newRows(rows, found)], undefined, 2)}\n`
  return written(document, rows, found)
}

const written = (document: Document.Parsed, rows: readonly Row[], found: readonly ReportedRequirement[]): string => {
  const list = listOf(document)
  const kept = list.items.flatMap((item, index) => {
    const row = rows[index] ?? {}
    const after = rowsAfter(row, found)
    return after.length === 1 && after[0] === row ? [item] : after.map(each => document.createNode(each) as YAMLMap)
  })
  list.items = [...kept, ...newRows(rows, found).map(row => document.createNode(row) as YAMLMap)]
  return document.toString({ lineWidth: 0 })
}
