import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createFakeTarget } from '../../../src/library/fake-target.ts'
import { mutants } from '../../conformance/mutants/index.ts'
import { mutated } from '../../conformance/mutants/mutation.ts'
import { serveTarget } from '../../conformance/mutants/serve.ts'
import { composeCli, composes } from '../compose/command.ts'
import { type Daemon, run, startDaemon } from '../daemon.ts'

const folder = mkdtempSync(join(tmpdir(), 'mockerd-client-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Report {
  readonly summary: { readonly pass: number; readonly fail: number; readonly warn: number }
  readonly requirements: readonly {
    readonly id: string
    readonly verdict: string
    readonly reason?: string
    readonly trace?: readonly { readonly method: string; readonly target: string; readonly status: number }[]
  }[]
}

/** `mockerd conform proxy` or `record` as a user starts it. `stop` is Ctrl-C. */
const standBefore = async (subcommand: string, target: string, ...flags: readonly string[]) => {
  const host = `unix://${join(folder, 'proxy.sock')}`
  const child = spawn(process.execPath, ['src/cli.ts', 'conform', subcommand, target, '--listen', host, ...flags])
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text
  })
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  const said: string[] = []
  const lines = createInterface({ input: child.stderr })
  await new Promise<void>((resolve, reject) => {
    lines.on('line', line => {
      said.push(line)
      if (line === `export DOCKER_HOST=${host}`) resolve()
    })
    ended.then(() => reject(new Error(`the proxy ended before it was ready: ${said.join('\n')}`)))
  })
  return {
    docker: (...args: string[]) => run('docker', args, { environment: { DOCKER_HOST: host, HOME: folder } }),
    host,
    async stop() {
      child.kill('SIGINT')
      const status = await ended
      return { status, stdout, said: said.join('\n') }
    },
  }
}

const startProxy = async (target: string) => {
  const { stop, ...proxy } = await standBefore('proxy', target, '--json')
  return {
    ...proxy,
    async stop() {
      const { stdout, ...rest } = await stop()
      return { ...rest, report: JSON.parse(stdout) as Report }
    },
  }
}

const unmet = ({ requirements }: Report) =>
  requirements.filter(({ verdict }) => verdict !== 'pass').map(({ id, reason }) => `${id}: ${reason}`)

describe('a proxy before the fake', () => {
  let daemon: Daemon
  beforeAll(async () => {
    daemon = await startDaemon()
  })
  afterAll(() => daemon.stop())

  test('sees nothing wrong in what the docker CLI asks and gets', async () => {
    const proxy = await startProxy(daemon.host)
    const { docker } = proxy
    expect((await docker('run', '--rm', 'busybox', 'echo', 'hi')).stdout).toBe('hi\n')
    const cat = { input: 'through\n', environment: { DOCKER_HOST: proxy.host, HOME: folder } }
    expect((await run('docker', ['run', '-i', '--rm', 'busybox', 'cat'], cat)).stdout).toBe('through\n')
    await docker('run', '-d', '--name', 'idle', 'busybox', 'sleep', '1000')
    expect((await docker('exec', 'idle', 'sh', '-c', 'echo in; exit 3')).status).toBe(3)
    expect((await docker('inspect', 'nobody')).status).toBe(1)
    for (const line of [
      'ps -a',
      'logs idle',
      'top idle',
      'cp idle:/etc/hosts -',
      'info',
      'images',
      'system df',
      'stats --no-stream idle',
      'events --since 1h --until 0s',
      'volume ls',
      'network ls',
      'save busybox',
      'rm -f idle',
    ])
      expect((await docker(...line.split(' '))).status, line).toBe(0)
    const { status, report } = await proxy.stop()
    expect(unmet(report)).toEqual([])
    expect(report.summary.pass).toBeGreaterThan(80)
    expect(status).toBe(0)
  })

  test('sees nothing wrong in what Compose asks and gets', async () => {
    const [newest] = composes
    if (!newest) throw new Error('no Compose')
    const project = mkdtempSync(join(folder, 'project-'))
    writeFileSync(
      join(project, 'compose.yaml'),
      [
        'services:',
        '  db:',
        '    image: redis:7-alpine',
        '    volumes: ["data:/data"]',
        '    healthcheck: { test: [CMD, redis-cli, ping], interval: 1s }',
        '  web: { image: nginx:alpine, depends_on: { db: { condition: service_healthy } } }',
        'volumes: { data: {} }',
      ].join('\n'),
    )
    const proxy = await startProxy(daemon.host)
    const compose = composeCli(newest, proxy.host, project)
    for (const line of ['up -d --wait', 'ps', 'logs', 'exec -T web true', 'restart web', 'stop', 'down -v'])
      expect((await compose(line.split(' '))).status, line).toBe(0)
    const { status, report } = await proxy.stop()
    expect(unmet(report)).toEqual([])
    expect(status).toBe(0)
  })

  test('writes down what goes by, without secrets, to be judged and looked at later', async () => {
    const transcript = join(folder, 'traffic.jsonl')
    const recorder = await standBefore('record', daemon.host, '-o', transcript)
    await recorder.docker('run', '--rm', '-e', 'DB_PASSWORD=hush', 'busybox', 'true')
    expect((await recorder.stop()).stdout).toMatch(/^\d+ exchanges in /)
    expect(readFileSync(transcript, 'utf8')).toContain('DB_PASSWORD=[redacted]')
    expect(readFileSync(transcript, 'utf8')).not.toContain('hush')
    const judged = await run(process.execPath, ['src/cli.ts', 'conform', `transcript:${transcript}`, '--json'])
    expect(unmet(JSON.parse(judged.stdout))).toEqual([])
    expect(judged.status).toBe(0)
    const archive = join(folder, 'traffic.har')
    const archivist = await standBefore('record', daemon.host, '-o', archive)
    await archivist.docker('ps')
    await archivist.stop()
    const urls = JSON.parse(readFileSync(archive, 'utf8')).log.entries.map(
      (each: { request: { url: string } }) => each.request.url,
    )
    expect(urls.join(' ')).toContain('/containers/json')
  })
})

