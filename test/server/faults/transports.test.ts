import { mkdtempSync, rmSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../../src/server/app.ts'
import type { FaultDescription } from '../../../src/server/faults/fault.ts'
import { type Listener, listen } from '../../../src/server/transport/listener.ts'
import { createDouble } from '../double.ts'
import { authority, clientCertificate, clientKey, serverCertificate, serverKey } from '../raw/certificates.ts'

const transports = ['unix', 'tcp', 'tls', 'in process'] as const
type Transport = (typeof transports)[number]

/** What a client has seen of an answer: its body, as it came, and how it ended. */
interface Seen {
  readonly body: string
  /** `reset` and `end` are the connection's, `done` the answer's own; `waiting`: there is no end yet. */
  readonly end: 'reset' | 'end' | 'done' | 'waiting'
}

const folder = mkdtempSync(join(tmpdir(), 'mockerd-faults-'))
const listeners: Listener[] = []
let double: ReturnType<typeof createDouble>
let hosts: Readonly<Partial<Record<Transport, string>>>

beforeAll(async () => {
  double = createDouble()
  const { app, running } = double
  await running('web', ['say', 'stdout', 'line%\n', '3'])
  const plain = await listen(app, { hosts: [`unix://${join(folder, 'd.sock')}`, 'tcp://127.0.0.1:0'] })
  const options = { key: serverKey, cert: serverCertificate, ca: authority }
  const secure = await listen(app, { hosts: ['tcp://127.0.0.1:0'], tls: options })
  listeners.push(plain, secure)
  hosts = { unix: plain.hosts[0] ?? '', tcp: plain.hosts[1] ?? '', tls: secure.hosts[0] ?? '' }
})

afterAll(async () => {
  await Promise.all(listeners.map(listener => listener.close()))
  rmSync(folder, { recursive: true, force: true })
})

const connect = (transport: Transport): net.Socket => {
  const host = hosts[transport] ?? ''
  if (transport === 'unix') return net.connect(host.slice('unix://'.length))
  const port = Number(new URL(host).port)
  if (transport === 'tcp') return net.connect(port, '127.0.0.1')
  return tls.connect({ port, host: '127.0.0.1', ca: authority, cert: clientCertificate, key: clientKey })
}

/** Asks over a socket and looks at every byte; `until` ends the waiting for an answer that does not come. */
const overSocket = (transport: Transport, line: string, until?: Promise<unknown>): Promise<Seen> =>
  new Promise(resolve => {
    const socket = connect(transport)
    let received = ''
    const settle = (end: Seen['end']): void => {
      resolve({
        body: received.slice(received.indexOf('\r\n\r\n') + 4),
        end: received === '' && end === 'done' ? 'end' : end,
      })
      socket.destroy()
    }
    socket.on('data', bytes => {
      received += bytes.toString('latin1')
      if (/\r\n\r\n(.*\r\n)?0\r\n\r\n$/s.test(received) || isWhole(received)) settle('done')
    })
    socket.on('end', () => settle('end'))
    socket.on('error', (error: NodeJS.ErrnoException) => settle(error.code === 'ECONNRESET' ? 'reset' : 'end'))
    socket.on('close', () => settle('end'))
    socket.write(`${line} HTTP/1.1\r\nHost: docker\r\n\r\n`)
    void until?.then(() => settle('waiting'))
  })

const isWhole = (received: string): boolean => {
  const length = /\r\nContent-Length: (\d+)\r\n/.exec(received)?.[1]
  return length !== undefined && received.length - received.indexOf('\r\n\r\n') - 4 >= Number(length)
}

const inProcess = async (app: App, line: string, until?: Promise<unknown>): Promise<Seen> => {
  let body = ''
  const [method = '', path = ''] = line.split(' ')
  const ask = async (): Promise<Seen> => {
    try {
      const response = await app.fetch(new Request(`http://docker${path}`, { method }))
      for await (const bytes of response.body ?? []) body += new TextDecoder('latin1').decode(bytes)
      return { body, end: 'done' }
    } catch (error) {
      const { code } = (error as Error).cause as NodeJS.ErrnoException
      return { body, end: code === 'ECONNRESET' ? 'reset' : 'end' }
    }
  }
  const waiting = until?.then((): Seen => ({ body, end: 'waiting' })) ?? new Promise<never>(() => undefined)
  return Promise.race([ask(), waiting])
}

const ask = (transport: Transport, line: string, until?: Promise<unknown>): Promise<Seen> =>
  transport === 'in process' ? inProcess(double.app, line, until) : overSocket(transport, line, until)

const strike = async (transport: Transport, line: string, description: FaultDescription): Promise<Seen> => {
  const fault = double.app.faults.add({ max: 1, ...description })
  // Who hangs is not waited for longer than somebody else takes to be answered.
  const until = description.hang && fault.reached().then(() => ask(transport, ping))
  const seen = await ask(transport, line, until)
  expect(fault.struck).toBe(1)
  fault.remove()
  return seen
}

const ping = 'GET /_ping'
const logs = 'GET /containers/web/logs?stdout=1'
const attach = 'POST /containers/web/attach?logs=1&stdout=1'
const firstFrame = '\x01\0\0\0\0\0\0\x06line0\n'

describe.each(transports)('on %s', transport => {
  const isReset = (body = ''): Seen => ({
    body,
    end: transport === 'tcp' || transport === 'in process' ? 'reset' : 'end',
  })
  /** Chunks are seen where there are some. */
  const chunks = (...texts: readonly string[]): string =>
    transport === 'in process'
      ? texts.join('')
      : texts.map(text => `${text.length.toString(16)}\r\n${text}\r\n`).join('')
  const last = transport === 'in process' ? '' : '0\r\n\r\n'

  test.each<[string, string, FaultDescription, () => Seen]>([
    [
      'another answer',
      ping,
      { reply: { status: 500, message: 'x' } },
      () => ({ body: '{"message":"x"}\n', end: 'done' }),
    ],
    ['a delay', ping, { delay: 0 }, () => ({ body: 'OK', end: 'done' })],
    ['a reset', ping, { reset: true }, () => isReset()],
    ['a reset, afterwards', ping, { reset: true, when: 'after' }, () => isReset()],
    ['a reset in the body', ping, { reset: true, when: 'during', at: { bytes: 1 } }, () => isReset('O')],
    ['a truncated body', ping, { cut: true, at: { bytes: 1 } }, () => ({ body: 'O', end: 'end' })],
    [
      'a body that hangs',
      ping,
      { hang: true, when: 'during', at: { bytes: 1 } },
      () => ({ body: 'O', end: 'waiting' }),
    ],
    ['silence', ping, { hang: true }, () => ({ body: '', end: 'waiting' })],
    [
      'a malformed chunk',
      ping,
      { malformedChunk: true, at: { bytes: 1 } },
      () => ({ body: transport === 'in process' ? 'O' : `${chunks('O')}this is no size\r\n`, end: 'end' }),
    ],
    ['a text in pieces', ping, { split: 1 }, () => ({ body: `${chunks('O', 'K')}${last}`, end: 'done' })],
    [
      'frames in pieces',
      logs,
      { split: 10, max: 1 },
      () => ({
        body: `${chunks('\x01\0\0\0\0\0\0\x06li', 'ne0\n', '\x01\0\0\0\0\0\0\x06li', 'ne1\n', '\x01\0\0\0\0\0\0\x06li', 'ne2\n')}${last}`,
        end: 'done',
      }),
    ],
    [
      'frames together',
      logs,
      { merge: 2 },
      () => ({
        body: `${chunks(`${firstFrame}${firstFrame.replace('0\n', '1\n')}`, firstFrame.replace('0\n', '2\n'))}${last}`,
        end: 'done',
      }),
    ],
    [
      'a stream cut in the header of a frame',
      logs,
      { cut: true, at: { frame: 2, byte: 3 } },
      () => ({ body: chunks(firstFrame, '\x01\0\0'), end: 'end' }),
    ],
    [
      'a hijacked stream cut in the header of a frame',
      attach,
      { cut: true, at: { frame: 2, byte: 3 } },
      () => ({ body: `${firstFrame}\x01\0\0`, end: 'end' }),
    ],
    [
      'a hijacked stream that is reset',
      attach,
      { reset: true, when: 'during', at: { frame: 2 } },
      () => isReset(firstFrame),
    ],
    [
      'a hijacked stream that is held in a frame',
      attach,
      { hang: true, when: 'during', at: { bytes: 10 } },
      () => ({ body: firstFrame.slice(0, 10), end: 'waiting' }),
    ],
    [
      'garbage where the header of a frame should be',
      attach,
      { malformedChunk: true, at: { frame: 2 } },
      () => ({ body: transport === 'in process' ? firstFrame : `${firstFrame}this is no size\r\n`, end: 'end' }),
    ],
  ])('%s', async (_, line, fault, expected) => {
    expect(await strike(transport, line, fault)).toEqual(expected())
  })

  test('what is struck next is answered as ever', async () => {
    expect(await ask(transport, ping)).toEqual({ body: 'OK', end: 'done' })
  })
})
