import { describe, expect, test } from 'vitest'
import { type Mockerd, type Seed, startMockerd } from '../../../src/index.ts'
import { asking } from '../../library/ask.ts'

const withWorld = async (world: Seed, use: (docker: Mockerd) => Promise<void>): Promise<void> => {
  await using docker = await startMockerd({ world, hosts: [], clock: 'manual' })
  await use(docker)
}

/** What one path of an answer has. */
const shown = async (docker: Mockerd, path: string): Promise<Record<string, unknown>> =>
  (await asking(docker)(`GET ${path}`)).json as Record<string, unknown>

const id = (digit: string): string => `${digit}abc`.repeat(16)

/** As inspect shows it, but for what nobody reads. */
const whole: Seed = {
  images: [
    {
      Id: `sha256:${id('1')}`,
      RepoTags: ['shop/api:1.4', 'shop/api:latest'],
      RepoDigests: [`shop/api@sha256:${id('1')}`],
      Created: '2025-12-01T10:00:00Z',
      Size: 123_456_789,
      Config: {
        Entrypoint: ['/srv/api', '--serve'],
        User: 'api',
        Labels: { team: 'a' },
        ExposedPorts: { '80/tcp': {} },
      },
    },
  ],
  networks: [
    { Name: 'bridge', Id: id('3'), IPAM: { Config: [{ Subnet: '172.30.0.0/16', Gateway: '172.30.0.1' }] } },
    {
      Name: 'back',
      Id: id('4'),
      Created: '2025-12-01T11:00:00.5Z',
      Labels: { team: 'a' },
      IPAM: { Config: [{ Subnet: '10.7.0.0/24', Gateway: '10.7.0.254' }] },
    },
  ],
  volumes: [{ Name: 'data', Labels: { keep: 'yes' }, CreatedAt: '2025-12-01T12:00:00Z' }],
  containers: [
    {
      Id: id('5'),
      Name: '/api',
      Image: `sha256:${id('1')}`,
      Created: '2025-12-01T13:00:00Z',
      Path: '/srv/api',
      Args: ['--serve'],
      RestartCount: 2,
      State: {
        Status: 'running',
        StartedAt: '2025-12-31T23:00:00Z',
        Health: { Status: 'healthy', Log: [{ Start: '2025-12-31T23:30:00Z', ExitCode: 0, Output: 'fine' }] },
      },
      Config: { Image: 'shop/api', User: 'api', Env: ['MODE=live'], Healthcheck: { Test: ['CMD', '/srv/probe'] } },
      HostConfig: { NetworkMode: 'back', PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } },
      Mounts: [{ Type: 'volume', Name: 'data', Source: '/v/data/_data', Destination: '/data', RW: true }],
      NetworkSettings: {
        Networks: {
          back: {
            NetworkID: id('4'),
            EndpointID: id('6'),
            IPAddress: '10.7.0.9',
            IPPrefixLen: 24,
            Aliases: ['db', id('5').slice(0, 12)],
          },
        },
        Ports: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '8080' }] },
      },
    },
    {
      Name: '/job',
      Image: `sha256:${id('1')}`,
      State: { Status: 'exited', ExitCode: 3, FinishedAt: '2025-12-31T22:00:00Z', StartedAt: '2025-12-31T21:00:00Z' },
      Config: { Image: 'shop/api' },
    },
  ],
}

