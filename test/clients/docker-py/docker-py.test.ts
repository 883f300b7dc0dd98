import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Daemon, run, startDaemon } from '../daemon.ts'

let daemon: Daemon
beforeAll(async () => {
  daemon = await startDaemon()
})
afterAll(() => daemon.stop())

const python = join(import.meta.dirname, '.venv/bin/python')

/** Runs one of the programs, which prints what it has seen. */
const runProgram = async (name: string): Promise<unknown> => {
  if (!existsSync(python)) throw new Error('docker-py is missing: .ci/run shows how it is installed')
  const { status, stdout, stderr } = await run(python, [join(import.meta.dirname, 'programs', `${name}.py`)], {
    environment: { DOCKER_HOST: daemon.host, HOME: daemon.folder },
    endAfterMilliseconds: 50_000,
  })
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr || stdout}`)
  return JSON.parse(stdout)
}

test('docker-py runs containers', async () => {
  expect(await runProgram('containers')).toEqual({
    pulled: ['busybox:latest'],
    run: 'hello\n',
    failure: [3, 'oops\n'],
    outputs: ['hello\n'],
    exec: [4, 'red\n', 'err\n'],
    streamed: '1\n2\n3\n',
    terminal: '/dev/pts/0\r\n',
    talk: 'ping\n',
    logs: ['err', 'out'],
    tail: 'out\n',
    followed: ['err\n', 'out\n'],
    top: 'UID',
    memory: 64 << 20,
    listed: ['worker'],
    file: [4, 'note'],
    diff: ['/tmp', '/tmp/note.txt'],
    refusals: {
      container: ['NotFound', 404],
      image: ['ImageNotFound', 404],
      pull: ['ImageNotFound', 404],
      name: ['APIError', 409],
      running: ['APIError', 409],
    },
    paused: 'paused',
    status: 7,
  })
})

test('docker-py sees what containers live in', async () => {
  expect(await runProgram('surroundings')).toEqual({
    ping: true,
    system: 'linux',
    version: true,
    health: 'healthy',
    fetched: 'welcome\n',
    members: ['web'],
    mount: ['pages', '/usr/share/nginx/html', false],
    committed: [['mine:v1'], 'here'],
    saved: true,
    left: 0,
    events: ['create', 'start', 'health_status: healthy', 'pause', 'commit', 'unpause', 'kill', 'die', 'destroy'],
  })
})
