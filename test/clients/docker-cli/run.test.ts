import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon()
  docker = dockerCli(daemon)
})
afterAll(() => daemon.stop())

/** Command line, status, what stdout is or holds, what stderr holds. */
const runs: readonly [line: string, status: number, stdout: string | RegExp, stderr?: RegExp][] = [
  ['docker run --rm busybox echo hi', 0, 'hi\n', /Status: Downloaded newer image for busybox:latest/],
  ['docker run --rm busybox echo again', 0, 'again\n', /^$/],
  ['echo hi | docker run -i --rm busybox cat', 0, 'hi\n'],
  ['printf "a\\nb\\n" | docker run -i --rm busybox sh -c "while read x; do echo got-$x; done"', 0, 'got-\ngot-\n'],
  ["printf 'a\\nb\\n' | docker run -i --rm busybox sh -c 'while read x; do echo got-$x; done'", 0, 'got-a\ngot-b\n'],
  ["docker run --rm busybox sh -c 'echo out; echo err >&2; exit 3'", 3, 'out\n', /^err\n$/],
  ['docker run --rm busybox true', 0, ''],
  ['docker run --rm busybox false', 1, ''],
  ['docker run --rm busybox nosuchcmd', 127, '', /exec: "nosuchcmd": executable file not found in \$PATH/],
  ['docker run --rm busybox /etc/passwd', 126, '', /permission denied/],
  ['docker run --rm busybox /nosuch/file', 127, '', /no such file or directory/],
  ["docker run --rm busybox sh -c 'kill -9 $$; sleep 1'", 0, ''],
  ["docker run --rm --init busybox sh -c 'kill -9 $$'", 137, ''],
  ["docker run --rm --init busybox sh -c 'kill -TERM $$'", 143, ''],
  ['docker run --rm busybox sh -c \'trap "exit 5" TERM; kill -TERM 1; sleep 1\'', 5, ''],
  ['docker run --rm nosuchimage/x true', 125, '', /pull access denied for nosuchimage\/x/],
  ['docker run --rm --pull never nosuch2', 125, '', /No such image: nosuch2:latest/],
  ['docker run --rm -m 4m busybox true', 125, '', /Minimum memory limit allowed is 6MB/],
  ['docker run --rm --gpus all busybox true', 125, '', /could not select device driver/],
  [
    'docker run --rm --mount type=bind,src=/nosuchdir,dst=/x busybox true',
    125,
    '',
    /bind source path does not exist: \/nosuchdir/,
  ],
  [
    'docker run --rm -w relative busybox true',
    125,
    '',
    /the working directory 'relative' is invalid, it needs to be an absolute path/,
  ],
  ['docker run --rm -e A=1 -e B=two busybox sh -c "env | grep -E ^[AB]= | sort"', 0, 'A=1\nB=two\n'],
  ['docker run --rm -w /tmp/deep busybox pwd', 0, '/tmp/deep\n'],
  ['docker run --rm -u 1000 busybox id -u', 0, '1000\n'],
  ['docker run --rm -u nobody busybox whoami', 0, 'nobody\n'],
  ['docker run --rm -u nosuchuser busybox true', 125, '', /unable to find user nosuchuser/],
  ['docker run --rm -u 1000 busybox touch /etc/x', 1, '', /Permission denied/],
  ['docker run --rm --hostname box busybox hostname', 0, 'box\n'],
  [
    'docker run --rm --tmpfs /scratch busybox sh -c "echo x > /scratch/f && cat /scratch/f && mount | grep -c /scratch"',
    0,
    'x\n1\n',
  ],
  ['docker run --rm --read-only busybox touch /f', 1, '', /Read-only file system/],
  ['docker run --rm --read-only --tmpfs /t busybox sh -c "echo y > /t/f; cat /t/f"', 0, 'y\n'],
  ['docker run --rm --entrypoint id busybox -u', 0, '0\n'],
  ['docker run --rm --network none busybox ip addr', 0, /1: lo/],
  ['docker run --rm busybox sh -c "ip addr show eth0 | grep -c 172.17.0"', 0, '1\n'],
  ['docker run --rm -v data:/data busybox sh -c "echo kept > /data/f"', 0, ''],
  ['docker run --rm -v data:/data:ro busybox cat /data/f', 0, 'kept\n'],
  ['docker run --rm -v data:/data:ro busybox touch /data/g', 1, '', /Read-only file system/],
  ['docker run --rm -m 16m busybox tail /dev/zero', 137, ''],
  ["docker run --rm busybox sh -c 'yes | head -n 100000 | wc -l'", 0, '100000\n'],
  ['head -c 3000000 /dev/zero | docker run -i --rm busybox wc -c', 0, '3000000\n'],
  ['docker run --rm busybox sh -c "head -c 3000000 /dev/zero" | wc -c', 0, '3000000\n'],
  [
    'docker run --rm hello-world',
    0,
    /Hello from Docker!\nThis message shows that your installation appears to be working correctly\./,
  ],
  ['docker run --rm alpine cat /etc/alpine-release', 0, /^\d+\.\d+\.\d+\n$/],
  ['docker run --rm ubuntu:22.04 bash -c "grep VERSION_ID /etc/os-release"', 0, 'VERSION_ID="22.04"\n'],
]

