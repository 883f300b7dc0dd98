import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Daemon, type DockerCli, dockerCli, startDaemon } from '../daemon.ts'
import { type Compose, type ComposeCli, composeCli, composes } from './command.ts'

/** A copy of the project, and a seed that puts its files on the simulated host, where secrets are bound from. */
const createProject = ({ isFirst }: Compose): { folder: string; seed: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'mockerd-compose-'))
  cpSync(join(import.meta.dirname, 'project'), folder, { recursive: true })
  const hostFiles = Object.fromEntries(
    readdirSync(folder).map(name => [join(folder, name), readFileSync(join(folder, name), 'utf8')]),
  )
  const seed = join(folder, 'seed.json')
  writeFileSync(seed, JSON.stringify({ hostFiles }))
  const files = isFirst ? 'compose.yaml' : 'compose.yaml:configs.yaml'
  writeFileSync(join(folder, '.env'), `COMPOSE_FILE=${files}\n`)
  return { folder, seed }
}

/** Names of the first Compose have underscores. */
const containerName = ({ isFirst }: Compose, service: string, number = 1): string =>
  ['shop', service, number].join(isFirst ? '_' : '-')

describe.each(composes)('Compose $version', version => {
  const { folder, seed } = createProject(version)
  let daemon: Daemon
  let docker: DockerCli
  let compose: ComposeCli
  beforeAll(async () => {
    daemon = await startDaemon(['--load', seed])
    docker = dockerCli(daemon)
    compose = composeCli(version, daemon.host, folder)
  })
  afterAll(async () => {
    await daemon.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const succeed = async (...args: string[]): Promise<string> => {
    const { status, stdout, stderr } = await compose(args)
    expect(`${status} ${status === 0 ? '' : stderr}`).toBe('0 ')
    return stdout
  }
  const inspect = async (name: string, format: string): Promise<string> =>
    (await docker(['inspect', '-f', format, name])).stdout.trim()
  const name = (service: string, number?: number): string => containerName(version, service, number)

  test('up starts everything in the order that health and jobs allow', async () => {
    await succeed('up', '-d', ...(version.isFirst ? [] : ['--wait']))
    const startedAt = (service: string) => inspect(name(service), '{{.State.StartedAt}}')
    expect(await inspect(name('db'), '{{.State.Health.Status}}')).toBe('healthy')
    expect(await inspect(name('init'), '{{.State.Status}} {{.State.ExitCode}}')).toBe('exited 0')
    const web = await startedAt('web')
    for (const service of ['db', 'cache', 'init']) expect((await startedAt(service)) < web).toBe(true)
    expect((await docker(['ps', '-aq', '--filter', 'name=tool'])).stdout).toBe('')
  })

  test('a second up changes nothing that runs', async () => {
    const running = () => docker(['ps', '-q', '--no-trunc'])
    const { stdout: before } = await running()
    await succeed('up', '-d')
    expect((await running()).stdout).toBe(before)
  })

  test('ps, port, top and images show it', async () => {
    expect(await succeed('ps')).toMatch(/web.*\(?health/)
    expect(await succeed('port', 'web', '80')).toMatch(/^127\.0\.0\.1:\d+\n$/)
    expect(await succeed('top', 'worker')).toContain('sleep 1')
    expect(await succeed('images')).toMatch(/postgres +16-alpine/)
  })

  test('exec reaches files, secrets and names', async () => {
    const web = (...args: string[]) => succeed('exec', '-T', 'web', ...args)
    expect(await web('cat', '/run/secrets/token', '/srv/state')).toBe('s3cret\nprepared\n')
    if (!version.isFirst) expect(await web('cat', '/etc/motd')).toBe('welcome\n')
    expect(await succeed('exec', '-T', 'worker', 'wget', '-qO-', 'storefront')).toContain('Welcome to nginx!')
    expect((await compose(['exec', '-T', 'worker', 'sh', '-c', 'exit 3'])).status).toBe(3)
  })

  test('networks keep services apart', async () => {
    await succeed('--profile', 'debug', 'up', '-d', 'tool')
    const { status, stderr } = await compose(['exec', '-T', 'tool', 'wget', '-qO-', 'cache:6379'])
    expect([status, stderr]).toEqual([1, expect.stringContaining("bad address 'cache:6379'")])
    expect(await succeed('exec', '-T', 'tool', 'wget', '-qO-', 'web')).toContain('Welcome to nginx!')
  })

  test('logs have what was printed, by service', async () => {
    const { stdout } = await compose(['logs', '--no-color', 'worker'])
    expect(stdout).toMatch(/worker[-_]1 +\| +at work/)
  })

  test('run makes a container of its own and takes it away', async () => {
    expect(await succeed('run', '--rm', '-T', 'worker', 'echo', 'hi')).toContain('hi\n')
    expect((await compose(['run', '--rm', '-T', 'worker', 'sh', '-c', 'exit 5'])).status).toBe(5)
    expect((await docker(['ps', '-aq', '--filter', 'name=run'])).stdout).toBe('')
  })

  test('up --scale adds and takes away', async () => {
    const workers = async () => (await docker(['ps', '-q', '--filter', 'name=worker'])).stdout.trim().split('\n').length
    await succeed('up', '-d', '--scale', 'worker=3')
    expect(await workers()).toBe(3)
    await succeed('up', '-d', '--scale', 'worker=1')
    expect(await workers()).toBe(1)
  })

  const testOfSecond = version.isFirst ? () => undefined : test
  testOfSecond('cp copies both ways', async () => {
    await succeed('cp', 'motd.txt', 'web:/tmp/copied')
    await succeed('cp', 'web:/tmp/copied', 'back.txt')
    expect(readFileSync(join(folder, 'back.txt'), 'utf8')).toBe('welcome\n')
  })

  test('restart, pull and config do what they say', async () => {
    const before = await inspect(name('worker'), '{{.State.StartedAt}}')
    await succeed('restart', 'worker')
    expect((await inspect(name('worker'), '{{.State.StartedAt}}')) > before).toBe(true)
    await succeed('pull', '-q')
    expect(await succeed('config', '--services')).toContain('worker\n')
  })

  test('events tell what happens', async () => {
    const { stdout } = await compose(['events', '--json'], {
      // The first Compose reads fields that the API dropped in 1.52.
      environment: { COMPOSE_API_VERSION: version.isFirst ? '1.44' : '' },
      endAfterMilliseconds: 3000,
    })
    const [first = ''] = stdout.split('\n')
    expect(JSON.parse(first)).toMatchObject({ type: 'container', service: expect.any(String) })
  })

  test('stop lets what listens leave in peace', async () => {
    await succeed('stop', 'worker')
    expect(await inspect(name('worker'), '{{.State.ExitCode}}')).toBe('0')
  })

  test('down -v leaves nothing behind', async () => {
    await succeed('--profile', 'debug', 'down', '-v')
    const left = await docker.shell('docker ps -aq; docker volume ls -q; docker network ls -q --filter type=custom')
    expect(left.stdout).toBe('')
  })
})
