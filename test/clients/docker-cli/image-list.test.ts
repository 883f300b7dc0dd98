import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

type Step = readonly [line: string, status: number, stdout: string | RegExp, stderr?: RegExp]

const id = 'sha256:[0-9a-f]{64}'
const names = '--format "{{.Repository}}:{{.Tag}}"'

const common: readonly Step[] = [
  ['docker pull -q busybox', 0, 'docker.io/library/busybox:latest\n'],
  ['docker pull -q alpine:3', 0, 'docker.io/library/alpine:3\n'],
  ['docker tag busybox team/box:1', 0, ''],
  ['docker tag busybox team/box:2', 0, ''],
  ['docker tag nosuch team/box', 1, '', /No such image: nosuch:latest/],
  ['docker tag busybox Box', 1, '', /must be lowercase/],
  [`docker images ${names} team/box`, 0, 'team/box:1\nteam/box:2\n'],
  [`docker images ${names} --filter reference='team/*:1'`, 0, 'team/box:1\n'],
  [`docker images ${names} --filter since=nosuch`, 1, '', /No such image: nosuch:latest/],
  [`docker images ${names} --filter colour=red`, 1, '', /invalid filter 'colour'/],
  ['docker run --name user team/box:2 true', 0, ''],
  ['docker commit -c "LABEL a=1" user labelled:1', 0, `${id}\n`],
  [`docker images ${names} --filter label=a=1`, 0, 'labelled:1\n'],
  ['docker history -q labelled:1', 0, /^[0-9a-f]{12}\n[0-9a-f]{12}\n<missing>\n$/],
  ['docker inspect -f "{{.Config.Labels.a}}" labelled:1', 0, '1\n'],
  ['docker image inspect --platform linux/arm64 labelled:1', 1, /^\[\]\n$/, /specified platform \(linux\/arm64\)/],
  ['docker rmi team/box:1', 0, 'Untagged: team/box:1\n'],
  ['docker rmi $(docker images -q labelled) --no-prune', 0, new RegExp(`^Untagged: labelled:1\nDeleted: ${id}\n`)],
  ['docker rmi nosuch', 1, '', /No such image: nosuch:latest/],
  ['docker image prune -f', 0, 'Total reclaimed space: 0B\n'],
  ['docker image prune -af --filter "label=none"', 0, 'Total reclaimed space: 0B\n'],
  ['docker image prune -af --filter "label!=none"', 0, /untagged: alpine:3\n(.*\n)*Total reclaimed space: [1-9]/],
  [`docker images ${names}`, 0, /team\/box:2\n/],
  ['docker search --format "{{.Name}} {{.IsOfficial}}" busyb', 0, /^busybox \[OK\]\n$/],
  ['docker search --limit 200 x', 1, '', /limit 200 is outside the range of \[1, 100\]/],
  ['docker search -f stars=x x', 1, '', /invalid filter 'stars=x'/],
]

const particular: Readonly<Record<string, readonly Step[]>> = {
  'docker-29': [
    ['docker image ls --tree', 0, /team\/box:2(.*\n)+.*linux\/amd64/],
    ['docker rmi busybox', 1, '', /No such image: busybox:latest/],
    ['docker rmi team/box:2', 1, '', /\(must be forced\) - container [0-9a-f]{12} is using its referenced image/],
    ['docker rmi -f team/box:2', 0, 'Untagged: team/box:2\n'],
    [`docker images ${names} --filter dangling=true`, 0, '<none>:<none>\n'],
    ['docker rm user && docker image prune -f', 0, new RegExp(`^user\n(.*\n)*deleted: ${id}\n`)],
  ],
  'docker-28': [
    ['docker rmi team/box:2', 1, '', /unable to remove repository reference "team\/box:2" \(must force\)/],
    ['docker rm user', 0, 'user\n'],
    ['docker rmi team/box:2', 0, new RegExp(`^Untagged: team/box:2\n(Deleted: ${id}\n)+$`)],
    ['docker images -q', 0, ''],
  ],
}

describe.each(['docker-29', 'docker-28'])('with %s, docker', profile => {
  let daemon: Daemon
  let docker: DockerCli

  beforeAll(async () => {
    daemon = await startDaemon(['--profile', profile])
    docker = dockerCli(daemon)
  })
  afterAll(() => daemon.stop())

  test('lists, names, removes, prunes and searches images', async () => {
    for (const [line, status, stdout, stderr] of [...common, ...(particular[profile] ?? [])]) {
      const outcome = await docker.shell(line)
      expect(outcome.stdout, line).toMatch(typeof stdout === 'string' ? new RegExp(`^${stdout}$`) : stdout)
      expect(outcome.status, line).toBe(status)
      if (stderr) expect(outcome.stderr, line).toMatch(stderr)
    }
  })
})