describe('a proxy before a daemon that is wrong', () => {
  const undo: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const each of undo.splice(0).reverse()) await each()
  })

  /** What the docker CLI asks of each, and which requirement is broken there. */
  test.each([
    ['null-list', ['ps', '-a'], ['ContainerList.described-body', 'ContainerList.empty'], '/containers/json'],
    [
      'errors-without-message',
      ['inspect', '--type', 'container', 'nobody'],
      ['ContainerInspect.error-has-message'],
      '/containers/nobody/json',
    ],
  ])('names what %s breaks, and the exchange', async (id, command, requirements, path) => {
    const mutant = mutants.find(each => each.id === id)
    if (!mutant) throw new Error(`no mutant ${id}`)
    const fake = await createFakeTarget()
    undo.push(() => fake.close())
    const wrong = await serveTarget(mutated(fake, mutant.mutation))
    undo.push(() => wrong.close())
    const proxy = await startProxy(wrong.host)
    await proxy.docker(...command)
    const { status, report, said } = await proxy.stop()
    const broken = report.requirements.filter(({ verdict }) => verdict === 'fail')
    expect(broken.map(each => each.id)).toEqual(requirements)
    expect(broken[0]?.trace?.[0]).toMatchObject({ method: 'GET', target: expect.stringContaining(path) })
    for (const requirement of requirements) expect(said).toContain(requirement)
    expect(status).toBe(1)
  })

  /** Each answer by itself is as it should be; what breaks the requirement is what came before. */
  test.each([
    ['ContainerStart-does-nothing', ['start', 'inspect'], 'ContainerStart.when-created'],
    ['ContainerPause-does-nothing', ['start', 'pause', 'inspect'], 'ContainerPause.when-running'],
    [
      'ContainerUnpause-does-nothing',
      ['start', 'pause', 'inspect', 'unpause', 'inspect'],
      'ContainerUnpause.when-paused',
    ],
    ['ContainerKill-does-nothing', ['start', 'kill', 'inspect'], 'ContainerKill.when-running'],
  ])('knows from what was done before what %s breaks', async (id, commands, requirement) => {
    const mutant = mutants.find(each => each.id === id)
    if (!mutant) throw new Error(`no mutant ${id}`)
    const fake = await createFakeTarget()
    undo.push(() => fake.close())
    const wrong = await serveTarget(mutated(fake, mutant.mutation))
    undo.push(() => wrong.close())
    const proxy = await startProxy(wrong.host)
    expect((await proxy.docker('pull', 'busybox')).status).toBe(0)
    expect((await proxy.docker('create', '--name', 'web', 'busybox', 'sleep', '1000')).status).toBe(0)
    for (const command of commands) expect((await proxy.docker(command, 'web')).status, command).toBe(0)
    const { status, report, said } = await proxy.stop()
    const broken = report.requirements.filter(({ verdict }) => verdict === 'fail')
    expect(broken.map(each => each.id)).toEqual([requirement])
    expect(said).toContain(requirement)
    expect(status).toBe(1)
  })
})
