import { describe, expect, test } from 'vitest'
import { createApp } from '../../../src/index.ts'
import { createManualClock } from '../../../src/state/clock.ts'
import { createEngine } from '../../../src/state/engine.ts'
import { profiles } from '../../../src/state/profile/profiles.ts'

type Json = Record<string, unknown>

/** A daemon with what every scenario needs: an image, asked the way a client does. */
const daemon = async (profile: string) => {
  const clock = createManualClock()
  const app = createApp(createEngine({ profile, clock, seed: 1 }))
  const ask = async (line: string, body?: unknown) => {
    const [method = 'GET', path = '/'] = line.split(' ')
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const request = new Request(`http://docker${path}`, {
      ...init,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' } }),
    })
    const response = await app.fetch(request)
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : parsed(text) }
  }
  let isPulled = false
  const pulling = ask('POST /images/create?fromImage=busybox&tag=latest').finally(() => {
    isPulled = true
  })
  for (; !isPulled; clock.runUntilIdle()) await new Promise(resolve => setTimeout(resolve, 0))
  await pulling
  return { ask, clock }
}

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text)
  } catch {
    return { text }
  }
}

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, key) => (part as Json | undefined)?.[key], value)

describe('a container that was given nothing', () => {
  test.each([
    ['docker-20.10', 'HostConfig.NetworkMode', 'default'],
    ['docker-26', 'HostConfig.NetworkMode', 'bridge'],
    ['docker-28', 'HostConfig.PortBindings', null],
    ['docker-29', 'HostConfig.PortBindings', {}],
    ['docker-20.10', 'HostConfig.KernelMemory', 0],
    ['docker-26', 'HostConfig.KernelMemory', undefined],
    ['docker-20.10', 'HostConfig.Runtime', undefined],
    ['docker-26', 'HostConfig.Runtime', 'runc'],
    ['docker-20.10', 'HostConfig.RestartPolicy.Name', ''],
    ['docker-24', 'HostConfig.RestartPolicy.Name', ''],
    ['docker-25', 'HostConfig.RestartPolicy.Name', 'no'],
    ['docker-26', 'HostConfig.RestartPolicy.Name', 'no'],
    ['docker-26', 'GraphDriver.Data.ID', undefined],
    ['docker-28', 'GraphDriver.Data.ID', expect.stringMatching(/^[0-9a-f]{64}$/)],
  ])('of %s has as %s: %j', async (profile, path, value) => {
    const { ask } = await daemon(profile)
    await ask('POST /containers/create?name=web', { Image: 'busybox' })
    expect(at((await ask('GET /containers/web/json')).body, path)).toEqual(value)
  })

  test.each(profiles)('starts on $name all the same', async ({ name: profile, podman }) => {
    const { ask } = await daemon(profile)
    await ask('POST /containers/create?name=web', { Image: 'busybox', Cmd: ['sleep', '60'] })
    expect((await ask('POST /containers/web/start')).status).toBe(204)
    const { body } = await ask('GET /containers/web/json')
    expect(at(body, 'HostConfig.Runtime')).toBe(podman ? 'oci' : 'runc')
    const [network, address] = podman ? ['podman', /^10\.88\./] : ['bridge', /^172\.17\./]
    expect(at(body, `NetworkSettings.Networks.${network}.IPAddress`)).toMatch(address)
  })
})

describe('a container that has ended', () => {
  test.each([
    ['docker-20.10', true],
    ['docker-26', true],
    ['docker-28', false],
  ])('on %s still shows its sandbox: %s', async (profile, isShown) => {
    const { ask, clock } = await daemon(profile)
    await ask('POST /containers/create?name=web', { Image: 'busybox', Cmd: ['true'] })
    await ask('POST /containers/web/start')
    clock.advance(1000)
    expect(at((await ask('GET /containers/web/json')).body, 'NetworkSettings.SandboxID') !== '').toBe(isShown)
  })

  test.each([
    ['docker-20.10', false],
    ['docker-23', false],
    ['docker-24', true],
    ['docker-26', true],
  ])('on %s tells how long it ran: %s', async (profile, isTold) => {
    const { ask, clock } = await daemon(profile)
    await ask('POST /containers/create?name=web', { Image: 'busybox', Cmd: ['true'] })
    await ask('POST /containers/web/start')
    clock.advance(1000)
    const { body } = await ask(`GET /events?since=0&until=${Math.floor(clock.now() / 1e6)}`)
    expect(JSON.stringify(body)).toContain('die')
    expect(JSON.stringify(body).includes('execDuration')).toBe(isTold)
  })
})

