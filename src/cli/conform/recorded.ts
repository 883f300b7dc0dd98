import { readFileSync } from 'node:fs'
import {
  exitStatus,
  RecordingError,
  readRecording,
  replay,
  reportOfTraffic,
  watchTraffic,
} from '../../conformance/index.ts'
import { parseArguments, UsageError } from '../usage.ts'
import { closingOf } from './closing.ts'
import { expectedOf } from './expected-file.ts'
import { reportFilesOf, writeReports } from './report-files.ts'
import { selectionOf, selectionOptions } from './selection.ts'

const options = {
  ...selectionOptions,
  json: { type: 'boolean' },
  report: { type: 'string', multiple: true },
  expected: { type: 'string' },
} as const

export const recordedScheme = 'transcript:'

const readFile = (name: string) => {
  try {
    return readRecording(readFileSync(name.slice(recordedScheme.length), 'utf8'))
  } catch (error) {
    const reason = error instanceof RecordingError || error instanceof Error ? error.message : error
    throw new UsageError(`${name}: ${reason}`)
  }
}

/** Judges a daemon by what was written down of its traffic: nothing is asked, and nobody needs to be there. */
export const judgeRecording = async (args: readonly string[]): Promise<void> => {
  const { values: flags, positionals } = parseArguments(args, options)
  const [name = '', unexpected] = positionals
  if (unexpected !== undefined) throw new UsageError(`Unexpected argument '${unexpected}'`)
  const files = reportFilesOf(flags.report ?? [])
  const expected = expectedOf(flags)
  const recording = readFile(name)
  const { requirements, watched, disabled } = selectionOf(flags)
  const claims = [...watched, ...requirements.filter(requirement => disabled(requirement) === undefined)]
  const watch = watchTraffic({ claims })
  replay(recording, watch)
  const report = reportOfTraffic({
    target: name,
    fingerprint: recording.fingerprint,
    watch,
    expected,
    startedAt: new Date(recording.exchanges[0]?.at ?? 0),
    milliseconds: 0,
  })
  process.stdout.write(flags.json ? `${JSON.stringify(report, undefined, 2)}\n` : closingOf(report))
  writeReports(report, files)
  process.exitCode = exitStatus(report)
}
