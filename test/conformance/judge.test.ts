import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Requirement, runSuite, type Target, type Verdict } from '../../src/conformance/index.ts'
import { requirement } from '../../src/conformance/requirement.ts'
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

const cases: readonly (readonly [Verdict, Requirement])[] = [
  ['pass', claim('SystemPing.holds', {})],
  ['fail', claim('SystemPing.fails', { check: broken })],
  ['warn', claim('SystemPing.fails-as-info', { check: broken, level: 'info' })],
  ['flaky', claim('SystemPing.fails-once', { check: once() })],
  ['xfail', claim('SystemPing.known', { check: broken })],
  ['xpass', claim('SystemPing.known-no-more', {})],
  ['skip', claim('SystemPing.later', { since: '9.99' })],
  ['error', claim('SystemPing.unclear', { check: unclear })],
]

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
    const expected = [{ id: 'SystemPing.known*', because: 'it is known' }]
    const requirements = cases.map(([, each]) => each)
    const { results } = await runSuite({ target, requirements, expected, run: '0badcafe', ledgerPath: ledger.path })
    expect(results.map(({ verdict, requirement: { id } }) => [verdict, id])).toEqual(
      cases.map(([verdict, { id }]) => [verdict, id]),
    )
    expect(results[1]).toMatchObject({ expected: 'this', got: 'that' })
  })
})
