import { describe, expect, test } from 'vitest'
import { Breach } from '../../../src/conformance/model/breach.ts'
import type { Finding } from '../../../src/conformance/property/explore.ts'
import { withFindings } from '../../../src/conformance/property/results.ts'
import { requirement } from '../../../src/conformance/requirement.ts'
import type { Result } from '../../../src/conformance/verdict.ts'

const asked = requirement({
  id: 'SystemPing.answers',
  operation: 'SystemPing',
  claim: 'It answers',
  evidence: ['/_ping'],
  check: async () => undefined,
})

const finding = (rest: Partial<Finding> = {}): Finding => ({
  failure: { breach: new Breach(asked.id, 'the status', '200', '500'), entries: [] },
  program: { steps: [{ call: 'SystemPing' }] },
  reproduced: [3, 3],
  ...rest,
})

const result = (verdict: Result['verdict']): Result => ({ requirement: asked, verdict, milliseconds: 1 })

const verdictAfter = (before: Result['verdict'], rest?: Partial<Finding>) =>
  withFindings([result(before)], [finding(rest)], [asked]).map(({ verdict }) => verdict)

describe('what programs find', () => {
  test.each<[Result['verdict'], Partial<Finding>, Result['verdict']]>([
    ['pass', {}, 'fail'],
    ['pass', { reproduced: [1, 3] }, 'fail'],
    ['pass', { reproduced: [0, 3] }, 'flaky'],
    ['fail', {}, 'fail'],
    ['disabled', {}, 'disabled'],
    ['skip', {}, 'skip'],
  ])('makes %s with %j %s', (before, rest, after) => {
    expect(verdictAfter(before, rest)).toEqual([after])
  })

  test('is told of a requirement that was not asked', () => {
    expect(withFindings([], [finding()], [asked])).toMatchObject([{ verdict: 'fail', expected: '200', got: '500' }])
  })

  test('says how sure it is, and whether the fake does the same', () => {
    const [told] = withFindings([], [finding({ reproduced: [2, 3], isSameOnFake: false })], [asked])
    expect(told?.reason).toContain('a program of 1 steps, in 2 of 3 runs; does not reproduce on the fake')
    expect(told?.program).toEqual({ steps: [{ call: 'SystemPing' }] })
  })
})
