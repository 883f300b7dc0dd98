import { equal, match, ok } from 'node:assert/strict'
import { connect, get, pause, until } from './client.ts'
import type { Checks } from './main.ts'

const pongs = (text: string): number => text.split('\r\n\r\nOK').length - 1

export const httpChecks: Checks = {
  'keeps a connection alive and says nothing about it': async path => {
    const client = await connect(path)
    for (let turn = 1; turn <= 3; turn++) {
      client.send(get('/_ping'))
      await until('a pong', () => pongs(client.received()) === turn)
    }
    ok(!/^(connection|keep-alive):/im.test(client.received()))
    client.socket.destroy()
  },

  'spells and sorts headers as Go does': async path => {
    const client = await connect(path)
    client.send(get('/v1.43/containers/json'))
    match(
      await client.sees('[]\n'),
      /^HTTP\/1\.1 200 OK\r\nApi-Version: 1\.55\r\nContent-Type: application\/json\r\nDocker-Experimental: false\r\nOstype: linux\r\nServer: Docker\/29\.\d+\.\d+ \(linux\)\r\nDate: [^\r]+ GMT\r\nContent-Length: 3\r\n\r\n\[\]\n$/,
    )
    client.socket.destroy()
  },

  'answers pipelined requests in order': async path => {
    const client = await connect(path)
    client.send(get('/_ping') + get('/containers/json') + get('/_ping'))
    await until('three answers', () => pongs(client.received()) === 2)
    match(client.received(), /OKHTTP[\s\S]*\[\]\nHTTP[\s\S]*OK$/)
    client.socket.destroy()
  },

  'takes a request byte by byte': async path => {
    const client = await connect(path)
    for (const character of 'POST /containers/x/attach HTTP/1.1\r\nHost: docker\r\nContent-Length: 0\r\n\r\n') {
      client.send(character)
      await pause(1)
    }
    await client.sees('200 OK')
    client.socket.destroy()
  },

  'closes when HTTP/1.0 or Connection: close asks for it': async path => {
    const requests: readonly (readonly [request: string, answer: RegExp])[] = [
      ['GET /_ping HTTP/1.0\r\n\r\n', /^HTTP\/1\.0 200 OK\r\n(?![\s\S]*Connection:)[\s\S]*OK$/],
      [get('/_ping', 'Connection: close\r\n'), /\r\nConnection: close\r\n[\s\S]*OK$/],
      [get('/_ping', 'Connection: keep-alive, Close\r\n'), /\r\nConnection: close\r\n[\s\S]*OK$/],
    ]
    for (const [request, answer] of requests) {
      const client = await connect(path)
      client.send(request)
      match(await client.end(), answer)
      client.socket.destroy()
    }
  },

  'keeps a connection of HTTP/1.0 alive when it is asked to': async path => {
    const client = await connect(path)
    for (let turn = 1; turn <= 2; turn++) {
      client.send('GET /_ping HTTP/1.0\r\nConnection: keep-alive\r\n\r\n')
      await until('a pong', () => pongs(client.received()) === turn)
    }
    match(client.received(), /^HTTP\/1\.0 200 OK\r\n[\s\S]*Connection: keep-alive\r\n\r\nOK/)
    client.socket.destroy()
  },

  'answers whatever a client calls the host': async path => {
    for (const host of ['Host: %2Fvar%2Frun%2Fdocker.sock', 'Host:', 'Host: [::1]:2375']) {
      const client = await connect(path)
      client.send(`GET /_ping HTTP/1.1\r\n${host}\r\n\r\n`)
      await client.sees('OK')
      client.socket.destroy()
    }
  },

  'refuses garbage with 400': async path => {
    const client = await connect(path)
    client.send('this is not HTTP\r\n\r\n')
    match(await client.end(), /^HTTP\/1\.1 400 Bad Request\r\n/)
    client.socket.destroy()
  },

  'refuses what it does not know without the headers of Docker': async path => {
    for (const line of ['GET /nothing', 'PUT /containers/json', 'HEAD /info']) {
      const client = await connect(path)
      client.send(`${line} HTTP/1.1\r\nHost: docker\r\n\r\n`)
      const answer = await client.sees('\r\n\r\n')
      match(
        answer,
        /^HTTP\/1\.1 404 Not Found\r\nContent-Type: application\/json\r\nDate: [^\r]+\r\nContent-Length: 29\r\n\r\n/,
      )
      client.socket.destroy()
    }
  },

  'takes headers of 900 kilobytes': async path => {
    const client = await connect(path)
    client.send(get('/_ping', `X-Registry-Config: ${'a'.repeat(900_000)}\r\n`))
    await client.sees('OK')
    client.socket.destroy()
  },

  'answers an upgrade to something else as if it had not been asked': async path => {
    const client = await connect(path)
    client.send(get('/_ping', 'Connection: Upgrade\r\nUpgrade: TLS/1.2\r\n'))
    await client.sees('OK')
    client.send(get('/_ping'))
    await until('a second pong', () => pongs(client.received()) === 2)
    client.socket.destroy()
  },

  'takes an upload of 20 megabytes, with a length or chunked': async (path, seen) => {
    const chunk = new Uint8Array(1 << 20)
    for (const chunked of [false, true]) {
      const before = seen.uploadedBytes
      const client = await connect(path)
      const length = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${20 << 20}`
      client.send(`PUT /containers/x/archive?path=/ HTTP/1.1\r\nHost: docker\r\n${length}\r\n\r\n`)
      for (let sent = 0; sent < 20; sent++) {
        if (chunked) client.send(`${chunk.length.toString(16)}\r\n`)
        client.send(chunk)
        if (chunked) client.send('\r\n')
      }
      if (chunked) client.send('0\r\n\r\n')
      await client.sees('"bytes":')
      equal(seen.uploadedBytes - before, 20 << 20)
      client.socket.destroy()
    }
  },

  'lets a client read the refusal of an upload that it is still sending': async path => {
    for (let turn = 0; turn < 5; turn++) {
      const client = await connect(path)
      const head = `PUT /containers/ghost/archive?path=/ HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n`
      client.send(`${head}Content-Length: ${20 << 20}\r\n\r\n`)
      for (let sent = 0; sent < 20; sent++) client.send(new Uint8Array(1 << 20))
      await client.sees('No such container: ghost')
      client.socket.destroy()
    }
  },
}
