import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon(['--profile', 'docker-29-experimental'])
  docker = dockerCli(daemon)
  await docker(['pull', '-q', 'busybox'])
})
afterAll(() => daemon.stop())

/** In this order: each line builds on what the ones before it left. */
const steps: readonly [line: string, status: number, stdout: string | RegExp][] = [
  ['docker run -d --name web busybox sleep 1000', 0, /^[0-9a-f]{64}\n$/],
  ['docker checkpoint ls web', 0, /^CHECKPOINT NAME\n$/],
  ['docker checkpoint create --leave-running web one', 0, 'one\n'],
  ['docker inspect -f "{{.State.Status}}" web', 0, 'running\n'],
  ['docker checkpoint create web two', 0, 'two\n'],
  ['docker inspect -f "{{.State.Status}}" web', 0, 'exited\n'],
  ['docker checkpoint ls web', 0, /one\s+two/],
  ['docker start --checkpoint two web', 0, ''],
  ['docker inspect -f "{{.State.Status}}" web', 0, 'running\n'],
  ['docker checkpoint rm web one', 0, ''],
  ['docker checkpoint ls web', 0, /^CHECKPOINT NAME\ntwo\n$/],
]

test('docker checkpoint freezes, lists, restores and removes on an experimental daemon', async () => {
  for (const [line, status, stdout] of steps) {
    const outcome = await docker.shell(line)
    expect(outcome.stdout, line + outcome.stderr).toMatch(
      typeof stdout === 'string' ? new RegExp(`^${stdout}$`) : stdout,
    )
    expect(outcome.status, line).toBe(status)
  }
})
