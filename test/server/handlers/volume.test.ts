import { describe, expect, test } from 'vitest'
import { createApp, createEngine, createManualClock } from '../../../src/index.ts'

const world = () => {
  const clock = createManualClock()
  const engine = createEngine({ clock, seed: 1 })
  const app = createApp(engine)
  const ask = async (method: string, path: string, body?: unknown): Promise<[status: number, body: unknown]> => {
    const response = await app.fetch(
      new Request(`http://docker${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      }),
    )
    const text = await response.text()
    return [response.status, text === '' ? '' : JSON.parse(text)]
  }
  const names = async (query = ''): Promise<string[]> => {
    const [, body] = await ask('GET', `/volumes${query}`)
    return (body as { Volumes: { Name: string }[] }).Volumes.map(({ Name }) => Name)
  }
  const pull = async (): Promise<void> => {
    const pulled = ask('POST', '/images/create?fromImage=busybox&tag=latest').catch(() => undefined)
    clock.runUntilIdle()
    await pulled
  }
  return { engine, ask, names, pull }
}

const filters = (value: Record<string, string[]>): string => `?filters=${encodeURIComponent(JSON.stringify(value))}`

describe('volumes', () => {
  test('are created once: asking again changes and records nothing', async () => {
    const { engine, ask } = world()
    const request = { Name: 'data', Labels: { a: '1' } }
    const volume = {
      CreatedAt: '2026-01-01T00:00:00Z',
      Driver: 'local',
      Labels: { a: '1' },
      Mountpoint: '/var/lib/docker/volumes/data/_data',
      Name: 'data',
      Options: null,
      Scope: 'local',
    }
    expect(await ask('POST', '/volumes/create', request)).toEqual([201, volume])
    expect(await ask('POST', '/volumes/create', { Name: 'data', Labels: { b: '2' } })).toEqual([201, volume])
    expect(await ask('GET', '/volumes/data')).toEqual([200, volume])
    expect(engine.events.replay(undefined, undefined).map(({ action }) => action)).toEqual(['create'])
  })

  test('without a name are anonymous', async () => {
    const { ask } = world()
    const [, created] = await ask('POST', '/volumes/create', {})
    expect(created).toMatchObject({
      Name: expect.stringMatching(/^[0-9a-f]{64}$/),
      Labels: { 'com.docker.volume.anonymous': '' },
    })
  })

  const refused: readonly [method: string, path: string, body: unknown, status: number, message: string][] = [
    ['GET', '/volumes/ghost', undefined, 404, 'get ghost: no such volume'],
    ['DELETE', '/volumes/ghost', undefined, 404, 'get ghost: no such volume'],
    [
      'POST',
      '/volumes/create',
      { Name: 'x' },
      400,
      'create x: volume name is too short, names should be at least two alphanumeric characters',
    ],
    [
      'POST',
      '/volumes/create',
      { Name: 'ok', Driver: 'nfs' },
      404,
      'create ok: error looking up volume plugin nfs: plugin "nfs" not found',
    ],
    ['POST', '/volumes/create', { Name: 'ok', DriverOpts: { foo: '1' } }, 400, 'create ok: invalid option: "foo"'],
    [
      'POST',
      '/volumes/create',
      { Name: 'ok', DriverOpts: { type: 'nfs' } },
      400,
      'create ok: missing required option: "device"',
    ],
    ['GET', `/volumes${filters({ colour: ['red'] })}`, undefined, 400, "invalid filter 'colour'"],
    ['GET', '/volumes?filters=x', undefined, 400, 'error reading volume filters: invalid filter'],
    ['GET', `/volumes${filters({ dangling: ['x'] })}`, undefined, 400, "invalid filter 'dangling=[x]'"],
    [
      'POST',
      `/volumes/prune${filters({ all: ['a', 'b'] })}`,
      undefined,
      400,
      "invalid filter 'all=[a b]': only one value is expected",
    ],
    [
      'PUT',
      '/volumes/ghost?version=1',
      {},
      503,
      'volume update only valid for cluster volumes, but swarm is unavailable',
    ],
    ['PUT', '/v1.41/volumes/ghost?version=1', {}, 400, 'PUT /volumes/{name:.*} requires minimum API version 1.42'],
  ]
  for (const [method, path, body, status, message] of refused) {
    test(`${method} ${path} ${JSON.stringify(body) ?? ''} is refused with ${status}`, async () => {
      const { engine, ask } = world()
      expect(await ask(method, path, body)).toEqual([status, { message }])
      expect(engine.volumes.size).toBe(0)
    })
  }

  test('in use stay, forced or not', async () => {
    const { ask, pull } = world()
    await pull()
    const [, created] = await ask('POST', '/containers/create?name=user', {
      Image: 'busybox',
      HostConfig: { Binds: ['data:/data'] },
    })
    const { Id } = created as { Id: string }
    const refusal = { message: `remove data: volume is in use - [${Id}]` }
    expect(await ask('DELETE', '/volumes/data')).toEqual([409, refusal])
    expect(await ask('DELETE', '/volumes/data?force=1')).toEqual([409, refusal])
    await ask('DELETE', '/containers/user')
    expect(await ask('DELETE', '/volumes/data')).toEqual([204, ''])
    expect(await ask('DELETE', '/volumes/data?force=1')).toEqual([204, ''])
  })

  test('are filtered by name, label, driver and use', async () => {
    const { ask, names, pull } = world()
    await pull()
    await ask('POST', '/volumes/create', { Name: 'one', Labels: { tier: 'a' } })
    await ask('POST', '/volumes/create', { Name: 'two', Labels: { tier: 'b' } })
    await ask('POST', '/containers/create', { Image: 'busybox', HostConfig: { Binds: ['used:/data'] } })
    expect(await names()).toEqual(['one', 'two', 'used'])
    expect(await names(filters({ name: ['o'] }))).toEqual(['one', 'two'])
    expect(await names(filters({ label: ['tier=a'] }))).toEqual(['one'])
    expect(await names(filters({ dangling: ['true'] }))).toEqual(['one', 'two'])
    expect(await names(filters({ dangling: ['false'] }))).toEqual(['used'])
    expect(await names(filters({ driver: ['nfs'] }))).toEqual([])
  })

  test('are pruned when anonymous; named ones only on request or before 1.42', async () => {
    const { ask, names } = world()
    await ask('POST', '/volumes/create', { Name: 'named' })
    await ask('POST', '/volumes/create', { Name: 'bound', DriverOpts: { type: 'none', o: 'bind', device: '/x' } })
    await ask('POST', '/volumes/create', {})
    const [, first] = await ask('POST', '/volumes/prune')
    expect((first as { VolumesDeleted: string[] }).VolumesDeleted).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
    expect(await ask('POST', '/v1.44/volumes/prune')).toEqual([200, { VolumesDeleted: [], SpaceReclaimed: 0 }])
    expect(await ask('POST', '/v1.41/volumes/prune')).toEqual([200, { VolumesDeleted: ['named'], SpaceReclaimed: 0 }])
    expect(await names()).toEqual(['bound'])
  })
})
