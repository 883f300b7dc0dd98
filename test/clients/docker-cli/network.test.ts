import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon()
  docker = dockerCli(daemon)
  await docker(['pull', '-q', 'busybox'])
  await docker(['pull', '-q', 'nginx'])
})
afterAll(() => daemon.stop())

/** In this order: each line builds on what the ones before it left. */
const steps: readonly [line: string, status: number, stdout: RegExp, stderr?: RegExp][] = [
  ['docker network create front', 0, /^[0-9a-f]{64}\n$/],
  ['docker network create --subnet 10.77.0.0/24 --gateway 10.77.0.1 --label a=b back', 0, /^[0-9a-f]{64}\n$/],
  ['docker network create front', 1, /^$/, /network with name front already exists/],
  ['docker network create --subnet 10.77.0.0/16 over', 1, /^$/, /Pool overlaps with other one on this address space/],
  ['docker network ls -q --filter label=a=b', 0, /^[0-9a-f]{12}\n$/],
  ['docker run -d --name web --network front --network-alias site nginx', 0, /^[0-9a-f]{64}\n$/],
  ['docker run --rm --network front busybox wget -qO- http://web/', 0, /Welcome to nginx/],
  ['docker run --rm --network front busybox wget -qO- http://site/', 0, /Welcome to nginx/],
  ['docker run --rm --network back busybox wget -qO- http://web/', 1, /^$/, /bad address/],
  ['docker network connect back web', 0, /^$/],
  ['docker run --rm --network back busybox wget -qO- http://web/', 0, /Welcome to nginx/],
  ['docker run --rm --network back --ip 10.77.0.50 busybox ip addr show eth0', 0, /10\.77\.0\.50\/24/],
  ['docker network rm back', 1, /^$/, /has active endpoints/],
  ['docker network disconnect back web', 0, /^$/],
  ['docker network rm back', 0, /^back\n$/],
  ['docker network rm bridge', 1, /^$/, /bridge is a pre-defined network and cannot be removed/],
  ['docker rm -f web', 0, /^web\n$/],
  ['docker network prune -f', 0, /Deleted Networks:\nfront\n/],
]

test('docker network creates, connects, resolves, isolates, refuses and prunes', async () => {
  for (const [line, status, stdout, stderr] of steps) {
    const outcome = await docker.shell(line)
    expect(outcome.stdout + (status === 0 ? outcome.stderr : ''), line).toMatch(stdout)
    expect(outcome.status, line).toBe(status)
    if (stderr) expect(outcome.stderr, line).toMatch(stderr)
  }
})
