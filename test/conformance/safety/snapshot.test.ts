import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requirements, runSuite, type Target, UnsafeTarget } from '../../../src/conformance/index.ts'
import { differencesBetween, takeSnapshot } from '../../../src/conformance/safety/snapshot.ts'
import { ledgerFolder, startFake } from '../fake.ts'

const label = 'dev.mockerd.conformance.run'

describe('a snapshot', () => {
  const ledger = ledgerFolder()
  let target: Target
  beforeAll(async () => {
    // As a daemon of somebody else.
    target = { ...(await startFake()), isOwn: false }
    await ask('POST', '/images/create?fromImage=busybox&tag=latest')
    await ask('POST', '/networks/create', { Name: 'lan' })
    await ask('POST', '/volumes/create', { Name: 'shelf' })
    await ask('POST', '/containers/create?name=busy', { Image: 'busybox', Cmd: ['sleep', '1000000'] })
    await ask('POST', '/containers/busy/start')
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

  /** What a change is told as, and nothing once it is undone. */
  const toldOf = async (change: () => Promise<unknown>): Promise<string[]> => {
    const before = await takeSnapshot(target)
    await change()
    return differencesBetween(before, await takeSnapshot(target))
  }

  test('holds still while nothing happens', async () => {
    expect(await toldOf(async () => undefined)).toEqual([])
  })

  test('does not heed what a run of the suite makes and gives names to', async () => {
    const name = 'mkc-0badcafe-1'
    const made = async (): Promise<void> => {
      await ask('POST', `/containers/create?name=${name}`, { Image: 'busybox', Labels: { [label]: '0badcafe' } })
      await ask('POST', `/images/busybox/tag?repo=${name}&tag=one`)
      await ask('POST', '/volumes/create', { Name: 'another' })
    }
    expect(await toldOf(made)).toEqual([])
    const unmade = async (): Promise<void> => {
      await ask('DELETE', `/containers/${name}`)
      await ask('DELETE', `/images/${name}:one`)
    }
    expect(await toldOf(unmade)).toEqual([])
  })

  test.each([
    ['POST', '/containers/busy/pause', 'State.Status was "running" and is "paused"'],
    ['POST', '/containers/busy/rename?name=busier', 'Name was "/busy" and is "/busier"'],
    ['POST', '/containers/busier/kill', 'State'],
    ['DELETE', '/containers/busier', 'is gone'],
    ['DELETE', '/volumes/shelf', 'volume shelf is gone'],
    ['DELETE', '/networks/lan', 'is gone'],
    ['POST', '/images/busybox/tag?repo=foreign', 'RepoTags was'],
    ['DELETE', '/images/foreign', 'RepoTags was'],
    ['DELETE', '/images/busybox', 'is gone'],
  ])('tells of %s %s', async (method, path, text) => {
    expect((await toldOf(() => ask(method, path))).join('\n')).toContain(text)
  })

  test('is taken before and after a run, which answers for the difference', async () => {
    await ask('POST', '/volumes/create', { Name: 'shelf' })
    const meddling = {
      id: 'SystemPing.meddles',
      operation: 'SystemPing',
      claim: 'x',
      evidence: ['x'],
      level: 'must',
      needs: [],
    } as const
    const outcome = await runSuite({
      target,
      run: '0badcafe',
      ledgerPath: ledger.path,
      requirements: [{ ...meddling, check: async () => void (await ask('DELETE', '/volumes/shelf')) }],
    })
    expect(outcome.damage).toEqual(['volume shelf is gone'])
  })

  test('keeps a run that wants the daemon for itself from one that has anything on it', async () => {
    const options = { target, run: '0badcafe', ledgerPath: ledger.path, requirements: [], mode: 'exclusive' } as const
    await ask('POST', '/volumes/create', { Name: 'shelf' })
    await expect(runSuite(options)).rejects.toThrow(UnsafeTarget)
    await ask('DELETE', '/volumes/shelf')
    await ask('DELETE', '/volumes/another')
    expect((await runSuite(options)).damage).toEqual([])
  })

  test('finds that a run in the mode readonly asks for nothing that changes anything', async () => {
    const sent: string[] = []
    const watched: Target = {
      ...target,
      send(request) {
        sent.push(request.method)
        return target.send(request)
      },
      open(request) {
        sent.push(request.method)
        return target.open(request)
      },
      upgrade(request) {
        sent.push(request.method)
        return target.upgrade(request)
      },
    }
    const { results } = await runSuite({
      target: watched,
      run: '0badcafe',
      ledgerPath: ledger.path,
      requirements,
      mode: 'readonly',
    })
    expect(sent.filter(method => !['GET', 'HEAD'].includes(method))).toEqual([])
    expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(['pass', 'disabled']))
    expect(results.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(30)
  })
})
