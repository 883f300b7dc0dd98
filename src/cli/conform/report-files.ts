import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Report, type ReportFormat, reportFormats } from '../../conformance/index.ts'
import { UsageError } from '../usage.ts'

/** Where a report goes, in which form. */
export interface ReportFile {
  readonly format: ReportFormat
  readonly path: string
}

const isFormat = (name: string): name is ReportFormat => Object.hasOwn(reportFormats, name)

/** `html=report.html,junit=junit.xml`, as often as wanted. */
export const reportFilesOf = (values: readonly string[]): ReportFile[] =>
  values
    .flatMap(value => value.split(','))
    .map(each => {
      const [, format = '', path = ''] = /^(\w+)=(.+)$/.exec(each) ?? []
      if (isFormat(format)) return { format, path }
      throw new UsageError(
        `--report ${each}: it is FORMAT=FILE, where FORMAT is ${Object.keys(reportFormats).join(', ')}`,
      )
    })

/** Writes them all, folders included. */
export const writeReports = (report: Report, files: readonly ReportFile[]): void => {
  for (const { format, path } of files) {
    try {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, reportFormats[format](report, path))
    } catch (error) {
      throw new UsageError(`--report ${format}=${path}: ${error instanceof Error ? error.message : error}`)
    }
  }
}
