import { describe, expect, test } from 'vitest'
import { type Mockerd, startMockerd } from '../../../src/index.ts'
import { asking, inspect, letTimePass, runContainer } from '../../library/ask.ts'

const start = (): Promise<Mockerd> => startMockerd({ hosts: [], clock: 'manual', seed: 11 })

/** A world with something of every kind. */
const richWorld = async (): Promise<Mockerd> => {
  const docker = await start()
  const ask = await runContainer(docker, 'plain')
  const must = async (line: string, body?: unknown): Promise<void> => {
    const { status, text } = await letTimePass(docker, ask(line, body))
    if (status >= 300 && status !== 304) throw new Error(`${line}: ${status} ${text}`)
  }
  await must('POST /networks/create', { Name: 'backend', EnableIPv6: true, Labels: { tier: 'back' } })
  await must('POST /volumes/create', { Name: 'data', Labels: { keep: '' } })
  await runContainer(docker, 'db', {
    // Once it has left its files it leaves no more of them: it will run again.
    Cmd: ['sh', '-c', '[ -e /data/file ] || { echo begun; echo kept > /data/file; rm /etc/shadow; }; sleep 1000'],
    Labels: { app: 'db' },
    ExposedPorts: { '80/tcp': {} },
    Healthcheck: { Test: ['CMD', 'true'], Interval: 30e9 },
    HostConfig: {
      Binds: ['data:/data', '/srv/shared:/shared'],
      NetworkMode: 'backend',
      PortBindings: { '80/tcp': [{ HostPort: '' }] },
      RestartPolicy: { Name: 'always' },
    },
  })
  await runContainer(docker, 'sidecar', { HostConfig: { NetworkMode: 'container:db' } })
  await runContainer(docker, 'linked', { HostConfig: { Links: ['plain:other'] } })
  await runContainer(docker, 'crashing', {
    Cmd: ['sh', '-c', 'printf "no end"; exit 3'],
    HostConfig: { RestartPolicy: { Name: 'on-failure' } },
  })
  docker.clock.advance('45s')
  await must('POST /containers/plain/pause')
  await runContainer(docker, 'ended', { Cmd: ['false'] })
  await must('POST /commit?container=db&repo=made&tag=1')
  await must('POST /images/made:1/tag?repo=localhost:5000/made&tag=2')
  await must('POST /images/localhost:5000/made/push?tag=2')
  await must('POST /plugins/pull?remote=vieux/sshfs&name=vieux/sshfs:latest', [])
  docker.images.define('ours/api:1', { files: { '/srv/index.html': 'hello' }, local: false })
  docker.images.define('theirs/api:2', { pull: 'denied' })
  await must('GET /containers/ended/logs?stdout=1')
  docker.clock.advance('40s')
  return docker
}

/** What has happened so far. */
const events = (docker: Mockerd): string => `GET /events?since=1&until=${Math.floor(docker.clock.now() / 1e6)}`

/** What clients see of a world; processes are new ones, so their numbers are too. */
const seen = async (docker: Mockerd): Promise<Record<string, string>> => {
  const ask = asking(docker)
  const lines = [
    'GET /containers/json?all=1&size=1',
    ...['plain', 'db', 'sidecar', 'linked', 'crashing', 'ended'].flatMap(name => [
      `GET /containers/${name}/json`,
      `GET /containers/${name}/logs?stdout=1&stderr=1&timestamps=1`,
      `GET /containers/${name}/changes`,
    ]),
    'GET /containers/db/archive?path=/data/file',
    'GET /networks',
    'GET /networks/backend',
    'GET /volumes',
    'GET /images/json?all=1&manifests=1',
    'GET /images/made:1/json',
    'GET /images/made:1/history',
    'GET /images/get?names=made:1',
    'GET /plugins',
    'GET /system/df',
    events(docker),
    'GET /info',
  ]
  const answers: Record<string, string> = {}
  for (const line of lines) {
    const { status, text } = await ask(line)
    answers[line] = `${status} ${text.replace(/"Pid":\d+/g, '"Pid":0')}`
  }
  return answers
}

const throughJson = (value: unknown): never => JSON.parse(JSON.stringify(value)) as never

