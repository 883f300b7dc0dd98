import { equal, match, ok } from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { connect, get, pause, until } from './client.ts'
import type { Checks } from './main.ts'

const attach = (id: string, headers = '', version = '1.1'): string =>
  `POST /v1.43/containers/${id}/attach?stream=1 HTTP/${version}\r\nHost: docker\r\n${headers}\r\n`
const upgrade = 'Connection: Upgrade\r\nUpgrade: tcp\r\n'
const head200 = 'HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n'
const head101 =
  'HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n'

/** The ways in which clients ask for a connection of their own. */
const requests: readonly (readonly [name: string, request: string, head: string])[] = [
  ['with Upgrade', attach('x', `${upgrade}Content-Length: 0\r\n`), head101],
  ['with an Upgrade to anything', attach('x', 'Connection: Upgrade\r\nUpgrade: foo\r\n'), head101],
  ['without Upgrade', attach('x', 'Content-Length: 0\r\n'), head200],
  ['without Upgrade or length', attach('x'), head200],
  ['by HTTP/1.0', attach('x', '', '1.0'), head200],
]

const bothWays = Object.fromEntries(
  requests.map(([name, request, head]) => [
    `hijacks ${name}, and goes on after the client's half is closed`,
    async (path: string) => {
      const client = await connect(path)
      client.send(request)
      await client.sees('\r\n\r\n')
      client.send('hello ')
      await client.sees('hello ')
      client.socket.end('world ')
      equal(await client.end(), `${head}hello world goodbye`)
    },
  ]),
)

const exec = (body: string, headers = upgrade): string =>
  `POST /exec/abc/start HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${headers}\r\n`

export const hijackChecks: Checks = {
  ...bothWays,

  'sends the head of an upgrade alone when there is output at once, which readers through a buffer would lose':
    async path => {
      const head = /^HTTP\/1\.1 101 UPGRADED\r\n(?:.+\r\n)+\r\n$/
      // A reader that a busy machine has kept waiting finds both at once, whatever was sent when.
      for (let tries = 50, first = ''; !head.test(first); tries--) {
        if (tries === 0) match(first, head)
        const client = await connect(path)
        const packets: string[] = []
        client.socket.on('data', bytes => packets.push(bytes.toString('latin1')))
        const body = '{"Detach":false}'
        client.send(`${exec(body)}${body}`)
        client.socket.end('at once')
        match(await client.end(), /\r\n\r\nat oncegoodbye$/)
        first = packets[0] ?? ''
      }
    },

  'hijacks a connection that was used before': async path => {
    const client = await connect(path)
    client.send(get('/_ping'))
    await client.sees('OK')
    client.send(attach('x'))
    client.socket.end('data')
    match(await client.end(), /raw-stream\r\n\r\ndatagoodbye$/)
  },

  'reads a body in the same packet, in a later one, and in pieces': async path => {
    const body = '{"Detach":false,"Tty":false}'
    for (const pieces of [[exec(body) + body], [exec(body), body], [exec(body), body.slice(0, 5), body.slice(5)]]) {
      const client = await connect(path)
      for (const piece of pieces) {
        client.send(piece)
        await pause(20)
      }
      await client.sees('UPGRADED')
      client.socket.end('after')
      match(await client.end(), /\r\nUpgrade: tcp\r\nApi-Version: 1\.55\r\n[\s\S]*\r\n\r\naftergoodbye$/)
    }
  },

  'gives what came too early to the session': async path => {
    const body = '{"Detach":false}'
    for (const request of [attach('x'), exec(body) + body]) {
      const client = await connect(path)
      client.send(`${request}early `)
      await client.sees('early ')
      client.socket.end('late ')
      match(await client.end(), /\r\n\r\nearly late goodbye$/)
    }
  },

  'gives a flood that came too early to the session, as fast as that takes it': async path => {
    const client = await connect(path)
    const flood = Array.from({ length: 60_000 }, (_, index) => `${index} `).join('')
    client.send(attach('x') + flood)
    client.socket.end('late ')
    equal(await client.end(), `${head200}${flood}late goodbye`)
  },

  'keeps a body that nobody reads from the session': async path => {
    const client = await connect(path)
    client.send(`${attach('x', `${upgrade}Content-Length: 14\r\n`)}{"stdin"`)
    await pause(20)
    client.send(':true}early ')
    await client.sees('early ')
    client.socket.end('late ')
    match(await client.end(), /\r\n\r\nearly late goodbye$/)
  },

  'goes on as HTTP when a hijackable request was answered': async path => {
    const client = await connect(path)
    const body = '{"Detach":true}'
    client.send(exec(body) + body + get('/_ping'))
    match(await client.sees('\r\n\r\nOK'), /"detached":true/)
    client.send(get('/containers/json'))
    await client.sees('[]\n')
    client.socket.destroy()
  },

  'refuses an attach in bare text and closes': async path => {
    const client = await connect(path)
    client.send(attach('ghost', upgrade))
    equal(
      await client.end(),
      'HTTP/1.1 404 Not Found\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nNo such container: ghost\r\n',
    )
    client.socket.destroy()
  },

  'ends the input and closes the output of a client that is gone': async (path, seen) => {
    const closed = seen.closedSources
    const client = await connect(path)
    client.send(attach('firehose', upgrade))
    await client.sees('\r\n\r\n')
    const input = seen.attached.at(-1)
    client.socket.destroy()
    await until('the input has ended', () => input?.ended ?? false)
    await until('the output is closed', () => seen.closedSources === closed + 1)
  },

  'echoes 20 megabytes through a session': async path => {
    const client = await connect(path)
    client.send(attach('x', upgrade))
    await client.sees('\r\n\r\n')
    client.socket.removeAllListeners('data')
    const sent = createHash('sha256')
    const back = createHash('sha256')
    const expected = 20 << 20
    let size = 0
    client.socket.on('data', chunk => {
      const own = chunk.subarray(0, Math.max(0, expected - size))
      size += chunk.length
      back.update(own)
    })
    for (let part = 0; part < 320; part++) {
      const bytes = new Uint8Array(65_536).fill(part)
      sent.update(bytes)
      if (!client.socket.write(bytes)) await new Promise<void>(resolve => client.socket.once('drain', () => resolve()))
    }
    client.socket.end()
    await until('the end', () => client.ended(), 20_000)
    equal(size, expected + 'goodbye'.length)
    equal(back.digest('hex'), sent.digest('hex'))
  },

  'speaks WebSocket on attach/ws': async path => {
    const client = await connect(path)
    const headers = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n'
    client.send(get('/v1.43/containers/x/attach/ws', `${headers}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n`))
    match(await client.sees('\r\n\r\n'), /^HTTP\/1\.1 101 [\s\S]*Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/)
    // A masked binary frame of two bytes, under the mask of zeros.
    client.send(new Uint8Array([0x82, 0x82, 0, 0, 0, 0, 0x68, 0x69]))
    await client.sees('\u0082\u0002hi')
    ok(!client.ended())
    client.socket.destroy()
  },
}
