import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Mockerd, startMockerd } from '../../src/index.ts'
import { packTar } from '../../src/state/archive/tar.ts'
import { asking, inspect, runContainer } from './ask.ts'

let docker: Mockerd
beforeEach(async () => {
  docker = await startMockerd({ hosts: [], clock: 'manual' })
})
afterEach(() => docker.close())

/** Lets everything happen that takes no time: bodies arrive, answers leave. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) {
    docker.clock.advance(0)
    await new Promise(resolve => setTimeout(resolve, 0))
  }
}

/** Whether a promise has its outcome yet. */
const watched = <T>(promise: Promise<T>): { isOver: boolean; promise: Promise<T> } => {
  const watch = { isOver: false, promise }
  const end = (): void => {
    watch.isOver = true
  }
  promise.then(end, end)
  return watch
}

const health = async (name: string): Promise<string | undefined> => (await inspect(docker, name)).State.Health?.Status

const events = async (filter: string): Promise<{ Action: string; time: number; timeNano: number }[]> => {
  const until = Math.floor(docker.clock.now() / 1e6) + 1
  docker.clock.advance('1s')
  const filters = encodeURIComponent(JSON.stringify({ event: [filter] }))
  const { text } = await asking(docker)(`GET /events?since=1&until=${until}&filters=${filters}`)
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))
}

describe('a manual clock moves', () => {
  test('health probes, at their interval and not before', async () => {
    await runContainer(docker, 'web', { Healthcheck: { Test: ['CMD', 'true'], Interval: 30e9 } })
    docker.clock.advance('29s')
    expect(await health('web')).toBe('starting')
    docker.clock.advance('2s')
    expect(await health('web')).toBe('healthy')
  })

  test('the pauses between restarts, which double', async () => {
    await runContainer(docker, 'crash', { Cmd: ['false'], HostConfig: { RestartPolicy: { Name: 'always' } } })
    docker.clock.advance('3s')
    const starts = (await events('start')).map(({ timeNano }) => timeNano / 1e6)
    const pauses = starts.slice(1).map((at, index) => Math.round((at - (starts[index] ?? 0)) / 100) * 100)
    expect(pauses.slice(0, 4)).toEqual([100, 200, 400, 800])
  })

  test('the grace of a stop', async () => {
    await runContainer(docker, 'stubborn', { Cmd: ['sh', '-c', 'trap "" TERM; sleep 1000000'] })
    docker.clock.advance('1s')
    const stop = watched(asking(docker)('POST /containers/stubborn/stop?t=10'))
    await settle()
    docker.clock.advance('9s')
    await settle()
    expect([stop.isOver, (await inspect(docker, 'stubborn')).State.Status]).toEqual([false, 'running'])
    docker.clock.advance('2s')
    expect((await stop.promise).status).toBe(204)
    expect((await inspect(docker, 'stubborn')).State.ExitCode).toBe(137)
  })

  test('pulls, which take their time', async () => {
    const pull = watched(asking(docker)('POST /images/create?fromImage=node&tag=latest'))
    await settle()
    expect([pull.isOver, docker.engine.images.size]).toEqual([false, 0])
    docker.clock.runUntilIdle()
    expect((await pull.promise).text).toContain('Status: Downloaded newer image for node:latest')
  })

  test('builds, and what runs in them', async () => {
    await runContainer(docker, 'any')
    const content = new TextEncoder().encode('FROM busybox\nRUN sleep 3600 && date > /built\n')
    const body = packTar([{ path: '/Dockerfile', kind: 'file', content }])
    const headers = { 'content-type': 'application/x-tar' }
    const request = new Request('http://docker/build?t=made&version=1', { method: 'POST', headers, body })
    const build = watched((async () => (await docker.fetch(request)).text())())
    await settle()
    docker.clock.advance('59m')
    await settle()
    expect(build.isOver).toBe(false)
    docker.clock.advance('2m')
    await settle()
    docker.clock.advance('1s')
    expect(await build.promise).toContain('Successfully tagged made:latest')
  })

  test('the times of events', async () => {
    await runContainer(docker, 'web')
    docker.clock.advance('48h')
    const killedAt = docker.clock.now()
    docker.container('web').exit(1)
    const [die] = await events('die')
    expect(die).toMatchObject({ time: Math.floor(killedAt / 1e6), timeNano: killedAt * 1000 })
  })

  test('the times of log lines', async () => {
    await runContainer(docker, 'talker', { Cmd: ['sh', '-c', 'echo one; sleep 90; echo two; sleep 1000'] })
    docker.clock.advance('2m')
    const { text } = await asking(docker)('GET /containers/talker/logs?stdout=1&timestamps=1')
    const [one = 0, two = 0] = [...text.matchAll(/(\d{4}-\S+Z) /g)].map(([, at]) => Date.parse(at ?? ''))
    expect(two - one).toBe(90_000)
  })

  test('what lists say of ages', async () => {
    await runContainer(docker, 'old', { Cmd: ['sleep', '100000000'] })
    docker.clock.advance('528h')
    const { json } = await asking(docker)('GET /containers/json')
    expect(json).toMatchObject([{ Status: 'Up 3 weeks' }])
  })
})

test('nothing of this happens while it stands', async () => {
  await runContainer(docker, 'web', { Healthcheck: { Test: ['CMD', 'true'], Interval: 1e6 } })
  const before = docker.clock.now()
  await new Promise(resolve => setTimeout(resolve, 50))
  expect([docker.clock.now(), await health('web')]).toEqual([before, 'starting'])
})

test('runUntilIdle ends where everything waits for somebody, and says how far that was', async () => {
  await runContainer(docker, 'nap', { Cmd: ['sleep', '7200'] })
  expect(docker.clock.runUntilIdle()).toBe(7_200_000)
  expect((await inspect(docker, 'nap')).State.Status).toBe('exited')
  expect(docker.clock.runUntilIdle()).toBe(0)
})
