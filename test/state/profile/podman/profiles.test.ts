import { describe, expect, test } from 'vitest'
import { createApp } from '../../../../src/index.ts'
import { createManualClock } from '../../../../src/state/clock.ts'
import { createContainer } from '../../../../src/state/container/create.ts'
import { createEngine } from '../../../../src/state/engine.ts'
import { refusalOf } from '../../container/daemon.ts'
import { pullNow } from '../../image/pulled.ts'

const daemon = (profile: string) => {
  const app = createApp(createEngine({ profile, clock: createManualClock() }))
  return async (line: string, body?: unknown) => {
    const [method = 'GET', path = '/'] = line.split(' ')
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await app.fetch(new Request(`http://docker${path}`, { ...init, headers }))
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
}

describe.each([
  ['podman-4', '4.3.1', '1.28.2', null],
  ['podman-5', '5.4.2', '1.39.3', 'linux'],
])('%s', (profile, version, buildah, os) => {
  const ask = daemon(profile)

  test('is a Podman Engine that serves API 1.41', async () => {
    const { text, headers } = await ask('GET /version')
    expect(JSON.parse(text)).toMatchObject({
      Version: version,
      ApiVersion: '1.41',
      MinAPIVersion: '1.24',
      Components: [
        { Name: 'Podman Engine', Version: version, Details: { APIVersion: version, MinAPIVersion: '4.0.0' } },
        { Name: 'Conmon' },
        { Name: 'OCI Runtime (crun)' },
      ],
    })
    expect(headers.get('server')).toBe(`Libpod/${version} (linux)`)
    expect(headers.get('libpod-api-version')).toBe(version)
    expect([headers.get('ostype'), headers.get('docker-experimental')]).toEqual([null, null])
  })

  test('says more in a ping', async () => {
    const { headers } = await ask('GET /_ping')
    expect([headers.get('libpod-buildah-version'), headers.get('ostype')]).toEqual([buildah, os])
    expect([headers.get('cache-control'), headers.get('docker-experimental')]).toEqual(['no-cache', 'true'])
    expect(headers.get('builder-version')).toBe('')
  })

  test('tells what machine it is on', async () => {
    expect(JSON.parse((await ask('GET /info')).text)).toMatchObject({
      ServerVersion: version,
      BuildahVersion: buildah,
      Driver: 'overlay',
      DefaultRuntime: 'crun',
      IndexServerAddress: '',
      Architecture: 'amd64',
      Swarm: { LocalNodeState: 'inactive' },
      Uptime: '0.00s',
    })
  })

  test.each(['/v1.99/version', '/v1.1/version'])('serves %s, whatever its number', async path => {
    const { status, headers } = await ask(`GET ${path}`)
    expect([status, headers.get('api-version')]).toEqual([200, '1.41'])
  })

  test('refuses with a cause and a status', async () => {
    const { status, text } = await ask('GET /containers/nobody/json')
    const message = 'no container with name or ID "nobody" found: no such container'
    expect([status, JSON.parse(text)]).toEqual([404, { cause: 'no such container', message, response: 404 }])
  })

  test.each([
    ['GET /swarm', 404, 'Not Found\n'],
    ['GET /nodes', 404, 'Not Found\n'],
    ['GET /nowhere', 404, 'Not Found\n'],
    ['GET /networks/', 404, 'Not Found\n'],
    ['POST /build/prune', 404, 'Not Found\n'],
    ['GET /plugins/x/json', 404, 'Not Found\n'],
    ['OPTIONS /version', 405, 'Method Not Allowed\n'],
    ['DELETE /version', 405, 'Method Not Allowed\n'],
    ['GET /v1.41/plugins', 404, '{"cause":"","message":"Path /v1.41/plugins is not supported","response":0}\n'],
    [
      'POST /swarm/init',
      503,
      '{"cause":"Podman does not support service: /swarm/init","message":"Podman does not support service: /swarm/init","response":503}\n',
    ],
  ])('answers %s with %i', async (line, status, text) => {
    expect(await ask(line)).toMatchObject({ status, text })
  })

  test.each([
    [{ RestartPolicy: { Name: 'sometimes' } }, '"sometimes" is not a valid restart policy: invalid argument'],
    [{ IpcMode: 'nonsense' }, 'unrecognized namespace mode nonsense passed'],
    [{ Mounts: [{ Type: 'volume' }] }, 'must set volume destination'],
    [{ NetworkMode: 'container:nobody' }, 'no container with name or ID "nobody" found: no such container'],
    [{ VolumesFrom: ['nobody:ro'] }, 'no container with name or ID "nobody" found: no such container'],
  ])('refuses to create a container with %j by 500: %s', async (HostConfig, words) => {
    const { status, text } = await ask('POST /containers/create', { Image: 'x', HostConfig })
    expect(status).toBe(500)
    expect(JSON.parse(text).message).toContain(words)
  })
})

test('updates came to podman with 4.4', async () => {
  const asked = async (profile: string) => (await daemon(profile)('POST /containers/x/update', {})).text
  expect(await asked('podman-4')).toBe('Not Found\n')
  expect(await asked('podman-5')).toContain('no such container')
})

test('the platform of a container is looked at since podman 5', () => {
  const outcome = (profile: string): string => {
    const engine = createEngine({ profile, clock: createManualClock() })
    pullNow(engine, 'busybox')
    const request = { body: { Image: 'busybox' }, platform: 'linux/s390x', apiVersion: '1.41' } as const
    return refusalOf(() => createContainer(engine, request))
  }
  expect(outcome('podman-4')).toBe('accepted')
  expect(outcome('podman-5')).toMatch(/^not-found: /)
})
