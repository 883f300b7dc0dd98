import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type Docker from 'dockerode'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Client, pause, refusalOf, startClient, textOf, watch } from './client.ts'

let client: Client
let docker: Docker
beforeAll(async () => {
  client = await startClient()
  docker = client.docker
})
afterAll(() => client.daemon.stop())

afterEach(async () => {
  for (const { Id } of await docker.listContainers({ all: true })) await docker.getContainer(Id).remove({ force: true })
})

const stateOf = async (container: Docker.Container): Promise<string> => (await container.inspect()).State.Status

const namesOf = async (options: Docker.ContainerListOptions): Promise<readonly (string | undefined)[]> =>
  (await docker.listContainers(options)).map(({ Names }) => Names[0]?.slice(1)).sort()

describe('life cycle', () => {
  test('create, start, pause, unpause, restart, kill, stop, remove', async () => {
    const container = await client.idle({ name: 'life' })
    const steps: readonly [act: () => Promise<unknown>, state: string][] = [
      [() => container.pause(), 'paused'],
      [() => container.unpause(), 'running'],
      [() => container.restart({ t: 0 }), 'running'],
      [() => container.kill({ signal: 'SIGKILL' }), 'exited'],
      [() => container.start(), 'running'],
      [() => container.stop({ t: 0 }), 'exited'],
    ]
    for (const [act, state] of steps) {
      await act()
      expect(await stateOf(container)).toBe(state)
    }
    await container.remove()
    expect(await refusalOf(container.inspect())).toMatchObject({ statusCode: 404, reason: 'no such container' })
  })

  test('rename, update and resize show', async () => {
    const container = await client.idle({ name: 'before', Tty: true })
    await container.rename({ name: 'after' })
    await container.update({ CpuShares: 512, Memory: 64 << 20, MemorySwap: 128 << 20 })
    await container.resize({ h: 10, w: 20 })
    const { Name, HostConfig } = await container.inspect()
    expect(Name).toBe('/after')
    expect(HostConfig).toMatchObject({ CpuShares: 512, Memory: 64 << 20, MemorySwap: 128 << 20 })
  })

  const refusals: readonly [what: string, act: (idle: Docker.Container) => Promise<unknown>, status: number, RegExp][] =
    [
      ['to start what runs', idle => idle.start(), 304, /^$/],
      ['to unpause what runs', idle => idle.unpause(), 500, /is not paused/],
      ['to remove what runs', idle => idle.remove(), 409, /cannot remove container/],
      [
        'a name that is taken',
        () => docker.createContainer({ Image: 'busybox', name: 'taken' }),
        409,
        /already in use/,
      ],
      ['an image that is not there', () => docker.createContainer({ Image: 'nosuch' }), 404, /No such image: nosuch/],
      ['a container that is not there', () => docker.getContainer('nosuch').start(), 404, /No such container: nosuch/],
      ['an unknown signal', idle => idle.kill({ signal: 'SIGNOPE' }), 400, /nvalid signal: SIGNOPE/],
      ['an empty exec', idle => idle.exec({ Cmd: [] }), 400, /No exec command specified/],
    ]
  test.each(refusals)('refuses %s', async (_, act, status, message) => {
    const { statusCode, json } = await refusalOf(act(await client.idle({ name: 'taken' })))
    expect(statusCode).toBe(status)
    const said = json !== null && 'message' in json ? json.message : String(json ?? '')
    expect(said).toMatch(message)
  })

  test('a refusal has the reason that dockerode knows its status by', async () => {
    const idle = await client.idle()
    expect((await refusalOf(idle.start())).reason).toBe('container already started')
    await idle.stop({ t: 0 })
    expect((await refusalOf(idle.stop())).reason).toBe('container already stopped')
  })

  test('a program that cannot be started is a refusal with its reason, and leaves exit code 127', async () => {
    const container = await docker.createContainer({ Image: 'busybox', Cmd: ['nosuch'] })
    expect(await refusalOf(container.start())).toMatchObject({
      statusCode: 400,
      json: { message: expect.stringMatching(/exec: "nosuch": executable file not found in \$PATH/) },
    })
    expect((await container.inspect()).State).toMatchObject({ Status: 'created', ExitCode: 127 })
  })
})

