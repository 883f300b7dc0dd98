import http from 'node:http'
import Docker from 'dockerode'
import { HttpResponse, http as msw } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Mockerd, startMockerd } from '../../src/index.ts'
import { dockerHandlers } from '../../src/msw.ts'
import { runContainer } from '../library/ask.ts'

const server = setupServer()
let docker: Mockerd

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterAll(() => server.close())
beforeEach(async () => {
  docker = await startMockerd({ hosts: [] })
  server.use(...dockerHandlers(docker))
})
afterEach(async () => {
  server.resetHandlers()
  await docker.close()
})

const get = (options: http.RequestOptions): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const request = http.request({ path: '/_ping', ...options }, response => {
      let text = ''
      response.setEncoding('utf8').on('data', chunk => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    request.on('error', reject)
    request.end()
  })

const textOf = async (stream: NodeJS.ReadableStream): Promise<string> => {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}

describe('requests are answered in process', () => {
  test('with a socket path, with a port, and by fetch', async () => {
    const answer = { status: 200, text: 'OK' }
    expect(await get({ socketPath: '/var/run/docker.sock' })).toEqual(answer)
    expect(await get({ host: 'localhost', port: 2375 })).toEqual(answer)
    expect(await (await fetch('http://docker/_ping')).text()).toBe('OK')
    expect(await (await fetch('http://127.0.0.1:2375/_ping')).text()).toBe('OK')
  })

  test('those for others are left to others', async () => {
    server.use(msw.get('http://localhost/_ping', () => HttpResponse.text('mine')))
    expect(await (await fetch('http://localhost/_ping')).text()).toBe('mine')
    await expect(get({ socketPath: '/run/other.sock' })).resolves.toMatchObject({ text: 'mine' })
    await expect(fetch('http://docker.example/_ping')).rejects.toThrow('fetch failed')
  })

  test('at addresses of one’s own', async () => {
    server.resetHandlers(...dockerHandlers(docker, { at: ['unix:///run/user/7/podman.sock', 'https://engine:9'] }))
    expect((await get({ socketPath: '/run/user/7/podman.sock' })).text).toBe('OK')
    expect(await (await fetch('https://engine:9/_ping')).text()).toBe('OK')
    expect(() => dockerHandlers(docker, { at: ['/run/x'] })).toThrow('/run/x is no address: use unix:///path')
  })

  test('refusals and faults are the daemon’s', async () => {
    const { status, text } = await get({ socketPath: '/var/run/docker.sock', path: '/containers/nobody/json' })
    expect([status, text]).toEqual([404, '{"message":"No such container: nobody"}\n'])
    docker.faults.add({ operation: 'SystemPing', reset: true })
    await expect(fetch('http://docker/_ping')).rejects.toThrow()
  })
})

describe('an unmodified dockerode', () => {
  const client = new Docker({ socketPath: '/var/run/docker.sock' })

  test('pulls, creates, starts, waits and reads logs', async () => {
    await new Promise((resolve, reject) =>
      client.pull('alpine:3', (error: unknown, stream: NodeJS.ReadableStream) =>
        error ? reject(error) : client.modem.followProgress(stream, resolve),
      ),
    )
    const container = await client.createContainer({ Image: 'alpine:3', Cmd: ['sh', '-c', 'echo hello; exit 3'] })
    await container.start()
    expect(await container.wait()).toEqual({ StatusCode: 3 })
    expect((await container.logs({ stdout: true })).subarray(8).toString()).toBe('hello\n')
    await expect(client.getContainer('nobody').inspect()).rejects.toMatchObject({ statusCode: 404 })
    await container.remove()
  })

  test('attaches both ways through an upgrade', async () => {
    await runContainer(docker, 'echo', { Cmd: ['cat'], OpenStdin: true, StdinOnce: true, Tty: false })
    const container = client.getContainer('echo')
    const stream = await container.attach({ stream: true, stdin: true, stdout: true, hijack: true })
    stream.write('one\n')
    stream.end('two\n')
    const frames = await textOf(stream)
    expect(frames.replace(/[^a-z\n]/g, '')).toBe('one\ntwo\n')
    expect(await container.wait()).toEqual({ StatusCode: 0 })
  })

  test('executes both ways through an upgrade, and one way without', async () => {
    await runContainer(docker, 'web')
    const container = client.getContainer('web')
    const both = await container.exec({ Cmd: ['tr', 'a-z', 'A-Z'], AttachStdin: true, AttachStdout: true, Tty: false })
    const stream = await both.start({ hijack: true, stdin: true })
    stream.end('loud\n')
    expect((await textOf(stream)).slice(8)).toBe('LOUD\n')
    expect((await both.inspect()).ExitCode).toBe(0)
    const out = await container.exec({ Cmd: ['echo', 'said'], AttachStdout: true })
    expect((await textOf(await out.start({}))).slice(8)).toBe('said\n')
  })

  test('follows events until it has heard enough', async () => {
    const events = await client.getEvents()
    const first = new Promise(resolve => events.once('data', chunk => resolve(JSON.parse(String(chunk)))))
    await client.createVolume({ Name: 'data' })
    expect(await first).toMatchObject({ Type: 'volume', Action: 'create', Actor: { ID: 'data' } })
  })
})

test('what cannot be intercepted says so', async () => {
  await runContainer(docker, 'web')
  const upgrade = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'Sec-WebSocket-Version': '13',
  }
  const path = '/containers/web/attach/ws?stream=1&stdout=1'
  const { status, text } = await get({ socketPath: '/var/run/docker.sock', path, headers: upgrade })
  expect(status).toBe(501)
  expect(JSON.parse(text)).toEqual({
    message:
      'mockerd/msw: a WebSocket is not intercepted together with requests; use the socket of startMockerd() for it',
  })
})
