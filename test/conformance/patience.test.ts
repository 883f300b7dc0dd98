import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Requirement, runSuite, type Target, TargetLost, type WireRequest } from '../../src/conformance/index.ts'
import { requirement } from '../../src/conformance/requirement.ts'
import { inProcessTarget } from '../../src/library/in-process-target.ts'
import { ledgerFolder, startFake } from './fake.ts'

const asking = (id: string, operation: 'SystemInfo' | 'SystemVersion', needs: Requirement['needs'] = []): Requirement =>
  requirement({
    id,
    operation,
    needs,
    claim: id,
    evidence: ['this test'],
    check: async world => void (await world.ask(operation)),
  })

const requirements = [
  asking('SystemVersion.before', 'SystemVersion'),
  asking('SystemInfo.silent', 'SystemInfo'),
  asking('SystemVersion.after', 'SystemVersion'),
]

describe('a daemon that does not answer', () => {
  const ledger = ledgerFolder()
  let fake: Target
  beforeAll(async () => {
    fake = await startFake()
  })
  afterAll(async () => {
    await fake.close()
    ledger.remove()
  })

  /** The fake, but for what it leaves without an answer. */
  const silent = (isSilent: (request: WireRequest) => boolean): Target => ({
    ...fake,
    send: request => (isSilent(request) ? Promise.reject(new TargetLost('no answer')) : fake.send(request)),
  })
  const judged = async (target: Target, rest: object = {}) => {
    const { results } = await runSuite({
      target,
      requirements,
      run: '0badcafe',
      ledgerPath: ledger.path,
      concurrency: 1,
      ...rest,
    })
    return results.map(({ verdict, reason = '' }) => `${verdict} ${reason}`.trim())
  }

  test('to one request has failed, as long as it answers to others', async () => {
    expect(await judged(silent(({ target }) => /^\/v[\d.]+\/info/.test(target)))).toEqual([
      'pass',
      'fail the daemon: expected an answer to each request, got no answer',
      'pass',
    ])
  })

  test('to anything any more is lost, and the report says so of whatever is still to be asked', async () => {
    let isGone = false
    const target = silent(({ target: path }) => {
      isGone ||= /^\/v[\d.]+\/info/.test(path)
      return isGone
    })
    expect(await judged(target)).toEqual([
      'pass',
      'error the daemon is lost: no answer',
      'error the daemon is lost: no answer',
    ])
  })

  test('in the time that a run has is not asked the rest', async () => {
    expect(await judged(fake, { budgetSeconds: 0 })).toEqual(
      requirements.map(() => 'disabled the time of the run was over: 0 s, by --budget'),
    )
  })

  test.each([
    [0, { run: 0, of: 6 }],
    [600, { run: 6, of: 6 }],
  ])('with %i seconds draws what there is time for', async (budgetSeconds, programs) => {
    const drawn = { seed: 7, runs: 5, milliseconds: 600_000, on: inProcessTarget('fake:') }
    const options = { target: fake, requirements, run: '0badcafe', ledgerPath: ledger.path, programs: drawn }
    expect((await runSuite({ ...options, budgetSeconds })).programs).toEqual(programs)
  })
})

describe('a requirement that does not come to an end', () => {
  test('is given up, and nothing more is asked in its world', async () => {
    const ledger = ledgerFolder()
    const target = await startFake()
    let asked = 0
    const endless = requirement({
      id: 'SystemPing.endless',
      operation: 'SystemPing',
      claim: 'It asks for ever',
      evidence: ['this test'],
      check: async world => {
        for (;;) {
          await world.ask('SystemPing')
          asked++
        }
      },
    })
    const options = { target, requirements: [endless], run: '0badcafe', ledgerPath: ledger.path, patienceSeconds: 0.2 }
    const { results } = await runSuite(options)
    const before = asked
    await target.send({ method: 'GET', target: '/_ping', headers: {} })
    expect(asked).toBe(before)
    expect(results[0]).toMatchObject({ verdict: 'error', reason: 'it did not come to an end within 0.2 s' })
    await target.close()
    ledger.remove()
  })
})
