import { describe, expect, test } from 'vitest'
import { createDouble } from '../double.ts'

describe('the journal', () => {
  test('tells what was asked, and what was answered', async () => {
    const { app, fetch, told } = createDouble()
    await told('POST /v1.43/containers/create?name=web', { Image: 'ghost', Labls: {} })
    await told('GET /containers/json?all=1&all=0')
    await fetch('GET /nowhere')
    expect(app.journal.requests()).toEqual([
      {
        number: 1,
        at: '2026-01-01T00:00:00Z',
        operation: 'ContainerCreate',
        apiVersion: '1.43',
        method: 'POST',
        path: '/containers/create',
        query: { name: ['web'] },
        object: 'web',
        body: { Image: 'ghost', Labls: {} },
        status: 404,
        message: 'No such image: ghost:latest',
        findings: ['body.Labls is unknown; closest: Labels'],
      },
      {
        number: 2,
        at: '2026-01-01T00:00:00Z',
        operation: 'ContainerList',
        apiVersion: app.engine.profile.apiVersion,
        method: 'GET',
        path: '/containers/json',
        query: { all: ['1', '0'] },
        status: 200,
        findings: [],
      },
      {
        number: 3,
        at: '2026-01-01T00:00:00Z',
        apiVersion: app.engine.profile.apiVersion,
        method: 'GET',
        path: '/nowhere',
        query: {},
        status: 404,
        message: 'page not found',
        findings: ['no operation is GET /nowhere'],
      },
    ])
  })

  test('knows what a request was about', async () => {
    const { app, told } = createDouble()
    await told('GET /containers/web%20site/json')
    await told('GET /images/ghcr.io/acme/job:2/json')
    await told('POST /images/create?fromImage=ghost&tag=1.36')
    await told('POST /networks/create', { Name: 'front' })
    await told('POST /containers/a/rename?name=b')
    await told('GET /info')
    const objects = ['web site', 'ghcr.io/acme/job:2', 'ghost:1.36', 'front', 'a', undefined]
    expect(app.journal.requests().map(({ object }) => object)).toEqual(objects)
  })

  test('tells of answers that have not come, and of those that were lost', async () => {
    const { app, fetch, running } = createDouble()
    await running('web')
    const waiting = fetch('POST /containers/web/wait?condition=removed')
    app.faults.add({ operation: 'SystemPing', reset: true })
    await fetch('GET /_ping').catch(() => undefined)
    const held = app.faults.add({ operation: 'SystemInfo', hold: true })
    const info = fetch('GET /info')
    await held.reached()
    expect(app.journal.requests({ operation: 'SystemPing' })).toMatchObject([{ lost: 'reset' }])
    const [unanswered] = app.journal.requests({ operation: 'SystemInfo' })
    expect(unanswered).not.toHaveProperty('status')
    held.release()
    await info
    expect(app.journal.requests({ operation: 'SystemInfo' })).toMatchObject([{ status: 200 }])
    void waiting
  })

  test.each([
    [{ operation: 'ContainerStart' }, [2, 3]],
    [{ operation: 'ContainerStart', object: 'web' }, [2]],
    [{ path: '/containers/*/start' }, [2, 3]],
    [{ method: 'GET' }, [1, 4]],
    [{ status: 404, object: 'db' }, [3]],
    [{}, [1, 2, 3, 4]],
  ] as const)('finds %j', async (query, expected) => {
    const { app, told } = createDouble()
    for (const line of ['GET /_ping', 'POST /containers/web/start', 'POST /containers/db/start', 'GET /info'])
      await told(line)
    expect(app.journal.requests(query).map(({ number }) => number)).toEqual(expected)
  })

  test('explains why there is nothing by what comes closest', async () => {
    const { app, told, running } = createDouble()
    const query = { operation: 'ContainerStart', object: 'web' } as const
    expect(app.journal.explain(query)).toBe('nothing asked for ContainerStart of web; nothing was asked at all')
    await running('wbe')
    await told('POST /containers/web/stop?t=0')
    expect(app.journal.explain(query)).toBe(
      'nothing asked for ContainerStart of web; closest: ContainerStop of web (#2: 404), ContainerStart of wbe (#1: 204)',
    )
    expect(() => app.journal.expect(query)).toThrow('nothing asked for ContainerStart of web; closest: ')
    expect(app.journal.expect({ operation: 'ContainerStart' })).toHaveLength(1)
  })

  test('keeps the last thousand, and no more bytes than are good for a test', async () => {
    const { app, told } = createDouble()
    for (let count = 0; count < 2100; count++) await app.fetch(new Request('http://docker/_ping'))
    const pings = app.journal.requests()
    expect([pings.length, pings.at(-1)?.number]).toEqual([1000, 2100])
    const body = { Image: 'x'.repeat(60_000) }
    for (let count = 0; count < 150; count++) await told('POST /containers/create', body)
    const kept = app.journal.requests({ operation: 'ContainerCreate' })
    expect(kept.length).toBeGreaterThan(50)
    expect(kept.length).toBeLessThan(150)
    expect(kept.at(-1)?.body).toEqual(body)
    await told('POST /containers/create', { Image: 'x'.repeat(70_000) })
    expect(app.journal.requests().at(-1)).not.toHaveProperty('body')
  })

  test('forgets when it is told to', async () => {
    const { app, told } = createDouble()
    await told('POST /networks/create', { Name: 'a' })
    app.journal.clear()
    expect(app.journal.requests()).toEqual([])
    expect(app.journal.coverage()).toMatchObject({ operations: { asked: {} }, events: {} })
    await told('GET /_ping')
    expect(app.journal.requests()).toMatchObject([{ number: 2 }])
  })
})

test('coverage counts operations, parameters, statuses and events', async () => {
  const { app, told, running } = createDouble()
  await running('web')
  await told('GET /containers/json?all=1')
  await told('GET /containers/json?limit=2&nonsense=1')
  await told('GET /containers/ghost/json')
  const { operations, parameters, statuses, events } = app.journal.coverage()
  expect(operations.asked).toEqual({ ContainerInspect: 1, ContainerList: 2, ContainerStart: 1 })
  expect(operations.missing).toContain('ContainerStop')
  expect(operations.missing).not.toContain('ContainerList')
  expect(parameters.ContainerList?.given).toEqual(['all', 'limit'])
  expect(parameters.ContainerList?.missing).toEqual(expect.arrayContaining(['size', 'filters']))
  expect(statuses).toEqual({ ContainerInspect: { 404: 1 }, ContainerList: { 200: 2 }, ContainerStart: { 204: 1 } })
  expect(events).toMatchObject({ 'container start': 1, 'network connect': 1 })
})

test('who controls the fake is not in it', async () => {
  const { app, told } = createDouble()
  await told('GET /_mockerd/health')
  await told('GET /_ping')
  expect(await told('GET /_mockerd/journal')).toEqual([200, { requests: app.journal.requests() }])
  expect(app.journal.requests()).toHaveLength(1)
  expect(await told('GET /_mockerd/journal?operation=SystemInfo')).toEqual([
    200,
    { requests: [], explanation: 'nothing asked for SystemInfo; closest: SystemPing (#1: 200)' },
  ])
  expect(await told('GET /_mockerd/journal/coverage')).toEqual([200, app.journal.coverage()])
  expect((await told('GET /_mockerd/journal?operation=Nothing'))[0]).toBe(400)
  expect((await told('GET /_mockerd/journal?status=ok'))[0]).toBe(400)
  expect(await told('DELETE /_mockerd/journal')).toEqual([200, {}])
  expect(app.journal.requests()).toEqual([])
})