describe('docker run', () => {
  for (const [line, status, stdout, stderr] of runs) {
    test(`${line} ends with ${status}`, async () => {
      const outcome = await docker.shell(line)
      if (typeof stdout === 'string') expect(outcome).toMatchObject({ status, stdout })
      else {
        expect(outcome.stdout).toMatch(stdout)
        expect(outcome.status).toBe(status)
      }
      if (stderr) expect(outcome.stderr).toMatch(stderr)
    })
  }

  test('gives a terminal its size, its echo and its line ends', async () => {
    const outcome = await docker.terminal("docker run -it --rm busybox sh -c 'echo tty; sleep 1; stty size'")
    expect(outcome.status).toBe(0)
    expect(outcome.stdout).toContain('tty\r\n')
    expect(outcome.stdout).toContain('24 80\r\n')
  })

  test('runs an interactive shell until ^D', async () => {
    const outcome = await docker.shell(
      "(sleep 1; printf 'echo $((6*7))\\n'; sleep 1; printf 'exit 9\\n'; sleep 1) | script -qec 'docker run -it --rm busybox' /dev/null",
    )
    expect(outcome.stdout).toContain('/ # ')
    expect(outcome.stdout).toContain('42\r\n')
    expect(outcome.status).toBe(9)
  })

  test('detaches and prints the id', async () => {
    const { status, stdout } = await docker([
      'run',
      '-d',
      '--name',
      'detached',
      '-l',
      'tier=web',
      'busybox',
      'sleep',
      '100',
    ])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^[0-9a-f]{64}\n$/)
    const listed = await docker(['ps', '-q', '--no-trunc', '--filter', 'label=tier=web'])
    expect(listed.stdout).toBe(stdout)
  })

  test('refuses a name that is taken', async () => {
    const { status, stderr } = await docker(['run', '--name', 'detached', 'busybox', 'true'])
    expect(status).toBe(125)
    expect(stderr).toMatch(/Conflict\. The container name "\/detached" is already in use by container "[0-9a-f]{64}"/)
  })

  test('leaves nothing behind with --rm', async () => {
    await docker(['run', '--rm', '--name', 'gone', 'busybox', 'true'])
    await docker(['run', '-d', '--rm', '--name', 'gone-too', 'busybox', 'true'])
    await new Promise(resolve => setTimeout(resolve, 300))
    expect((await docker(['ps', '-aq', '--filter', 'name=gone'])).stdout).toBe('')
  })

  test('restarts on failure as often as allowed', async () => {
    await docker(['run', '-d', '--name', 'crash', '--restart', 'on-failure:2', 'busybox', 'sh', '-c', 'exit 4'])
    await new Promise(resolve => setTimeout(resolve, 1500))
    const { stdout } = await docker([
      'inspect',
      '-f',
      '{{.RestartCount}} {{.State.Status}} {{.State.ExitCode}}',
      'crash',
    ])
    expect(stdout).toBe('2 exited 4\n')
  })

  test('reports health', async () => {
    await docker([
      'run',
      '-d',
      '--name',
      'sound',
      '--health-cmd',
      'test -f /etc/passwd',
      '--health-interval',
      '300ms',
      'busybox',
      'sleep',
      '100',
    ])
    await docker([
      'run',
      '-d',
      '--name',
      'ill',
      '--health-cmd',
      'exit 1',
      '--health-interval',
      '200ms',
      '--health-retries',
      '2',
      'busybox',
      'sleep',
      '100',
    ])
    await new Promise(resolve => setTimeout(resolve, 1500))
    const { stdout } = await docker(['inspect', '-f', '{{.State.Health.Status}}', 'sound', 'ill'])
    expect(stdout).toBe('healthy\nunhealthy\n')
    expect((await docker(['ps', '--filter', 'health=unhealthy', '--format', '{{.Names}} {{.Status}}'])).stdout).toMatch(
      /^ill Up .* \(unhealthy\)\n$/,
    )
  })
})
