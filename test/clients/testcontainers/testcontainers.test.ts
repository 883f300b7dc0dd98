import Docker from 'dockerode'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { composes } from '../compose/command.ts'
import { type Daemon, startDaemon } from '../daemon.ts'
import { pause } from '../dockerode/client.ts'
import { runProgram } from './program.ts'

let daemon: Daemon
let docker: Docker
beforeAll(async () => {
  daemon = await startDaemon()
  docker = new Docker({ socketPath: daemon.socketPath })
})
afterAll(() => daemon.stop())

describe('a container of Testcontainers', () => {
  test('does what docs/clients.md shows', async () => {
    expect(await runProgram(daemon, 'guide')).toBeUndefined()
  })

  test('is waited for in every way', async () => {
    expect(await runProgram(daemon, 'waits')).toEqual({
      ready: ['log', 'ports', 'http', 'health', 'shell', 'oneShot', 'all'],
      refusals: {
        log: 'Log message "never" not received after 500ms',
        health: 'Health check failed: unhealthy',
        oneShot: expect.stringMatching(/^Container failed to start for [0-9a-f]{64}$/),
        exited: expect.stringMatching(/^Log stream ended and message "never" was not received/),
        image: expect.stringMatching(/pull access denied for no\/such/),
      },
    })
  })

  test('is found by the aliases of its network, and at its published port', async () => {
    const found = { exitCode: 0, greets: true }
    expect(await runProgram(daemon, 'networks')).toEqual({
      byAlias: found,
      byOtherAlias: found,
      byAddress: found,
      fromElsewhere: { exitCode: 1, greets: false },
      networks: true,
      fromHost: 200,
    })
  })

  test('takes and gives files', async () => {
    expect(await runProgram(daemon, 'files')).toEqual({
      before: 'oneonetwocontent',
      mode: '600\n',
      after: 'latetwo',
      scratch: expect.stringMatching(/^tmpfs \/scratch tmpfs rw,/),
      archive: { name: 'content.txt', holds: true },
    })
  })

  test('runs commands, tells its log, and lives on', async () => {
    const refusal = 'executable file not found in $PATH\r\n'
    expect(await runProgram(daemon, 'commands')).toEqual({
      plain: { exitCode: 0, stdout: 'red\n/tmp\nnobody\n', stderr: '', output: 'red\n/tmp\nnobody\n' },
      dressed: { exitCode: 0, stdout: 'dark\n/var\nroot\n', stderr: '', output: 'dark\n/var\nroot\n' },
      failing: { exitCode: 3, stdout: 'good\n', stderr: 'bad\n', output: 'good\nbad\n' },
      missing: expect.objectContaining({ exitCode: 127, output: expect.stringContaining(refusal) }),
      logs: 'logs do not end while the container runs',
      lines: ['out\n', 'err\n'],
      restarted: 0,
      same: true,
    })
  })

  test('is reused by whoever asks for the same, in another process too', async () => {
    const first = await runProgram(daemon, 'reuse')
    expect(first).toEqual({ id: expect.any(String), again: true, port: true, otherIsAnother: true })
    expect(await runProgram(daemon, 'reuse')).toEqual(first)
    const reused = await docker.listContainers({ filters: { label: ['purpose=reuse'] } })
    expect(reused).toHaveLength(1)
    for (const { Id } of reused) await docker.getContainer(Id).remove({ force: true })
  })
})

test('an image of Testcontainers is built from a Dockerfile, or made of a container', async () => {
  expect(await runProgram(daemon, 'images')).toEqual({
    lines: ['hello\n', 'built\n', 'blue\n'],
    output: 'hello\nbuilt\nchanged\n',
    failure: 'Failed to build image',
  })
})

test('a project of Compose comes up and is waited for', async () => {
  const home = composes[0]?.home ?? ''
  const environment = { HOME: home, PATH: `${home}/bin:${process.env.PATH}` }
  expect(await runProgram(daemon, 'project', environment)).toEqual({ status: 200, output: 'PONG\n' })
  expect(await docker.listContainers({ all: true, filters: { label: ['com.docker.compose.project'] } })).toEqual([])
})

test('the reaper removes what an interrupted run left behind, and itself', async () => {
  const reaped = await startDaemon()
  try {
    const engine = new Docker({ socketPath: reaped.socketPath })
    await engine.createNetwork({ Name: 'mine' })
    await runProgram(reaped, 'leave', { TESTCONTAINERS_RYUK_RECONNECTION_TIMEOUT: '2s' })
    const names = async () => (await engine.listContainers({ all: true })).map(({ Image }) => Image).sort()
    expect(await names()).toEqual(['busybox:latest', 'busybox:latest', 'redis:7', 'testcontainers/ryuk:0.14.0'])
    while ((await names()).length > 0) await pause(100)
    const networks = (await engine.listNetworks()).map(({ Name }) => Name).sort()
    expect(networks).toEqual(['bridge', 'host', 'mine', 'none'])
  } finally {
    await reaped.stop()
  }
})

describe('a module of Testcontainers', () => {
  test('starts redis, which its client talks to', async () => {
    expect(await runProgram(daemon, 'redis')).toEqual({
      greeting: 'hello',
      person: { name: 'Ada', born: '1815' },
      cli: 'hello\n',
      stranger: expect.stringContaining('NOAUTH'),
    })
  })

  test('starts postgres, whose stand-in shakes hands, answers what it can and says what it cannot', async () => {
    expect(await runProgram(daemon, 'postgres')).toEqual({
      one: [{ one: 1 }],
      version: [{ server_version: '16.0' }],
      create: expect.stringContaining('mockerd'),
      wrongPassword: 'password authentication failed for user "keeper"',
    })
  })
})