describe('refusals', () => {
  test.each([
    [
      'docker-20.10',
      'You cannot remove a running container {id}. Stop the container before attempting removal or force remove',
    ],
    [
      'docker-26',
      'cannot remove container "/web": container is running: stop the container before removing or force remove',
    ],
    [
      'docker-28',
      'cannot remove container "web": container is running: stop the container before removing or force remove',
    ],
  ])('of removing what runs: %s answers %s', async (profile, message) => {
    const { ask } = await daemon(profile)
    const { body: made } = await ask('POST /containers/create?name=web', { Image: 'busybox', Cmd: ['sleep', '60'] })
    await ask('POST /containers/web/start')
    const { status, body } = await ask('DELETE /containers/web')
    expect([status, body]).toEqual([409, { message: message.replace('{id}', String(made?.Id)) }])
  })

  test.each([
    ['docker-20.10', "maximum retry count cannot be used with restart policy 'always'"],
    ['docker-26', "invalid restart policy: maximum retry count can only be used with 'on-failure'"],
  ])('of a restart policy: %s says %s', async (profile, message) => {
    const { ask } = await daemon(profile)
    const HostConfig = { RestartPolicy: { Name: 'always', MaximumRetryCount: 3 } }
    expect((await ask('POST /containers/create', { Image: 'busybox', HostConfig })).body).toEqual({ message })
  })

  test.each([
    [
      'docker-28',
      'user specified IP address is supported only when connecting to networks with user configured subnets',
    ],
    ['docker-29', 'no configured subnet contains IP address 10.1.2.3'],
  ])('of an address: %s says %s', async (profile, message) => {
    const { ask } = await daemon(profile)
    await ask('POST /networks/create', { Name: 'n' })
    await ask('POST /containers/create?name=web', { Image: 'busybox' })
    const EndpointConfig = { IPAMConfig: { IPv4Address: '10.1.2.3' } }
    const { body } = await ask('POST /networks/n/connect', { Container: 'web', EndpointConfig })
    expect(body).toEqual({ message: `invalid endpoint settings:\n${message}` })
  })

  test.each([
    ['docker-20.10', 500, /^Container [0-9a-f]{64} is not running: Exited \(137\) .* ago$/],
    ['docker-23', 409, /^Container [0-9a-f]{64} is not running$/],
  ])('of an execution whose container has ended: %s answers %i %s', async (profile, refused, message) => {
    const { ask, clock } = await daemon(profile)
    await ask('POST /containers/create?name=web', { Image: 'busybox', Cmd: ['sleep', '60'] })
    await ask('POST /containers/web/start')
    const { body: made } = await ask('POST /containers/web/exec', { Cmd: ['true'] })
    await ask(`POST /exec/${made?.Id}/start`, { Detach: true })
    clock.advance(100)
    await ask('POST /containers/web/kill')
    clock.advance(100)
    const { status, body } = await ask(`POST /exec/${made?.Id}/start`, { Detach: true })
    expect([status, body]).toEqual([refused, { message: expect.stringMatching(message) }])
  })

  test.each([
    ['172.17.0.77', ''],
    ['10.1.2.3', '\n* no configured subnet or ip-range contain the IP address 10.1.2.3'],
    ['x', '\n* invalid IPv4 address: x\n* no configured subnet or ip-range contain the IP address x'],
  ])(
    'of %s on the default bridge, whose subnet the daemon chose: docker-26 says what is wrong',
    async (IPv4Address, more) => {
      const { ask } = await daemon('docker-26')
      const NetworkingConfig = { EndpointsConfig: { bridge: { IPAMConfig: { IPv4Address } } } }
      const { body } = await ask('POST /containers/create', { Image: 'busybox', NetworkingConfig })
      const first = `${more === '' ? '' : '* '}user specified IP address is supported on user defined networks only`
      expect(body).toEqual({
        message: `invalid config for network bridge: invalid endpoint settings:\n${first}${more}`,
      })
    },
  )

  test.each([
    ['docker-28', []],
    ['docker-29', [expect.stringMatching(/^Links on the default bridge network are deprecated/)]],
  ])('%s warns of links on the default bridge: %j', async (profile, warnings) => {
    const { ask } = await daemon(profile)
    await ask('POST /containers/create?name=web', { Image: 'busybox' })
    const { body } = await ask('POST /containers/create', { Image: 'busybox', HostConfig: { Links: ['web:w'] } })
    expect(body?.Warnings).toEqual(warnings)
  })

  test.each([
    ['docker-20.10', 'text/plain; charset=utf-8'],
    ['docker-26', 'application/json'],
    ['docker-28', 'text/plain; charset=utf-8'],
  ])('of a version that is too old: %s answers as %s', async (profile, type) => {
    const { ask } = await daemon(profile)
    expect((await ask('GET /v1.1/_ping')).headers.get('content-type')).toBe(type)
  })
})

