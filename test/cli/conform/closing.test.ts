import { expect, test } from 'vitest'
import { closingOf } from '../../../src/cli/conform/closing.ts'
import { createAccount } from '../../../src/conformance/coverage.ts'
import { timeIsUp } from '../../../src/conformance/index.ts'
import { reported, reportWith } from '../../conformance/report/sample.ts'

test('a run that could do everything ends with what it came to', () => {
  expect(closingOf(reportWith([reported()], { programs: { run: 22, of: 22 } }))).toMatch(
    /^pass: Engine 28\.5\.2, API 1\.51: 1 pass, in 12\.3 s\nasked for 0 of \d+ operations\n$/,
  )
})

test('a run that kept count of containers says of how many states it asked', () => {
  const account = createAccount()
  account.isIn({ id: 'c0ffee', name: 'web' }, 'running')
  account.saw('ContainerInspect', { path: { id: 'web' } }, 200)
  expect(closingOf({ ...reportWith([reported()]), coverage: account.coverage() })).toMatch(
    /\nasked for 1 of \d+ operations, and of a container in 1 of \d+ ways\n$/,
  )
})

test('a run whose time was over says what it has left out', () => {
  const reason = `${timeIsUp}: 60 s, by --budget`
  const left = reported({ verdict: 'disabled', reason })
  const report = reportWith([reported(), left, left, reported({ verdict: 'disabled', reason: 'not chosen' })], {
    programs: { run: 3, of: 22 },
  })
  expect(closingOf(report)).toContain(`\nNOT ASKED: 2 requirements, because ${reason}\n`)
  expect(closingOf(report)).toContain('\ndrew 3 of 22 programs: there was no time for more\n')
})
