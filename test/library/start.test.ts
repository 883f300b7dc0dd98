import { existsSync } from 'node:fs'
import http from 'node:http'
import { describe, expect, test } from 'vitest'
import { createManualClock, startMockerd } from '../../src/index.ts'
import { asking, inspect, letTimePass, runContainer } from './ask.ts'

const ping = (options: http.RequestOptions): Promise<string> =>
  new Promise((resolve, reject) => {
    http
      .get({ path: '/_ping', agent: false, ...options }, response => {
        response.setEncoding('utf8').on('data', resolve)
      })
      .on('error', reject)
  })

describe('startMockerd', () => {
  test('answers on a unix socket, on a port and without either, and takes its socket away', async () => {
    const docker = await startMockerd()
    expect(await ping({ socketPath: docker.socketPath })).toBe('OK')
    expect(await (await fetch(`${docker.url}/_ping`)).text()).toBe('OK')
    expect(await (await docker.fetch(new Request('http://docker/_ping'))).text()).toBe('OK')
    expect(docker.host).toBe(`unix://${docker.socketPath}`)
    await docker.close()
    expect(existsSync(docker.socketPath ?? '')).toBe(false)
  })

  test('opens no socket when it is given no host', async () => {
    await using docker = await startMockerd({ hosts: [] })
    expect(docker).toMatchObject({ host: '', hosts: [], socketPath: undefined, url: undefined })
    expect((await asking(docker)('GET /_ping')).text).toBe('OK')
  })

  test('says which clocks there are', async () => {
    await expect(startMockerd({ clock: 'sundial' })).rejects.toThrow('use system, manual, auto or x60')
    await using docker = await startMockerd({ hosts: [] })
    expect(() => docker.clock.advance('1s')).toThrow("start with { clock: 'manual' }")
  })

  test('leaves a clock that it was given to others', async () => {
    const clock = createManualClock()
    const docker = await startMockerd({ hosts: [], clock })
    docker.reset()
    await docker.close()
    let rang = false
    clock.after(5, () => {
      rang = true
    })
    clock.advance(5)
    expect(rang).toBe(true)
  })
})

describe('a container handle', () => {
  const started = async (config = {}) => {
    const docker = await startMockerd({ hosts: [], clock: 'manual' })
    await runContainer(docker, 'web', config)
    return docker
  }

  test('ends its container', async () => {
    await using docker = await started()
    docker.container('web').exit(7)
    expect((await inspect(docker, 'web')).State).toMatchObject({ Status: 'exited', ExitCode: 7 })
    expect(() => docker.container('web').exit()).toThrow('is not running')
    expect(() => docker.container('nobody').exit()).toThrow('No such container: nobody')
  })

  test('lets it run out of memory', async () => {
    await using docker = await started()
    docker.container('web').oom()
    expect((await inspect(docker, 'web')).State).toMatchObject({ Status: 'exited', ExitCode: 137, OOMKilled: true })
  })

  test('sets its health', async () => {
    await using docker = await started({ Healthcheck: { Test: ['CMD', 'true'] } })
    docker.container('web').health('unhealthy')
    docker.clock.advance('10m')
    expect((await inspect(docker, 'web')).State.Health?.Status).toBe('unhealthy')
  })

  test('speaks for it', async () => {
    await using docker = await started()
    docker.container('web').log('ready to accept connections')
    docker.container('web').log('oh no\n', 'stderr')
    const out = await asking(docker)('GET /containers/web/logs?stdout=1')
    expect(out.text.slice(8)).toBe('ready to accept connections\n')
    expect((await asking(docker)('GET /containers/web/logs?stderr=1')).text.slice(8)).toBe('oh no\n')
  })
})

describe('reset', () => {
  test('begins anew with the same ids and the same time', async () => {
    await using docker = await startMockerd({ hosts: [], clock: 'manual', seed: 5 })
    const first = await runContainer(docker, 'web')
    const before = (await first('GET /containers/web/json')).text
    docker.clock.advance('3h')
    docker.reset()
    expect((await first('GET /containers/json?all=1')).json).toEqual([])
    await runContainer(docker, 'web')
    expect((await first('GET /containers/web/json')).text).toBe(before)
  })

  test('ends what waits and what streams', async () => {
    await using docker = await startMockerd({ hosts: [], clock: 'manual' })
    const ask = await runContainer(docker, 'web')
    const open = async (line: string, method = 'GET') => docker.fetch(new Request(`http://docker${line}`, { method }))
    const follow = await open('/containers/web/logs?stdout=1&follow=1')
    const events = await open('/events')
    const wait = await open('/containers/web/wait', 'POST')
    const stop = ask('POST /containers/web/stop')
    docker.reset()
    expect(await follow.text()).toBe('')
    expect(await events.text()).toBe('')
    await expect(wait.text()).rejects.toThrow('the daemon has ended')
    expect((await stop).status).toBe(500)
  })

  test('is there for every client by the control plane, which answers', async () => {
    await using docker = await startMockerd({ clock: 'manual', seed: 3 })
    await runContainer(docker, 'web')
    const answer = await fetch(`${docker.url}/_mockerd/reset`, { method: 'POST' })
    expect([answer.status, await answer.json()]).toEqual([200, {}])
    expect((await asking(docker)('GET /containers/json?all=1')).json).toEqual([])
  })
})

describe('the automatic clock', () => {
  test('lets a client that waits wait for nothing', async () => {
    await using docker = await startMockerd({ clock: 'auto' })
    const ask = await runContainer(docker, 'nap', { Cmd: ['sh', '-c', 'trap "" TERM; sleep 86400; exit 4'] })
    expect((await ask('POST /containers/nap/wait')).json).toEqual({ StatusCode: 4 })
    const elapsed = docker.clock.now() - Date.UTC(2026, 0, 1) * 1000
    expect(elapsed / 1e6).toBeGreaterThanOrEqual(86_400)
  })

  test('moves on between the requests of a client that asks again and again', async () => {
    await using docker = await startMockerd({ clock: 'auto' })
    await runContainer(docker, 'slow', { Healthcheck: { Test: ['CMD', 'true'], Interval: 3600e9 } })
    let asked = 0
    while ((await inspect(docker, 'slow')).State.Health?.Status !== 'healthy') {
      expect(asked++).toBeLessThan(1000)
      await new Promise(resolve => setTimeout(resolve, 1))
    }
  })

  test('stands when nobody asks, whatever is due, and whoever only watches', async () => {
    await using docker = await startMockerd({ hosts: [], clock: 'auto' })
    await runContainer(docker, 'probed', { Healthcheck: { Test: ['CMD', 'true'], Interval: 1e9 } })
    const events = await docker.fetch(new Request('http://docker/events'))
    await new Promise(resolve => setTimeout(resolve, 20))
    const before = docker.clock.now()
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(docker.clock.now()).toBe(before)
    await events.body?.cancel()
  })

  test('is still moved by hand', async () => {
    await using docker = await startMockerd({ hosts: [], clock: 'auto' })
    const ask = asking(docker)
    const before = docker.clock.now()
    docker.clock.advance('1h')
    expect(docker.clock.now() - before).toBe(3_600_000_000)
    await letTimePass(docker, ask('GET /_ping'))
  })
})
