import { expect, test } from 'vitest'
import { progressBar } from '../../src/state/progress-bar.ts'

// As 20.10.24 and 28.5.2 drew them.
test.each([
  [{ current: 43_520, total: 1_984_229 }, '[=>                                                 ]  43.52kB/1.984MB'],
  [{ current: 34_304, total: 3_000_002 }, '[>                                                  ]   34.3kB/3MB'],
  [{ current: 96, total: 96 }, '[==================================================>]      96B/96B'],
  [{ current: 2048, total: 2 }, '[==================================================>]  2.048kB'],
  [{ current: 1_026_560, total: 1_984_229 }, '[=========================>                         ]  1.027MB/1.984MB'],
  [{ total: 3_003_130 }, '[>                                                  ]       0B/3.003MB'],
  [{ current: 1, units: 's' }, '1 s'],
  [{ hidecounts: true }, ''],
  [{}, ''],
])('%o is drawn as %j', (detail, bar) => {
  expect(progressBar(detail)).toBe(bar)
})
