import type { Socket } from 'node:net'
import { type Duplex, duplexPair } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Connection } from '../../../src/server/transport/connection.ts'
import { SocketRequest } from '../../../src/server/transport/request.ts'
import { SocketWay } from '../../../src/server/transport/socket-way.ts'
import { Pipe } from '../../../src/state/pipe.ts'

interface Seen {
  readonly line: string
  readonly body: string
}

/** How the server takes a request: whether it reads the body, and whether it answers at once. */
type Habit = 'reads' | 'streams' | 'ignores' | 'dawdles'

const textOf = async (stream: ReadableStream<Uint8Array>): Promise<string> => {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces).toString('latin1')
}

/** A server that answers each request with its number. */
const startServer = (socket: Duplex, habits: readonly Habit[]): Seen[] => {
  const seen: Seen[] = []
  let number = 0
  const bodyOf = async (request: SocketRequest, habit: Habit): Promise<string> => {
    if (habit === 'streams') return textOf(request.stream())
    if (habit === 'reads') return Buffer.from(await request.bytes(1 << 20)).toString('latin1')
    if (habit === 'dawdles') await new Promise(resolve => setImmediate(resolve))
    return ''
  }
  const serve = (connection: Connection, head: ConstructorParameters<typeof SocketWay>[1]): void => {
    const request = new SocketRequest(connection, head, false)
    const way = new SocketWay(connection, head)
    const habit = habits[number % habits.length] ?? 'ignores'
    const answer = (body: string): void => {
      seen.push({ line: `${request.method} ${request.target} ${request.header('x-some')}`, body })
      way.send({ status: 200, headers: '', body: `${number++}` })
    }
    if (habit === 'ignores') answer('')
    else void bodyOf(request, habit).then(answer)
  }
  new Connection(socket as Socket, serve)
  return seen
}

interface Sent {
  readonly method: string
  readonly target: string
  readonly field: string
  readonly body: string
  /** Undefined: the length is said. */
  readonly chunkLength: number | undefined
}

const latin = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map(code => String.fromCharCode(code)),
  maxLength: 60,
})

const requests: fc.Arbitrary<Sent> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'ODD'),
  target: fc.constantFrom('/', '/_ping', '/v1.43/containers/json?all=1', '/a%2Fb'),
  field: fc.constantFrom('', 'a', 'b, c', 'x'.repeat(300)),
  body: latin,
  chunkLength: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
})

