import { describe, expect, test } from 'vitest'
import { compareReports } from '../../../src/conformance/report/compare.ts'
import type { Verdict } from '../../../src/conformance/verdict.ts'
import { reported, reportWith } from './sample.ts'

const run = (verdicts: Readonly<Record<string, Verdict>>) =>
  reportWith(Object.entries(verdicts).map(([id, verdict]) => reported({ id, verdict })))

const ids = (changes: readonly { readonly id: string }[]): string => changes.map(({ id }) => id).join(' ')

describe('two runs', () => {
  test('differ in what became worse, better, new and gone', () => {
    const comparison = compareReports(
      run({ same: 'fail', broke: 'pass', known: 'pass', mended: 'fail', lost: 'pass', shaky: 'pass' }),
      run({ same: 'fail', broke: 'fail', known: 'xfail', mended: 'pass', fresh: 'fail', shaky: 'flaky' }),
    )
    expect({
      worse: ids(comparison.worse),
      better: ids(comparison.better),
      added: ids(comparison.added),
      removed: ids(comparison.removed),
    }).toEqual({ worse: 'broke known shaky', better: 'mended', added: 'fresh', removed: 'lost' })
  })
})
