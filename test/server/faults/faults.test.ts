import { describe, expect, test } from 'vitest'
import type { FaultDescription } from '../../../src/server/faults/fault.ts'
import { createDouble } from '../double.ts'

const broken = { reply: { status: 503, message: 'broken' } } as const

/** The statuses of so many pings in a row. */
const pings = async (fault: FaultDescription, count: number, seed: number | string = 1): Promise<number[]> => {
  const { app, told } = createDouble({ seed })
  app.faults.add(fault)
  const statuses: number[] = []
  for (let ping = 0; ping < count; ping++) statuses.push((await told('GET /_ping'))[0])
  return statuses
}

describe('a fault strikes', () => {
  test.each<[string, FaultDescription, string]>([
    ['every time', {}, '503 503 503 503'],
    ['the second time', { nth: 2 }, '200 503 200 200'],
    ['after the first two', { skip: 2 }, '200 200 503 503'],
    ['twice', { max: 2 }, '503 503 200 200'],
    ['once, after the first', { skip: 1, max: 1 }, '200 503 200 200'],
    ['never', { probability: 0 }, '200 200 200 200'],
  ])('%s', async (_, count, expected) => {
    expect((await pings({ ...count, ...broken }, 4)).join(' ')).toBe(expected)
  })

  test('by chance, and by the same chance for the same seed', async () => {
    const fault = { ...broken, probability: 0.5 }
    const first = await pings(fault, 40, 'dice')
    expect(new Set(first)).toEqual(new Set([200, 503]))
    expect(await pings(fault, 40, 'dice')).toEqual(first)
    expect(await pings(fault, 40, 'other dice')).not.toEqual(first)
  })
})

describe('a fault is for', () => {
  test.each<[FaultDescription, string, boolean]>([
    [{}, 'GET /_ping', true],
    [{ operation: 'SystemPing' }, 'GET /_ping', true],
    [{ operation: ['SystemInfo', 'SystemPing'] }, 'GET /_ping', true],
    [{ operation: 'SystemInfo' }, 'GET /_ping', false],
    [{ method: 'GET', path: '/containers/*/json' }, 'GET /v1.43/containers/web/json?size=1', true],
    [{ path: '/containers/web/*' }, 'GET /containers/web/json', true],
    [{ path: '/containers/*/json' }, 'GET /containers/json', false],
    [{ method: 'POST' }, 'GET /containers/web/json', false],
    [{ object: 'web' }, 'GET /containers/web/json', true],
    [{ object: 'w*' }, 'GET /containers/web/json', true],
    [{ object: 'db' }, 'GET /containers/web/json', false],
    [{ object: 'web' }, 'GET /_ping', false],
    [{ object: 'web' }, 'POST /containers/create?name=web', true],
    [{ label: 'role' }, 'GET /containers/web/json', true],
    [{ label: 'role=front' }, 'GET /containers/web/json', true],
    [{ label: 'role=back' }, 'GET /containers/web/json', false],
    [{ label: 'toString' }, 'GET /containers/web/json', false],
    [{ label: 'role=front' }, 'POST /containers/create?name=other', true],
    [{ where: { 'State.Running': true, Name: '/web' } }, 'GET /containers/web/json', true],
    [{ where: { 'State.Running': false } }, 'GET /containers/web/json', false],
    [{ where: { 'HostConfig.NetworkMode': 'host' } }, 'POST /containers/create', true],
    [{ where: { 'No.Such': true } }, 'GET /containers/web/json', false],
    [{ object: 'web' }, 'GET /exec/{exec}/json', true],
    [{ object: 'bridge' }, 'GET /networks/bridge', true],
    [{ label: 'kind=cache' }, 'GET /volumes/data', true],
    [{ object: 'busybox:latest' }, 'GET /images/busybox/json', true],
    [{ object: 'busybox:1.36' }, 'POST /images/create?fromImage=busybox&tag=1.36', true],
    [{ object: 'ghost' }, 'GET /containers/ghost/json', false],
  ])('%j: %s is %s', async (match, line, isFor) => {
    const { app, engine, running, told } = createDouble()
    const web = await running('web', ['idle'], { Labels: { role: 'front' } })
    await told('POST /volumes/create', { Name: 'data', Labels: { kind: 'cache' } })
    const [, execution] = await told('POST /containers/web/exec', { Cmd: ['idle'] })
    const { Id: exec } = execution as { Id: string }
    const fault = app.faults.add({ ...match, ...broken })
    const body = line.includes('/containers/create')
      ? { Image: 'ghost', Labels: { role: 'front' }, HostConfig: { NetworkMode: 'host' } }
      : undefined
    const [status] = await told(line.replace('{exec}', exec), body)
    expect(status === 503).toBe(isFor)
    expect(fault.struck).toBe(isFor ? 1 : 0)
    expect(engine.containers.get(web.id)).toBe(web)
  })
})

test('faults are listed in the order in which they were made, until they are removed', async () => {
  const { app, told } = createDouble()
  const first = app.faults.add({ operation: 'SystemPing', ...broken })
  const second = app.faults.add({ operation: 'SystemInfo', ...broken })
  expect(app.faults.list()).toEqual([first, second])
  first.remove()
  expect(app.faults.list()).toEqual([second])
  expect((await told('GET /_ping'))[0]).toBe(200)
  app.faults.clear()
  expect(app.faults.list()).toEqual([])
})

test('the control plane adds, shows, releases and removes them', async () => {
  const { told, fetch, app } = createDouble()
  const fault = { operation: 'SystemPing', hold: true }
  const view = { id: 'f1', fault, met: 0, struck: 0, held: [] }
  expect(await told('POST /_mockerd/faults', fault)).toEqual([201, view])
  const ping = fetch('GET /_ping')
  await app.faults.get('f1')?.reached()
  expect(await told('GET /_mockerd/faults')).toEqual([200, [{ ...view, met: 1, struck: 1, held: ['GET /_ping'] }]])
  expect(await told('POST /_mockerd/faults/f1/release', { count: 1 })).toEqual([200, {}])
  expect((await ping).status).toBe(200)
  expect((await told('GET /_mockerd/faults/f1'))[0]).toBe(200)
  expect(await told('DELETE /_mockerd/faults/f1')).toEqual([200, {}])
  expect(await told('DELETE /_mockerd/faults/f1')).toEqual([404, { message: 'there is no fault f1 in force' }])
  expect(await told('POST /_mockerd/faults', {})).toEqual([
    400,
    { message: expect.stringContaining('it does nothing') },
  ])
  await told('POST /_mockerd/faults', fault)
  expect(await told('DELETE /_mockerd/faults')).toEqual([200, {}])
  expect(await told('GET /_mockerd/faults')).toEqual([200, []])
})