describe('wait', () => {
  test.each<[condition: 'not-running' | 'next-exit' | 'removed', autoRemove: boolean]>([
    ['not-running', false],
    ['next-exit', false],
    ['removed', true],
  ])('%s gives the exit code', async (condition, AutoRemove) => {
    const container = await docker.createContainer({
      Image: 'busybox',
      Cmd: ['sh', '-c', 'sleep 0.2; exit 7'],
      HostConfig: { AutoRemove },
    })
    if (condition === 'not-running') await container.start()
    const waiting = container.wait({ condition })
    await pause(50)
    if (condition !== 'not-running') await container.start()
    expect(await waiting).toEqual({ StatusCode: 7 })
  })

  test('not-running is true of what was never started', async () => {
    const container = await docker.createContainer({ Image: 'busybox' })
    expect(await container.wait()).toEqual({ StatusCode: 0 })
  })

  test('can be aborted', async () => {
    const idle = await client.idle()
    const abort = new AbortController()
    const waiting = idle.wait({ condition: 'next-exit', abortSignal: abort.signal })
    await pause(50)
    abort.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'ABORT_ERR' })
    expect(await stateOf(idle)).toBe('running')
  })
})

describe('listContainers', () => {
  test('filters in both spellings and limits', async () => {
    await client.idle({ name: 'one', Labels: { app: 'web', tier: '' } })
    await client.idle({ name: 'two', Labels: { app: 'db' } })
    await docker.createContainer({ Image: 'busybox', name: 'three', Labels: { app: 'web' } })
    const cases: readonly [options: Docker.ContainerListOptions, names: readonly string[]][] = [
      [{}, ['one', 'two']],
      [{ all: true }, ['one', 'three', 'two']],
      [{ all: true, limit: 1 }, ['three']],
      [{ filters: { label: ['app=web'] } }, ['one']],
      [{ all: true, filters: { label: ['app=web'] } }, ['one', 'three']],
      [{ filters: '{"label":["tier"]}' }, ['one']],
      [{ filters: '{"label":{"app=web":true,"tier":true}}' }, ['one']],
      [{ filters: { status: ['created'] } }, ['three']],
      [{ filters: { name: ['^t'] }, all: true }, ['three', 'two']],
      [{ filters: '{"status":{"created":true,"running":true},"name":{"o":true}}' }, ['one', 'two']],
    ]
    for (const [options, names] of cases) expect([options, await namesOf(options)]).toEqual([options, names])
  })

  test('refuses filters that it does not know', async () => {
    expect(await refusalOf(docker.listContainers({ filters: '{"nope":["x"]}' }))).toMatchObject({
      statusCode: 400,
      json: { message: expect.stringContaining('nope') },
    })
  })
})

describe('observation', () => {
  test('stats come once or as a stream', async () => {
    const idle = await client.idle()
    const once = await idle.stats({ stream: false })
    expect(once).toMatchObject({ id: idle.id, memory_stats: { usage: expect.any(Number) } })
    expect(once.precpu_stats.cpu_usage.total_usage).toBeLessThanOrEqual(once.cpu_stats.cpu_usage.total_usage)
    const shot = await idle.stats({ stream: false, 'one-shot': true })
    expect(shot.precpu_stats.cpu_usage.total_usage).toBe(0)
    const abort = new AbortController()
    const stream = await streamedStats(idle, abort.signal)
    stream.on('error', () => undefined)
    const [first, second] = (await watch(stream).sees(/\n.*\n/)).split('\n')
    expect(Date.parse(JSON.parse(second ?? '').read)).toBeGreaterThan(Date.parse(JSON.parse(first ?? '').read))
    abort.abort()
  })

  test('a stream of stats ends when the container is removed', async () => {
    const idle = await client.idle()
    const ended = textOf(await streamedStats(idle))
    await idle.remove({ force: true })
    expect((await ended).split('\n').length).toBeGreaterThan(1)
  })

  test('top shows the processes', async () => {
    const idle = await client.idle({ Cmd: ['sh', '-c', 'sleep 500 & sleep 400; true'] })
    const { Titles, Processes } = await idle.top()
    const command = Titles.indexOf('CMD')
    expect(Processes.map((row: readonly string[]) => row[command]).sort()).toEqual([
      'sh -c sleep 500 & sleep 400; true',
      'sleep 400',
      'sleep 500',
    ])
    expect((await idle.top({ ps_args: '-o pid,comm' })).Titles).toEqual(['PID', 'COMMAND'])
  })

  test('changes lists what was added, changed and deleted', async () => {
    const [, container] = await docker.run(
      'busybox',
      ['sh', '-c', 'echo x > /new; rm /etc/group; echo >> /etc/passwd'],
      new PassThrough(),
    )
    const changes: { Path: string; Kind: number }[] = await container.changes()
    expect(changes.map(({ Path, Kind }) => `${Kind} ${Path}`).sort()).toEqual([
      '0 /etc',
      '0 /etc/passwd',
      '1 /new',
      '2 /etc/group',
    ])
  })
})

