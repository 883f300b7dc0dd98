import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Requirement, runSuite, type Target, type Verdict } from '../../src/conformance/index.ts'
import { requirement } from '../../src/conformance/requirement.ts'
import { type Conclusion, conclude, type Result } from '../../src/conformance/verdict.ts'
import { Inconclusive, Violation } from '../../src/conformance/violation.ts'
import { ledgerFolder, startFake } from './fake.ts'

const claim = (id: string, parts: Partial<Requirement>): Requirement =>
  requirement({
    id,
    operation: 'SystemPing',
    claim: id,
    evidence: ['this test'],
    check: async () => undefined,
    ...parts,
  })

const broken = async (): Promise<void> => {
  throw new Violation('something', 'this', 'that')
}

/** Fails at first and never again. */
const once = (): (() => Promise<void>) => {
  let count = 0
  return async () => {
    if (count++ === 0) await broken()
  }
}

const unclear = async (): Promise<void> => {
  throw new Inconclusive('it did not come about')
}

const lapsed = { because: 'it was known', until: '2000-01-01' }

const unwanted = claim('SystemPing.unwanted', { check: broken })

const cases: readonly (readonly [Verdict, Requirement])[] = [
  ['pass', claim('SystemPing.holds', {})],
  ['fail', claim('SystemPing.fails', { check: broken })],
  ['warn', claim('SystemPing.fails-as-info', { check: broken, level: 'info' })],
  ['flaky', claim('SystemPing.fails-once', { check: once() })],
  ['xfail', claim('SystemPing.known', { check: broken })],
  ['xpass', claim('SystemPing.known-no-more', {})],
  ['fail', claim('SystemPing.lapsed', { check: broken })],
  ['xpass', claim('SystemPing.lapsed-no-more', {})],
  ['pass', claim('SystemPing.known-now-and-then', {})],
  ['xfail', claim('SystemPing.known-now-and-then-too', { check: broken })],
  ['skip', claim('SystemPing.later', { since: '9.99' })],
  ['skip', claim('SystemPing.earlier', { until: '1.24', needs: ['health'] })],
  ['disabled', unwanted],
  ['error', claim('SystemPing.unclear', { check: unclear })],
]

describe('a whole run', () => {
  test.each<[string, Conclusion, readonly Pick<Result, 'verdict' | 'lacks'>[]]>([
    ['all that was asked holds', 'pass', [{ verdict: 'pass' }, { verdict: 'xfail' }, { verdict: 'warn' }]],
    ['what is left out is about other versions', 'pass', [{ verdict: 'pass' }, { verdict: 'skip' }]],
    ['the daemon lacks what something needs', 'partial', [{ verdict: 'pass' }, { verdict: 'skip', lacks: 'run' }]],
    ['something was not wanted', 'partial', [{ verdict: 'pass' }, { verdict: 'disabled' }]],
    ['something failed only once', 'partial', [{ verdict: 'pass' }, { verdict: 'flaky' }]],
    ['something failed', 'fail', [{ verdict: 'error' }, { verdict: 'fail' }]],
    ['something holds that should not', 'fail', [{ verdict: 'xpass' }]],
    ['something could not be found out', 'error', [{ verdict: 'pass' }, { verdict: 'error' }]],
  ])('in which %s comes to %s', (_, conclusion, results) => {
    expect(conclude(results)).toBe(conclusion)
  })
})

describe('verdicts', () => {
  const ledger = ledgerFolder()
  let target: Target
  beforeAll(async () => {
    target = await startFake()
  })
  afterAll(async () => {
    await target.close()
    ledger.remove()
  })

  test('follow from what a check does, and from what was expected', async () => {
    const expected = [
      { id: 'SystemPing.known-now*', because: 'it is known', sometimes: true },
      { id: 'SystemPing.known*', because: 'it is known', place: 'expected.yaml:7' },
      { id: 'SystemPing.lapsed*', ...lapsed },
    ]
    const requirements = cases.map(([, each]) => each)
    const disabled = (each: Requirement) => (each === unwanted ? 'it is not wanted' : undefined)
    const run = { run: '0badcafe', ledgerPath: ledger.path }
    const { results } = await runSuite({ target, requirements, expected, disabled, ...run })
    expect(results.map(({ verdict, requirement: { id } }) => [verdict, id])).toEqual(
      cases.map(([verdict, { id }]) => [verdict, id]),
    )
    expect(results[1]).toMatchObject({ expected: 'this', got: 'that' })
    const reasonOf = (name: string) => results.find(({ requirement: { id } }) => id === `SystemPing.${name}`)?.reason
    expect(reasonOf('known')).toBe('it is known')
    expect(reasonOf('known-no-more')).toBe('it holds now: delete expected.yaml:7, SystemPing.known* (it is known)')
    expect(reasonOf('lapsed')).toBe('it was excused until 2000-01-01. something: expected this, got that')
  })
})