describe('a restored world', () => {
  test('answers as the one that it was taken from', async () => {
    await using before = await richWorld()
    const expected = await seen(before)
    const snapshot = throughJson(before.snapshot())
    await using after = await startMockerd({ hosts: [], clock: 'manual' })
    after.restore(snapshot)
    expect(await seen(after)).toEqual(expected)
  })

  test('goes on as the other one would have gone on', async () => {
    await using before = await richWorld()
    await using after = await start()
    after.restore(before.snapshot())
    const next = async (docker: Mockerd): Promise<unknown[]> => {
      const ask = asking(docker)
      const made = await ask('POST /containers/create', { Image: 'made:1' })
      const network = await ask('POST /networks/create', { Name: 'next' })
      const pulled = await letTimePass(docker, ask('POST /images/create?fromImage=localhost:5000/made&tag=2'))
      docker.clock.advance('10m')
      const { State, RestartCount } = await inspect(docker, 'crashing')
      return [made.json, network.json, pulled.status, State.Status, RestartCount > 5, (await ask('GET /_ping')).status]
    }
    expect(await next(after)).toEqual(await next(before))
  })

  test('runs its containers from the beginning, and says no word about it', async () => {
    await using docker = await richWorld()
    await runContainer(docker, 'talker', { Cmd: ['sh', '-c', 'echo hello; sleep 1000'] })
    const before = (await asking(docker)(events(docker))).text
    docker.restore(docker.snapshot())
    expect((await asking(docker)(events(docker))).text).toBe(before)
    const ask = asking(docker)
    expect((await inspect(docker, 'db')).State).toMatchObject({ Status: 'running', Health: { Status: 'healthy' } })
    expect((await inspect(docker, 'plain')).State.Status).toBe('paused')
    docker.clock.advance(0)
    const { text } = await ask('GET /containers/talker/logs?stdout=1')
    expect(text.match(/hello/g)).toHaveLength(2)
    const top = (await ask('GET /containers/db/top')).json as { Processes: string[][] }
    expect(top.Processes.map(line => line.at(-1))).toContain('sleep 1000')
    expect((await ask('POST /containers/plain/unpause')).status).toBe(204)
  })

  test('has the executions that it had', async () => {
    await using docker = await richWorld()
    const ask = asking(docker)
    const execute = async (...Cmd: string[]): Promise<string> =>
      ((await ask('POST /containers/db/exec', { Cmd, AttachStdout: true, Env: ['A=1'] })).json as { Id: string }).Id
    const run = async (id: string): Promise<unknown> => ask(`POST /exec/${id}/start`, { Detach: true })
    const waiting = await execute('echo', 'later')
    const ended = await execute('sh', '-c', 'exit 7')
    const running = await execute('sh', '-c', 'sleep 60; exit 8')
    await run(ended)
    await run(running)
    docker.clock.advance('10s')
    const inspected = async (): Promise<unknown[]> =>
      Promise.all(
        [waiting, ended, running].map(async id =>
          (await ask(`GET /exec/${id}/json`)).text.replace(/"Pid":\d+/g, '"Pid":0'),
        ),
      )
    const before = await inspected()
    const { text: history } = await ask(events(docker))
    docker.restore(throughJson(docker.snapshot()))
    expect(await inspected()).toEqual(before)
    expect((await ask(events(docker))).text).toBe(history)
    // It runs from its beginning: ten seconds are not enough, sixty are.
    docker.clock.advance('55s')
    expect((await ask(`GET /exec/${running}/json`)).json).toMatchObject({ Running: true })
    docker.clock.advance('6s')
    expect((await ask(`GET /exec/${running}/json`)).json).toMatchObject({ Running: false, ExitCode: 8 })
    expect((await ask(`POST /exec/${ended}/start`, { Detach: true })).text).toContain('has already run')
    expect((await ask(`POST /exec/${waiting}/start`, {})).text).toContain('later')
    docker.clock.advance('11m')
    expect((await ask(`GET /exec/${ended}/json`)).status).toBe(404)
  })

  test('has the images that were defined for its pulls', async () => {
    await using docker = await richWorld()
    await using other = await start()
    other.restore(throughJson(docker.snapshot()))
    const pull = (name: string, tag: string) =>
      letTimePass(other, asking(other)(`POST /images/create?fromImage=${name}&tag=${tag}`))
    expect((await pull('ours/api', '1')).text).toContain('Downloaded newer image for ours/api:1')
    expect((await pull('theirs/api', '2')).text).toContain('denied')
  })

  test('comes without what belongs to a test: faults, and the journal', async () => {
    await using docker = await start()
    docker.faults.add({ operation: 'SystemPing', reply: { status: 500, message: 'no' } })
    const ask = asking(docker)
    expect((await ask('GET /_ping')).status).toBe(500)
    docker.restore(docker.snapshot())
    expect(docker.journal.requests()).toEqual([])
    expect((await ask('GET /_ping')).status).toBe(200)
  })

  test('can be restored again, whatever has happened since', async () => {
    await using docker = await richWorld()
    const snapshot = docker.snapshot()
    const expected = await seen(docker)
    docker.restore(snapshot)
    await asking(docker)('DELETE /containers/db?force=1')
    await asking(docker)('DELETE /volumes/data')
    docker.restore(snapshot)
    expect(await seen(docker)).toEqual(expected)
    expect(snapshot).toEqual(throughJson(snapshot))
  })

  test('lets the ports that it published answer again', async () => {
    const docker = await startMockerd({ hosts: [], ports: 'host', seed: 2 })
    await runContainer(docker, 'web', {
      Cmd: ['sh', '-c', 'mkdir /www; echo hello > /www/index.html; httpd -f -h /www -p 80'],
      ExposedPorts: { '80/tcp': {} },
      HostConfig: { PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] } },
    })
    const portOf = async (): Promise<string> => {
      const { json } = await asking(docker)('GET /containers/web/json')
      return (json as { NetworkSettings: { Ports: Record<string, [{ HostPort: string }]> } }).NetworkSettings.Ports[
        '80/tcp'
      ]?.[0].HostPort as string
    }
    const port = await portOf()
    const page = async (): Promise<string> => {
      for (let tries = 0; tries < 200; tries++) {
        try {
          const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })
          return await response.text()
        } catch {
          await new Promise(resolve => setTimeout(resolve, 10))
        }
      }
      return 'nothing answers'
    }
    expect(await page()).toBe('hello\n')
    docker.restore(docker.snapshot())
    expect(await portOf()).toBe(port)
    expect(await page()).toBe('hello\n')
    await docker.close()
  })
})

test.each([
  [null, 'this is no snapshot of mockerd'],
  [{ format: 'mockerd-world-0', kinds: {} }, 'there is no format "mockerd-world-0"'],
  [{ format: 'mockerd-world-1', kinds: {} }, 'the snapshot has no world'],
])('%j is no snapshot', async (value, message) => {
  await using docker = await start()
  expect(() => docker.restore(value as never)).toThrow(message)
})
