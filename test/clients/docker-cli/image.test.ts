import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

type Step = readonly [line: string, status: number, stdout: string | RegExp, stderr?: RegExp]

const id = 'sha256:[0-9a-f]{64}'

/** In this order: each line builds on what the ones before it left. `@` is the daemon's own folder. */
const common: readonly Step[] = [
  ['docker pull -q busybox', 0, 'docker.io/library/busybox:latest\n'],
  ['docker run --name maker busybox sh -c "echo kept > /new; rm /etc/group"', 0, ''],
  ['docker diff maker', 0, 'C /etc\nD /etc/group\nA /new\n'],
  [`docker commit -m why -a who -c 'ENV X=1' -c 'CMD ["sh","-c","cat /new; echo $X"]' maker made:1`, 0, `${id}\n`],
  ['docker run --rm made:1', 0, 'kept\n1\n'],
  ['docker run --rm made:1 ls /etc/group', 1, '', /No such file/],
  [
    'docker history --format "{{.CreatedBy}}|{{.Comment}}" made:1',
    0,
    /^sh -c echo kept > \/new; rm \/etc\/group\|why\n/,
  ],
  ['docker save -o @/made.tar made:1', 0, ''],
  ['docker rmi made:1', 0, new RegExp(`^Untagged: made:1\nDeleted: ${id}\n`)],
  ['docker run --rm made:1', 125, '', /pull access denied/],
  ['docker load -i @/made.tar', 0, 'Loaded image: made:1\n'],
  ['docker run --rm made:1', 0, 'kept\n1\n'],
  ['gzip -k @/made.tar && docker load -q -i @/made.tar.gz', 0, 'Loaded image: made:1\n'],
  ['docker save made:1 | docker load', 0, 'Loaded image: made:1\n'],
  [
    'docker export maker > @/files.tar && docker import -m "by hand" -c "CMD cat /new" @/files.tar flat:2',
    0,
    `${id}\n`,
  ],
  ['docker run --rm flat:2', 0, 'kept\n'],
  ['docker image inspect -f "{{len .RootFS.Layers}} {{.Comment}}" flat:2', 0, '1 by hand\n'],
  ['docker commit nosuch', 1, '', /No such container: nosuch/],
  ['docker commit -c "FROM x" maker', 1, '', /FROM is not a valid change command/],
  ['docker save nosuch', 1, '', /No such image: nosuch/],
  ['echo junk | docker load', 1, '', /./],
  ['docker import http://localhost/x.tar', 1, '', /mockerd has no network/],
]

describe.each(['docker-29', 'docker-28'])('with %s, docker', profile => {
  let daemon: Daemon
  let docker: DockerCli

  beforeAll(async () => {
    daemon = await startDaemon(['--profile', profile])
    docker = dockerCli(daemon)
  })
  afterAll(() => daemon.stop())

  test('commits, saves, loads, imports, refuses, and sees what happens', async () => {
    await docker.shell(
      `setsid docker events --format '{{.Type}} {{.Action}}' > events 2>&1 < /dev/null & echo $! > events.pid`,
      { workingDirectory: daemon.folder },
    )
    for (const [written, status, stdout, stderr] of common) {
      const line = written.replaceAll('@', daemon.folder)
      const outcome = await docker.shell(line)
      expect(outcome.stdout, line).toMatch(typeof stdout === 'string' ? new RegExp(`^${stdout}$`) : stdout)
      expect(outcome.status, line).toBe(status)
      if (stderr) expect(outcome.stderr, line).toMatch(stderr)
    }
    await docker.shell(`kill $(cat ${daemon.folder}/events.pid)`)
    const seen = new Set(readFileSync(join(daemon.folder, 'events'), 'utf8').split('\n'))
    for (const action of ['pull', 'create', 'tag', 'untag', 'delete', 'save', 'load', 'import'])
      expect(seen).toContain(`image ${action}`)
    expect(seen).toContain('container commit')
  })
})