describe('archives', () => {
  test('go in, can be asked about, and come out', async () => {
    const folder = join(client.daemon.folder, 'archive')
    mkdirSync(folder)
    writeFileSync(join(folder, 'note'), 'from the host\n')
    const archive = execFileSync('tar', ['-C', folder, '-c', 'note'])
    const container = await docker.createContainer({ Image: 'busybox', Cmd: ['cat', '/tmp/note'] })
    await container.putArchive(archive, { path: '/tmp' })
    const info = await container.infoArchive({ path: '/tmp/note' })
    const stat = JSON.parse(Buffer.from(info.headers['x-docker-container-path-stat'], 'base64').toString())
    expect(stat).toMatchObject({ name: 'note', size: 14, linkTarget: '' })
    const back = execFileSync('tar', ['xO'], {
      input: await bytesOf(await container.getArchive({ path: '/tmp/note' })),
    })
    expect(back.toString()).toBe('from the host\n')
    await container.start()
    await container.wait()
    expect(String(await container.logs({ stdout: true })).slice(8)).toBe('from the host\n')
    const whole = execFileSync('tar', ['t'], { input: await bytesOf(await container.export()), encoding: 'utf8' })
    expect(whole.split('\n')).toEqual(expect.arrayContaining(['etc/passwd', 'tmp/note']))
  })

  test('of paths that are not there are refused', async () => {
    const container = await docker.createContainer({ Image: 'busybox' })
    expect(await refusalOf(container.getArchive({ path: '/nosuch' }))).toMatchObject({ statusCode: 404 })
    expect(await refusalOf(container.infoArchive({ path: '/nosuch' }))).toMatchObject({ statusCode: 404 })
    expect(await refusalOf(container.putArchive(Buffer.alloc(1024), { path: '/nosuch' }))).toMatchObject({
      statusCode: 404,
    })
    expect(await refusalOf(container.putArchive(Buffer.alloc(1024), { path: '/etc/passwd' }))).toMatchObject({
      statusCode: 400,
    })
  })
})

describe('prune', () => {
  test('removes what is not running and matches', async () => {
    await client.idle({ name: 'stays', Labels: { tidy: 'no' } })
    const { id } = await docker.createContainer({ Image: 'busybox', name: 'goes', Labels: { tidy: 'yes' } })
    await docker.createContainer({ Image: 'busybox', name: 'kept' })
    const { ContainersDeleted } = await docker.pruneContainers({ filters: { label: ['tidy=yes'] } })
    expect(ContainersDeleted).toEqual([id])
    expect(await namesOf({ all: true })).toEqual(['kept', 'stays'])
  })
})

/** The types know this call without an abort signal only. */
const streamedStats = async (container: Docker.Container, abortSignal?: AbortSignal): Promise<NodeJS.ReadableStream> =>
  await container.stats({ stream: true, ...(abortSignal && { abortSignal }) })

const bytesOf = async (stream: NodeJS.ReadableStream): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}