test.each([
  ['docker-28', '', ['own', 'used'], []],
  ['docker-28', '/v1.27', ['own'], ['used']],
  ['docker-29', '', ['own'], ['used']],
  ['podman-5', '', ['own'], ['used']],
])('%s finds unused networks by %s/networks: %j, and used ones: %j', async (profile, version, unused, used) => {
  const { ask } = await daemon(profile)
  await ask('POST /networks/create', { Name: 'own' })
  await ask('POST /networks/create', { Name: 'used' })
  const settings = { Image: 'busybox', Cmd: ['sleep', '60'], HostConfig: { NetworkMode: 'used' } }
  await ask('POST /containers/create?name=web', settings)
  await ask('POST /containers/web/start')
  const found = async (dangling: string) => {
    const filters = encodeURIComponent(JSON.stringify({ dangling: [dangling], driver: ['bridge'] }))
    const { body } = await ask(`GET ${version}/networks?filters=${filters}`)
    const names = (body as unknown as { Name: string }[]).map(({ Name }) => Name)
    return names.filter(name => name === 'own' || name === 'used').sort()
  }
  expect([await found('true'), await found('false')]).toEqual([unused, used])
})

test.each([
  ['docker-20.10', 'PUT /volumes/some', 404, 'page not found'],
  ['docker-23', 'PUT /v1.41/volumes/some', 400, 'PUT /volumes/{name:.*} requires minimum API version 1.42'],
  ['docker-28', 'GET /images/some/attestations', 404, 'page not found'],
])('what is newer than %s is not there: %s is answered %i %s', async (profile, line, status, message) => {
  const { ask } = await daemon(profile)
  expect(await ask(line)).toMatchObject({ status, body: { message } })
})

test.each([
  ['docker-20.10', null],
  ['docker-26', 'application/vnd.docker.multiplexed-stream'],
])('logs of %s are of type %s', async (profile, type) => {
  const { ask } = await daemon(profile)
  await ask('POST /containers/create?name=web', { Image: 'busybox' })
  expect((await ask('GET /containers/web/logs?stdout=1')).headers.get('content-type')).toBe(type)
})

test.each(['docker-20.10', 'docker-26', 'docker-28', 'docker-29'])(
  'lists of %s do not know where an anonymous volume is',
  async profile => {
    const { ask } = await daemon(profile)
    await ask('POST /containers/create?name=web', { Image: 'busybox', Volumes: { '/data': {} } })
    const [row] = (await ask('GET /containers/json?all=1')).body as unknown as { Mounts: Json[] }[]
    expect(row?.Mounts).toMatchObject([{ Type: 'volume', Destination: '/data', Source: '' }])
  },
)

test('a log that was asked for has a place before the first start', async () => {
  const { ask } = await daemon('docker-28')
  await ask('POST /containers/create?name=web', { Image: 'busybox' })
  expect(at((await ask('GET /containers/web/json')).body, 'LogPath')).toBe('')
  await ask('GET /containers/web/logs?stdout=1')
  expect(at((await ask('GET /containers/web/json')).body, 'LogPath')).toMatch(/-json\.log$/)
})
