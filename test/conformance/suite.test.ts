import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Report,
  reportOf,
  requirements,
  runSuite,
  type Target,
  watchedClaims,
} from '../../src/conformance/index.ts'
import { ledgerFolder, startFake } from './fake.ts'

describe('the suite', () => {
  test('has at least 250 requirements, each with a name of its own, a claim and evidence', () => {
    expect(requirements.length).toBeGreaterThanOrEqual(250)
    const ids = [...requirements, ...watchedClaims].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const bare = [...requirements, ...watchedClaims].filter(
      ({ claim, evidence }) => claim === '' || evidence.every(each => each === ''),
    )
    expect(bare.map(({ id }) => id)).toEqual([])
  })

  test('names a requirement after its operation', () => {
    const astray = [...requirements, ...watchedClaims].filter(({ id, operation }) => !id.startsWith(`${operation}.`))
    expect(astray.map(({ id }) => id)).toEqual([])
  })

  test('has every command in every state that can be reached', () => {
    const cells = requirements.filter(({ id }) => /\.(\w+-)?when-\w+$/.test(id)).map(({ id }) => id)
    for (const state of ['created', 'running', 'paused', 'restarting', 'exited', 'missing'])
      expect(cells.filter(id => id.endsWith(`when-${state}`)).length, state).toBeGreaterThanOrEqual(17)
  })
})

describe('the fake', () => {
  const ledger = ledgerFolder()
  let target: Target
  let report: Report
  beforeAll(async () => {
    target = await startFake()
    report = reportOf(
      await runSuite({ target, requirements, watched: watchedClaims, run: '0badcafe', ledgerPath: ledger.path }),
    )
    // On a busy machine it takes its time.
  }, 180_000)
  afterAll(async () => {
    await target.close()
    ledger.remove()
  })

  test('can do everything that the suite needs', () => {
    expect(report.capabilities.filter(({ present }) => !present)).toEqual([])
  })

  test('is asked for every operation that there is, and for each on a container in every state', () => {
    const { operations, cells } = report.coverage
    expect({ operations: operations.missing, cells: cells.missing }).toEqual({ operations: [], cells: [] })
    expect(operations.of).toBeGreaterThanOrEqual(89)
    expect(cells.of).toBeGreaterThanOrEqual(27 * 6)
  })

  test('meets every requirement', () => {
    const unmet = report.requirements.filter(({ verdict }) => verdict !== 'pass')
    expect(unmet.map(({ id, verdict, reason }) => `${verdict} ${id}: ${reason}`)).toEqual([])
  })

  test('is not damaged', () => {
    expect(report.damage).toEqual([])
  })

  test('has nothing of the run left', async () => {
    const ask = async (path: string): Promise<string> =>
      new TextDecoder().decode((await target.send({ method: 'GET', target: path, headers: {} })).body)
    const everything = await Promise.all(
      ['/containers/json?all=1', '/networks', '/volumes', '/images/json'].map(path => ask(path)),
    )
    expect(everything.filter(text => text.includes('0badcafe'))).toEqual([])
    expect(existsSync(ledger.path)).toBe(false)
  })
})
