import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Daemon, type Outcome, run, startDaemon } from '../daemon.ts'

let daemon: Daemon

const curl = (args: readonly string[], endAfterMilliseconds = 10_000): Promise<Outcome> =>
  run('curl', ['-sS', '-g', '--unix-socket', daemon.socketPath, ...args], { endAfterMilliseconds })

const post = async (path: string, body: unknown = {}): Promise<string> =>
  (await curl(['-H', 'Content-Type: application/json', '-d', JSON.stringify(body), `http://d${path}`])).stdout

const make = async (name: string, config: object): Promise<void> => {
  await curl(['-X', 'DELETE', `http://d/containers/${name}?force=1`])
  await post(`/containers/create?name=${name}`, { Image: 'busybox', ...config })
}

const start = (name: string): Promise<Outcome> => curl(['-X', 'POST', `http://d/containers/${name}/start`])

/** A frame of a stream without a terminal: which stream, how long, what. */
const frame = (stream: number, text: string): string =>
  String.fromCharCode(stream, 0, 0, 0, 0, 0, 0, text.length) + text

beforeAll(async () => {
  daemon = await startDaemon()
  await curl(['-X', 'POST', 'http://d/images/create?fromImage=busybox&tag=latest'])
})
afterAll(() => daemon.stop())

describe('curl', () => {
  test('follows logs while they come, and sees their end', async () => {
    await make('talker', { Cmd: ['sh', '-c', 'echo one; sleep 0.5; echo two >&2; sleep 0.5'] })
    await start('talker')
    const early = curl(['-N', 'http://d/containers/talker/logs?follow=1&stdout=1&stderr=1'], 300)
    const whole = curl(['-N', 'http://d/containers/talker/logs?follow=1&stdout=1&stderr=1'])
    expect((await early).stdout).toBe(frame(1, 'one\n'))
    expect((await whole).stdout).toBe(frame(1, 'one\n') + frame(2, 'two\n'))
  })

  test('hears events as they happen', async () => {
    const watching = curl(['-N', 'http://d/events?filters={"container":["heard"]}'], 1500)
    await new Promise(resolve => setTimeout(resolve, 300))
    await make('heard', { Cmd: ['true'] })
    const events = (await watching).stdout.trim().split('\n')
    expect(events.map(line => JSON.parse(line).Action)).toEqual(['create'])
  })

  test('gets a pull’s progress line by line', async () => {
    const { stdout } = await curl(['-N', '-X', 'POST', 'http://d/images/create?fromImage=alpine&tag=latest'])
    const lines = stdout.split('\r\n').filter(line => line !== '')
    expect(JSON.parse(lines[0] ?? '')).toEqual({ status: 'Pulling from library/alpine', id: 'latest' })
    expect(JSON.parse(lines.at(-1) ?? '').status).toBe('Status: Downloaded newer image for alpine:latest')
  })

  test('runs an execution without upgrading: frames until the end', async () => {
    await make('idle', { Cmd: ['sleep', '100'] })
    await start('idle')
    const { Id: id } = JSON.parse(
      await post('/containers/idle/exec', {
        Cmd: ['sh', '-c', 'echo out; sleep 0.1; echo err >&2; exit 3'],
        AttachStdout: true,
        AttachStderr: true,
      }),
    )
    expect(await post(`/exec/${id}/start`)).toBe(frame(1, 'out\n') + frame(2, 'err\n'))
    expect(JSON.parse((await curl([`http://d/exec/${id}/json`])).stdout).ExitCode).toBe(3)
  })

  test('waits until a container ends', async () => {
    await make('brief', { Cmd: ['sh', '-c', 'sleep 0.3; exit 5'] })
    const waiting = curl(['-X', 'POST', 'http://d/containers/brief/wait?condition=next-exit'])
    await new Promise(resolve => setTimeout(resolve, 200))
    await start('brief')
    expect(JSON.parse((await waiting).stdout)).toMatchObject({ StatusCode: 5 })
  })

  test('puts an archive in and gets it out', async () => {
    await make('files', { Cmd: ['true'] })
    const socket = `curl -sS --unix-socket ${daemon.socketPath}`
    const line = `mkdir -p in && echo note > in/a && tar -C in -c a | ${socket} -T - -H 'Content-Type: application/x-tar' 'http://d/containers/files/archive?path=/tmp' && ${socket} 'http://d/containers/files/archive?path=/tmp/a' | tar xO`
    expect((await run('bash', ['-c', line], { workingDirectory: daemon.folder })).stdout).toBe('note\n')
  })
})

describe('attaching by other ways', () => {
  beforeEach(async () => {
    await make('echo', { Cmd: ['cat'], OpenStdin: true, StdinOnce: true, AttachStdin: true, AttachStdout: true })
  })

  test('a WebSocket carries both ways, and closes when the container ends', async () => {
    await start('echo')
    const socket = new WebSocket(
      `ws+unix://${daemon.socketPath}:/v1.43/containers/echo/attach/ws?stream=1&stdin=1&stdout=1`,
    )
    let received = ''
    socket.on('message', data => {
      received += String(data)
      if (received === 'over the socket\n') void curl(['-X', 'POST', 'http://d/containers/echo/kill'])
    })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    socket.send('over the socket\n')
    await new Promise(resolve => socket.once('close', resolve))
    expect(received).toBe('over the socket\n')
  })

  test('a WebSocket to nowhere is refused before it opens', async () => {
    const socket = new WebSocket(`ws+unix://${daemon.socketPath}:/v1.43/containers/nosuch/attach/ws?stream=1`)
    const [, response] = await new Promise<[unknown, { statusCode?: number | undefined }]>((resolve, reject) =>
      socket
        .once('unexpected-response', (...args) => resolve(args))
        .once('open', () => reject(new Error('opened')))
        .once('error', reject),
    )
    expect(response.statusCode).toBe(404)
  })

  test('a raw upgrade carries both ways, and half a close is the end of stdin alone', async () => {
    await start('echo')
    const socket = connect({ path: daemon.socketPath, allowHalfOpen: true })
    let received = ''
    socket.setEncoding('latin1').on('data', data => {
      received += data
      if (received.endsWith('\r\n\r\n')) socket.end('typed\n')
    })
    socket.write(
      'POST /v1.43/containers/echo/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: d\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n',
    )
    await new Promise(resolve => socket.once('end', resolve))
    expect(received).toMatch(/^HTTP\/1\.1 101 UPGRADED\r\n/)
    expect(received).toMatch(/\r\nContent-Type: application\/vnd\.docker\.(raw|multiplexed)-stream\r\n/)
    expect(received.split('\r\n\r\n')[1]).toBe(frame(1, 'typed\n'))
  })
})
