import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanAfter, requirements, runSuite, type Target } from '../../src/conformance/index.ts'
import { createLedger, readLedger } from '../../src/conformance/ledger.ts'
import { ledgerFolder, startFake } from './fake.ts'

const label = 'dev.mockerd.conformance.run'

describe('what a run has made', () => {
  const ledger = ledgerFolder()
  let target: Target
  beforeAll(async () => {
    target = await startFake()
    await ask('POST', '/images/create?fromImage=busybox&tag=latest')
  })
  afterAll(async () => {
    await target.close()
    ledger.remove()
  })

  const ask = async (method: string, path: string, body?: object): Promise<string> => {
    const headers = { 'Content-Type': 'application/json' }
    const bytes = body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }
    return new TextDecoder().decode((await target.send({ method, target: path, headers, ...bytes })).body)
  }
  const names = async (): Promise<string[]> => {
    const rows: { Names: string[] }[] = JSON.parse(await ask('GET', '/containers/json?all=1'))
    return rows.flatMap(({ Names }) => Names).toSorted()
  }

  test('is taken away after a kill, but for what has no label of the run', async () => {
    const run = '0badcafe'
    const left = createLedger(ledger.path, { run, target: 'fake:' })
    const create = (name: string, Labels: object) =>
      ask('POST', `/containers/create?name=${name}`, { Image: 'busybox', Labels })
    for (const name of ['one', 'two', 'never-made']) left.write({ kind: 'container', name: `mkc-${run}-${name}` })
    left.write({ kind: 'volume', name: `mkc-${run}-volume` })
    for (const entry of left.entries()) left.settle(entry)
    await create(`mkc-${run}-one`, { [label]: run })
    await create(`mkc-${run}-two`, {})
    await create('foreign', { [label]: run })
    await ask('POST', '/volumes/create', { Name: `mkc-${run}-volume`, Labels: { [label]: run } })

    expect((await cleanAfter(target, ledger.path)).removed).toHaveLength(2)
    expect(await names()).toEqual(['/foreign', `/mkc-${run}-two`])
    expect(await ask('GET', '/volumes')).not.toContain(run)
    expect(existsSync(ledger.path)).toBe(false)
    for (const name of await names()) await ask('DELETE', `/containers${name}?force=1`)
  })

  test('is taken away when it is interrupted, wherever that is', async () => {
    for (const after of [1, 20, 120]) {
      const abort = new AbortController()
      const options = {
        target,
        requirements,
        run: `0badcaf${after % 10}`,
        ledgerPath: ledger.path,
        signal: abort.signal,
      }
      const { results } = await runSuite({ ...options, onResult: (_result, done) => done === after && abort.abort() })
      expect(results.length).toBeLessThan(requirements.length)
      expect(await names()).toEqual([])
      expect(existsSync(ledger.path)).toBe(false)
    }
  })

  test('is written down before it is made', () => {
    const written = createLedger(ledger.path, { run: '0badcafe', target: 'fake:' })
    written.write({ kind: 'network', name: 'mkc-0badcafe-1' })
    expect(readFileSync(ledger.path, 'utf8').split('\n')).toEqual([
      `{"run":"0badcafe","target":"fake:","pid":${process.pid}}`,
      '{"kind":"network","name":"mkc-0badcafe-1"}',
      '',
    ])
    expect(readLedger(ledger.path).unsettled).toEqual([{ kind: 'network', name: 'mkc-0badcafe-1' }])
    written.settle({ kind: 'network', name: 'mkc-0badcafe-1' })
    expect(readLedger(ledger.path).unsettled).toEqual([])
    written.close()
  })
})
