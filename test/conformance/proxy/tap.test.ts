import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../../src/conformance/exchange.ts'
import { createTap, type Tap } from '../../../src/conformance/proxy/tap.ts'
import { decodeText } from '../../../src/conformance/wire.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A connection: `>` says what the client sends, `<` what the daemon sends, `|` that it ends, `x` that all ends. */
const listenTo = (lines: readonly string[], bodyMaxBytes?: number) => {
  const seen: Exchange[] = []
  let place = 0
  const tap = createTap({
    audience: { begins: () => undefined, see: exchange => seen.push(exchange) },
    nextPlace: () => ++place,
    ...(bodyMaxBytes === undefined ? {} : { bodyMaxBytes }),
  })
  const acts: Readonly<Record<string, (tap: Tap, text: string) => void>> = {
    '>': (to, text) => to.fromClient(bytesOf(text)),
    '<': (to, text) => to.fromDaemon(bytesOf(text)),
    '|': to => to.daemonEnded(),
    x: to => to.closed(),
  }
  for (const line of lines) acts[line[0] ?? '']?.(tap, line.slice(1))
  return seen.map(({ request, reply, route, isWhole, conversation }) => ({
    asked: `${request.method} ${request.target}`,
    operation: route?.operation,
    sent: request.body && decodeText(request.body),
    status: reply.status,
    answered: decodeText(reply.body),
    isWhole,
    ...(conversation && { said: [decodeText(conversation.sent), decodeText(conversation.received)] }),
  }))
}

const ping = '>GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n'
const ok = '<HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK'
const attach = '>POST /containers/x/attach?stream=1 HTTP/1.1\r\nUpgrade: tcp\r\nConnection: Upgrade\r\n\r\n'

describe('a tap sees', () => {
  test('one exchange after the other', () => {
    const create = '>POST /v1.44/networks/create HTTP/1.1\r\nContent-Length: 12\r\n\r\n{"Name":"n"}'
    const created = '<HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'
    expect(listenTo([ping, ok, create, created])).toEqual([
      { asked: 'GET /_ping', operation: 'SystemPing', sent: undefined, status: 200, answered: 'OK', isWhole: true },
      {
        asked: 'POST /v1.44/networks/create',
        operation: 'NetworkCreate',
        sent: '{"Name":"n"}',
        status: 201,
        answered: '{}',
        isWhole: true,
      },
    ])
  })

  test('requests that do not wait for their turn', () => {
    const both = `${ping}${ping.slice(1).replace('_ping', 'info')}`
    expect(listenTo([both, `${ok}${ok.slice(1)}`, ok]).map(({ asked }) => asked)).toEqual(['GET /_ping', 'GET /info'])
  })

  test('replies without a body', () => {
    const head = '>HEAD /_ping HTTP/1.1\r\n\r\n'
    const start = '>POST /containers/x/start HTTP/1.1\r\n\r\n'
    const seen = listenTo([
      head,
      '<HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n',
      start,
      '<HTTP/1.1 304 Not Modified\r\n\r\n',
      start,
      '<HTTP/1.1 204 No Content\r\n\r\n',
    ])
    expect(seen.map(({ status, answered }) => [status, answered])).toEqual([
      [200, ''],
      [304, ''],
      [204, ''],
    ])
  })

  test('past what is said in between', () => {
    expect(listenTo([ping, '<HTTP/1.1 100 Continue\r\n\r\n', ok])).toMatchObject([{ status: 200, answered: 'OK' }])
  })

  test('a reply that ends with the connection', () => {
    expect(listenTo([ping, '<HTTP/1.1 200 OK\r\n\r\nso', '<me', '|', 'x'])).toMatchObject([
      { answered: 'some', isWhole: true },
    ])
  })

  test('a reply that is cut off as such', () => {
    expect(listenTo([ping, '<HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nso', '|', 'x'])).toMatchObject([
      { answered: 'so', isWhole: false },
    ])
  })

  test('what is said after an upgrade, even when the client is ahead of the daemon', () => {
    const upgraded = '<HTTP/1.1 101 UPGRADED\r\nUpgrade: tcp\r\n\r\nfirst '
    expect(listenTo([attach, '>early ', upgraded, '>late', '<last', '|', 'x'])).toMatchObject([
      { operation: 'ContainerAttach', status: 101, answered: '', said: ['early late', 'first last'], isWhole: true },
    ])
  })

  test('connections that are taken over without a word', () => {
    const plain = '>POST /containers/x/attach?stream=1 HTTP/1.1\r\n\r\n'
    const taken = '<HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nout'
    expect(listenTo([plain, taken, '>in', '|', 'x'])).toMatchObject([{ status: 200, said: ['in', 'out'] }])
  })

  test('no more of a body than it keeps', () => {
    expect(listenTo([ping, '<HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123456789'], 5)).toMatchObject([
      { answered: '12345', isWhole: false },
    ])
  })

  test('nothing in what is no HTTP, and goes on without a word', () => {
    expect(listenTo(['>\u0016\u0003\u0001 hello\r\n\r\n', '<\u0015\u0003', '|', 'x'])).toEqual([])
    expect(listenTo([ping, '<garbage\r\n\r\n', ok, 'x'])).toEqual([])
  })
})
