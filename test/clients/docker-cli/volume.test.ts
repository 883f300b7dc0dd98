import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon()
  docker = dockerCli(daemon)
  await docker(['pull', '-q', 'busybox'])
})
afterAll(() => daemon.stop())

/** In this order: each line builds on what the ones before it left. */
const steps: readonly [line: string, status: number, stdout: string | RegExp, stderr?: RegExp][] = [
  ['docker volume create data --label a=1', 0, 'data\n'],
  ['docker volume create', 0, /^[0-9a-f]{64}\n$/],
  ['docker volume ls -q -f label=a', 0, 'data\n'],
  ['docker volume inspect -f "{{.Mountpoint}} {{.Driver}}" data', 0, '/var/lib/docker/volumes/data/_data local\n'],
  ['docker run --rm -v data:/d busybox sh -c "echo kept > /d/f"', 0, ''],
  ['docker run --name user -v data:/d busybox cat /d/f', 0, 'kept\n'],
  ['docker volume rm data', 1, '', /volume is in use - \[[0-9a-f]{64}\]/],
  ['docker rm user', 0, 'user\n'],
  ['docker volume prune -f', 0, /Deleted Volumes:\n[0-9a-f]{64}\n/],
  ['docker volume ls -q', 0, 'data\n'],
  ['docker volume prune -af', 0, /Deleted Volumes:\ndata\n/],
  ['docker volume ls -q', 0, ''],
  ['docker volume rm ghost', 1, '', /get ghost: no such volume/],
  ['docker volume rm -f ghost', 0, 'ghost\n'],
]

test('docker volume creates, shows, keeps, refuses and prunes', async () => {
  for (const [line, status, stdout, stderr] of steps) {
    const outcome = await docker.shell(line)
    expect(outcome.stdout, line).toMatch(typeof stdout === 'string' ? new RegExp(`^${stdout}$`) : stdout)
    expect(outcome.status, line).toBe(status)
    if (stderr) expect(outcome.stderr, line).toMatch(stderr)
  }
})
