import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon()
  docker = dockerCli(daemon)
})
afterAll(() => daemon.stop())

/** In this order: each line builds on what the ones before it left. */
const steps: readonly [line: string, status: number, stdout: RegExp, stderr?: RegExp][] = [
  [
    'docker pull alpine',
    0,
    /latest: Pulling from library\/alpine\n[0-9a-f]{12}: Pulling fs layer\n[\s\S]*: Pull complete\nDigest: sha256:[0-9a-f]{64}\nStatus: Downloaded newer image for alpine:latest\ndocker.io\/library\/alpine:latest\n/,
  ],
  ['docker pull alpine', 0, /Status: Image is up to date for alpine:latest/],
  ['docker pull --platform linux/arm64 busybox', 0, /Status: Downloaded newer image for busybox:latest/],
  ['docker image inspect -f "{{.Architecture}}" busybox', 0, /^arm64$/m],
  [
    'docker pull --platform linux/s390x busybox',
    1,
    /^Using default tag/,
    /no matching manifest for linux\/s390x in the manifest list/,
  ],
  ['docker pull -a hello-world', 0, /Pulling from library\/hello-world/],
  [
    'docker pull nosuch/x',
    1,
    /latest/,
    /pull access denied for nosuch\/x, repository does not exist or may require 'docker login'/,
  ],
  ['docker pull alpine:nope', 1, /^$/, /failed to resolve reference "docker.io\/library\/alpine:nope": .*: not found/],
  ['docker tag alpine localhost:5000/mine/alpine:1', 0, /^$/],
  [
    'docker push localhost:5000/mine/alpine:1',
    0,
    /The push refers to repository \[localhost:5000\/mine\/alpine\][\s\S]*: Pushed\n[\s\S]*1: digest: sha256:/,
  ],
  ['docker push localhost:5000/mine/alpine:1', 0, /: Layer already exists/],
  ['docker rmi localhost:5000/mine/alpine:1', 0, /Untagged/],
  ['docker pull localhost:5000/mine/alpine:1', 0, /Status: Downloaded newer image for localhost:5000\/mine\/alpine:1/],
  ['docker run --rm localhost:5000/mine/alpine:1 cat /etc/alpine-release', 0, /^3\./],
  ['docker push localhost:5000/none:1', 1, /push refers/, /tag does not exist: localhost:5000\/none:1/],
  ['docker tag alpine me/alpine', 0, /^$/],
  ['docker push -q me/alpine', 1, /^$/m, /push access denied, .*insufficient_scope: authorization failed/],
  ['echo short | docker login -u me --password-stdin', 1, /^$/m, /unauthorized: incorrect username or password/],
  ['echo dckr_pat_0123456789 | docker login -u me --password-stdin', 0, /Login Succeeded/],
  ['docker push me/alpine', 0, /latest: digest: sha256:/],
  ['docker logout', 0, /Removing login credentials/],
  ['echo p | docker login -u u --password-stdin localhost:5000', 0, /Login Succeeded/],
]

test('docker pull, push and login answer as with registries', async () => {
  for (const [line, status, stdout, stderr] of steps) {
    const outcome = await docker.shell(line)
    expect(outcome.stdout, line).toMatch(stdout)
    if (stderr) expect(outcome.stderr, line).toMatch(stderr)
    expect(outcome.status, line).toBe(status)
  }
})

test('without network nothing can be pulled or pushed', async () => {
  const alone = await startDaemon(['--registry', 'closed'])
  try {
    const { status, stderr } = await dockerCli(alone).shell('docker pull alpine')
    expect([status, stderr]).toEqual([1, expect.stringContaining('lookup registry-1.docker.io: no such host')])
  } finally {
    await alone.stop()
  }
})
