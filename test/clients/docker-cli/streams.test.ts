import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon()
  docker = dockerCli(daemon)
  await docker([
    'run',
    '-d',
    '--name',
    'bg',
    'busybox',
    'sh',
    '-c',
    'i=0; while true; do i=$((i+1)); echo line $i; sleep 0.2; done',
  ])
  await docker(['run', '-d', '--name', 'idle', 'busybox', 'sleep', '1000'])
})
afterAll(() => daemon.stop())

const pause = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))

describe('docker logs', () => {
  test('--tail gives the last lines', async () => {
    await docker(['run', '--name', 'ten', 'busybox', 'seq', '10'])
    expect((await docker(['logs', '--tail', '2', 'ten'])).stdout).toBe('9\n10\n')
    expect((await docker(['logs', '--tail', '0', 'ten'])).stdout).toBe('')
    expect((await docker(['logs', 'ten'])).stdout).toBe(
      `${Array.from({ length: 10 }, (_, index) => index + 1).join('\n')}\n`,
    )
  })

  test('-t and --since', async () => {
    const { stdout } = await docker(['logs', '-t', '--since', '1m', 'ten'])
    expect(stdout).toMatch(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z \d+\n){10}$/)
    expect((await docker(['logs', '--until', '1m', 'ten'])).stdout).toBe('')
  })

  test('-f follows until the container stops', async () => {
    await docker(['run', '-d', '--name', 'short', 'busybox', 'sh', '-c', 'echo one; sleep 1; echo two >&2'])
    const { stdout, stderr, status } = await docker(['logs', '-f', 'short'])
    expect({ stdout, stderr, status }).toEqual({ stdout: 'one\n', stderr: 'two\n', status: 0 })
  })

  test('-f goes on while lines come', async () => {
    const { stdout } = await docker(['logs', '-f', '--tail', '1', 'bg'], { endAfterMilliseconds: 1500 })
    expect(stdout.split('\n').length).toBeGreaterThan(3)
  })

  test('a container without readable logs says so', async () => {
    await docker(['run', '--name', 'mute', '--log-driver', 'none', 'busybox', 'echo', 'x'])
    expect((await docker(['logs', 'mute'])).stderr).toMatch(/configured logging driver does not support reading/)
  })
})

describe('docker exec', () => {
  const cases: readonly [line: string, status: number, stdout: string | RegExp, stderr?: RegExp][] = [
    ['docker exec idle echo hi', 0, 'hi\n'],
    ['echo in | docker exec -i idle cat', 0, 'in\n'],
    ['docker exec -e A=b -w /tmp -u nobody idle sh -c "id -un; pwd; echo \\$A"', 0, 'nobody\n/tmp\nb\n'],
    ['docker exec idle sh -c "exit 4"', 4, ''],
    ['docker exec idle nosuchcmd', 127, /executable file not found in \$PATH/],
    ['docker exec nosuch true', 1, '', /No such container: nosuch/],
    ['docker exec -d idle sh -c "echo made > /tmp/made"', 0, ''],
    ['sleep 0.3; docker exec idle cat /tmp/made', 0, 'made\n'],
    ['head -c 2000000 /dev/zero | docker exec -i idle wc -c', 0, '2000000\n'],
  ]
  for (const [line, status, stdout, stderr] of cases) {
    test(`${line} ends with ${status}`, async () => {
      const outcome = await docker.shell(line)
      expect(outcome.status).toBe(status)
      if (typeof stdout === 'string') expect(outcome.stdout).toBe(stdout)
      else expect(outcome.stdout + outcome.stderr).toMatch(stdout)
      if (stderr) expect(outcome.stderr).toMatch(stderr)
    })
  }

  test('-it has a terminal', async () => {
    const { stdout, status } = await docker.terminal(
      "docker exec -it idle sh -c 'tty >/dev/null && echo terminal; sleep 1; stty size; exit 4'",
    )
    expect(stdout).toContain('terminal\r\n')
    expect(stdout).toContain('24 80\r\n')
    expect(status).toBe(4)
  })

  test('refuses a stopped container', async () => {
    await docker(['run', '--name', 'over', 'busybox', 'true'])
    const { stderr, status } = await docker(['exec', 'over', 'true'])
    expect(stderr).toMatch(/container [0-9a-f]{64} is not running/)
    expect(status).toBe(1)
  })
})