describe('a world that inspect showed', () => {
  test('is listed as it was', () =>
    withWorld(whole, async docker => {
      const containers = await shown(docker, '/containers/json?all=1')
      expect(containers).toMatchObject([
        { Names: ['/job'], State: 'exited', Status: 'Exited (3) 2 hours ago', Image: 'shop/api' },
        {
          Id: id('5'),
          Names: ['/api'],
          Command: '/srv/api --serve',
          Status: 'Up About an hour (healthy)',
          Ports: [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }],
          Mounts: [{ Name: 'data', Destination: '/data' }],
        },
      ])
      expect(await shown(docker, '/images/json')).toMatchObject([
        {
          Id: `sha256:${id('1')}`,
          RepoTags: ['shop/api:1.4', 'shop/api:latest'],
          RepoDigests: [`shop/api@sha256:${id('1')}`],
          Labels: { team: 'a' },
        },
      ])
      expect(await shown(docker, '/networks/back')).toMatchObject({
        Id: id('4'),
        Created: '2025-12-01T11:00:00.5Z',
        IPAM: { Config: [{ Subnet: '10.7.0.0/24', Gateway: '10.7.0.254' }] },
        Containers: { [id('5')]: { Name: 'api', IPv4Address: '10.7.0.9/24' } },
      })
      expect(await shown(docker, '/networks/bridge')).toMatchObject({ Id: id('3') })
      expect(await shown(docker, '/volumes/data')).toMatchObject({ Labels: { keep: 'yes' } })
    }))

  test('goes on: what has no program here does nothing until it is told to end, and starts again', () =>
    withWorld(whole, async docker => {
      docker.clock.advance('10m')
      expect(await shown(docker, '/containers/api/json')).toMatchObject({
        RestartCount: 2,
        State: { Running: true, Health: { Status: 'healthy', Log: [{ Output: 'fine' }] } },
        NetworkSettings: { Networks: { back: { Aliases: ['db'] } } },
      })
      const ask = asking(docker)
      expect((await ask('POST /containers/api/stop?t=1')).status).toBe(204)
      expect((await ask('POST /containers/api/start')).status).toBe(204)
      expect((await ask('POST /containers/job/start')).status).toBe(204)
      expect(await shown(docker, '/containers/job/json')).toMatchObject({ State: { Running: true } })
      // What was not said of the second container is as for one that has just been made.
      expect(await shown(docker, '/containers/api/json')).toMatchObject({
        NetworkSettings: { Networks: { back: { IPAddress: expect.stringMatching(/^10\.7\.0\./) } } },
      })
    }))

  test('tells nobody of what happened before', () =>
    withWorld(whole, async docker => {
      const { text } = await asking(docker)(`GET /events?since=0&until=${Math.floor(docker.clock.now() / 1e6)}`)
      expect(text).toBe('')
    }))

  test('is there again after a reset, and not beside what is restored', () =>
    withWorld(whole, async docker => {
      const ask = asking(docker)
      await ask('DELETE /containers/api?force=1')
      await ask('DELETE /volumes/data')
      const without = docker.snapshot()
      docker.reset()
      expect([...docker.engine.containers.all()].map(({ name }) => name)).toEqual(['api', 'job'])
      docker.restore(without)
      expect([...docker.engine.containers.all()].map(({ name }) => name)).toEqual(['job'])
      expect([...docker.engine.volumes.all()]).toEqual([])
    }))
})

describe('a world that somebody wrote by hand', () => {
  test('needs no more than names', () =>
    withWorld(
      {
        images: [{ RepoTags: ['busybox'] }],
        networks: [{ Name: 'front' }],
        volumes: [{ Name: 'data' }],
        containers: [
          { Name: 'idle', Image: 'busybox' },
          {
            Name: 'web',
            Image: 'busybox',
            State: { Status: 'running' },
            Config: { Cmd: ['httpd', '-f'] },
            HostConfig: { NetworkMode: 'front', Binds: ['data:/srv'] },
          },
        ],
      },
      async docker => {
        expect(await shown(docker, '/containers/json?all=1')).toMatchObject([
          { Names: ['/web'], State: 'running', Mounts: [{ Name: 'data', Destination: '/srv' }] },
          { Names: ['/idle'], State: 'created', Command: 'sh' },
        ])
        const { NetworkSettings } = (await shown(docker, '/containers/web/json')) as {
          NetworkSettings: { Networks: { front: { IPAddress: string } } }
        }
        expect(NetworkSettings.Networks.front.IPAddress).toMatch(/^172\.18\.0\./)
      },
    ))

  test('says of what cannot be why not', async () => {
    const networks = ['a', 'b'].map(Name => ({ Name, IPAM: { Config: [{ Subnet: '10.1.0.0/16' }] } }))
    await expect(startMockerd({ world: { networks }, hosts: [] })).rejects.toThrow('Pool overlaps with other one')
  })
})
