import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon()
  docker = dockerCli(daemon)
})
afterAll(() => daemon.stop())

const state = async (name: string): Promise<string> =>
  (await docker(['inspect', '-f', '{{.State.Status}} {{.State.ExitCode}}', name])).stdout.trim()

const expectRefusal = async (args: readonly string[], message: RegExp): Promise<void> => {
  const { status, stderr } = await docker(args)
  expect(stderr).toMatch(message)
  expect(status).toBe(1)
}

describe('the life of a container', () => {
  beforeEach(async () => {
    await docker(['rm', '-f', 'box'])
    await docker([
      'run',
      '-d',
      '--name',
      'box',
      'busybox',
      'sh',
      '-c',
      'trap "exit 7" TERM; while true; do sleep 0.1; done',
    ])
  })

  test('stop lets the program end itself', async () => {
    expect((await docker(['stop', 'box'])).stdout).toBe('box\n')
    expect(await state('box')).toBe('exited 7')
  })

  test('stop -t kills what does not listen', async () => {
    await docker(['rm', '-f', 'deaf'])
    await docker(['run', '-d', '--name', 'deaf', 'busybox', 'sleep', '1000'])
    const begin = Date.now()
    await docker(['stop', '-t', '1', 'deaf'])
    expect(Date.now() - begin).toBeGreaterThan(900)
    expect(await state('deaf')).toBe('exited 137')
  })

  test('stopping what is stopped succeeds', async () => {
    await docker(['stop', 'box'])
    expect((await docker(['stop', 'box'])).status).toBe(0)
  })

  test('kill ends with 137, kill -s with what the program makes of it', async () => {
    await docker(['kill', '-s', 'TERM', 'box'])
    expect((await docker(['wait', 'box'])).stdout).toBe('7\n')
    await docker(['start', 'box'])
    await docker(['kill', 'box'])
    expect(await state('box')).toBe('exited 137')
    await expectRefusal(['kill', 'box'], /cannot kill container: box: container [0-9a-f]{64} is not running/)
    await expectRefusal(['kill', '-s', 'NOSUCH', 'box'], /invalid signal: NOSUCH/)
  })

  test('restart gives a new process and the same container', async () => {
    const started = async () => (await docker(['inspect', '-f', '{{.State.StartedAt}}', 'box'])).stdout
    const before = await started()
    expect((await docker(['restart', '-t', '1', 'box'])).stdout).toBe('box\n')
    expect(await started()).not.toBe(before)
    expect(await state('box')).toBe('running 0')
  })

  test('pause freezes and unpause thaws', async () => {
    await docker(['pause', 'box'])
    expect(await state('box')).toBe('paused 0')
    expect((await docker(['ps', '--format', '{{.Status}}', '--filter', 'name=box'])).stdout).toMatch(/\(Paused\)/)
    await expectRefusal(['pause', 'box'], /is already paused/)
    await expectRefusal(['exec', 'box', 'true'], /is paused, unpause the container before exec/)
    await docker(['unpause', 'box'])
    expect(await state('box')).toBe('running 0')
    await expectRefusal(['unpause', 'box'], /is not paused/)
  })

  test('rename moves the name', async () => {
    await docker(['rm', '-f', 'renamed'])
    expect((await docker(['rename', 'box', 'renamed'])).status).toBe(0)
    expect(await state('renamed')).toBe('running 0')
    await expectRefusal(['rename', 'renamed', 'renamed'], /same name as its current name/)
    await docker(['rename', 'renamed', 'box'])
  })

  test('update changes limits and policy of a running container', async () => {
    expect(
      (await docker(['update', '--memory', '100m', '--memory-swap', '200m', '--restart', 'on-failure:3', 'box']))
        .stdout,
    ).toBe('box\n')
    const { stdout } = await docker([
      'inspect',
      '-f',
      '{{.HostConfig.Memory}} {{.HostConfig.RestartPolicy.Name}}',
      'box',
    ])
    expect(stdout).toBe('104857600 on-failure\n')
  })

  test('rm refuses what runs, unless forced', async () => {
    await expectRefusal(['rm', 'box'], /container is running: stop the container before removing or force remove/)
    expect((await docker(['rm', '-f', 'box'])).stdout).toBe('box\n')
    await expectRefusal(['rm', 'box'], /No such container: box/)
  })

  test('wait answers with the exit code of a container that ends later', async () => {
    const waiting = docker(['wait', 'box'])
    await docker(['stop', 'box'])
    expect((await waiting).stdout).toBe('7\n')
  })

  test('prune removes what is stopped and nothing else', async () => {
    await docker(['run', '--name', 'done', 'busybox', 'true'])
    const { stdout, status } = await docker(['container', 'prune', '-f'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/Deleted Containers:\n[0-9a-f]{64}\n/)
    expect((await docker(['ps', '-aq', '--filter', 'name=done'])).stdout).toBe('')
    expect(await state('box')).toBe('running 0')
  })
})

describe('watching', () => {
  test('events tell the whole story in order', async () => {
    const watching = docker(['events', '--filter', 'container=story', '--format', '{{.Type}} {{.Action}}'], {
      endAfterMilliseconds: 3000,
    })
    await new Promise(resolve => setTimeout(resolve, 700))
    await docker(['run', '--rm', '--name', 'story', 'busybox', 'true'])
    const { stdout } = await watching
    expect(
      stdout
        .trim()
        .split('\n')
        .filter(line => !line.startsWith('network')),
    ).toEqual(['container create', 'container attach', 'container start', 'container die', 'container destroy'])
  })

  test('events replay what has happened since', async () => {
    await docker(['run', '--name', 'past', 'busybox', 'true'])
    // The CLI cuts its bounds to whole seconds.
    await new Promise(resolve => setTimeout(resolve, 1100))
    const { stdout } = await docker([
      'events',
      '--since',
      '1m',
      '--until',
      '0s',
      '--filter',
      'event=die',
      '--filter',
      'container=past',
      '--format',
      '{{.Action}} {{.Actor.Attributes.exitCode}}',
    ])
    expect(stdout).toBe('die 0\n')
  })

  test('top lists the processes', async () => {
    await docker(['run', '-d', '--name', 'busy', 'busybox', 'sh', '-c', 'sleep 100 & sleep 200; true'])
    const { stdout } = await docker(['top', 'busy'])
    expect(stdout).toMatch(/^UID\s+PID\s+PPID\s+C\s+STIME\s+TTY\s+TIME\s+CMD\n/)
    expect(stdout).toMatch(/sleep 100/)
    expect(stdout).toMatch(/sleep 200/)
    expect((await docker(['top', 'busy', '-o', 'pid,cmd'])).stdout).toMatch(/^PID\s+CMD\n/)
  })

  test('stats --no-stream prints one line a container', async () => {
    const { stdout, status } = await docker(['stats', '--no-stream', '--format', '{{.Name}} {{.PIDs}}', 'busy'])
    expect(status).toBe(0)
    expect(stdout).toBe('busy 3\n')
  })

  test('stats without names finds the running ones', async () => {
    const { stdout } = await docker(['stats', '--no-stream', '--format', '{{.Name}}'])
    expect(stdout.split('\n')).toContain('busy')
  })

  test('info and version name the daemon', async () => {
    const version = await docker(['version', '--format', '{{.Server.Version}} {{.Server.APIVersion}}'])
    expect(version.stdout).toMatch(/^29\.\d+\.\d+ 1\.\d+\n$/)
    const info = await docker(['info', '--format', '{{.Containers}} {{.ContainersRunning}} {{.Driver}}'])
    expect(info.stdout).toMatch(/^\d+ \d+ overlayfs\n$/)
    expect((await docker(['info'])).status).toBe(0)
  })
})
