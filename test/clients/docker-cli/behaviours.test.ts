import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, run, startDaemon } from '../daemon.ts'

let daemon: Daemon
let docker: DockerCli

beforeAll(async () => {
  daemon = await startDaemon()
  docker = dockerCli(daemon)
  await docker(['pull', 'busybox'])
})

afterAll(async () => {
  await daemon.stop()
})

/** `exit=3` as the CLI takes labels. */
const asking = (...labels: readonly string[]): string[] => labels.flatMap(label => ['--label', `dev.mockerd.${label}`])

const control = (method: string, path: string, body: unknown) =>
  run('curl', [
    ...['--silent', '--unix-socket', daemon.socketPath, '--request', method, '--data', JSON.stringify(body)],
    `http://localhost/_mockerd/${path}`,
  ])

/** Asks again and again until it is said; what never is said ends with the test. */
const until = async (said: string, ...args: readonly string[]): Promise<string> => {
  for (;;) {
    const { stdout } = await docker(args)
    if (stdout.includes(said)) return stdout
  }
}

describe('a label decides', () => {
  test('what is said and how it ends', async () => {
    const labels = asking('exit=3', 'stdout=hello', 'stderr=oh')
    expect(await docker(['run', '--rm', ...labels, 'busybox'])).toEqual({
      status: 3,
      stdout: 'hello\n',
      stderr: 'oh\n',
    })
  })

  test('when it ends', async () => {
    await docker(['run', '-d', '--name', 'late', ...asking('exit=4', 'exit-after=100ms'), 'busybox'])
    expect((await docker(['wait', 'late'])).stdout).toBe('4\n')
  })

  test('when memory runs out', async () => {
    await docker(['run', '-d', '--name', 'hungry', ...asking('oom-after=100ms'), 'busybox'])
    expect((await docker(['wait', 'hungry'])).stdout).toBe('137\n')
    const { stdout } = await docker(['inspect', '--format', '{{.State.OOMKilled}}', 'hungry'])
    expect(stdout).toBe('true\n')
  })

  test.each([
    ['healthy', '(healthy)'],
    ['unhealthy', '(unhealthy)'],
    ['unhealthy-after:1', '(unhealthy)'],
  ])('that it is %s', async (health, shown) => {
    const name = `health-${health.replace(':', '-')}`
    await docker(['run', '-d', '--name', name, ...asking(`health=${health}`), 'busybox', 'sleep', '1000'])
    expect(await until(shown, 'ps', '--filter', `name=^${name}$`)).toContain(shown)
  })

  test('which signals are not heard', async () => {
    await docker(['run', '-d', '--name', 'deaf', ...asking('ignore-signals=TERM'), 'nginx'])
    await docker(['stop', '--time', '1', 'deaf'])
    const { stdout } = await docker(['inspect', '--format', '{{.State.ExitCode}}', 'deaf'])
    expect(stdout).toBe('0\n')
    await docker(['run', '-d', '--name', 'deafer', ...asking('ignore-signals=QUIT'), 'nginx'])
    await docker(['stop', '--time', '1', 'deafer'])
    expect((await docker(['inspect', '--format', '{{.State.ExitCode}}', 'deafer'])).stdout).toBe('137\n')
  })

  test('that it does not start', async () => {
    const { status, stderr } = await docker(['run', ...asking('start-error=no luck today'), 'busybox'])
    expect([status, stderr]).toEqual([125, expect.stringContaining('no luck today')])
  })

  test('what a published port answers', async () => {
    const labels = asking('listen=8080:http:200:hello')
    await docker(['run', '-d', '--name', 'web', '-p', '127.0.0.1:0:8080', ...labels, 'busybox'])
    const { stdout } = await docker(['port', 'web', '8080'])
    expect((await run('curl', ['--silent', `http://${stdout.trim()}/`])).stdout).toBe('hello')
  })

  test('nothing when there is no such thing', async () => {
    const { status, stderr } = await docker(['create', ...asking('exit=soon'), 'busybox'])
    expect([status, stderr]).toEqual([1, expect.stringContaining('is an exit code from 0 to 255, not "soon"')])
  })
})

test('labels of the image decide as those of the container do, which go before them', async () => {
  await docker(['create', '--name', 'base', 'busybox'])
  await docker(['commit', '--change', 'LABEL dev.mockerd.exit=5', 'base', 'failing'])
  expect((await docker(['run', '--rm', 'failing'])).status).toBe(5)
  expect((await docker(['run', '--rm', ...asking('exit=6'), 'failing'])).status).toBe(6)
})

describe('the control plane', () => {
  test('defines images that run as they are told', async () => {
    const definition = { stdout: 'defined', exit: 7, config: { Env: ['A=1'] } }
    const { stdout } = await control('PUT', 'images/acme/job:2', definition)
    expect(JSON.parse(stdout)).toMatchObject({ reference: 'docker.io/acme/job:2' })
    expect(await docker(['run', '--rm', 'acme/job:2'])).toMatchObject({ status: 7, stdout: 'defined\n' })
    expect((await docker(['rmi', 'acme/job:2'])).status).toBe(0)
    expect((await docker(['run', '--rm', 'acme/job:2'])).status).toBe(7)
  })

  test.each([
    ['denied', 'pull access denied for acme/denied'],
    ['missing', 'not found'],
    ['429', 'You have reached your unauthenticated pull rate limit'],
  ])('defines pulls that are %s', async (pull, message) => {
    await control('PUT', `images/acme/${pull}:1`, { pull })
    const { status, stderr } = await docker(['pull', `acme/${pull}:1`])
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)])
  })

  test('ends a container', async () => {
    await docker(['run', '-d', '--name', 'ended', 'busybox', 'sleep', '1000'])
    await control('POST', 'containers/ended/log', { text: 'last words\n' })
    await control('POST', 'containers/ended/exit', { code: 9 })
    expect((await docker(['wait', 'ended'])).stdout).toBe('9\n')
    expect((await docker(['logs', 'ended'])).stdout).toBe('last words\n')
  })
})
