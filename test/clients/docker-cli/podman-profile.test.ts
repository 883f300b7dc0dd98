import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

describe.each([
  ['podman-4', '4.3.1'],
  ['podman-5', '5.4.2'],
])('the docker CLI with %s', (profile, version) => {
  let daemon: Daemon
  let docker: DockerCli
  beforeAll(async () => {
    daemon = await startDaemon(['--profile', profile])
    docker = dockerCli(daemon)
  })
  afterAll(() => daemon.stop())

  test('speaks to a Podman Engine', async () => {
    const { status, stdout } = await docker(['version'])
    expect(status).toBe(0)
    expect(stdout).toMatch(new RegExp(` Podman Engine:\\n  Version: +${version.replaceAll('.', '\\.')}\n`))
    expect(stdout).toContain('API version:      1.41 (minimum version 1.24)')
  })

  test('reads what machine it is on', async () => {
    const { status, stdout } = await docker(['info'])
    expect(status).toBe(0)
    expect(stdout).toContain(` Server Version: ${version}\n Storage Driver: overlay\n`)
    expect(stdout).toContain(' Default Runtime: crun\n')
  })

  // In this order: what one makes the next one finds.
  test.each<[line: string, status: number, stdout: string | RegExp, stderr?: RegExp]>([
    ['docker run --rm busybox echo hi', 0, 'hi\n', /Status: Downloaded newer image for busybox:latest/],
    ['docker run --rm busybox sh -c "exit 3"', 3, ''],
    ['docker run --rm busybox nosuchcmd', 125, '', /crun: executable file `nosuchcmd` not found in \$PATH/],
    ['docker run -d --name web busybox sleep 60', 0, /^[0-9a-f]{64}\n$/],
    ["docker inspect -f '{{.Config.Image}} {{.HostConfig.Runtime}}' web", 0, 'docker.io/library/busybox:latest oci\n'],
    ["docker inspect -f '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}' web", 0, 'podman\n'],
    ["docker network ls --format '{{.Name}}'", 0, 'bridge\n'],
    ["docker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' podman", 0, '10.88.0.0/16\n'],
    ["docker images --format '{{.Repository}}:{{.Tag}}'", 0, 'busybox:latest\n'],
    ['docker exec web echo x', 0, 'x\n'],
    ['docker run --name web busybox true', 125, '', /the container name "web" is already in use by/],
    ['docker rm web', 1, '', /cannot remove container [0-9a-f]{64} as it is running/],
    ['docker pause web && docker pause web', 1, 'web\n', /is already paused: container state improper/],
    ['docker rm -f web', 0, 'web\n'],
    ['docker rm web', 1, '', /found: no such container/],
    ['docker swarm init', 1, '', /Podman does not support service/],
    ['docker plugin ls', 1, '', /Path \/v1\.41\/plugins is not supported/],
  ])('%s ends with %i', async (line, status, stdout, stderr) => {
    const outcome = await docker.shell(line)
    expect(outcome).toMatchObject({ status })
    if (typeof stdout === 'string') expect(outcome.stdout).toBe(stdout)
    else expect(outcome.stdout).toMatch(stdout)
    if (stderr) expect(outcome.stderr).toMatch(stderr)
  })
})
