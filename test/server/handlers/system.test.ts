import { describe, expect, test } from 'vitest'
import { apiVersions, compareVersions } from '../../../spec/index.ts'
import { createApp } from '../../../src/index.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine } from '../../../src/state/engine.ts'

const daemon = (profile = 'docker-29') => {
  const engine = createEngine({ clock: createManualClock(), seed: 1, profile })
  const app = createApp(engine)
  const ask = async (line: string, headers: Record<string, string> = {}) => {
    const [method = 'GET', path = '/'] = line.split(' ')
    return app.fetch(new Request(`http://docker${path}`, { method, headers }))
  }
  return { engine, ask }
}

type Json = Record<string, unknown>
const infoOf = async (version: string): Promise<Json> => {
  const response = await daemon().ask(`GET /v${version}/info`)
  return (await response.json()) as Json
}

describe('ping', () => {
  test('says OK and what clients negotiate by', async () => {
    const response = await daemon().ask('GET /_ping')
    expect(await response.text()).toBe('OK')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'api-version': '1.55',
      'builder-version': '2',
      'cache-control': 'no-cache, no-store, must-revalidate',
      'content-type': 'text/plain; charset=utf-8',
      pragma: 'no-cache',
      swarm: 'inactive',
    })
  })
})

describe('version', () => {
  test('agrees with the headers, and has all components', async () => {
    const response = await daemon().ask('GET /version')
    const version = (await response.json()) as Json & { Components: { Name: string }[] }
    expect(version.ApiVersion).toBe(response.headers.get('api-version'))
    expect(response.headers.get('server')).toBe(`Docker/${version.Version} (linux)`)
    expect(version.Components.map(({ Name }) => Name)).toEqual(['Engine', 'containerd', 'runc', 'docker-init'])
    expect(version).not.toHaveProperty('Experimental')
  })
})

describe('info', () => {
  const served = apiVersions.filter(
    version => compareVersions(version, '1.40') >= 0 && compareVersions(version, '1.55') <= 0,
  )

  test.each<[field: string, since: string]>([
    ['FirewallBackend', '1.49'],
    ['Containerd', '1.46'],
    ['CDISpecDirs', '1.40'],
  ])('shows %s since %s', async (field, since) => {
    for (const version of served) {
      const info = await infoOf(version)
      expect([version, field in info]).toEqual([version, compareVersions(version, since) >= 0])
    }
  })

  test('says about commits what was expected until 1.48', async () => {
    expect((await infoOf('1.48')).RuncCommit).toEqual({ ID: expect.any(String), Expected: expect.any(String) })
    expect((await infoOf('1.49')).RuncCommit).toEqual({ ID: expect.any(String) })
  })

  test('has sorted keys wherever older versions have fields of their own', async () => {
    for (const version of served) {
      const keys = Object.keys(await infoOf(version))
      expect(keys.join() === keys.toSorted().join(), version).toBe(compareVersions(version, '1.50') < 0)
    }
    expect((await infoOf('1.46')).RegistryConfig).toHaveProperty('AllowNondistributableArtifactsCIDRs', null)
    expect((await infoOf('1.47')).RegistryConfig).not.toHaveProperty('AllowNondistributableArtifactsCIDRs')
  })

  test('counts what the engine holds', async () => {
    expect(await infoOf('1.55')).toMatchObject({ Containers: 0, ContainersRunning: 0, ContainersStopped: 0, Images: 0 })
  })

  test('gives the same bytes for the same seed', async () => {
    expect(await infoOf('1.55')).toEqual(await infoOf('1.55'))
  })
})

describe('auth', () => {
  test.each([
    ['', 'invalid X-Registry-Auth header: invalid JSON: EOF'],
    ['{', 'invalid X-Registry-Auth header: invalid JSON: unexpected EOF'],
    ['{} {}', 'invalid X-Registry-Auth header: multiple JSON documents not allowed'],
  ])('refuses the body %j', async (body, message) => {
    const { engine } = daemon()
    const request = new Request('http://docker/auth', { method: 'POST', ...(body !== '' && { body }) })
    const response = await createApp(engine).fetch(request)
    expect([response.status, await response.json()]).toEqual([400, { message }])
  })
})

describe('events', () => {
  test.each([
    ['1.55', undefined, 'application/jsonl'],
    ['1.51', undefined, 'application/json'],
    ['1.55', 'application/x-ndjson', 'application/x-ndjson'],
    ['1.44', 'application/json-seq', 'application/json-seq'],
    ['1.55', '*/*', 'application/jsonl'],
    ['1.55', 'text/html, application/x-ndjson;q=0.5', 'application/x-ndjson'],
    ['1.55', 'application/x-ndjson;q=0.5, application/json-seq', 'application/json-seq'],
    ['1.55', 'application/json-seq, application/jsonl', 'application/jsonl'],
    ['1.55', 'application/json-seq;q=0', 'application/jsonl'],
  ])('in %s with Accept %s are %s', async (version, accept, contentType) => {
    const response = await daemon().ask(`GET /v${version}/events?until=0`, accept === undefined ? {} : { accept })
    expect(response.headers.get('content-type')).toBe(contentType)
    expect(await response.text()).toBe('')
  })

  test.each([
    ['since=x', `invalid value for 'since': invalid timestamp "x": invalid seconds "x": invalid syntax`],
    ['until=1.x', `invalid value for 'until': invalid timestamp "1.x": invalid nanoseconds "x": invalid syntax`],
    ['since=9&until=3', '`since` time (9) cannot be after `until` time (3)'],
    ['filters=x', 'invalid filter'],
  ])('refuse %s', async (query, message) => {
    const response = await daemon().ask(`GET /events?${query}`)
    expect([response.status, await response.json()]).toEqual([400, { message }])
  })
})

describe('a daemon before 29', () => {
  test('has its own order in version, one type of events, and every list of disk usage', async () => {
    const { ask } = daemon('docker-28')
    const version = (await (await ask('GET /version')).json()) as { Components: { Details: Json }[] }
    expect(Object.keys(version).slice(0, 3)).toEqual(['Platform', 'Components', 'Version'])
    expect(version.Components[0]?.Details).not.toHaveProperty('Module')
    const events = await ask('GET /events?until=0', { accept: 'application/json-seq' })
    expect(events.headers.get('content-type')).toBe('application/json')
    const usage = await ask('GET /system/df?type=volume')
    expect(await usage.json()).toEqual({ LayersSize: 0, Images: null, Containers: null, Volumes: [], BuildCache: null })
  })
})
