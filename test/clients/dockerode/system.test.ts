import Docker from 'dockerode'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Client, type Progress, pause, pull, refusalOf, startClient, textOf, watch } from './client.ts'

let client: Client
let docker: Docker
beforeAll(async () => {
  client = await startClient(['--host', 'tcp://127.0.0.1:0'])
  docker = client.docker
})
afterAll(() => client.daemon.stop())

const eventsUntil = async (options: Docker.GetEventsOptions): Promise<Record<string, unknown>[]> =>
  (await textOf(await docker.getEvents(options)))
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))

const nowSeconds = (): number => Math.floor(Date.now() / 1000)

describe('system', () => {
  test('answers ping, version and info', async () => {
    expect(String(await docker.ping())).toBe('OK')
    const version = await docker.version()
    expect(version).toMatchObject({ Os: 'linux', Arch: 'amd64' })
    expect(await docker.info()).toMatchObject({ ServerVersion: version.Version, OSType: 'linux', Images: 1 })
  })

  test('refuses credentials that nobody has', async () => {
    const refusal = await refusalOf(docker.checkAuth({ username: 'xpto', password: 'dang' }))
    expect(refusal).toMatchObject({ statusCode: 401, json: { message: expect.stringContaining('incorrect username') } })
  })

  test('speaks over TCP as over the socket', async () => {
    const { hostname, port } = new URL(client.daemon.hosts[1] ?? '')
    const remote = new Docker({ host: hostname, port: Number(port), protocol: 'http' })
    expect(await remote.version()).toEqual(await docker.version())
    const [output, container] = await remote.run('busybox', ['true'], process.stdout)
    expect(output).toEqual({ StatusCode: 0 })
    await container.remove()
  })

  test('speaks the version that the client asks for', async () => {
    const old = new Docker({ socketPath: client.daemon.socketPath, version: 'v1.41' })
    const [image] = await old.listImages()
    expect(image).toHaveProperty('VirtualSize')
    expect(String(await old.ping())).toBe('OK')
    const ancient = new Docker({ socketPath: client.daemon.socketPath, version: 'v1.10' })
    expect((await refusalOf(ancient.listImages())).statusCode).toBe(400)
  })
})

describe('images', () => {
  test('a pull reports progress, and a second one that there is nothing to do', async () => {
    const seen: Progress[] = []
    const output = await pull(docker, 'alpine:latest', event => seen.push(event))
    expect(seen).toEqual(output)
    expect(output[0]?.status).toBe('Pulling from library/alpine')
    expect(output.map(({ status }) => status)).toContain('Pull complete')
    expect(output.at(-1)?.status).toBe('Status: Downloaded newer image for alpine:latest')
    expect((await pull(docker, 'alpine:latest')).at(-1)?.status).toBe('Status: Image is up to date for alpine:latest')
  })

  test('a client that goes in the middle of a pull harms nobody', async () => {
    const stream = await docker.pull('nginx:latest')
    await new Promise<void>(resolve => stream.once('data', () => resolve()))
    if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy()
    await pause(50)
    expect(String(await docker.ping())).toBe('OK')
  })

  test('a pull of what is not there is a 404', async () => {
    expect(await refusalOf(docker.pull('nosuch/image:latest'))).toMatchObject({ statusCode: 404 })
  })

  test('images are inspected, tagged, listed by filter and removed', async () => {
    const image = docker.getImage('busybox:latest')
    const { Id } = await image.inspect()
    expect(await image.history()).not.toEqual([])
    await image.tag({ repo: 'mine', tag: 'v1' })
    const found = await docker.listImages({ filters: { reference: ['mine'] } })
    expect(found.map(one => [one.Id, one.RepoTags])).toEqual([[Id, expect.arrayContaining(['mine:v1'])]])
    expect(await docker.getImage('mine:v1').remove()).toEqual([{ Untagged: 'mine:v1' }])
    expect(await refusalOf(docker.getImage('mine:v1').inspect())).toMatchObject({
      statusCode: 404,
      reason: 'no such image',
      json: { message: 'No such image: mine:v1' },
    })
  })
})

describe('events', () => {
  test('replays what happened between since and until, filtered', async () => {
    const since = nowSeconds()
    const container = await docker.createContainer({ Image: 'busybox', Cmd: ['true'], Labels: { watched: 'yes' } })
    await container.start()
    await container.wait()
    await container.remove()
    const until = nowSeconds() + 1
    const all = await eventsUntil({ since, until, filters: { label: ['watched=yes'], type: ['container'] } })
    expect(all.map(({ Action }) => Action)).toEqual(['create', 'start', 'die', 'destroy'])
    const some = await eventsUntil({
      since,
      until,
      filters: JSON.stringify({ container: { [container.id]: true }, event: { die: true, start: true } }),
    })
    expect(some.map(({ Action }) => Action)).toEqual(['start', 'die'])
  })

  test('ends by itself at until', async () => {
    const start = Date.now()
    await eventsUntil({ until: nowSeconds() + 1 })
    expect(Date.now() - start).toBeLessThan(5000)
  })

  test('an aborted stream is no listener any more', async () => {
    const listeners = async (): Promise<number> => (await docker.info()).NEventsListener
    const before = await listeners()
    const controllers = Array.from({ length: 5 }, () => new AbortController())
    const streams = await Promise.all(controllers.map(({ signal }) => docker.getEvents({ abortSignal: signal })))
    for (const stream of streams) stream.on('error', () => undefined)
    expect(await listeners()).toBe(before + 5)
    for (const controller of controllers) controller.abort()
    while ((await listeners()) !== before) await pause(10)
  })

  test('follows what happens, a line each', async () => {
    const abort = new AbortController()
    const stream = await docker.getEvents({ filters: { type: ['container'] }, abortSignal: abort.signal })
    stream.on('error', () => undefined)
    const seen = watch(stream)
    const container = await docker.createContainer({ Image: 'busybox', name: 'followed' })
    await container.rename({ name: 'renamed' })
    await container.remove()
    const text = await seen.sees(/destroy/)
    expect(
      text
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line).Action),
    ).toEqual(['create', 'rename', 'destroy'])
    abort.abort()
  })
})
