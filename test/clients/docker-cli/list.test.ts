import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon()
  docker = dockerCli(daemon)
  await docker(['pull', '-q', 'alpine'])
  const make = (args: readonly string[]) => docker(['run', '-d', '--pull', 'missing', ...args])
  await make([
    '--name',
    'web',
    '-l',
    'tier=front',
    '-l',
    'team=a',
    '-p',
    '8080:80',
    '-v',
    'data:/data',
    'busybox',
    'sleep',
    '1000',
  ])
  await make(['--name', 'db', '-l', 'tier=back', '--expose', '5432', '--health-cmd', 'true', 'alpine', 'sleep', '1000'])
  await make(['--name', 'idle', '-l', 'tier=back', '--network', 'none', 'busybox', 'sleep', '1000'])
  await docker(['run', '--name', 'ok', 'busybox', 'true'])
  await docker(['run', '--name', 'bad', 'busybox', 'sh', '-c', 'exit 3'])
  await docker(['create', '--name', 'made', 'busybox'])
  await docker(['pause', 'idle'])
})
afterAll(() => daemon.stop())

const names = async (filters: readonly string[], all = true): Promise<string[]> => {
  const flags = filters.flatMap(filter => ['--filter', filter])
  const { stdout, stderr } = await docker(['ps', ...(all ? ['-a'] : []), ...flags, '--format', '{{.Names}}'])
  expect(stderr).toBe('')
  return stdout.split('\n').filter(name => name !== '')
}

/** Filters → names, newest first. */
const filters: readonly [filters: readonly string[], names: readonly string[]][] = [
  [[], ['made', 'bad', 'ok', 'idle', 'db', 'web']],
  [['name=we'], ['web']],
  [['name=^/?d'], ['db']],
  [['label=tier'], ['idle', 'db', 'web']],
  [['label=tier=back'], ['idle', 'db']],
  [['label=tier=front', 'label=team=a'], ['web']],
  [['status=created'], ['made']],
  [['status=exited'], ['bad', 'ok']],
  [['status=paused'], ['idle']],
  [['status=running'], ['db', 'web']],
  [
    ['status=running', 'status=created'],
    ['made', 'db', 'web'],
  ],
  [['exited=3'], ['bad']],
  [['exited=0'], ['ok']],
  [['ancestor=alpine'], ['db']],
  [['ancestor=busybox:latest'], ['made', 'bad', 'ok', 'idle', 'web']],
  [['ancestor=nosuch'], []],
  [['before=db'], ['web']],
  [['since=ok'], ['made', 'bad']],
  [['volume=data'], ['web']],
  [['volume=/data'], ['web']],
  [['network=none'], ['idle']],
  [['publish=8080'], ['web']],
  [['expose=5432/tcp'], ['db']],
  [['health=none', 'status=running'], ['web']],
  [['is-task=false', 'name=web'], ['web']],
  [['is-task=true'], []],
]

describe('docker ps', () => {
  for (const [list, expected] of filters) {
    test(`filters by ${list.join(' and ') || 'nothing'}`, async () => {
      expect(await names(list)).toEqual(expected)
    })
  }

  test('lists only what runs without -a', async () => {
    expect(await names([], false)).toEqual(['idle', 'db', 'web'])
  })

  test('-n and -l take the newest', async () => {
    expect((await docker(['ps', '-n', '2', '--format', '{{.Names}}'])).stdout).toBe('made\nbad\n')
    expect((await docker(['ps', '-l', '--format', '{{.Names}}'])).stdout).toBe('made\n')
  })

  test('every column has something to show', async () => {
    const { stdout } = await docker(['ps', '-a', '--no-trunc', '--size', '--filter', 'name=web', '--format', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({
      Command: '"sleep 1000"',
      Image: 'busybox',
      Labels: 'team=a,tier=front',
      Mounts: 'data',
      Names: 'web',
      Networks: 'bridge',
      Ports: '0.0.0.0:8080->80/tcp, [::]:8080->80/tcp',
      State: 'running',
      Size: expect.stringMatching(/\(virtual /),
    })
  })

  test('refuses filters that it does not know', async () => {
    const unknown = await docker(['ps', '--filter', 'colour=red'])
    expect(unknown).toMatchObject({ status: 1, stderr: expect.stringMatching(/invalid filter 'colour'/) })
    const badState = await docker(['ps', '--filter', 'status=flying'])
    expect(badState.stderr).toMatch(
      /invalid value for state \(flying\): must be one of created, running, paused, restarting, removing, exited, dead/,
    )
    expect((await docker(['ps', '--filter', 'before=ghost'])).stderr).toMatch(/No such container: ghost/)
  })

  test('port shows what is published', async () => {
    expect((await docker(['port', 'web'])).stdout).toBe('80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080\n')
  })

  test('a port that is taken fails the start', async () => {
    const { status, stderr } = await docker(['run', '-d', '-p', '8080:80', 'busybox', 'sleep', '1'])
    expect(status).toBe(125)
    expect(stderr).toMatch(/Bind for 0\.0\.0\.0:8080 failed: port is already allocated/)
  })

  test('inspect resolves id, short id, name and slash name alike', async () => {
    const { stdout } = await docker(['inspect', '-f', '{{.Id}}', 'web'])
    const id = stdout.trim()
    for (const reference of [id, id.slice(0, 12), '/web']) {
      expect((await docker(['container', 'inspect', '-f', '{{.Id}}', reference])).stdout.trim()).toBe(id)
    }
  })

  test('inspect of what is not there', async () => {
    expect(await docker(['container', 'inspect', 'nosuch'])).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/No such container: nosuch/),
    })
  })

  test('images lists what was pulled', async () => {
    const { stdout } = await docker(['images', '--format', '{{.Repository}}:{{.Tag}}'])
    expect(stdout.trim().split('\n').sort()).toEqual(['alpine:latest', 'busybox:latest'])
  })
})
