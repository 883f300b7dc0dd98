import { readFileSync } from 'node:fs'
import {
  type Change,
  type Comparison,
  compareReports,
  exitStatus,
  mergeReports,
  type Report,
  ReportError,
  readReport,
  reportSchema,
} from '../../conformance/index.ts'
import { parseArguments, parseFlags, UsageError } from '../usage.ts'
import { closingOf } from './closing.ts'
import { reportFilesOf, writeReports } from './report-files.ts'

const readFile = (path: string): Report => {
  try {
    return readReport(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : error}`)
  }
}

const printJson = (value: object): void => {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
}

const mergeOptions = { json: { type: 'boolean' }, report: { type: 'string', multiple: true } } as const
const diffOptions = { json: { type: 'boolean' } } as const
export const options = { ...mergeOptions, ...diffOptions } as const

/** Puts the parts that `--shard` made together; ends as the whole run would have ended. */
const merge = async (args: readonly string[]): Promise<void> => {
  const { values: flags, positionals } = parseArguments(args, mergeOptions)
  const files = reportFilesOf(flags.report ?? [])
  const reports = positionals.map(readFile)
  try {
    const whole = mergeReports(reports)
    if (flags.json) printJson(whole)
    else process.stdout.write(closingOf(whole))
    writeReports(whole, files)
    process.exitCode = exitStatus(whole)
  } catch (error) {
    if (error instanceof ReportError) throw new UsageError(`report merge: ${error.message}`)
    throw error
  }
}

const headings: Readonly<Record<keyof Comparison, string>> = {
  worse: 'worse',
  better: 'better',
  added: 'new',
  removed: 'gone',
}

const lineOf = ({ id, before, after }: Change): string => {
  const moved = [before?.verdict, after?.verdict].filter(verdict => verdict !== undefined).join(' → ')
  const got = after?.got === undefined ? '' : `\n    expected ${after.expected}\n    got      ${after.got}`
  return `  ${id}: ${moved}${got}\n`
}

/** Says what is otherwise in the second report: 1 when something became worse. */
const diff = async (args: readonly string[]): Promise<void> => {
  const { values: flags, positionals } = parseArguments(args, diffOptions)
  const [before, after, ...more] = positionals
  if (before === undefined || after === undefined || more.length > 0)
    throw new UsageError('report diff wants two files: before and after')
  const comparison = compareReports(readFile(before), readFile(after))
  process.exitCode = comparison.worse.length > 0 ? 1 : 0
  if (flags.json) return printJson(comparison)
  const kinds = (Object.keys(headings) as (keyof Comparison)[]).filter(kind => comparison[kind].length > 0)
  for (const kind of kinds)
    process.stdout.write(`${headings[kind]}: ${comparison[kind].length}\n${comparison[kind].map(lineOf).join('')}`)
  if (kinds.length === 0) process.stdout.write('every verdict is what it was\n')
}

/** Prints the JSON Schema of reports. */
const schema = async (args: readonly string[]): Promise<void> => {
  parseFlags(args, {})
  printJson(reportSchema)
}

const actions: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = { merge, diff, schema }

/** `mockerd conform report merge|diff|schema`. */
export const report = async ([name = '', ...args]: readonly string[]): Promise<void> => {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!action) throw new UsageError(`conform report wants ${Object.keys(actions).join(', ')}, not '${name}'`)
  await action(args)
}
