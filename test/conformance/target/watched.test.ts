import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Exchange } from '../../../src/conformance/exchange.ts'
import type { Target } from '../../../src/conformance/index.ts'
import { watchedTarget } from '../../../src/conformance/target/watched.ts'
import { decodeText } from '../../../src/conformance/wire.ts'
import { startFake } from '../fake.ts'

let fake: Target
let watched: Target
let seen: Exchange[] = []
const ask = (method: string, target: string, body?: unknown) => ({
  method,
  target,
  headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
  ...(body === undefined ? {} : { body: new TextEncoder().encode(JSON.stringify(body)) }),
})

beforeAll(async () => {
  fake = await startFake()
  watched = watchedTarget(fake, { begins: () => undefined, see: exchange => seen.push(exchange) })
  await fake.send(ask('POST', '/images/create?fromImage=busybox&tag=latest'))
  await fake.send(ask('POST', '/containers/create?name=cat', { Image: 'busybox', Cmd: ['cat'], OpenStdin: true }))
  await fake.send(ask('POST', '/containers/cat/start'))
})
beforeEach(() => {
  seen = []
})
afterAll(() => fake.close())

test('a reply is shown when it is there', async () => {
  const reply = await watched.send(ask('GET', '/v1.44/_ping'))
  expect(seen).toMatchObject([{ reply, route: { operation: 'SystemPing', version: '1.44' }, isWhole: true }])
})

test('a stream is shown once, when it is closed, with what had come', async () => {
  const stream = await watched.open(ask('GET', '/events?since=0'))
  await expect.poll(() => decodeText(stream.received())).toContain('start')
  expect(seen).toEqual([])
  stream.close()
  await stream.ended
  expect(seen).toMatchObject([{ route: { operation: 'SystemEvents' }, isWhole: false }])
  expect(decodeText(seen[0]?.reply.body ?? new Uint8Array())).toContain('start')
})

test('a conversation is shown with what was said by both', async () => {
  const target = '/containers/cat/attach?stream=1&stdin=1&stdout=1'
  const conversation = await watched.upgrade(ask('POST', target))
  conversation.write('hello\n')
  await expect.poll(() => decodeText(conversation.received())).toContain('hello')
  conversation.close()
  const [exchange] = seen
  expect(exchange?.reply.status).toBe(101)
  expect(decodeText(exchange?.conversation?.sent ?? new Uint8Array())).toBe('hello\n')
  expect(decodeText(exchange?.conversation?.received ?? new Uint8Array())).toContain('hello')
})

test('what ended before another began has the lower places', async () => {
  const first = watched.send(ask('GET', '/_ping'))
  const second = watched.send(ask('GET', '/_ping'))
  await Promise.all([first, second])
  await watched.send(ask('GET', '/info'))
  const [one, other, last] = seen.toSorted((a, b) => a.begun - b.begun)
  expect([one?.begun, other?.begun]).toEqual([1, 2].map(each => each + (one?.begun ?? 0) - 1))
  expect(last?.begun).toBeGreaterThan(Math.max(one?.ended ?? 0, other?.ended ?? 0))
})