describe('docker attach', () => {
  test('shows what comes', async () => {
    const { stdout } = await docker(['attach', '--no-stdin', '--sig-proxy=false', 'bg'], { endAfterMilliseconds: 1500 })
    expect(stdout).toMatch(/line \d+\nline \d+\n/)
  })

  test('passes signals on', async () => {
    await docker([
      'run',
      '-d',
      '--name',
      'sig',
      'busybox',
      'sh',
      '-c',
      'trap "echo got TERM; exit 9" TERM; while true; do sleep 0.2; done',
    ])
    const { stdout, status } = await docker(['attach', '--no-stdin', 'sig'], { endAfterMilliseconds: 1200 })
    expect({ stdout, status }).toEqual({ stdout: 'got TERM\n', status: 9 })
  })

  test('detaches with the keys and leaves the container running', async () => {
    await docker(['run', '-dit', '--name', 'tt', 'busybox', 'sh'])
    const { stdout } = await docker.shell(
      "(sleep 1; printf 'echo via-attach\\n'; sleep 1; printf '\\020\\021'; sleep 1) | script -qec 'stty rows 24 cols 80; docker attach tt' /dev/null",
    )
    expect(stdout).toContain('via-attach')
    expect(stdout).toContain('read escape sequence')
    expect((await docker(['inspect', '-f', '{{.State.Running}}', 'tt'])).stdout).toBe('true\n')
  })

  test('start -a and -i wire up a created container', async () => {
    await docker(['create', '--name', 'made', 'busybox', 'sh', '-c', 'echo started; exit 6'])
    expect(await docker(['start', '-a', 'made'])).toMatchObject({ stdout: 'started\n', status: 6 })
    await docker(['create', '-i', '--name', 'cat', 'busybox', 'cat'])
    expect(await docker(['start', '-ai', 'cat'], { input: 'typed\n' })).toMatchObject({ stdout: 'typed\n', status: 0 })
  })
})

describe('files', () => {
  test('cp brings files both ways', async () => {
    const work = join(daemon.folder, 'work')
    mkdirSync(join(work, 'deep'), { recursive: true })
    writeFileSync(join(work, 'deep', 'note'), 'from the host\n')
    expect((await docker(['cp', 'idle:/etc/passwd', work])).status).toBe(0)
    expect(readFileSync(join(work, 'passwd'), 'utf8')).toMatch(/^root:x:0:0/)
    expect((await docker(['cp', work, 'idle:/tmp'])).status).toBe(0)
    expect((await docker(['exec', 'idle', 'cat', '/tmp/work/deep/note'])).stdout).toBe('from the host\n')
    expect((await docker(['cp', join(work, 'passwd'), 'idle:/tmp/renamed'])).status).toBe(0)
    expect((await docker(['exec', 'idle', 'head', '-n', '1', '/tmp/renamed'])).stdout).toMatch(/^root:/)
    expect(existsSync(join(work, 'renamed'))).toBe(false)
  })

  test('cp - streams a tar', async () => {
    expect((await docker.shell('docker cp idle:/etc/passwd - | tar t')).stdout).toBe('passwd\n')
    const folder = daemon.folder
    expect((await docker.shell(`tar -C ${folder} -c work | docker cp - idle:/var`)).status).toBe(0)
    expect((await docker(['exec', 'idle', 'ls', '/var/work'])).stdout).toContain('deep')
  })

  test('cp of what is not there says so', async () => {
    const { status, stderr } = await docker(['cp', 'idle:/nosuch', '/tmp'])
    expect(stderr).toMatch(/Could not find the file \/nosuch in container idle/)
    expect(status).toBe(1)
  })

  test('diff lists what changed', async () => {
    await docker([
      'run',
      '--name',
      'changed',
      'busybox',
      'sh',
      '-c',
      'echo x > /tmp/new; rm /etc/group; echo y >> /etc/passwd',
    ])
    const { stdout } = await docker(['diff', 'changed'])
    expect(stdout.trim().split('\n').sort()).toEqual([
      'A /tmp/new',
      'C /etc',
      'C /etc/passwd',
      'C /tmp',
      'D /etc/group',
    ])
  })

  test('export writes the whole root', async () => {
    const { stdout } = await docker.shell('docker export idle | tar t | grep -c "^etc/passwd$"')
    expect(stdout).toBe('1\n')
  })

  test('works on stopped containers, too', async () => {
    expect((await docker.shell('docker cp changed:/tmp/new - | tar xO')).stdout).toBe('x\n')
    await pause(0)
  })
})
