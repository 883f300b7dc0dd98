import { fork } from 'node:child_process'
import { join } from 'node:path'
import { atMost, type Row } from './bars.ts'
import type { WorldReport } from './world-process.ts'

const mebibyte = 1024 * 1024

/** A process of its own for each size: memory that was used once stays with a process. */
const grow = (count: number, compareWith: number): Promise<WorldReport> =>
  new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'world-process.ts'), [String(count), String(compareWith)])
    let report: WorldReport | undefined
    child.once('message', message => {
      report = message as WorldReport
    })
    child.once('exit', code => (report ? resolve(report) : reject(new Error(`a world ended with ${code}`))))
  })

export const measureWorld = async (counts: readonly number[]): Promise<Row[]> => {
  const rows: Row[] = []
  const largest = Math.max(...counts)
  let emptyBytes = 0
  for (const count of [0, ...counts]) {
    const report = await grow(count, count === largest ? 100 : 0)
    if (count === 0) {
      emptyBytes = report.rssBytes
      rows.push({ part: 'no container', what: 'resident memory', value: emptyBytes / mebibyte, unit: 'MiB' })
      continue
    }
    const part = count === 1 ? '1 container' : `${count} containers`
    const each = (report.rssBytes - emptyBytes) / count / 1024
    // The bar is for 100,000; of fewer, as many bytes fewer.
    const bar = count >= 100_000 && { bar: atMost(1024) }
    rows.push({ part, what: 'resident memory', value: report.rssBytes / mebibyte, unit: 'MiB', ...bar })
    rows.push({ part, what: 'resident memory, each', value: each, unit: 'KiB' })
    rows.push({ part, what: 'create, each', value: report.createMicroseconds, unit: 'µs' })
    for (const { what, microseconds, ratio } of report.lookups) {
      rows.push({ part, what, value: microseconds, unit: 'µs' })
      rows.push({ part, what: `${what}, of that at 100`, value: ratio, unit: 'x', bar: atMost(1.5) })
    }
  }
  return rows
}
