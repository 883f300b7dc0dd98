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

const bound = '--opt type=none --opt o=bind --opt device=/srv/bound'

/** In this order: each line builds on what the ones before it left. */
const steps: readonly [line: string, status: number, stdout: string | RegExp, stderr?: RegExp][] = [
  // Binds: made by -v, asked for by --mount.
  ['docker run --rm -v /srv/bound:/d busybox sh -c "echo shared > /d/f"', 0, ''],
  ['docker run --rm --mount type=bind,src=/srv/bound,dst=/d,ro busybox cat /d/f', 0, 'shared\n'],
  [
    'docker run --rm --mount type=bind,src=/srv/nosuch,dst=/d busybox true',
    125,
    '',
    /bind source path does not exist: \/srv\/nosuch/,
  ],
  ['docker run --rm -v /srv/bound:/d:ro busybox sh -c "echo x > /d/f"', 1, '', /Read-only file system/],
  [
    'docker run --rm -v /srv/bound:/etc/passwd busybox true',
    125,
    '',
    /Are you trying to mount a directory onto a file/,
  ],
  // A local volume that is a bind.
  [`docker volume create ${bound} bound`, 0, 'bound\n'],
  ['docker volume inspect -f "{{json .Options}}" bound', 0, '{"device":"/srv/bound","o":"bind","type":"none"}\n'],
  ['docker run --rm -v bound:/d busybox cat /d/f', 0, 'shared\n'],
  ['docker volume create --opt type=none broken', 1, '', /missing required option: "device"/],
  ['docker volume create --opt type=none --opt o=bind --opt device=/srv/none broken', 0, 'broken\n'],
  ['docker run --rm -v broken:/d busybox true', 127, '', /failed to mount local volume: mount \/srv\/none:/],
  // Memory.
  ['docker volume create --opt type=tmpfs --opt device=tmpfs --opt o=size=1m memory', 0, 'memory\n'],
  ['docker run --rm -v memory:/d busybox sh -c "echo gone > /d/f; cat /d/f"', 0, 'gone\n'],
  ['docker run --rm -v memory:/d busybox ls /d', 0, ''],
  [
    'docker run --rm --mount type=tmpfs,dst=/d,tmpfs-size=64k busybox sh -c "head -c 100000 /dev/zero > /d/f"',
    1,
    '',
    /^head: /,
  ],
  ['docker run --rm --tmpfs /d:foo=1 busybox true', 125, '', /invalid tmpfs option "foo"/],
  // What the image has is copied into a fresh volume, or not.
  ['docker run --rm -v copied:/etc busybox test -f /etc/passwd', 0, ''],
  ['docker run --rm -v copied:/d busybox test -f /d/passwd', 0, ''],
  ['docker run --rm --mount type=volume,src=bare,dst=/etc,volume-nocopy busybox test -f /etc/passwd', 1, ''],
  // Parts of volumes.
  ['docker run --rm -v data:/d busybox sh -c "mkdir /d/part; echo part > /d/part/f"', 0, ''],
  ['docker run --rm --mount type=volume,src=data,dst=/p,volume-subpath=part busybox cat /p/f', 0, 'part\n'],
  [
    'docker run --rm --mount type=volume,src=data,dst=/p,volume-subpath=no/such busybox true',
    127,
    '',
    /cannot access path .*: lstat .*\/_data\/no: no such file/,
  ],
  [
    'docker run --rm --mount type=volume,src=data,dst=/p,volume-subpath=../x busybox true',
    125,
    '',
    /subpath must be a relative path within the volume/,
  ],
  // Volumes of others.
  ['docker create --name owner -v data:/d -v /anonymous busybox', 0, /^[0-9a-f]{64}\n$/],
  [
    'docker run --rm --volumes-from owner:ro busybox sh -c "cat /d/part/f; touch /d/g"',
    1,
    'part\n',
    /Read-only file system/,
  ],
  ['docker volume ls -q -f dangling=true', 0, 'bare\nbound\nbroken\ncopied\nmemory\n'],
  ['docker rm -v owner', 0, 'owner\n'],
  ['docker volume prune -f', 0, 'Total reclaimed space: 0B\n'],
  ['docker volume prune -af', 0, /^Deleted Volumes:\n(?:(?:bare|copied|data)\n){3}\nTotal/],
  ['docker volume ls -q', 0, 'bound\nbroken\nmemory\n'],
  ['docker system df --format "{{.Type}} {{.TotalCount}}"', 0, /Local Volumes 0\n/],
]

test('docker mounts volumes, directories and memory, and refuses what cannot be mounted', async () => {
  for (const [line, status, stdout, stderr] of steps) {
    const outcome = await docker.shell(line)
    expect(outcome.stdout, line + outcome.stderr).toMatch(
      typeof stdout === 'string' ? new RegExp(`^${stdout}$`) : stdout,
    )
    if (stderr) expect(outcome.stderr, line).toMatch(stderr)
    expect(outcome.status, line + outcome.stderr).toBe(status)
  }
}, 60_000)