const bytesOf = ({ method, target, field, body, chunkLength }: Sent): string => {
  const head = `${method} ${target} HTTP/1.1\r\nHost: docker\r\nX-Some: ${field}\r\n`
  if (chunkLength === undefined) return `${head}Content-Length: ${body.length}\r\n\r\n${body}`
  const chunks = body.match(new RegExp(`[^]{1,${chunkLength}}`, 'g')) ?? []
  const parts = chunks.map(chunk => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')
  return `${head}Transfer-Encoding: chunked\r\n\r\n${parts}0\r\n\r\n`
}

const answers = (count: number): string =>
  Array.from({ length: count }, (_, index) => {
    const body = String(index)
    return `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  }).join('')

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** Sends the pieces, closes the client's half and answers all that came back. */
const converse = async (client: Duplex, pieces: readonly Buffer[], pauses: boolean): Promise<string> => {
  let received = ''
  client.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1')
  })
  const ended = new Promise<void>(resolve => client.once('end', resolve))
  for (const piece of pieces) {
    client.write(piece)
    if (pauses) await turn()
  }
  client.end()
  await ended
  return received
}

const habits: fc.Arbitrary<Habit[]> = fc.array(fc.constantFrom<Habit>('reads', 'streams', 'ignores', 'dawdles'), {
  minLength: 1,
  maxLength: 4,
})

test('requests are the same however their bytes arrive, and are answered in their order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(requests, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(3000), { maxLength: 30 }),
      habits,
      fc.boolean(),
      async (sent, cuts, taken, pauses) => {
        const bytes = Buffer.from(sent.map(bytesOf).join(''), 'latin1')
        const ends = [...cuts.map(place => place % bytes.length).toSorted((a, b) => a - b), bytes.length]
        const pieces = ends
          .map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
          .filter(({ length }) => length)
        const [client, server] = duplexPair({ allowHalfOpen: true })
        const seen = startServer(server, taken)
        expect(await converse(client, pieces, pauses)).toBe(answers(sent.length))
        expect(seen).toEqual(
          sent.map(({ method, target, field, body }, index) => {
            const isRead = ['reads', 'streams'].includes(taken[index % taken.length] ?? '')
            return { line: `${method} ${target} ${field}`, body: isRead ? body : '' }
          }),
        )
      },
    ),
    { numRuns: 200 },
  )
})

const refusal = (status: string): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n${status}`
const ping = 'GET /_ping HTTP/1.1\r\nHost: docker\r\n\r\n'
const post = (fields: string): string => `POST /x HTTP/1.1\r\nHost: docker\r\n${fields}\r\n\r\n`
const long = (bytes: number): string => `GET / HTTP/1.1\r\nHost: docker\r\nX: ${'a'.repeat(bytes)}\r\n\r\n`
const closing = 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n0'
const tooLarge = '431 Request Header Fields Too Large'

/** Seen with dockerd 28.5.2. */
test.each<readonly [what: string, habit: Habit, sent: string, received: string]>([
  ['a bad request behind a good one', 'reads', `${ping}bad\r\n\r\n`, answers(1) + refusal('400 Bad Request')],
  ['what is no HTTP, by its first line', 'reads', 'SSH-2.0-client\r\n', refusal('400 Bad Request')],
  ['a head that does not end', 'reads', 'GET / HTTP/1.1\r\nHost: docker\r\n', refusal('400 Bad Request')],
  ['headers of a megabyte', 'reads', long(1 << 20), answers(1)],
  ['headers of more', 'reads', long((1 << 20) + 8192), refusal(tooLarge)],
  ['a line that is too long', 'reads', `GET /${'a'.repeat((1 << 20) + 8192)}`, refusal(tooLarge)],
  ['nothing', 'reads', '', ''],
  ['a wish to end', 'reads', `${ping.slice(0, -2)}Connection: close\r\n\r\n${ping}`, closing],
  [
    'a body that waits to be wanted, and is',
    'reads',
    `${post('Content-Length: 2\r\nExpect: 100-continue')}{}`,
    `HTTP/1.1 100 Continue\r\n\r\n${answers(1)}`,
  ],
  ['a body that waits to be wanted, and is not', 'ignores', post('Content-Length: 2\r\nExpect: 100-continue'), closing],
  [
    'a small body that nobody wants',
    'dawdles',
    `${post('Content-Length: 9999')}${'a'.repeat(9999)}${ping}`,
    answers(2),
  ],
  ['a large body that nobody wants', 'dawdles', `${post('Content-Length: 999999')}${'a'.repeat(99999)}`, closing],
])('%s is answered as Go answers it', async (_, habit, sent, received) => {
  const [client, server] = duplexPair({ allowHalfOpen: true })
  startServer(server, [habit])
  expect(await converse(client, sent === '' ? [] : [Buffer.from(sent)], false)).toBe(received)
})

test('a body that is cut off fails for its reader, and the connection ends with the answer', async () => {
  const [client, server] = duplexPair({ allowHalfOpen: true })
  new Connection(server as Socket, (connection, head) => {
    const way = new SocketWay(connection, head)
    const failed = (error: unknown) => way.send({ status: 400, headers: '', body: String(error) })
    new SocketRequest(connection, head, false).bytes(100).catch(failed)
  })
  expect(await converse(client, [Buffer.from(`${post('Content-Length: 9')}{}`)], false)).toBe(
    'HTTP/1.1 400 Bad Request\r\nContent-Length: 21\r\nConnection: close\r\n\r\nError: unexpected EOF',
  )
})

test('a client that closes its half is taken for gone, but still hears the end of a stream', async () => {
  const [client, server] = duplexPair({ allowHalfOpen: true })
  const source = new Pipe()
  new Connection(server as Socket, (connection, head) => {
    const way = new SocketWay(connection, head)
    way.send({ status: 200, headers: '', body: { kind: 'stream', source } })
  })
  source.write(Buffer.from('hello'))
  expect(await converse(client, [Buffer.from(ping)], true)).toBe(
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  )
  expect(source.closed).toBe(true)
})

test('thousands of requests in one piece are answered without going deeper for each', async () => {
  const [client, server] = duplexPair({ allowHalfOpen: true })
  startServer(server, ['ignores'])
  expect(await converse(client, [Buffer.from(ping.repeat(5000))], false)).toBe(answers(5000))
})

test('a body is taken no faster than it is read, and whole in the end', async () => {
  const [client, server] = duplexPair({ allowHalfOpen: true })
  const size = 8 << 20
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  new Connection(server as Socket, (connection, head) => {
    reader = new SocketRequest(connection, head, false).stream().getReader()
  })
  let sent = 0
  const send = async (): Promise<void> => {
    client.write(post(`Content-Length: ${size}`))
    for (; sent < size; sent += 65_536)
      if (!client.write(Buffer.alloc(65_536))) await new Promise<void>(resolve => client.once('drain', () => resolve()))
  }
  const all = send()
  for (let turns = 0; turns < 200; turns++) await turn()
  expect(sent).toBeGreaterThan(0)
  expect(sent).toBeLessThan(1 << 20)
  let read = 0
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) read += next.value.length
  await all
  expect(read).toBe(size)
})
